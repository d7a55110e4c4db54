"""What is said about those who are not meant, and which of them a list shows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workbench.core.form_fields import DAY, set_choices
from workbench.core.labels import CityNames, choices
from workbench.weighing.actions.looking import Said
from workbench.weighing.models import LookedAt

TICKED, ALL_UNLIKELY = "ticked", "all"


class LookForm(forms.Form):
    """A reason or a check, for those ticked or for all of the list whose loss is unlikely."""

    about = forms.ChoiceField(
        label=_("About whom"),
        choices=[
            (TICKED, _("those ticked above")),
            (
                ALL_UNLIKELY,
                _("all of this list for whom fewer than a quarter of the runs are worse"),
            ),
        ],
        initial=TICKED,
        widget=forms.RadioSelect,
        help_text=_("Where a loss is likelier, or nobody judged it, each is ticked by hand."),
    )
    kind = forms.ChoiceField(
        label=_("What is said"),
        choices=[
            (LookedAt.Kind.REASON, _("no check is needed, for this reason")),
            (LookedAt.Kind.CHECK, _("it is checked")),
        ],
        initial=LookedAt.Kind.REASON,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The reason; or of a check, what would be done if it shows a loss."),
    )
    indicator = forms.CharField(
        label=_("What is watched"),
        required=False,
        max_length=200,
        help_text=_("For a check: a figure, or a question that is asked again."),
    )
    check_on = forms.DateField(
        label=_("Looked at on"),
        required=False,
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
        help_text=_("For a check. What moves shows late: a year is rarely too long."),
    )

    def said(self) -> Said:
        """What is kept."""
        given = self.cleaned_data
        return Said(
            kind=given["kind"],
            words=given["words"],
            indicator=given["indicator"],
            check_on=given["check_on"],
        )


class AroundFilter(forms.Form):
    """Which of those who are not meant are shown."""

    group = forms.ChoiceField(label=_("Group"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    show = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[("", _("not looked at yet")), ("all", _("all"))],
    )
    loss = forms.ChoiceField(
        label=_("Chance of a loss"),
        required=False,
        choices=[
            ("", _("any")),
            ("likely", _("a quarter or more")),
            ("unlikely", _("less than a quarter")),
        ],
    )

    def __init__(self, *args: Any, names: CityNames, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("all"))
        told = choices((key, names.group(key)) for key in groups)
        set_choices(self, group=[every, *told], area=[every, *names.area_choices()])

    def asked(self) -> dict[str, str]:
        """What was chosen; nothing where something strange was sent."""
        return dict(self.cleaned_data) if self.is_valid() else {}
