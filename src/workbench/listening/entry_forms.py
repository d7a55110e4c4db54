"""The form of an entry by hand. Read `EntryForm.facts` first."""

from dataclasses import asdict
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy, override

from commonweal.listening.entries import EntryFacts, Fault
from workbench.core.partial_dates import PartialDateField
from workbench.listening.fault_words import fault_sentence

AREA_NOT_KNOWN, PLACE_NOT_KNOWN = "-city", "-unknown"
ANSWERS = [
    ("", gettext_lazy("not known")),
    ("yes", gettext_lazy("yes")),
    ("no", gettext_lazy("no")),
]


def usual_definition() -> str:
    """The definition that a new entry begins with: one text for the city, whoever reads it."""
    with override(settings.LANGUAGE_CODE):
        return str(gettext_lazy("ODIHR: an incident with a bias motive towards a group"))


class EntryForm(forms.Form):
    """Codes and dates of an incident, and the words of the report, which are sealed."""

    occurred_on = PartialDateField(
        label=gettext_lazy("When it happened"),
        required=False,
        help_text=gettext_lazy(
            "As exactly as it is known: leave the day, or day and month, empty."
        ),
    )
    reported_on = PartialDateField(label=gettext_lazy("When it reached you"), required=False)
    where = forms.ChoiceField(label=gettext_lazy("Where"), required=False)
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Aimed at"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Every group that it was aimed at; there may be several."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("All that fit."),
    )
    setting = forms.ChoiceField(
        label=gettext_lazy("Setting"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("", gettext_lazy("not known")),
            ("offline", gettext_lazy("offline")),
            ("online", gettext_lazy("online")),
        ],
    )
    perceived = forms.ChoiceField(
        label=gettext_lazy("Did the person targeted, or a witness, see bias in it?"),
        required=False,
        widget=forms.RadioSelect,
        choices=ANSWERS,
    )
    perceived_on = PartialDateField(label=gettext_lazy("When they said so"), required=False)
    recorded = forms.ChoiceField(
        label=gettext_lazy("Did a body, such as the police, record it as such?"),
        required=False,
        widget=forms.RadioSelect,
        choices=ANSWERS,
    )
    recorded_on = PartialDateField(label=gettext_lazy("When it was recorded"), required=False)
    definition = forms.CharField(
        label=gettext_lazy("Definition you went by"),
        required=False,
        max_length=300,
        initial=usual_definition,
        help_text=gettext_lazy("Figures of different definitions are not compared."),
    )
    words = forms.CharField(
        label=gettext_lazy("The report in words"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy(
            "Sealed when you save. You can read them, and the coordinators and analysts who check "
            "entries; every reading is logged. They are not in any table, search or download. "
            "Leave out names where you can."
        ),
    )

    def __init__(
        self,
        *args: Any,
        groups: list[tuple[str, list[tuple[str, str]]]],
        kinds: list[tuple[str, str]],
        areas: list[tuple[str, str]],
        keeps_words: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = groups  # type: ignore[attr-defined]  # choice fields
        self.fields["kinds"].choices = kinds  # type: ignore[attr-defined]
        self.fields["where"].choices = [  # type: ignore[attr-defined]
            (PLACE_NOT_KNOWN, gettext_lazy("not known")),
            (AREA_NOT_KNOWN, gettext_lazy("in the city, area not known")),
            *areas,
        ]
        self.keeps_words = keeps_words
        if keeps_words:
            self.fields["words"].label = gettext_lazy("New words, in place of the sealed ones")
            self.fields["words"].help_text = gettext_lazy(
                "Sealed words are kept as they are while this stays empty."
            )

    def facts(self) -> EntryFacts:
        """What was entered, in codes."""
        given = self.cleaned_data
        where = given["where"] or PLACE_NOT_KNOWN
        places = {AREA_NOT_KNOWN: "city", PLACE_NOT_KNOWN: "unknown"}
        return EntryFacts(
            occurred_on=given["occurred_on"],
            reported_on=given["reported_on"],
            area="" if where in places else where,
            place=places.get(where, "area"),
            groups=tuple(given["groups"]),
            kinds=tuple(given["kinds"]),
            setting=given["setting"],
            perceived=_answer(given["perceived"]),
            perceived_on=given["perceived_on"],
            recorded=_answer(given["recorded"]),
            recorded_on=given["recorded_on"],
            definition=given["definition"].strip(),
        )

    def words_given(self) -> str | None:
        """The words as typed; None to keep those that are sealed already."""
        typed = str(self.cleaned_data["words"]).strip()
        return None if self.keeps_words and not typed else typed

    def add_faults(self, faults: list[Fault]) -> None:
        """Show what keeps the entry from being sent, each beside its field."""
        for fault in faults:
            self.add_error("where" if fault.field == "area" else fault.field, fault_sentence(fault))


def initial_of(facts: EntryFacts) -> dict[str, Any]:
    """An entry's codes as the form shows them."""
    where = {"city": AREA_NOT_KNOWN, "unknown": PLACE_NOT_KNOWN}.get(facts.place, facts.area)
    answers = {True: "yes", False: "no", None: ""}
    return {
        **asdict(facts),
        "where": where,
        "groups": list(facts.groups),
        "kinds": list(facts.kinds),
        "perceived": answers[facts.perceived],
        "recorded": answers[facts.recorded],
    }


def _answer(text: str) -> bool | None:
    return {"yes": True, "no": False}.get(text)
