"""The publishing floor: which counts about people may leave the house (charter 4).

`publishable` is the one rule. It looks at the count and at the size of the group it speaks of,
because nine incidents in a group of two hundred thousand and nine in a group of nine are not the
same secret. Sources: the thresholds of 3, 5 and 10 in use at statistical offices, zero included
(UK Longitudinal Linkage Collaboration; ONS Longitudinal Study); the default of 10 is ours.
Inside the house an unknown group size lets the count decide; `publishable_outside` is the stricter
rule for what everybody may read. Hiding further cells so that none can be worked out by subtraction
comes with publishing itself: `hidden_in_list` for one list with its total, and
`commonweal.listening.publication` for tables with two margins and one release after the other.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import inf

DEFAULT_FLOOR = 10
LOWEST_FLOOR = 3


class FloorReason(StrEnum):
    """Why a count may or may not be published; the same word on screen, in audit and in tests."""

    ENOUGH = "enough"
    ENOUGH_SIZE_UNKNOWN = "enough-size-unknown"
    COUNT_BELOW_FLOOR = "count-below-floor"
    GROUP_BELOW_FLOOR = "group-below-floor"
    GROUP_SIZE_UNKNOWN = "group-size-unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorDecision:
    """Whether the count may be published, why, and the same in one sentence."""

    allowed: bool
    reason: FloorReason
    sentence: str


def publishable(count: int, group_size: int | None, floor: int) -> FloorDecision:
    """Whether a count about a group of `group_size` people may be published under `floor`.

    A zero is a count: where nothing is said about small numbers, “none” says something too. A group
    size of None means that it is not known; the count alone then decides, and the sentence says so.
    Raises ValueError for a negative count or a floor below three.
    """
    if count < 0 or (group_size is not None and group_size < 0):
        raise ValueError("A count or a group's size is never negative.")
    if floor < LOWEST_FLOOR:
        raise ValueError(f"A publishing floor is at least {LOWEST_FLOOR}, not {floor}.")
    if count < floor:
        return FloorDecision(
            allowed=False,
            reason=FloorReason.COUNT_BELOW_FLOOR,
            sentence=f"Fewer than {floor}: below the publishing floor.",
        )
    if group_size is None:
        return FloorDecision(
            allowed=True,
            reason=FloorReason.ENOUGH_SIZE_UNKNOWN,
            sentence=f"At or above the publishing floor of {floor}; "
            "the size of the group is not known.",
        )
    if group_size < floor:
        return FloorDecision(
            allowed=False,
            reason=FloorReason.GROUP_BELOW_FLOOR,
            sentence=f"The group has fewer than {floor} people here: "
            "any count would point at them.",
        )
    return FloorDecision(
        allowed=True,
        reason=FloorReason.ENOUGH,
        sentence=f"At or above the publishing floor of {floor}.",
    )


def publishable_outside(count: int, group_size: int | None, floor: int) -> FloorDecision:
    """Whether a count may be published to everybody: an unknown group size counts as below `floor`.

    Otherwise the rule of `publishable`, with its errors. `group_size` may be a number that the
    group is known to reach at least.
    """
    decision = publishable(count, group_size, floor)
    if decision.reason is not FloorReason.ENOUGH_SIZE_UNKNOWN:
        return decision
    return FloorDecision(
        allowed=False,
        reason=FloorReason.GROUP_SIZE_UNKNOWN,
        sentence="How many people the group has here is not known, "
        "so the group counts as below the floor.",
    )


@dataclass(frozen=True, slots=True)
class Hidden[Key]:
    """Which entries of a list stay hidden, and whether its total does too."""

    entries: frozenset[Key]
    total: bool


def hidden_in_list[Key](
    counts: Mapping[Key, int], small: Collection[Key], *, floor: int
) -> Hidden[Key]:
    """The `small` entries of a list, and others hidden with them, so that no total gives one away.

    The list's entries add up to a total that is shown beside them. The reader who is guarded
    against knows the total, the floor, which entries are small, and that the others hidden are the
    smallest of the rest. Entries are hidden, smallest first, until each small one may still hold
    every number below the floor (or `floor` different numbers, where its group is small and not its
    count). Where hiding all is not enough, the total is hidden as well.
    """
    if not small:
        return Hidden(frozenset(), total=False)
    hidden = set(small)
    rest = sorted(
        (key for key in counts if key not in hidden), key=lambda key: counts[key], reverse=True
    )
    if sum(counts.values()) < floor:
        return Hidden(frozenset(counts), total=True)
    while any(width < floor - 1 for width in _widths(counts, small, hidden, floor)):
        if not rest:
            return Hidden(frozenset(counts), total=True)
        hidden.add(rest.pop())
    return Hidden(frozenset(hidden), total=False)


def _widths[Key](
    counts: Mapping[Key, int], small: Collection[Key], hidden: Collection[Key], floor: int
) -> Iterator[float]:
    """Greatest less least number that each small entry may hold, as the reader above reckons."""
    shown = [n for key, n in counts.items() if key not in hidden]
    by_count = (0.0, floor - 1.0)
    bounds = {key: (float(floor), float(min(shown, default=inf))) for key in hidden}
    for key in small:
        bounds[key] = by_count if counts[key] < floor else (0.0, inf)
    held = sum(counts[key] for key in hidden)
    for key in small:
        others = [bounds[other] for other in hidden if other != key]
        least = max(bounds[key][0], held - sum(high for _, high in others))
        yield min(bounds[key][1], held - sum(low for low, _ in others)) - least
