"""The forms of a decision's record. A form turns what was typed into values; actions decide."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commonweal.core.assessment_words import AssessmentQuestion
from workbench.accounts.models import Person
from workbench.core.form_fields import a_day
from workbench.weighing.models import AssessmentAnswer, Decision, Dissent, Option
from workbench.weighing.models.decisions import LONG

NO_NAMES = _("Leave out the names of persons.")


def lines(label: Any, *, rows: int = 3, required: bool = False, help_text: Any = "") -> Any:
    """A text of a few lines."""
    widget = forms.Textarea({"rows": rows})
    return forms.CharField(
        label=label, max_length=LONG, required=required, widget=widget, help_text=help_text
    )


class DecisionForm(forms.Form):
    """What was decided, why, and who answers for it. Nothing has to be complete in a draft."""

    outcome = forms.ChoiceField(
        label=_("What was decided"),
        required=False,
        widget=forms.RadioSelect,
        choices=Decision.Outcome.choices,
    )
    option: forms.ModelChoiceField[Option] = forms.ModelChoiceField(
        label=_("In which way"), queryset=None, required=False, empty_label=_("none of them")
    )
    why = lines(_("Why"), help_text=_("Reasons, not a total: no figure says which way is best."))
    who_may_lose = lines(
        _("Who may lose by it"),
        help_text=_("Groups and areas, also those it is not meant for; and what is done for them."),
    )
    resilience_of_whom = lines(_("Whose resilience is meant"), rows=2)
    resilience_to_what = lines(_("Resilience to what"), rows=2)
    could_block = lines(
        _("Which wanted change could it block"),
        rows=2,
        help_text=_("What holds together can also hold out."),
    )
    public_summary = lines(
        _("In plain words, for everybody"), help_text=_("Stands first in the public version.")
    )
    why_no_watch = lines(
        _("If nothing is watched afterwards: why"),
        rows=2,
        help_text=_("For example where no series of it exists. Leave it empty otherwise."),
    )
    responsible: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label=_("Who answers for it"),
        queryset=None,
        required=False,
        help_text=_("This person signs the record."),
    )
    review_on = a_day(_("To be looked at again on"), required=False)
    wants_full = forms.BooleanField(
        label=_("Do the full assessment, whatever the screening says"), required=False
    )

    def __init__(
        self, *args: Any, options: QuerySet[Option], people: QuerySet[Person], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["option"].queryset = options  # type: ignore[attr-defined]  # a model choice
        self.fields["option"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]  # a model choice
        self.fields["responsible"].queryset = people  # type: ignore[attr-defined]  # a model choice

    def values(self) -> dict[str, Any]:
        """The words of the draft, without the rows it points to."""
        given = dict(self.cleaned_data)
        return {name: given[name] for name in given if name not in ("option", "responsible")}


def begun_with(decision: Decision | None) -> dict[str, Any]:
    """What the form begins with."""
    if decision is None:
        return {}
    return {name: getattr(decision, name) for name in DecisionForm.base_fields}


class QuestionsForm(forms.Form):
    """Questions of one part of the assessment; each may be left open for now."""

    def __init__(
        self,
        *args: Any,
        questions: tuple[AssessmentQuestion, ...],
        given: dict[str, AssessmentAnswer],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for row in questions:
            answered = given.get(row.key)
            self.fields[row.key] = forms.ChoiceField(
                label=row.text,
                help_text=row.help,
                required=False,
                widget=forms.RadioSelect,
                choices=AssessmentAnswer.Answer.choices,
                initial=answered.answer if answered else "",
            )
            self.fields[_words_of(row)] = forms.CharField(
                label=_("In words"),
                required=False,
                max_length=LONG,
                widget=forms.Textarea({"rows": 2}),
                initial=answered.words if answered else "",
            )

    def families(self) -> list[tuple[str, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """The fields two by two under the family of their question."""
        found: dict[str, list[tuple[forms.BoundField, forms.BoundField]]] = {}
        for row in self.questions:
            found.setdefault(row.family, []).append((self[row.key], self[_words_of(row)]))
        return list(found.items())

    def given(self) -> dict[str, tuple[str, str]]:
        """Answer and words by the key of the question."""
        return {
            row.key: (self.cleaned_data[row.key], self.cleaned_data[_words_of(row)])
            for row in self.questions
        }


def _words_of(row: AssessmentQuestion) -> str:
    return f"{row.key}-words"


class AssumptionForm(forms.Form):
    """What is taken for granted."""

    words = lines(_("What is assumed"), rows=2, required=True)
    disputed = forms.BooleanField(
        label=_("The evidence on it is disputed"),
        required=False,
        help_text=_(
            "For example: that people radicalise because their integration failed. That is widely "
            "challenged, and measures for integration are not automatically the answer."
        ),
    )
    evidence = lines(_("What the evidence says"), rows=2)


class DissentForm(forms.Form):
    """Who sees it otherwise."""

    of = forms.ChoiceField(label=_("Who says it"), choices=Dissent.Of.choices)
    whose = forms.CharField(
        label=_("Under which name"),
        max_length=120,
        help_text=_(
            "A department, an organisation, or the name under which somebody was asked for a "
            "judgement."
        ),
    )
    words = lines(_("In their words"), rows=4, required=True)
    in_public = forms.ChoiceField(
        label=_("What they agree to show to everybody"),
        choices=Dissent.InPublic.choices,
        widget=forms.RadioSelect,
        help_text=_("Ask them. It stays in the record in any case, for good."),
    )


class ConditionForm(forms.Form):
    """Under what it is decided."""

    words = lines(_("Condition"), rows=2, required=True)
    until = a_day(_("To be met by"), required=False)
    responsible = forms.CharField(
        label=_("Who sees to it"), max_length=120, help_text=_("A department or an organisation.")
    )


class AmendmentForm(forms.Form):
    """What changed after the decision."""

    words = lines(_("What changed, and why"), rows=4, required=True)
