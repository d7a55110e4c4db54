"""The form of one cell on a rater's page. A form turns what was typed into a judgement."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workbench.weighing import round_words
from workbench.weighing.actions.judging import Judgement
from workbench.weighing.models import Rating
from workbench.weighing.models.rounds import EVIDENCE_LENGTH, WORDS_LENGTH

UNKNOWN = "unknown"
NOT_SAID = ("", gettext_lazy("not said"))
TWO_ROWS = {"rows": 2}


class JudgementForm(forms.Form):
    """What a rater says of one cell; left alone it says nothing."""

    effect = forms.ChoiceField(
        label=gettext_lazy("What do you expect?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            *((str(step), word) for step, word in round_words.STEPS.items()),
            (UNKNOWN, round_words.UNKNOWN),
        ],
    )
    sureness = forms.TypedChoiceField(
        label=gettext_lazy("How sure are you?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[NOT_SAID, *round_words.SURENESS.items()],
    )
    evidence = forms.CharField(
        label=gettext_lazy("What does it rest on?"),
        required=False,
        max_length=EVIDENCE_LENGTH,
        help_text=gettext_lazy("A study, figures, what people told you, what you have seen."),
    )
    source = forms.ChoiceField(
        label=gettext_lazy("How reliable is where it comes from?"),
        required=False,
        choices=[NOT_SAID, *round_words.SOURCES.items()],
    )
    content = forms.ChoiceField(
        label=gettext_lazy("How well is what it says confirmed?"),
        required=False,
        choices=[NOT_SAID, *round_words.CONTENTS.items()],
    )
    comment = forms.CharField(
        label=gettext_lazy("In your words"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(TWO_ROWS),
        help_text=gettext_lazy("Please name no person."),
    )
    why = forms.CharField(
        label=gettext_lazy("Why I stay or change"),
        required=False,
        max_length=WORDS_LENGTH,
        widget=forms.Textarea(TWO_ROWS),
    )

    def __init__(self, *args: Any, asks_why: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_why:
            del self.fields["why"]

    def clean(self) -> dict[str, Any]:
        """Words need an answer beside them, and a grade has two halves."""
        given = super().clean() or {}
        if bool(given.get("source")) != bool(given.get("content")):
            missing = "content" if given.get("source") else "source"
            self.add_error(missing, _("A grade has two halves: fill in both, or none."))
        if not given.get("effect") and any(given.values()):
            self.add_error("effect", _("Choose a step, or say that you don’t know."))
        return given

    @property
    def steps(self) -> list[tuple[Any, str]]:
        """The seven steps as radio buttons, each with its sign."""
        radios = list(self["effect"])[: len(round_words.STEPS)]
        return [(one, round_words.signed(int(one.data["value"]))) for one in radios]

    @property
    def unknown(self) -> Any:
        """The button of who does not know."""
        return list(self["effect"])[-1]

    @property
    def has_more(self) -> bool:
        """Whether more than a step and a sureness was said, or is to be mended."""
        names = ("evidence", "source", "content", "comment")
        return any(self[name].value() or self[name].errors for name in names)

    def judgement(self, policy_area: str, factor: str, group: str) -> Judgement | None:
        """What was said of this cell; None where it was left alone."""
        given = self.cleaned_data
        if not given["effect"]:
            return None
        return Judgement(
            policy_area=policy_area,
            factor=factor,
            group=group,
            effect=None if given["effect"] == UNKNOWN else int(given["effect"]),
            sureness=given["sureness"],
            evidence=given["evidence"],
            grade=given["source"] + given["content"],
            comment=given["comment"],
            why=given.get("why", ""),
        )


def values_of(kept: Rating) -> dict[str, Any]:
    """What the form begins with where the cell was judged before."""
    return {
        "effect": UNKNOWN if kept.effect is None else str(kept.effect),
        "sureness": kept.sureness,
        "evidence": kept.evidence,
        "source": kept.grade[:1],
        "content": kept.grade[1:],
        "comment": kept.comment,
        "why": kept.why,
    }
