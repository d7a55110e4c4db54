"""The form through which judgements come in as a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workbench.core.form_fields import set_choices
from workbench.core.labels import Pairs

LARGEST_BYTES = 5_000_000


class RatingFileForm(forms.Form):
    """A file, and whose judgements it holds."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, Excel or OpenDocument, up to 5 MB."),
    )
    rater = forms.ChoiceField(
        label=gettext_lazy("Whose judgements"),
        required=False,
        help_text=gettext_lazy("One rater for all rows, or the one that each row names."),
    )
    enters = forms.BooleanField(
        label=gettext_lazy("Enter raters of the file who were not asked yet"),
        required=False,
        help_text=gettext_lazy("They get no link; each row then says department or community."),
    )

    def __init__(self, *args: Any, raters: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, rater=[("", _("as each row says")), *raters])

    def clean_file(self) -> Any:
        """Files of judgements are small; a large one is something else."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_BYTES:
            raise forms.ValidationError(
                _("The file has more than 5 MB. A round of a hundred raters has less.")
            )
        return file
