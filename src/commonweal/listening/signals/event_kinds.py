"""Which kinds of event cost the city most: the excess per event, pooled by kind.

Read `by_kind` first. What is ranked is a kind of event, in the city's own words, and never a group,
a district or a source (charter 2). A kind with one event says something of that event only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from commonweal.listening.signals.event_course import WithoutEvent, count_range


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One event's part in its kind: reports observed, and what would have come without it."""

    event: str
    kind: str
    observed: int
    without: WithoutEvent
    overlaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOfEvent:
    """The excess per event of one kind, with a 90 % interval, over `window_weeks`.

    It speaks of the events named, which `lowest` and `highest` (excess of single events) spread
    around it. `overlapping` counts those that share their weeks with another event.
    """

    kind: str
    events: tuple[str, ...]
    window_weeks: int
    observed: int
    expected: float
    excess: float
    low: float
    high: float
    lowest: float
    highest: float
    overlapping: int
    sentence: str

    def as_dict(self) -> dict[str, Any]:
        """The kind as it stands in `--json` answers."""
        return {
            "kind": self.kind,
            "events": list(self.events),
            "n_events": len(self.events),
            "window_weeks": self.window_weeks,
            "observed": self.observed,
            "expected": round(self.expected, 4),
            "excess_per_event": round(self.excess, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "lowest_event": round(self.lowest, 4),
            "highest_event": round(self.highest, 4),
            "overlapping": self.overlapping,
            "sentence": self.sentence,
        }


def by_kind(shares: Sequence[Share], window_weeks: int) -> tuple[tuple[KindOfEvent, ...], str]:
    """The kinds, the largest excess per event first, and what may be said of their order."""
    kinds = dict.fromkeys(share.kind for share in shares)
    told = [
        _pooled([share for share in shares if share.kind == kind], window_weeks) for kind in kinds
    ]
    told.sort(key=lambda kind: -kind.excess)
    return tuple(told), _order(told)


def _pooled(shares: Sequence[Share], window_weeks: int) -> KindOfEvent:
    """One kind: chance is independent from event to event, the course's error is not.

    Events of one city share much of what is unknown of its course, so those errors are added as
    they stand, not squared first: the interval is rather too wide than too narrow.
    """
    n = len(shares)
    observed = sum(share.observed for share in shares)
    expected = sum(share.without.mean for share in shares)
    by_chance = sum(share.without.by_chance for share in shares)
    of_course = sum(sqrt(share.without.of_course) for share in shares) ** 2
    fewest, most = count_range(expected, by_chance + of_course)
    single = [share.observed - share.without.mean for share in shares]
    excess = (observed - expected) / n
    low, high = (observed - max(most, expected)) / n, (observed - min(fewest, expected)) / n
    return KindOfEvent(
        kind=shares[0].kind,
        events=tuple(share.event for share in shares),
        window_weeks=window_weeks,
        observed=observed,
        expected=expected,
        excess=excess,
        low=low,
        high=high,
        lowest=min(single),
        highest=max(single),
        overlapping=sum(bool(share.overlaps) for share in shares),
        sentence=_sentence(shares[0].kind, n, excess, low, high, window_weeks),
    )


def _sentence(kind: str, n: int, excess: float, low: float, high: float, weeks: int) -> str:
    """What followed events of this kind, in one sentence."""
    after = f"in {weeks} weeks" if weeks > 1 else "in one week"
    carried = "one event, so of that event only" if n == 1 else f"{n} events"
    return (
        f"“{kind}”: {excess:+.1f} reports per event against the expected course {after} "
        f"(90 % interval {low:+.1f} to {high:+.1f}), from {carried}."
    )


def _order(kinds: Sequence[KindOfEvent]) -> str:
    """Which kind of event cost the city most, as far as that can be said."""
    costly = [kind for kind in kinds if kind.low > 0]
    if not kinds:
        return "No kind of event can be told yet."
    if len(kinds) == 1:
        return "Only one kind of event can be told, so none is compared."
    if not costly or costly[0] is not kinds[0]:
        return "No kind of event is clearly followed by the most reports beyond the expected."
    excess = f"{kinds[0].excess:.1f} reports per event beyond the expected"
    if len(kinds[0].events) == 1:
        excess += ", carried by one event"
    rivals = [kind.kind for kind in kinds[1:] if kind.high >= kinds[0].low]
    if not rivals:
        return f"Events of the kind “{kinds[0].kind}” cost the city most: {excess}."
    named = ", ".join(f"“{name}”" for name in rivals)
    return (
        f"The most followed events of the kind “{kinds[0].kind}”: {excess}. Its interval overlaps "
        f"with {named}, so the order is not certain."
    )
