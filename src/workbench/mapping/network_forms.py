"""Which part of the network to show."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workbench.core.labels import CityNames
from workbench.mapping.forms import ANY, set_choices


class NetworkForm(forms.Form):
    """Ties of one family, or around one area."""

    kind = forms.ChoiceField(
        label=_("Ties"),
        required=False,
        choices=[
            ANY,
            ("light", _("contact and exchange")),
            ("trust", _("trust and dialogue")),
            ("work", _("referral and joint work")),
            ("money", _("funding")),
        ],
    )
    area = forms.ChoiceField(label=_("Area"), required=False)

    def __init__(self, *args: Any, names: CityNames, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, area=[ANY, *names.area_choices()])
