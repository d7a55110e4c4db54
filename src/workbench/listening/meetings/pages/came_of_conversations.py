"""What came of one conversation: the lines that stand in the public list of all."""

from dataclasses import dataclass
from datetime import date

from workbench.listening.dialogue.models import Conversation
from workbench.listening.meetings import access
from workbench.listening.meetings.following import stage_of
from workbench.listening.meetings.pages.recommendations import (
    RecommendationLine,
    recommendation_line,
    waiting_words,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CameOfIt:
    """How many wait for an answer, and each recommendation as everybody reads it."""

    waiting: str
    lines: tuple[RecommendationLine, ...]


def came_of(conversation: Conversation, *, today: date) -> CameOfIt:
    """What a conversation recommended in public, and what became of it."""
    rows = list(access.public_recommendations(conversation))
    return CameOfIt(
        waiting=waiting_words(stage_of(one, today=today) for one in rows),
        lines=tuple(recommendation_line(one, today=today) for one in rows),
    )


def drafts_in(conversation: Conversation, *, today: date) -> tuple[RecommendationLine, ...]:
    """What was written down there and is not published yet."""
    return tuple(recommendation_line(one, today=today) for one in access.drafts_of(conversation))
