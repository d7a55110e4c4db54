"""Which entry of a source's new list is which of its old one, by rules that are stated.

Read `match` first. The same identifier means the same entry, unless both its name and its place
became others: some sources give an identifier out again. Without an identifier in common, entries
are the same where name and place agree and no third one agrees with either. Everything that only
half agrees is listed as unsure, with the reason; nothing is merged on a guess.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from commonweal.core.measure import flat
from commonweal.core.nearest import likeness
from commonweal.core.words import plain
from commonweal.mapping.strengths.entries import Entry

SAME_PLACE_M = 50.0
FAR_M = 500.0
ALIKE = 0.6
"""From here on two names at one place may be one entry renamed."""

BY_ID, BY_NAME_AND_PLACE, BY_PEOPLE = "identifier", "name and place", "people"
OTHER_NAME_AND_PLACE = "The identifier is the same, but name and place are others."
SAME_NAME_ELSEWHERE = "The name is the same, but the place is another one or not known."
SAME_PLACE_OTHER_NAME = "The place is the same and the name is like it."
SEVERAL = "Name and place are the same for more than one entry."
ADDED_BY_PEOPLE = "Somebody here entered it before the source named it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two entries that are one; `how` says by which rule."""

    before: str
    after: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Two entries that may be one: somebody has to say."""

    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """Each entry before is in a pair, in a doubt, or gone; each one after in one, or new."""

    pairs: tuple[Pair, ...]
    unsure: tuple[Doubt, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]


def match(
    before: Sequence[Entry],
    after: Sequence[Entry],
    *,
    added: Sequence[Entry] = (),
    same: Collection[tuple[str, str]] = (),
    different: Collection[tuple[str, str]] = (),
) -> Matching:
    """Match the entries of two lists of one source.

    `added` are entries that people here made themselves; they are never matched, only doubted.
    `same` and `different` are pairs of identifiers (before, after) that somebody has decided on.
    """
    work = _Work(before, after, added, frozenset(different))
    work.decide(same)
    work.by_id()
    work.by_name_and_place()
    work.doubt()
    return work.result()


class _Work:
    def __init__(
        self,
        before: Sequence[Entry],
        after: Sequence[Entry],
        added: Sequence[Entry],
        different: frozenset[tuple[str, str]],
    ) -> None:
        self.before = {entry.strength_id: entry for entry in before}
        self.after = {entry.strength_id: entry for entry in after}
        own = {e.strength_id: e for e in added if e.strength_id not in self.before}
        self.added = own
        self.different = different
        self.pairs: list[Pair] = []
        self.doubts: dict[tuple[str, str], str] = {}
        self._paired_before: set[str] = set()
        self._paired_after: set[str] = set()

    def _pair(self, one: str, other: str, how: str) -> None:
        self.pairs.append(Pair(before=one, after=other, how=how))
        self._paired_before.add(one)
        self._paired_after.add(other)

    def decide(self, same: Collection[tuple[str, str]]) -> None:
        """Pairs that somebody has said are one."""
        for one, other in same:
            known = one in self.before or one in self.added
            if known and other in self.after and one not in self._paired_before:
                self._pair(one, other, BY_PEOPLE)

    def by_id(self) -> None:
        """The same identifier, unless both name and place became others."""
        for key, now in self.after.items():
            then = self.before.get(key)
            if then is None or key in self._paired_before or key in self._paired_after:
                continue
            if (key, key) in self.different:
                continue
            if _became_another(then, now):
                self.doubts[key, key] = OTHER_NAME_AND_PLACE
            else:
                self._pair(key, key, BY_ID)

    def _left(self) -> tuple[list[Entry], list[Entry]]:
        doubted_before = {one for one, _ in self.doubts}
        doubted_after = {other for _, other in self.doubts}
        before = [
            entry
            for key, entry in self.before.items()
            if key not in self._paired_before and key not in doubted_before
        ]
        after = [
            entry
            for key, entry in self.after.items()
            if key not in self._paired_after and key not in doubted_after
        ]
        return before, after

    def by_name_and_place(self) -> None:
        """Name and place agree, for these two and for no other."""
        before, after = self._left()
        alike = [
            (one.strength_id, other.strength_id)
            for one, other in _same_names(before, after)
            if _same_place(one, other)
            and (one.strength_id, other.strength_id) not in self.different
        ]
        befores, afters = Counter(one for one, _ in alike), Counter(other for _, other in alike)
        for one, other in alike:
            if befores[one] == 1 and afters[other] == 1:
                self._pair(one, other, BY_NAME_AND_PLACE)
            else:
                self.doubts[one, other] = SEVERAL

    def doubt(self) -> None:
        """What half agrees: the name without the place, or the place with a name like it."""
        before, after = self._left()
        others = [e for key, e in self.added.items() if key not in self._paired_before]
        for one, other in _same_names(before, after):
            self._doubt(one, other, SAME_NAME_ELSEWHERE)
        for one, other in _same_places(before, after):
            if likeness(plain(one.name), plain(other.name)) >= ALIKE:
                self._doubt(one, other, SAME_PLACE_OTHER_NAME)
        for one, other in (*_same_names(others, after), *_same_places(others, after)):
            if _same_place(one, other) and likeness(plain(one.name), plain(other.name)) >= ALIKE:
                self._doubt(one, other, ADDED_BY_PEOPLE)

    def _doubt(self, one: Entry, other: Entry, why: str) -> None:
        key = (one.strength_id, other.strength_id)
        if key not in self.different:
            self.doubts.setdefault(key, why)

    def result(self) -> Matching:
        """Where every entry came to stand."""
        before, after = self._left()
        return Matching(
            pairs=tuple(self.pairs),
            unsure=tuple(Doubt(before=b, after=a, why=why) for (b, a), why in self.doubts.items()),
            gone=tuple(entry.strength_id for entry in before),
            new=tuple(entry.strength_id for entry in after),
        )


def _became_another(then: Entry, now: Entry) -> bool:
    """Whether both name and place of one identifier became others."""
    name, other = plain(then.name), plain(now.name)
    if name == other or likeness(name, other) >= ALIKE:
        return False
    metres = distance_m(then, now)
    return metres > FAR_M if metres is not None else not _same_place(then, now)


def _same_place(one: Entry, other: Entry) -> bool:
    """Within 50 metres; where a point is missing, at the same address."""
    metres = distance_m(one, other)
    if metres is not None:
        return metres <= SAME_PLACE_M
    return bool(one.address) and plain(one.address or "") == plain(other.address or "")


def distance_m(one: Entry, other: Entry) -> float | None:
    """Metres between two entries; None where a point is missing."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    to_metres, _ = flat(one.lat)
    x, y = to_metres(np.array([one.lon - other.lon, one.lat - other.lat]))
    return float(np.hypot(x, y))


