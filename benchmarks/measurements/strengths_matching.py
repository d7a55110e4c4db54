"""How well two lists of one source are matched when the source gave out new identifiers.

Read `changed` first: it knows which entry became which. A made-up list of places has what real
lists have: several halls of one name, several tenants of one building, two rooms of one name in
one building. Between the lists points scatter, names are rewritten, places move, close and open,
and some open where another one closed. All identifiers are new, so that only names and places can
match; what would be matched by identifier alone is not measured, because it is certain.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.measurements.earlier_years import wilson
from benchmarks.record import Figure, Measurement
from commonweal.mapping.strengths.entries import Entry
from commonweal.mapping.strengths.matching import match

PLACES = 900  # as many as London has community centres in its list
FIRST = (
    *("Abbey", "Alma", "Ashfield", "Beech", "Bridge", "Canal", "Castle", "Cedar", "Church", "Clay"),
    *("Dale", "Elm", "Ferry", "Forest", "Garden", "Grange", "Green", "Hill", "Holly", "Lake"),
    *("Manor", "Meadow", "Mill", "Moor", "North", "Oak", "Orchard", "Park", "Quay", "River"),
)
SECOND = ("Community Centre", "Hall", "Tenants Hall", "Youth Club", "Library", "Centre")
WEST, SOUTH, WIDE, HIGH = -0.2, 51.4, 0.3, 0.2  # degrees: about 20 by 22 kilometres
SCATTER_M, METRES = 8.0, 111_000.0
SHARE_IN_ONE_BUILDING, SHARE_TWINS = 0.1, 0.02
SHARE_RENAMED, SHARE_MOVED, SHARE_CLOSED, SHARE_OPENED = 0.05, 0.03, 0.05, 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Two lists, and what is true: identifier before → identifier after."""

    before: tuple[Entry, ...]
    after: tuple[Entry, ...]
    same: dict[str, str]


def listed(rng: np.random.Generator) -> list[Entry]:
    """A list of places, with shared buildings and shared names."""
    entries: list[Entry] = []
    for number in range(PLACES):
        name = f"{rng.choice(FIRST)} {rng.choice(SECOND)}"
        lat, lon = SOUTH + HIGH * rng.random(), WEST + WIDE * rng.random()
        chance = rng.random()
        if entries and chance < SHARE_IN_ONE_BUILDING:
            other = entries[rng.integers(len(entries))]
            lat, lon = other.lat or lat, other.lon or lon
            name = other.name if chance < SHARE_TWINS else name
        entry = Entry(strength_id=f"old {number}", name=name, what="place", lat=lat, lon=lon)
        entries.append(entry)
    return entries


def changed(rng: np.random.Generator) -> Changed:
    """The list and the next one, with what became of each entry."""
    before = listed(rng)
    after, same = [], {}
    closed: list[Entry] = []
    for number, entry in enumerate(before):
        if rng.random() < SHARE_CLOSED:
            closed.append(entry)
            continue
        key = f"new {number}"
        same[entry.strength_id] = key
        after.append(replace(_lived_on(entry, rng), strength_id=key))
    after += [_opened(closed, number, rng) for number in range(int(SHARE_OPENED * PLACES))]
    return Changed(before=tuple(before), after=tuple(after), same=same)


def _lived_on(entry: Entry, rng: np.random.Generator) -> Entry:
    """The entry a year later: its point scatters, and a few are renamed or have moved."""
    scatter = rng.normal(0, SCATTER_M / METRES, 2)
    lat, lon = (entry.lat or 0.0) + scatter[0], (entry.lon or 0.0) + scatter[1] / 0.62
    name = entry.name
    if rng.random() < SHARE_RENAMED:
        name = str(rng.choice([f"{name} and Garden", f"The {name}", name.replace("e", "", 1)]))
    if rng.random() < SHARE_MOVED:
        lat = SOUTH + HIGH * rng.random()
    return replace(entry, name=name, lat=lat, lon=lon)


def _opened(closed: Sequence[Entry], number: int, rng: np.random.Generator) -> Entry:
    """A new entry: half of them in the building of one that closed, some under its name."""
    name = f"{rng.choice(FIRST)} {rng.choice(SECOND)}"
    lat, lon = SOUTH + HIGH * rng.random(), WEST + WIDE * rng.random()
    if closed and rng.random() < 0.5:
        old = closed[int(rng.integers(len(closed)))]
        lat, lon = old.lat or lat, old.lon or lon
    elif closed and rng.random() < 0.2:
        name = closed[int(rng.integers(len(closed)))].name
    return Entry(strength_id=f"opened {number}", name=name, what="place", lat=lat, lon=lon)


@dataclass(slots=True)
class Tally:
    """What happened to the pairs that are true, and to the ones that are not."""

    true: int = 0
    matched: int = 0
    doubted: int = 0
    lost: int = 0
    merged_wrongly: int = 0
    made: int = 0
    unsure: int = 0

    def add(self, made_up: Changed) -> None:
        """Match one pair of lists."""
        found = match(made_up.before, made_up.after)
        pairs = {(one.before, one.after) for one in found.pairs}
        doubts = {(one.before, one.after) for one in found.unsure}
        truth = set(made_up.same.items())
        self.true += len(truth)
        self.matched += len(truth & pairs)
        self.doubted += len(truth & doubts)
        self.lost += len(truth - pairs - doubts)
        self.made += len(pairs)
        self.merged_wrongly += len(pairs - truth)
        self.unsure += len({one.after for one in found.unsure})


def run(seed: int, runs: int) -> list[Figure]:
    """The shares over `runs` made-up pairs of lists."""
    tally, after = Tally(), 0
    for step in range(runs):
        made_up = changed(np.random.default_rng([seed, step]))
        after += len(made_up.after)
        tally.add(made_up)
    return [
        _share("entries that lived on: matched", tally.matched, tally.true, at_least=85.0),
        _share("entries that lived on: asked about", tally.doubted, tally.true),
        _share("entries that lived on: taken for new", tally.lost, tally.true, at_most=5.0),
        _share("matches that are wrong", tally.merged_wrongly, tally.made, at_most=0.2),
        _share("entries of the new list that somebody is asked about", tally.unsure, after),
    ]


def _share(
    name: str,
    found: int,
    of: int,
    *,
    at_least: float | None = None,
    at_most: float | None = None,
) -> Figure:
    low, high = wilson(found, of)
    return Figure(
        name=name,
        value=100 * found / of,
        low=min(low, 100 * found / of),
        high=max(high, 100 * found / of),
        n=of,
        method="95 % Wilson interval",
        at_least=at_least,
        at_most=at_most,
        unit=" %",
    )


MEASUREMENT = Measurement(
    measures="What becomes of the places of a list when its source gives all of them new "
    "identifiers.",
    run=run,
    seed=2_103,
    runs=40,
    short_runs=1,
    sources=(
        "src/commonweal/mapping/strengths/matching.py",
        "src/commonweal/mapping/strengths/entries.py",
        "benchmarks/measurements/earlier_years.py",
    ),
)
