"""Drafts gathered into a table of strengths, piece by piece, with everything that was not taken.

Read `Gatherer` and `Gathered` first. Points are held against the outlines of the city a few
thousand at a time; an entry without an area gets that of its point, and one whose point lies
nowhere in the city is refused. Outlines are often drawn coarsely along a river, so a point up to a
kilometre outside is believed where the source names an area of the city as well.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl
import shapely

from commonweal.core.hsds import NotMapped
from commonweal.core.measure import flat
from commonweal.core.notices import Notice
from commonweal.core.places import AreaSet
from commonweal.core.refusal import Refusal, as_table
from commonweal.core.tables import STRENGTHS
from commonweal.core.words import plain
from commonweal.mapping.strengths.drafts import Bad, Draft, Place
from commonweal.mapping.strengths.entries import Entry, table_of
from commonweal.mapping.strengths.judging import Judge
from commonweal.mapping.strengths.public import public_view

AT_ONCE = 5_000
NEAR_M = 1_000.0
"""How far outside the outlines a point may lie when the source itself names an area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What a source holds, row by row accounted for.

    `strengths` is the table STRENGTHS, confidential entries included: show `public_view` of it.
    `refused` is REFUSED with file, path and whether the row is for partners only. `rows` counts
    the entries that the source states, as far as they could be read; `skipped` what is left out on
    purpose, by reason; `not_mapped` what it says and our table has no place for, by name. `places`
    says where each of the strengths stands in the file.
    """

    strengths: pl.DataFrame
    refused: pl.DataFrame
    notices: tuple[Notice, ...] = ()
    rows: int
    places: tuple[Place, ...] = ()
    skipped: Mapping[str, int] = field(default_factory=dict)
    not_mapped: tuple[NotMapped, ...] = ()
    caveats: tuple[str, ...] = ()


class Gatherer:
    """Takes drafts and refusals; `finish` gives the table."""

    def __init__(self, judge: Judge, *, areas: AreaSet | None) -> None:
        self._judge, self._areas = judge, areas
        self._waiting: list[tuple[Entry, Draft]] = []
        self._parts: list[pl.DataFrame] = []
        self._places: list[Place] = []
        self._refused: list[Refusal] = []
        self._elsewhere = self._unplaced = self._near = 0
        self.not_mapped: Counter[str] = Counter()
        self.skipped: Counter[str] = Counter()
        self.notices: list[Notice] = []
        self.rows = 0

    def add(self, draft: Draft) -> None:
        """Judge one draft."""
        self.rows += 1
        try:
            entry = self._judge.entry(draft)
        except Bad as bad:
            self._refused.append(draft.refusal(bad))
            return
        self._waiting.append((entry, draft))
        if len(self._waiting) >= AT_ONCE:
            self._place()

    def refuse(self, refusal: Refusal) -> None:
        """Keep a refusal from elsewhere."""
        self._refused.append(refusal)

    def _place(self) -> None:
        waiting, self._waiting = self._waiting, []
        table = table_of(entry for entry, _ in waiting)
        if self._areas is None:
            self._unplaced += _told(table, table["area"].is_null() & table["lat"].is_not_null())
            self._keep(table, waiting)
            return
        table, lost = self._located(table, self._areas)
        for at in lost:
            self._refused.append(_outside(*waiting[at], self._areas))
        alone = pl.Series([draft.location_at is not None for _, draft in waiting], dtype=pl.Boolean)
        gone = {at for at in lost if not alone[at]}
        kept = [one for at, one in enumerate(waiting) if at not in gone]
        self._keep(_without_places(table, lost, alone), kept)

    def _keep(self, table: pl.DataFrame, drafts: list[tuple[Entry, Draft]]) -> None:
        self._parts.append(table)
        self._places += [draft.at for _, draft in drafts]

    def _located(self, table: pl.DataFrame, areas: AreaSet) -> tuple[pl.DataFrame, list[int]]:
        """The entries with their areas, and the numbers of those whose point lies outside."""
        lon, lat = (table[name].to_numpy() for name in ("lon", "lat"))
        of_point = pl.Series(areas.locate(lon, lat), dtype=pl.String())
        lost = table["lat"].is_not_null() & of_point.is_null()
        near = [at for at in lost.arg_true() if _is_near(table.row(at, named=True), areas)]
        self._near += _told(table[near], table[near, "lat"].is_not_null())
        lost = lost.scatter(near, False) if near else lost
        finest = pl.Series([area.area for area in areas.at_level(areas.finest)])
        elsewhere = table["area"].is_in(finest.implode()) & (table["area"] != of_point)
        self._elsewhere += _told(table, elsewhere & of_point.is_not_null())
        table = table.with_columns(pl.coalesce("area", of_point).alias("area"))
        return table, lost.arg_true().to_list()

    def finish(self, *, caveats: Iterable[str] = ()) -> Gathered:
        """Everything gathered so far."""
        self._place()
        strengths = STRENGTHS.check(pl.concat([STRENGTHS.empty(), *self._parts]))
        told = [*self.notices, *self._judge.notices(), *self._place_notices(strengths)]
        return Gathered(
            strengths=strengths,
            refused=as_table(self._refused),
            notices=tuple(told),
            rows=self.rows,
            places=tuple(self._places),
            skipped=dict(self.skipped),
            not_mapped=tuple(
                NotMapped(name=name, count=n) for name, n in self.not_mapped.items() if n
            ),
            caveats=tuple(caveats),
        )

    def _place_notices(self, strengths: pl.DataFrame) -> list[Notice]:
        counts = {
            "no-outlines": self._unplaced,
            "point-elsewhere": self._elsewhere,
            "point-near": self._near,
            "twins": _twins(strengths),
        }
        return [
            Notice(code=code, sentence=TOLD[code].format(n=_counted(count)), count=count)
            for code, count in counts.items()
            if count
        ]


TOLD = {
    "no-outlines": "No outlines were given, so {n} could not be placed in an area.",
    "point-elsewhere": "The point of {n} lies in another area than the one named; the named one is "
    "kept.",
    "point-near": "The point of {n} lies up to a kilometre outside the outlines; the area named is "
    "believed.",
    "twins": "{n} share name and place with another one. They were not merged: look whether they "
    "are one.",
}


def _told(table: pl.DataFrame, where: pl.Series) -> int:
    """How many entries that everybody may know of are among those."""
    return int((where & ~table["confidential"]).sum())


def _without_places(table: pl.DataFrame, lost: list[int], alone: pl.Series) -> pl.DataFrame:
    """The entries without lost ones; where the location stood `alone`, the entry stays."""
    if not lost:
        return table
    out = pl.Series([False]).extend_constant(False, table.height - 1).scatter(lost, True)
    place = (pl.when(~out).then(name).alias(name) for name in ("lat", "lon", "address", "area"))
    return table.with_columns(place).filter(~out | alone)


def _counted(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"


def _twins(strengths: pl.DataFrame) -> int:
    """How many public entries have the name and place of another one."""
    open_to_all = public_view(strengths).drop_nulls("lat")
    names = [plain(name) for name in open_to_all["name"]]
    keyed = open_to_all.select("lat", "lon").with_columns(pl.Series("name", names, pl.String()))
    return int(keyed.is_duplicated().sum())


def _is_near(row: Mapping[str, Any], areas: AreaSet) -> bool:
    """Whether a point outside has a named area and lies close to one."""
    if row["area"] is None:
        return False
    to_metres, _ = flat(row["lat"])
    here = shapely.transform(shapely.Point(row["lon"], row["lat"]), to_metres)
    outlines = shapely.transform(areas.geometries, to_metres)
    return bool(shapely.dwithin(outlines, here, NEAR_M).any())


def _outside(entry: Entry, draft: Draft, areas: AreaSet) -> Refusal:
    """The refusal of a point that lies in no area; exchanged coordinates are told apart."""
    swapped = areas.locate([entry.lat or 0.0], [entry.lon or 0.0])[0]
    if swapped is None:
        bad = Bad(
            "lat",
            "outside-areas",
            "The point lies outside every area of the city.",
            "Check that latitude and longitude are right, or leave entries elsewhere out.",
        )
    else:
        bad = Bad(
            "lat",
            "swapped-coordinates",
            "Latitude and longitude are exchanged: the other way round, the point lies in "
            f"{areas.get(swapped).name}.",
            "Exchange the two columns where the data come from.",
        )
    return draft.refusal(bad, draft.location_at)