def _same_names(before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs with the same name but for case and punctuation."""
    by_name: dict[str, list[Entry]] = {}
    for entry in before:
        by_name.setdefault(plain(entry.name), []).append(entry)
    for entry in after:
        for one in by_name.get(plain(entry.name), ()):
            yield one, entry


def _same_places(before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs at the same place: by their points, else by their addresses."""
    then = [entry for entry in before if entry.lat is not None]
    now = [entry for entry in after if entry.lat is not None]
    if then and now:
        to_metres, _ = flat(float(np.median([entry.lat for entry in then])))
        points = [_points(entries, to_metres) for entries in (then, now)]
        near = shapely.STRtree(points[0]).query(
            points[1], predicate="dwithin", distance=SAME_PLACE_M
        )
        for at_now, at_then in near.T.tolist():
            yield then[at_then], now[at_now]
    by_address: dict[str, list[Entry]] = {}
    for entry in before:
        if entry.address:
            by_address.setdefault(plain(entry.address), []).append(entry)
    for entry in after:
        for one in by_address.get(plain(entry.address or ""), ()):
            if one.lat is None or entry.lat is None:
                yield one, entry


def _points(entries: Sequence[Entry], to_metres: object) -> object:
    degrees = np.array([[entry.lon, entry.lat] for entry in entries], dtype=np.float64)
    return shapely.points(to_metres(degrees))  # type: ignore[operator]  # a plane from `flat`
