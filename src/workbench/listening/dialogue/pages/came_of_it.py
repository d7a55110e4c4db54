"""What came of a conversation, for those who hold it, for everybody, and on paper.

The lines are those of every recommendation (`workbench.listening.meetings`), word for word.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.forms import BaseForm
from django.urls import reverse

from workbench.listening.dialogue.models import Conversation
from workbench.listening.dialogue.pages.looking import SaidLine, View
from workbench.listening.dialogue.pages.open import Head, head_of
from workbench.listening.meetings.access import resting_on_statements
from workbench.listening.meetings.pages.came_of_conversations import came_of, drafts_in
from workbench.listening.meetings.pages.recommendations import RecommendationLine


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomePage:
    """What open/came_of_it.html may use."""

    head: Head
    lines: tuple[RecommendationLine, ...]
    waiting: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationsPage:
    """What dialogue/recommendations.html may use."""

    conversation_id: int
    title: str
    waiting: str
    drafts: tuple[RecommendationLine, ...]
    lines: tuple[RecommendationLine, ...]
    form: BaseForm


def outcome_page(conversation: Conversation, *, today: date) -> OutcomePage:
    """Every recommendation with what the city said and did."""
    came = came_of(conversation, today=today)
    return OutcomePage(head=head_of(conversation), lines=came.lines, waiting=came.waiting)


def recommendations_page(
    conversation: Conversation, form: BaseForm, *, today: date
) -> RecommendationsPage:
    """What was recommended, drafts too, and how far each came."""
    came = came_of(conversation, today=today)
    return RecommendationsPage(
        conversation_id=conversation.pk,
        title=conversation.title,
        waiting=came.waiting,
        drafts=drafts_in(conversation, today=today),
        lines=came.lines,
        form=form,
    )


def with_recommendations(view: View, conversation: Conversation) -> View:
    """The view, in which each bridging statement says what it was made into, or how to."""
    made = resting_on_statements(conversation)

    def told(line: SaidLine) -> SaidLine:
        number = line.statement.number
        if number in made:
            address = reverse("meetings-recommendation", args=[made[number]])
            return replace(line, recommended=address)
        return replace(
            line, recommend=reverse("dialogue-recommend", args=[conversation.pk, number])
        )

    return replace(view, bridging=tuple(told(line) for line in view.bridging))


def outcomes_told(lines: Iterable[RecommendationLine]) -> list[dict[str, Any]]:
    """The lines as plain values, for paper."""
    return [
        {
            "text": one.words,
            "stage": one.stage,
            "office": one.office,
            "answers": [
                {"day": day, "said": f"{answer}: {reasons}"} for day, answer, reasons in one.answers
            ],
            "deeds": [
                {"day": " · ".join(filter(None, (day, evidence))), "said": words}
                for day, words, evidence in one.deeds
            ],
            "changes": [{"day": day, "said": reason} for day, _state, reason in one.changes],
        }
        for one in lines
    ]
