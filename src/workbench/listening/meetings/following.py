"""How far a recommendation is: waiting for words, for deeds, or through.

Read `stage_of` first.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import median

from workbench.listening.meetings.models import Recommendation, RecommendationAnswer


class Stage(StrEnum):
    """Where a published recommendation stands."""

    WORDS = "words"
    DEEDS = "deeds"
    REFUSED = "refused"
    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """Where it stands, since when, for how many days, and whether the promised day has passed."""

    stage: Stage
    since: date
    days: int = 0
    late: bool = False


def stage_of(one: Recommendation, *, today: date) -> Following:
    """Where a recommendation stands that was published."""
    published = one.published_on or one.made_on
    if one.state == Recommendation.State.WITHDRAWN:
        return Following(stage=Stage.WITHDRAWN, since=published)
    answer = max(one.answers.all(), key=lambda row: (row.answered_on, row.pk), default=None)
    if answer is None:
        return _waiting(Stage.WORDS, published, today, late=False)
    if answer.answer == RecommendationAnswer.Kind.NOT:
        return Following(stage=Stage.REFUSED, since=answer.answered_on)
    whole = [deed.done_on for deed in one.deeds.all() if deed.is_whole]
    if whole:
        return Following(stage=Stage.DONE, since=min(whole))
    late = answer.by_when is not None and answer.by_when < today
    return _waiting(Stage.DEEDS, answer.answered_on, today, late=late)


def median_days(found: list[int]) -> float | None:
    """The middle of the waits; None of none."""
    return median(found) if found else None


def _waiting(stage: Stage, since: date, today: date, *, late: bool) -> Following:
    return Following(stage=stage, since=since, days=(today - since).days, late=late)
