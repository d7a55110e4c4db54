"""The forms through which lists of strengths and files of ties come in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workbench.core.form_fields import set_choices
from workbench.core.labels import Pairs
from workbench.mapping.actions.tie_lists import NOBODY, Asked


class BringInListForm(forms.Form):
    """A list, the profile that reads it, and the source whose list it is."""

    profile = forms.ChoiceField(
        label=gettext_lazy("Source profile"),
        help_text=gettext_lazy("How the columns and words of this list are read."),
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Whose list it is"),
        required=False,
        help_text=gettext_lazy(
            "A list that comes again is set against what the same source said before."
        ),
    )
    name = forms.CharField(
        label=gettext_lazy("Name of a new source"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("Left empty, it is called as its profile is."),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV, Excel, OpenDocument or GeoJSON; HSDS as JSON, or its tables in a zip archive."
        ),
    )

    def __init__(self, *args: Any, profiles: Pairs, sources: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(
            self,
            profile=profiles,
            source=[("", _("a new source, or the one called as the profile is")), *sources],
        )


class TieFileForm(forms.Form):
    """A file of ties."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV with the columns source, target, kind; GraphML; GEXF; or JSON of Kumu."
        ),
    )


class WhoIsMeantForm(forms.Form):
    """Whom names mean that several on the map have."""

    def __init__(self, *args: Any, asked: tuple[Asked, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names = {f"name_{one.number}": one.name for one in asked}
        for one in asked:
            self.fields[f"name_{one.number}"] = forms.ChoiceField(
                label=one.name, choices=_choices(one)
            )

    @property
    def answers(self) -> dict[str, str]:
        """The answer by name."""
        return {name: self.cleaned_data[key] for key, name in self._names.items()}


def _choices(asked: Asked) -> list[tuple[str, str]]:
    said = [(str(one.pk), f"{one.named.name} ({one.key})") for one in asked.parties]
    return [("", _("choose")), *said, (NOBODY, _("none of these"))]
