"""What a community itself puts first, beside the official list (S000-41).

Read `side_by_side` first. Both lists are kept in their own words and their own order; how far they
agree is said in words and never as a number. What a community puts first is asked before anybody
frames a problem: `may_frame` is that rule.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from commonweal.core.errors import CommonwealError
from commonweal.core.nearest import listed
from commonweal.core.small_numbers import DEFAULT_FLOOR, publishable

FEWEST_IN_COMMON = 3


class InvalidList(CommonwealError):
    """A list of priorities names something twice, or nothing."""

    code = "invalid-list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """One entry: a key that both lists share where they mean the same, and the list's own words.

    Whether two entries mean the same is for people to say: nothing here compares words.
    `named_by` people named it, None where nobody counted.
    """

    key: str
    words: str
    named_by: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityList:
    """A list from the first to the last: whose, from which day, and how it came about.

    `asked` people were asked; None for a list that was written and not asked for.
    Raises `InvalidList`.
    """

    whose: str
    day: date
    how: str
    items: tuple[Priority, ...]
    asked: int | None = None

    def __post_init__(self) -> None:
        keys = [item.key for item in self.items]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None or not keys:
            what = f"names “{twice}” twice" if keys else "is empty"
            raise InvalidList(
                f"The list of {self.whose} {what}.",
                remedy="Name each priority once, the first first.",
                whose=self.whose,
            )

    def place(self, key: str) -> int | None:
        """From 1; None where the list does not hold it."""
        return next((at for at, item in enumerate(self.items, 1) if item.key == key), None)

    def words(self, key: str) -> str | None:
        """The list's own words for it."""
        return next((item.words for item in self.items if item.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """Whether a problem may be framed now, and the reason in one sentence."""

    allowed: bool
    sentence: str


def may_frame(own: PriorityList | None, *, community: str, today: date) -> Framing:
    """Whether a problem may be framed: only once the community was asked what comes first."""
    if own is None or own.day > today:
        return Framing(
            allowed=False,
            sentence=f"What comes first for {community} has not been asked. Ask before a problem "
            "is framed, and without naming one.",
        )
    return Framing(
        allowed=True, sentence=f"What comes first for {community} was asked on {own.day}."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One priority in both lists: each list's words and place; None where it is not in it."""

    key: str
    own_words: str | None
    own_place: int | None
    official_words: str | None
    official_place: int | None
    named_by: int | None

    def as_dict(self) -> dict[str, Any]:
        """The row as plain values."""
        return {
            "key": self.key,
            "own": {"words": self.own_words, "place": self.own_place, "named_by": self.named_by},
            "official": {"words": self.official_words, "place": self.official_place},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoLists:
    """Both lists as rows, the community's order first, and what is to be said of them."""

    rows: tuple[Row, ...]
    sentences: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Both lists as plain values; no figure tells how far they agree."""
        return {"rows": [row.as_dict() for row in self.rows], "sentences": list(self.sentences)}


def side_by_side(
    own: PriorityList | None,
    official: PriorityList | None,
    *,
    community: str,
    framed_on: date | None = None,
    floor: int | None = DEFAULT_FLOOR,
) -> TwoLists:
    """What the community puts first beside what the authorities put first.

    `framed_on` is the day on which a problem was framed, None where none was. `floor` None is the
    desk's own view; otherwise how many people named something is told from the floor on only.
    """
    lists = [one for one in (own, official) if one is not None]
    keys = dict.fromkeys(item.key for one in lists for item in one.items)
    rows = tuple(_row(key, own, official, floor) for key in keys)
    told = [*_order_of_days(own, official, community, framed_on)]
    told += [f"First for {one.whose}: {one.items[0].words}." for one in lists]
    if own is not None and official is not None:
        told += _only_here(own, official)
        told.append(_agreement(own, official))
    return TwoLists(rows=rows, sentences=tuple(told))


def _row(
    key: str, own: PriorityList | None, official: PriorityList | None, floor: int | None
) -> Row:
    named = {item.key: item.named_by for item in own.items}.get(key) if own else None
    if named is not None and floor is not None and not publishable(named, None, floor).allowed:
        named = None
    return Row(
        key=key,
        own_words=own.words(key) if own else None,
        own_place=own.place(key) if own else None,
        official_words=official.words(key) if official else None,
        official_place=official.place(key) if official else None,
        named_by=named,
    )


def _order_of_days(
    own: PriorityList | None,
    official: PriorityList | None,
    community: str,
    framed_on: date | None,
) -> list[str]:
    """Who was first: the community's word, the official list, or the problem."""
    if own is None:
        return [may_frame(None, community=community, today=date.max).sentence]
    told = [_first(own, official, community)]
    if framed_on is not None and framed_on < own.day:
        told.append(
            f"A problem was framed on {framed_on}, before the question was put to {community}: ask "
            "again without naming it."
        )
    return told


def _first(own: PriorityList, official: PriorityList | None, community: str) -> str:
    if official is None:
        return "No official list stands beside it."
    if official.day == own.day:
        return f"Both lists are of {own.day}."
    if official.day < own.day:
        return (
            f"The official list was there first ({official.day}), {(own.day - official.day).days} "
            f"days before the question was put to {community} ({own.day}); what was said may "
            "answer to it."
        )
    return f"The question was put to {community} first ({own.day}), before the official list."


def _only_here(own: PriorityList, official: PriorityList) -> list[str]:
    told = []
    for one, other in ((own, official), (official, own)):
        alone = [item.words for item in one.items if other.place(item.key) is None]
        if alone:
            told.append(f"On the list of {one.whose} and not of {other.whose}: {listed(alone)}.")
    return told


def _agreement(own: PriorityList, official: PriorityList) -> str:
    """How far the order of what both name agrees, in words."""
    shared = [item.key for item in own.items if official.place(item.key) is not None]
    if not shared:
        return "The two lists have nothing in common."
    if len(shared) < FEWEST_IN_COMMON:
        return "The two lists have too little in common for their order to be compared."
    return f"What both name stands {_in_words(_turned(shared, official))}."


def _turned(shared: Sequence[str], official: PriorityList) -> float:
    """The share of pairs that stand the other way round in the official list (Kendall)."""
    places: Mapping[str, int] = {key: official.place(key) or 0 for key in shared}
    pairs = list(combinations(shared, 2))
    return sum(places[one] > places[other] for one, other in pairs) / len(pairs)


def _in_words(turned: float) -> str:
    if turned == 0:
        return "in the same order"
    if turned <= 0.25:
        return "in nearly the same order"
    if turned < 0.75:
        return "in different orders"
    return "nearly the other way round" if turned < 1 else "the other way round"
