"""The forms of this room. A form turns what was typed into values; actions decide about them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workbench.accounts.models import Person
from workbench.core.form_fields import a_day, set_choices, several
from workbench.core.labels import CityNames, Pairs, group_choices
from workbench.core.partial_dates import PartialDateField
from workbench.mapping import words
from workbench.mapping.actions.ties import TieFacts
from workbench.mapping.models import Organisation, Party, Request, Strength, Tie

ANY = ("", _("any"))
THREE_ANSWERS = [("", _("not known")), ("yes", _("yes")), ("no", _("no"))]
YES_NO = {"yes": True, "no": False}


def yes_no_field(label: Any, help_text: Any = "") -> forms.TypedChoiceField:
    """Yes, no, or not known."""
    return forms.TypedChoiceField(
        label=label,
        required=False,
        widget=forms.RadioSelect,
        choices=THREE_ANSWERS,
        coerce=lambda said: YES_NO.get(said),
        empty_value=None,
        help_text=help_text,
    )


class FindForm(forms.Form):
    """Which strengths to show."""

    area = forms.ChoiceField(label=_("Area"), required=False)
    need = forms.ChoiceField(label=_("Need"), required=False)
    group = forms.ChoiceField(label=_("Serves"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    show = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ANY,
            ("stale", _("asks to be confirmed")),
            ("gone", _("no longer in its source")),
            ("ending", _("funding ends within half a year")),
        ],
    )

    def __init__(self, *args: Any, names: CityNames, kinds: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(
            self,
            area=[ANY, *names.area_choices()],
            need=[ANY, *words.offered("needs")],
            group=[ANY, *names.group_names.items()],
            language=[ANY, *words.offered("languages")],
            kind=[ANY, *kinds],
        )


class StrengthForm(forms.Form):
    """What an entry says; which of it may be written at once, the action decides."""

    name = forms.CharField(label=_("Name"), max_length=200)
    what = forms.ChoiceField(label=_("What it is"), choices=Strength.What.choices)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    description = forms.CharField(
        label=_("What it offers"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("In the words of those who hold it. Leave out the names of persons."),
    )
    area = forms.ChoiceField(label=_("Area"), required=False)
    address = forms.CharField(label=_("Address"), required=False, max_length=300)
    url = forms.URLField(label=_("Web page"), required=False, max_length=500, assume_scheme="https")
    serves = several(_("Whom it serves"), _("Everybody who is welcome there."))
    needs = several(_("Needs it answers"))
    languages = several(_("Languages"))
    protective = several(_("What it protects"))
    neutral_place = yes_no_field(
        _("Neutral ground"), _("Nobody’s own ground among those who meet.")
    )
    credible_people = yes_no_field(_("Led by people who are trusted there"))
    rules_agreed = yes_no_field(_("House rules agreed with those who come"))
    confidential = forms.BooleanField(
        label=_("Confidential"),
        required=False,
        help_text=_(
            "Shown to the desk and to partners with an entry of their own; in no public page, on "
            "no map, in no count."
        ),
    )
    funded_until = a_day(_("Funded until"), required=False)
    vouched_by = forms.CharField(
        label=_("Who vouches for it"),
        required=False,
        max_length=200,
        help_text=_("An organisation, not a person."),
    )
    capacity = forms.FloatField(
        label=_("People it can take in a week"), required=False, min_value=0
    )

    def __init__(
        self, *args: Any, names: CityNames, known: Strength | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kind = [known.kind] if known and known.kind else []
        lists = {
            name: words.offered(name, *(getattr(known, name) if known else ()))
            for name in ("needs", "languages", "protective")
        }
        set_choices(
            self,
            area=[("", _("the whole city")), *names.area_choices()],
            kind=[("", "–"), *words.offered("kind", *kind)],
            serves=group_choices(names.groups),
            **lists,
        )


def strength_initial(strength: Strength) -> dict[str, Any]:
    """An entry as its form shows it."""
    values = {name: getattr(strength, name) for name in StrengthForm.base_fields}
    answers = {True: "yes", False: "no", None: ""}
    asked = ("neutral_place", "credible_people", "rules_agreed")
    return values | {name: answers[values[name]] for name in asked}


class NewStrengthForm(StrengthForm):
    """A strength that is not on the map yet."""

    holder: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("Held by"), queryset=None, required=False, empty_label=_("nobody, or not said")
    )
    field_order = ("name", "what", "holder")

    def __init__(self, *args: Any, own: Organisation | None, holders: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].queryset = holders  # type: ignore[attr-defined]  # a model choice
        if own:
            del self.fields["holder"]
        self.own = own

    def facts(self) -> tuple[dict[str, Any], Organisation | None]:
        """The values of the strength, and who holds it: one's own party, or the one chosen."""
        values = dict(self.cleaned_data)
        chosen = values.pop("holder", None)
        return values, self.own or chosen


