"""The forms of talks. A form turns what was typed into values; actions decide about them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workbench.core.form_fields import several
from workbench.core.labels import CityNames, Pairs, group_choices
from workbench.listening.meetings.models import (
    ConcernAnswer,
    ConcernSorting,
    GateAnswer,
    RecommendationAnswer,
    Session,
    Standing,
)

NO_NAMES = _("Write nobody’s name. Words are sealed: they are read here, and nowhere else.")
PUBLIC = _("Everybody reads this. Write nobody’s name.")
Answered = RecommendationAnswer.Kind
NOBODY_NAMED: Pairs = [("", "–")]


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, chosen or typed."""
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


def words_field(
    label: Any, *, longest: int, required: bool = True, help_text: Any = "", rows: int = 3
) -> forms.CharField:
    """Words of several lines."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        widget=forms.Textarea({"rows": rows}),
        help_text=help_text,
    )


def radios(label: Any, offered: Any) -> forms.ChoiceField:
    """One of a few."""
    return forms.ChoiceField(label=label, choices=offered, widget=forms.RadioSelect)


class SessionForm(forms.Form):
    """A session: what is asked, where, who facilitates, who is invited, and by which rules."""

    question = forms.CharField(label=_("What is to be talked about?"), max_length=300)
    day = day_field(_("Day"))
    place = forms.CharField(label=_("Place"), max_length=200)
    area = forms.ChoiceField(label=_("Area"), required=False)
    facilitator = forms.CharField(
        label=_("Who facilitates"),
        max_length=200,
        help_text=_("A role or an organisation, not a person’s name."),
    )
    organisation = forms.CharField(
        label=_("Whose people facilitate"),
        max_length=120,
        required=False,
        help_text=_("As it stands with its editor’s account. The editor then works on this page."),
    )
    is_open = forms.BooleanField(label=_("Open to everybody"), required=False, initial=True)
    groups = several(_("Which groups are invited"))
    areas = several(_("From which areas"))
    rules = words_field(_("Rules"), longest=4000, required=False)
    rules_agreed = forms.BooleanField(label=_("Those who come agreed to them"), required=False)
    contested = forms.ChoiceField(
        label=_("Contested voices"),
        required=False,
        choices=[("", _("not looked at yet")), *Session.Contested.choices],
        help_text=_("Voices whom some would not have in the room."),
    )
    contested_words = words_field(
        _("Why, and what may come of it"),
        longest=4000,
        required=False,
        help_text=_(
            "Inviting may look like giving a stage; leaving out may prove the point of those left "
            "out. Leave this empty to keep what was written before. Words are sealed."
        ),
    )
    activation = forms.TypedChoiceField(
        label=_("After which incident"), required=False, coerce=int, empty_value=None
    )

    def __init__(
        self, *args: Any, names: CityNames, activations: Pairs, is_desk: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = {
            "area": [*NOBODY_NAMED, *names.area_choices()],
            "groups": group_choices(names.groups),
            "areas": names.area_choices(),
            "activation": [*NOBODY_NAMED, *activations],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # choice fields
        if not is_desk:
            del self.fields["organisation"], self.fields["activation"]

    def values(self) -> dict[str, Any]:
        """What the session says, by the names of its fields."""
        given = dict(self.cleaned_data)
        if "activation" in given:
            given["activation_id"] = given.pop("activation")
        return given


SESSION_FIELDS = (
    *("question", "day", "place", "area", "facilitator", "organisation", "is_open"),
    *("groups", "areas", "rules", "rules_agreed", "contested"),
)


def values_of(session: Session) -> dict[str, Any]:
    """What the form begins with for a session that stands; sealed words stay sealed."""
    kept = {name: getattr(session, name) for name in SESSION_FIELDS}
    return {**kept, "activation": session.activation_id}


class GateForm(forms.Form):
    """An answer to one precondition."""

    answer = radios(_("Answer"), GateAnswer.Answer.choices)
    words = words_field(
        _("In words"), longest=500, help_text=_("Who said so, or what is missing. No names.")
    )


class HeldForm(forms.Form):
    """How it went."""

    held_on = day_field(_("Held on"))
    present = forms.IntegerField(
        label=_("How many people came"),
        min_value=0,
        max_value=100_000,
        help_text=_("A count. Outside this house it is shown at the city’s floor or above only."),
    )
    absent = several(_("Which groups were absent"))
    agreed = words_field(_("What was agreed"), longest=4000, required=False, help_text=NO_NAMES)

    def __init__(self, *args: Any, names: CityNames, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["absent"].choices = group_choices(names.groups)  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """What was said under one theme."""

    theme = forms.CharField(label=_("Theme"), max_length=120)
    words = words_field(_("What was said"), longest=8000, rows=8, help_text=NO_NAMES)


class ConcernForm(forms.Form):
    """A concern in the words of those who raised it."""

    words = words_field(
        _("The concern, in the words of those who raised it"), longest=2000, help_text=NO_NAMES
    )
    group = forms.ChoiceField(label=_("Raised for which group"), required=False)

    def __init__(self, *args: Any, names: CityNames, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [*NOBODY_NAMED, *group_choices(names.groups)]
        self.fields["group"].choices = offered  # type: ignore[attr-defined]


class SortForm(forms.Form):
    """Who sees it as what."""

    whose = radios(_("Who says so"), ConcernSorting.Whose.choices)
    finding = radios(_("What is it?"), ConcernSorting.Finding.choices)
    words = words_field(
        _("How it was settled"),
        longest=500,
        required=False,
        help_text=_("When and how the people who raised it were asked. No names."),
    )
    said_on = day_field(_("Said on"))

    def __init__(self, *args: Any, is_desk: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_desk:
            sides = ConcernSorting.Whose
            offered = [one for one in sides.choices if one[0] != sides.CITY]
            self.fields["whose"].choices = offered  # type: ignore[attr-defined]


class ConcernAnswerForm(forms.Form):
    """What a concern got back."""

    kind = radios(_("Answer"), ConcernAnswer.Kind.choices)
    words = words_field(
        _("In words"), longest=800, help_text=_("Information: in their own words and language.")
    )
    by_whom = forms.CharField(
        label=_("By whom"), max_length=200, help_text=_("A role or an office, not a name.")
    )
    said_on = day_field(_("On"))

    def __init__(self, *args: Any, fitting: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [one for one in ConcernAnswer.Kind.choices if one[0] in fitting]
        self.fields["kind"].choices = offered  # type: ignore[attr-defined]


class RecommendationForm(forms.Form):
    """What people recommend, to which office; where it was heard, if no talk of ours made it."""

    words = words_field(_("What is recommended"), longest=400, help_text=PUBLIC)
    office = forms.CharField(label=_("Addressed to which office"), max_length=200)
    made_on = day_field(_("Made on"))
    heard_from = forms.CharField(
        label=_("Where it was heard"), max_length=100, required=False, help_text=PUBLIC
    )

    def __init__(self, *args: Any, asks_where: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_where:
            del self.fields["heard_from"]


class FromConversationForm(RecommendationForm):
    """The same, and the statement it rests on."""

    number = forms.IntegerField(
        label=_("Number of the statement it rests on"), required=False, min_value=1
    )

    def values(self) -> dict[str, Any]:
        """What the recommendation says, by the names of its fields."""
        return {name: given for name, given in self.cleaned_data.items() if name != "number"}


class AnswerForm(forms.Form):
    """What the office answers in words."""

    answer = radios(
        _("Answer"),
        [one for one in Answered.choices if one[0] != Answered.SAID],
    )
    reasons = words_field(_("Reasons"), longest=800, help_text=PUBLIC)
    by_when = day_field(
        _("To be done by"),
        required=False,
        help_text=_("Needed unless it is not adopted. When the day has passed, it is asked about."),
    )
    answered_on = day_field(_("Answered on"))


class DeedForm(forms.Form):
    """What was done."""

    words = words_field(_("What was done"), longest=800, help_text=PUBLIC)
    evidence = words_field(
        _("What shows it"), longest=400, help_text=_("A place to look at, a decision, a report.")
    )
    done_on = day_field(_("Done on"))
    is_whole = forms.BooleanField(label=_("With this, what was promised is done"), required=False)


class ReasonForm(forms.Form):
    """Why a recommendation is no longer followed."""

    reason = words_field(_("Reason"), longest=500, help_text=PUBLIC)


class StandingForm(forms.Form):
    """A place, a facilitator or rules."""

    kind = radios(_("What it is"), Standing.Kind.choices)
    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("For a facilitator: a role or organisation.")
    )
    area = forms.ChoiceField(label=_("Area"), required=False)
    words = words_field(_("What to know"), longest=2000, required=False)

    def __init__(self, *args: Any, names: CityNames, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [*NOBODY_NAMED, *names.area_choices()]
        self.fields["area"].choices = offered  # type: ignore[attr-defined]


class ConfirmForm(forms.Form):
    """Somebody asked, and it stands until then."""

    confirmed_on = day_field(_("Asked and confirmed on"))
    holds_until = day_field(_("To be confirmed again by"))


class ActivationForm(forms.Form):
    """Something happened after which a talk is to be opened."""

    what = forms.CharField(
        label=_("What happened"), max_length=200, help_text=_("In a few words, without names.")
    )
    incident_on = day_field(_("Happened on"))
    area = forms.ChoiceField(label=_("Area"), required=False)

    def __init__(self, *args: Any, names: CityNames, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [*NOBODY_NAMED, *names.area_choices()]
        self.fields["area"].choices = offered  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """A step was done."""

    words = forms.CharField(label=_("In words"), max_length=300, required=False)
