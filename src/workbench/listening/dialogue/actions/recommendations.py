"""What people recommended, and what the city answered and did."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.listening.dialogue import access
from workbench.listening.dialogue.actions.conversations import held
from workbench.listening.dialogue.models import Conversation, Recommendation, Statement


class UnfitAnswer(CommonwealError):
    """An answer that says nothing."""

    code = "unfit-answer"


@transaction.atomic
def recommend(
    conversation: Conversation,
    text: str,
    *,
    statement: Statement | None,
    acting_person: Person,
    today: date,
) -> Recommendation:
    """Take down what the conversation recommends; it stays open until it is answered."""
    conversation = held(conversation, acting_person)
    made = Recommendation.objects.create(
        conversation=conversation,
        statement=statement,
        text=text,
        entered_by=acting_person,
        entered_on=today,
    )
    record_audit(acting_person, "enter-recommendation", made, {}, _noted(made))
    return made


@transaction.atomic
def answer_recommendation(
    recommendation: Recommendation,
    *,
    answer: str,
    deed: str,
    acting_person: Person,
    today: date,
) -> Recommendation:
    """What the city says to it, and later what it did; a deed needs an answer before it."""
    access.recommendation_for(acting_person, recommendation.pk)
    row = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    if not answer.strip():
        raise UnfitAnswer(
            _("There is no answer in words."),
            remedy=_("Say what the city will do, or why it will not."),
            field="answer",
        )
    before = _noted(row)
    row.answer, row.deed = answer.strip(), deed.strip()
    row.answered_on = row.answered_on or today
    row.done_on = (row.done_on or today) if row.deed else None
    row.save()
    record_audit(acting_person, "answer-recommendation", row, before, _noted(row))
    return row


def _noted(row: Recommendation) -> dict[str, object]:
    names = ("statement_id", "answered_on", "done_on")
    return {name: getattr(row, name) for name in names}
