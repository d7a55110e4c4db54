"""Records of decisions: those who weigh read and keep them; published ones are for everybody."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from commonweal.core.assessment_words import FULL, SCREENING
from commonweal.core.errors import CommonwealError, NotAllowed
from workbench.accounts.models import Person
from workbench.weighing import words
from workbench.weighing.access.proposals import WEIGHS, proposals_for
from workbench.weighing.models import Assumption, Condition, Decision, Dissent, Proposal


class DecisionStands(CommonwealError):
    """A decision was adopted, and its record stays as it is."""

    code = "decision-stands"
    status = 409


class NotAdoptedYet(CommonwealError):
    """Something that only an adopted decision can have."""

    code = "not-adopted-yet"


def decision_of(proposal: Proposal) -> Decision | None:
    """The record of a proposal, if one was begun."""
    return Decision.objects.filter(proposal=proposal).first()


def decisions_for(person: Person) -> QuerySet[Decision]:
    """Every record that this person may read."""
    rows = Decision.objects.select_related("proposal", "option", "responsible")
    return rows.filter(proposal__in=proposals_for(person))


def assumption_for(person: Person, assumption_id: int) -> Assumption:
    """One assumption; not found otherwise."""
    rows = Assumption.objects.select_related("decision__proposal")
    return get_object_or_404(
        rows.filter(decision__proposal__in=proposals_for(person)), pk=assumption_id
    )


def condition_for(person: Person, condition_id: int) -> Condition:
    """One condition; not found otherwise."""
    rows = Condition.objects.select_related("decision__proposal")
    return get_object_or_404(
        rows.filter(decision__proposal__in=proposals_for(person)), pk=condition_id
    )


def open_conditions(person: Person) -> QuerySet[Condition]:
    """Conditions of adopted decisions that have a day and are not met."""
    return Condition.objects.select_related("decision__proposal").filter(
        decision__in=decisions_for(person),
        decision__state=Decision.State.ADOPTED,
        met_on__isnull=True,
        until__isnull=False,
    )


def public_decisions() -> QuerySet[Decision]:
    """What everybody may read: adopted, and published on purpose."""
    return Decision.objects.filter(
        state=Decision.State.ADOPTED, published_at__isnull=False
    ).order_by("-adopted_at", "-pk")


def public_decision(decision_id: int) -> Decision | None:
    """One published decision; None where there is none, so that the public face says so itself."""
    return public_decisions().filter(pk=decision_id).first()


def dissents_of(decision: Decision, *, public: bool) -> QuerySet[Dissent]:
    """All dissent, or what those who dissent agreed to show to everybody."""
    rows = decision.dissents.all()
    return rows.exclude(in_public=Dissent.InPublic.NOT) if public else rows


def responsible_people() -> QuerySet[Person]:
    """Who can answer for a decision: people who weigh and can sign in."""
    return Person.objects.filter(role__in=WEIGHS, is_active=True).order_by("name", "pk")


def refuse_unless_draft(decision: Decision) -> None:
    """Raises `DecisionStands` once it was adopted."""
    if decision.state != Decision.State.DRAFT:
        raise DecisionStands(
            _("This decision was adopted, and its record is not changed."),
            remedy=_("Add an amendment: it stands beside the record."),
        )


def refuse_unless_adopted(decision: Decision) -> None:
    """Raises `NotAdoptedYet` while it is a draft."""
    if decision.state != Decision.State.ADOPTED:
        raise NotAdoptedYet(
            _("This decision is a draft."), remedy=_("Adopt it first, then this can be done.")
        )


def refuse_unless_responsible(person: Person, decision: Decision) -> None:
    """Raises `NotAllowed` for anybody but the person who answers for the decision."""
    if person.pk != decision.responsible_id:
        raise NotAllowed(
            _("Only who is responsible signs the record."),
            remedy=_("Ask them to sign in and to sign it themselves."),
        )


def answers_of(decision: Decision | None) -> dict[str, str]:
    """What was answered, by the key of the question."""
    if decision is None:
        return {}
    return dict(decision.answers.values_list("question", "answer"))


def needs_full(decision: Decision | None) -> bool:
    """Whether the full assessment is called for: by an answer of the screening, or on request."""
    if decision is None:
        return False
    asked = words.assessment_questions()
    return decision.wants_full or bool(asked.calls_for_full(answers_of(decision)))


def unanswered(decision: Decision | None, part: str) -> int:
    """How many questions of a part wait for an answer; none of the full one if it is not needed."""
    if part == FULL and not needs_full(decision):
        return 0
    return len(words.assessment_questions().unanswered(part, answers_of(decision)))


def is_screened(decision: Decision | None) -> bool:
    """Whether every question of the screening is answered."""
    return unanswered(decision, SCREENING) == 0
