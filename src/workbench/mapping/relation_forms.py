"""The forms of relations: one begun, one question, a side's words, and the records between them."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commonweal.core.conditions import RelationKnowledge
from workbench.core.form_fields import a_day
from workbench.core.labels import Pairs
from workbench.core.partial_dates import PartialDateField
from workbench.mapping.forms import yes_no_field
from workbench.mapping.models import (
    Community,
    ConditionAnswer,
    HistoricAct,
    NavigationRecord,
    NegotiationRecord,
    Organisation,
    Party,
)

NO_NAMES = _("Leave out the names of persons.")


def one_line(label: Any, length: int, *, required: bool = True, help_text: Any = "") -> Any:
    """A text of one line."""
    return forms.CharField(label=label, max_length=length, required=required, help_text=help_text)


def some_lines(label: Any, *, help_text: Any = "") -> Any:
    """A text of a few lines, which may stay empty."""
    widget = forms.Textarea({"rows": 2})
    return forms.CharField(
        label=label, max_length=2000, required=False, widget=widget, help_text=help_text
    )


def one_of_these(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    """One of a few, all of them in sight."""
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **more)


class RelationForm(forms.Form):
    """Who faces what, and who offers help."""

    community: forms.ModelChoiceField[Community] = forms.ModelChoiceField(
        label=_("Community"), queryset=None
    )
    provider: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("Who offers help"), queryset=None
    )
    adversity = one_line(
        _("What they face"), 200, help_text=_("As the community would say it, in a few words.")
    )
    beyond_own_means = one_line(_("Why it is more than they can carry alone"), 300, required=False)
    first_incident = PartialDateField(
        label=_("When it first struck"),
        required=False,
        help_text=_("As far as it is known: a year is enough."),
    )
    words = one_line(_("Your own words for the problem"), 500, required=False, help_text=NO_NAMES)

    def __init__(
        self,
        *args: Any,
        own: Party | None,
        communities: QuerySet[Community],
        organisations: QuerySet[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        self.fields["community"].queryset = communities  # type: ignore[attr-defined]  # model choices
        self.fields["provider"].queryset = organisations  # type: ignore[attr-defined]
        if own is None:
            del self.fields["words"]
        elif own.community_id:
            del self.fields["community"]
        else:
            del self.fields["provider"]

    def sides(self) -> tuple[Community, Organisation]:
        """The two sides: one's own, and the one that was chosen."""
        given = self.cleaned_data
        community = self.own.community if self.own else None
        provider = self.own.organisation if self.own else None
        return community or given["community"], provider or given["provider"]

    def facts(self) -> dict[str, Any]:
        """What they face."""
        names = ("adversity", "beyond_own_means", "first_incident")
        return {name: self.cleaned_data[name] for name in names}


class AnswerOneForm(forms.Form):
    """What a side answers to one question."""

    answer = one_of_these(_("Your answer"), ConditionAnswer.Answer.choices)
    evidence = one_line(_("On what evidence"), 500, required=False, help_text=NO_NAMES)
    voice = one_line(
        _("Which part of you says so"),
        200,
        required=False,
        help_text=_("Only where parts of you see it differently; never a person’s name."),
    )
    said_on = a_day(_("Said on"))


class ThirdPartyForm(AnswerOneForm):
    """What somebody outside both sides says of a condition."""

    condition = forms.ChoiceField(label=_("About what"))
    field_order = ("condition", "answer", "voice", "evidence", "said_on")

    def __init__(self, *args: Any, knowledge: RelationKnowledge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows: Pairs = [(row.key, row.name) for row in knowledge.in_chain]
        self.fields["condition"].choices = rows  # type: ignore[attr-defined]  # a choice field
        self.fields["voice"].required = True
        self.fields["voice"].label = _("Who says so")
        self.fields["voice"].help_text = _("A body or a study, never a person.")
        self.fields["answer"].label = _("What they say")


class OwnWordsForm(forms.Form):
    """What the problem is, in the words of one side."""

    words = forms.CharField(
        label=_("What the problem is, in your own words"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=NO_NAMES,
    )
    said_on = a_day(_("Said on"))


class TalkForm(forms.Form):
    """A talk between the two sides."""

    on = a_day(_("Day"))
    subject = one_line(_("About what"), 200)
    result = one_of_these(_("How it ended"), NegotiationRecord.Result.choices)
    agenda_by = one_of_these(
        _("Who set the agenda"),
        NegotiationRecord.Agenda.choices,
        initial=NegotiationRecord.Agenda.UNKNOWN,
    )
    positions = some_lines(_("Who wanted what"), help_text=NO_NAMES)
    outcome = some_lines(_("What came of it"))
    changed = some_lines(_("What the community changed"))
    dissent = some_lines(_("Where they still differ"))


class RelationOfferForm(forms.Form):
    """Something that people can come to."""

    what = one_line(_("What is offered"), 200)
    on = a_day(_("From which day"))
    place = one_line(_("Where"), 200, required=False)
    language = one_line(_("In which language"), 40, required=False)


class UseForm(forms.Form):
    """How an offer was used, in a count of people together."""

    resource = one_line(_("What was used"), 200)
    since = a_day(_("From"))
    until = a_day(_("To"))
    people = forms.IntegerField(
        label=_("How many people, together"),
        min_value=0,
        required=False,
        help_text=_("Left empty: nobody counted. Small numbers are shown to nobody."),
    )
    voluntary = one_of_these(
        _("Did they come of their own will?"), NavigationRecord.Voluntary.choices
    )
    learned = one_of_these(
        _("How they learned of it"),
        NavigationRecord.Learned.choices,
        initial=NavigationRecord.Learned.UNKNOWN,
    )
    barrier = one_line(_("What stood in the way"), 300, required=False, help_text=NO_NAMES)


class ActForm(forms.Form):
    """Something the provider did for the community before."""

    on = PartialDateField(label=_("When"), help_text=_("As far as it is known."))
    what = one_line(_("What was done"), 300, help_text=NO_NAMES)
    unrelated = yes_no_field(_("It had nothing to do with this topic"))
    asked_by = one_of_these(
        _("Who asked for it"),
        HistoricAct.AskedBy.choices,
        initial=HistoricAct.AskedBy.UNKNOWN,
    )
    received = one_of_these(
        _("How it was received"),
        HistoricAct.Received.choices,
        initial=HistoricAct.Received.UNKNOWN,
    )