class OrganisationForm(forms.Form):
    """What an organisation's own entry says."""

    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    level = forms.ChoiceField(label=_("Sort of body"), choices=Organisation.Level.choices)
    about = forms.CharField(
        label=_("In its own words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Leave out the names of persons."),
    )
    area = forms.ChoiceField(label=_("Area"), required=False)
    url = forms.URLField(label=_("Web page"), required=False, max_length=500, assume_scheme="https")
    languages = several(_("Languages"))

    def __init__(
        self, *args: Any, names: CityNames, known: Organisation | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        kind = [known.kind] if known and known.kind else []
        spoken = known.languages if known else ()
        set_choices(
            self,
            area=[("", _("the whole city")), *names.area_choices()],
            kind=[("", "–"), *words.offered("kind", *kind)],
            languages=words.offered("languages", *spoken),
        )


class InviteForm(forms.Form):
    """Who is to claim an entry for their party."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("They sign in with it. Nothing is sent to it.")
    )

    def clean_email(self) -> str:
        """One spelling for one address."""
        return str(self.cleaned_data["email"]).lower()


class OfferForm(forms.Form):
    """A partner editor who is here already."""

    person: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label=_("Partner editor"), queryset=None, empty_label=_("choose")
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]  # a model choice


class ReasonForm(forms.Form):
    """Why something is declined."""

    reason = forms.CharField(label=_("Reason"), max_length=300, widget=forms.Textarea({"rows": 2}))


class TieForm(forms.Form):
    """A tie to tell of."""

    source: forms.ModelChoiceField[Party] = forms.ModelChoiceField(
        label=_("Between"), queryset=None, empty_label=_("choose")
    )
    target: forms.ModelChoiceField[Party] = forms.ModelChoiceField(
        label=_("and"), queryset=None, empty_label=_("choose")
    )
    kind = forms.ChoiceField(
        label=_("Kind of tie"), widget=forms.RadioSelect, choices=Tie.Kind.choices
    )
    directed = forms.BooleanField(
        label=_("It runs one way only, from the first to the second"), required=False
    )
    strength = forms.TypedChoiceField(
        label=_("How strong"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("", _("not said")),
            (1, _("1, they have met")),
            (2, "2"),
            (3, _("3, they know each other well")),
            (4, "4"),
            (5, _("5, they rely on each other")),
        ],
    )
    since = PartialDateField(label=_("Since"), required=False)
    evidence = forms.CharField(
        label=_("What it rests on"),
        required=False,
        max_length=300,
        help_text=_("Such as: a joint evening last year. No names, and nothing that was said."),
    )

    def __init__(self, *args: Any, own: Party | None, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["source"]
        else:
            self.fields["source"].queryset = others  # type: ignore[attr-defined]  # model choices
        self.fields["target"].queryset = others.exclude(pk=own.pk) if own else others  # type: ignore[attr-defined]
        self.own = own

    def ends(self) -> tuple[Party, Party]:
        """The two parties."""
        return self.own or self.cleaned_data["source"], self.cleaned_data["target"]

    def facts(self) -> TieFacts:
        """What is told of it."""
        names = ("kind", "strength", "directed", "since", "evidence")
        return TieFacts(**{name: self.cleaned_data[name] for name in names})


class FindTieForm(forms.Form):
    """Which ties to show."""

    kind = forms.ChoiceField(
        label=_("Kind of tie"), required=False, choices=[ANY, *Tie.Kind.choices]
    )
    confirmed = forms.ChoiceField(
        label=_("Confirmed by"),
        required=False,
        choices=[
            ANY,
            ("both", _("both sides")),
            ("one", _("one side")),
            ("nobody", _("nobody yet")),
        ],
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ANY, *Tie.State.choices])


class RequestForm(forms.Form):
    """What a party asked of the city."""

    asked_by: forms.ModelChoiceField[Party] = forms.ModelChoiceField(
        label=_("Who asked"), queryset=None, empty_label=_("choose")
    )
    kind = forms.ChoiceField(
        label=_("Asked for"), widget=forms.RadioSelect, choices=Request.Kind.choices
    )
    words = forms.CharField(
        label=_("In a few words"), max_length=300, help_text=_("Leave out the names of persons.")
    )
    asked_of = forms.CharField(label=_("Asked of"), required=False, max_length=200)
    asked_on = a_day(_("Asked on"))
    area = forms.ChoiceField(label=_("Area"), required=False)
    groups = several(_("For whom"))

    def __init__(
        self, *args: Any, names: CityNames, own: Party | None, parties: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if own:
            del self.fields["asked_by"]
        else:
            self.fields["asked_by"].queryset = parties  # type: ignore[attr-defined]  # a model choice
        set_choices(
            self,
            area=[("", _("the whole city")), *names.area_choices()],
            groups=group_choices(names.groups),
        )


class AnswerForm(forms.Form):
    """How the city answered."""

    answer = forms.ChoiceField(
        label=_("Answer"), widget=forms.RadioSelect, choices=Request.Answer.choices
    )
    answer_words = forms.CharField(
        label=_("In words"), required=False, max_length=500, widget=forms.Textarea({"rows": 3})
    )
    answered_on = a_day(_("Answered on"))
