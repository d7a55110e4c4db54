"""Which entries of one list stay hidden so that its total gives no small one away (charter 4).

Read `hidden_in_list`. It is for a list with its total, shown once. Tables with two margins, and one
release after the other, are for `commonweal.listening.publication`.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from math import inf

from commonweal.core.small_numbers import publishable


def below(people: int, floor: int | None) -> bool:
    """Whether a number of people stays hidden by itself; a floor of None hides nothing.

    The people counted are all there are, so the rule of `publishable` counts them twice.
    """
    return floor is not None and not publishable(people, people, floor).allowed


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
