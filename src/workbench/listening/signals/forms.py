"""The forms of signals: an answer, a step in what is expected, an event of the calendar.

A form turns what was typed into facts; what may be done with them is decided by the actions.
"""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from commonweal.core.errors import CommonwealError
from workbench.core.form_fields import DAY, a_day
from workbench.core.labels import choices, group_choices
from workbench.listening.models import Source
from workbench.listening.pages.labels import Labels
from workbench.listening.signals.actions.answering import AnswerFacts
from workbench.listening.signals.actions.calendar import EventFacts
from workbench.listening.signals.actions.steps import StepFacts
from workbench.listening.signals.models import Answer, CalendarEvent, ExpectationStep


class AnswerForm(forms.Form):
    """What a coordinator says to a signal."""

    verb = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        widget=forms.RadioSelect,
        choices=[
            (Answer.Verb.SEEN, gettext_lazy("seen: we know of it and watch")),
            (Answer.Verb.EXPLAINED, gettext_lazy("explained: we know what brought the reports")),
            (Answer.Verb.ACTED, gettext_lazy("acted on: something is being done")),
            (Answer.Verb.DECLINED, gettext_lazy("declined: this is none, for a reason")),
        ],
    )
    explained_by = forms.ChoiceField(
        label=gettext_lazy("What explains it"),
        required=False,
        choices=[("", gettext_lazy("–")), *Answer.ExplainedBy.choices],
        help_text=gettext_lazy(
            "A campaign or a new channel enters what is expected from the next search on, for this "
            "group, place and source."
        ),
    )
    since = a_day(
        gettext_lazy("Since"),
        required=False,
        help_text=gettext_lazy("With an explanation: its day."),
    )
    until = a_day(
        gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty while it lasts.")
    )
    note = forms.CharField(
        label=gettext_lazy("Note, or the reason"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy(
            "In your own words, without the name of any person and without words of a report."
        ),
    )

    def facts(self) -> AnswerFacts:
        """The answer as the action takes it."""
        return AnswerFacts(**self.cleaned_data)

    def refused(self, fault: CommonwealError) -> None:
        """Show what an action refused beside the field that it speaks of."""
        field = fault.fields.get("field")
        self.add_error(field if field in self.fields else None, str(fault))


class StepForm(forms.Form):
    """A campaign, a new channel or a change at a source."""

    what = forms.ChoiceField(
        label=gettext_lazy("What it is"),
        widget=forms.RadioSelect,
        choices=ExpectationStep.What.choices,
    )
    label = forms.CharField(label=gettext_lazy("In a few words"), max_length=120)
    since = a_day(gettext_lazy("Since"), required=True)
    until = a_day(
        gettext_lazy("Until"), required=False, help_text=gettext_lazy("Empty while it lasts.")
    )
    source: forms.ModelChoiceField[Source] = forms.ModelChoiceField(
        label=gettext_lazy("Source"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("every source"),
    )
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Whom it reaches"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: all groups."),
    )
    areas = forms.MultipleChoiceField(
        label=gettext_lazy("Where"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen: the whole city."),
    )

    def __init__(
        self, *args: Any, labels: Labels, sources: QuerySet[Source], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = sources  # type: ignore[attr-defined]  # a ModelChoiceField
        finest = labels.areas.at_level(labels.areas.finest)
        for name, offered in (
            ("groups", group_choices(labels.groups)),
            ("areas", choices((one.area, one.name) for one in finest)),
        ):
            self.fields[name].choices = offered  # type: ignore[attr-defined]  # MultipleChoiceFields

    def facts(self) -> StepFacts:
        """The step as the action takes it."""
        lists = {name: tuple(self.cleaned_data[name]) for name in ("groups", "areas")}
        return StepFacts(**{**self.cleaned_data, **lists})


class EndForm(forms.Form):
    """The last day of a step."""

    until = a_day(gettext_lazy("Last day"), required=True)


class EventForm(forms.ModelForm[CalendarEvent]):
    """An event of the calendar."""

    class Meta:
        model = CalendarEvent
        fields = ("name", "on", "until", "reach", "kind", "note", "told_by")
        widgets = {
            "on": forms.DateInput(DAY, format="%Y-%m-%d"),
            "until": forms.DateInput(DAY, format="%Y-%m-%d"),
        }
        help_texts = {
            "name": gettext_lazy("In plain words, as a newspaper would say it."),
            "until": gettext_lazy("Empty for a single day."),
        }

    def facts(self) -> EventFacts:
        """The event as the action takes it."""
        return EventFacts(**self.cleaned_data)
