"""Seven verdicts, and by which rule each is given.

Read `judged` first. Harm may be told at any time; that a problem is solved, or that nothing
changed, only when the follow-up is over, since what moves may show late (S003-54). Before the end a
harm has to be four times as clear, so that a city which looks every quarter is not alarmed more
often.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import exp

from commonweal.core.estimate import Estimate
from commonweal.weighing.watch.came_back import came_back
from commonweal.weighing.watch.changes import Change, relative

BETTER, WORSE_MEANT, WORSE_ELSEWHERE, MOVED_AT = 0.05, 0.04, 0.02, 0.10
EARLY = 0.25
REPORTING_AT = 0.01
HALF_BACK = 0.5


class Verdict(StrEnum):
    """What a watch says."""

    SOLVED = "solved"
    MOVED = "moved"
    NO_CHANGE = "no change"
    WORSE = "worse"
    REPORTING = "reporting changed"
    CANNOT_TELL = "cannot tell"
    TOO_EARLY = "too early to say"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that a verdict rests on: changes where it was meant and elsewhere, and their companions.

    `why_not` says why nothing can be judged, `broken` where a definition or source changed since.
    """

    meant: Change | None
    elsewhere: tuple[Change, ...]
    companions: dict[str, Change]
    more_is_worse: bool
    material: float
    over: bool
    told_after: date
    why_not: str = ""
    broken: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A verdict, the sentence that explains it, and what came back elsewhere as a share."""

    verdict: Verdict
    sentence: str
    back: Estimate | None = None
    tells_on: date | None = None


def judged(facts: Facts) -> Judged:
    """The first rule that holds, in this order: no ground, too early, reporting, harm, the end."""
    if facts.why_not:
        return Judged(
            verdict=Verdict.CANNOT_TELL, sentence=f"Nothing can be told: {facts.why_not}."
        )
    if facts.broken:
        return Judged(verdict=Verdict.REPORTING, sentence=facts.broken)
    if facts.meant is None:
        return _too_early(facts, "Fewer than two periods can be judged yet.")
    if reported := _by_reporting(facts):
        return Judged(verdict=Verdict.REPORTING, sentence=reported)
    return _harm(facts, facts.meant) or _at_the_end(facts, facts.meant)


def _level(facts: Facts, level: float) -> float:
    return level if facts.over else level * EARLY


def _went(facts: Facts, change: Change, *, better: bool, level: float) -> bool:
    return change.lies(better is facts.more_is_worse, _level(facts, level))


def _by_reporting(facts: Facts) -> str:
    """Words on a place where all reports moved and nothing is left beside them; else empty."""
    for change in (facts.meant, *facts.elsewhere):
        companion = facts.companions.get(change.name) if change else None
        if change is None or companion is None:
            continue
        both = 2 * min(companion.lower, companion.higher)
        near = min(companion.placebo_lower, companion.placebo_higher)
        left = relative(change, companion)
        alone = min(left.lower, left.higher) <= BETTER / 2
        same = (left.change > 0) == (change.change > 0)
        if both <= REPORTING_AT and near <= BETTER and not (alone and same):
            return (
                f"All other reports of the same source changed by {_percent(companion)} "
                f"({change.name}), and beside them nothing is left that could be told from chance: "
                "who reports may have changed, and not what happens."
            )
    return ""


def _harm(facts: Facts, meant: Change) -> Judged | None:
    if _went(facts, meant, better=False, level=WORSE_MEANT):
        words = f"Worse where it was meant to help: {_percent(meant)}."
        return Judged(verdict=Verdict.WORSE, sentence=words)
    better = _went(facts, meant, better=True, level=BETTER)
    level = (MOVED_AT if better else WORSE_ELSEWHERE) / max(len(facts.elsewhere), 1)
    harmed = [one for one in facts.elsewhere if _went(facts, one, better=False, level=level)]
    if not harmed:
        return None
    there = "; ".join(f"{one.name} {_percent(one)}" for one in harmed)
    if not better:
        words = f"Worse where it was not meant: {there}. No gain can be told where it was meant."
        return Judged(verdict=Verdict.WORSE, sentence=words)
    back = came_back(meant, facts.elsewhere, more_is_worse=facts.more_is_worse)
    words = f"Better where it was meant ({_percent(meant)}), and worse elsewhere: {there}."
    return Judged(verdict=Verdict.MOVED, sentence=words + _back(back), back=back)


def _at_the_end(facts: Facts, meant: Change) -> Judged:
    if not facts.over:
        return _too_early(facts, f"So far {_percent(meant)} where it was meant.")
    if _went(facts, meant, better=True, level=BETTER):
        return _better(facts, meant)
    if all(_small(facts, one) for one in (meant, *facts.elsewhere)):
        words = f"No change that matters: {_percent(meant)} where it was meant."
        return Judged(verdict=Verdict.NO_CHANGE, sentence=words)
    words = f"{_percent(meant)} where it was meant: a change can neither be told nor left out."
    return Judged(verdict=Verdict.CANNOT_TELL, sentence=words)


def _better(facts: Facts, meant: Change) -> Judged:
    """Better where it was meant, and no harm told elsewhere: solved only where none can be."""
    back = came_back(meant, facts.elsewhere, more_is_worse=facts.more_is_worse)
    start = f"Better where it was meant ({_percent(meant)})"
    if _stayed_away(facts, back):
        words = f"{start}, and less than half of it can have come back where it was watched."
        return Judged(verdict=Verdict.SOLVED, sentence=words + _back(back), back=back)
    words = f"{start}; whether it moved cannot be told."
    return Judged(verdict=Verdict.CANNOT_TELL, sentence=words + _back(back), back=back)


def _too_early(facts: Facts, words: str) -> Judged:
    return Judged(
        verdict=Verdict.TOO_EARLY,
        sentence=f"{words} An answer is due after {facts.told_after.isoformat()}.",
        tells_on=facts.told_after,
    )


def _small(facts: Facts, change: Change) -> bool:
    """Whether the whole 90 % interval lies within what matters."""
    low, high = change.ends(0.9)
    if change.counted:
        low, high = exp(low) - 1, exp(high) - 1
    return -facts.material < low and high < facts.material


def _stayed_away(facts: Facts, back: Estimate | None) -> bool:
    """Whether less than half can have come back; for measures: no harm that matters anywhere."""
    if facts.meant is not None and facts.meant.counted:
        return back is not None and back.high < HALF_BACK
    ends = [one.ends(0.9) for one in facts.elsewhere]
    worst = [high if facts.more_is_worse else -low for low, high in ends]
    return max(worst, default=0.0) < facts.material


def _percent(change: Change) -> str:
    told = change.told
    if change.counted:
        return f"{told.value:+.0%} ({told.low:+.0%} to {told.high:+.0%})"
    return f"{told.value:+.3g} ({told.low:+.3g} to {told.high:+.3g})"


def _back(back: Estimate | None) -> str:
    if back is None:
        return ""
    return (
        f" For each 100 that left, {100 * back.value:.0f} came there "
        f"({100 * back.low:.0f} to {100 * back.high:.0f})."
    )
