"""What there is to reach: the strengths that have a place, answer the need and speak the language.

Read `places_of` first. Confidential strengths are taken out before anything else, and nothing
here says how many there were: a figure that knew of them would lead to them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from commonweal.core.errors import CommonwealError
from commonweal.core.measure import M_PER_DEGREE
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.notices import Notice
from commonweal.core.places import AreaSet
from commonweal.core.tables import REFUSED, STRENGTHS
from commonweal.mapping.reach.catchment import Numbers, Points, Whole

ONE = 1.0
"""What a place counts whose capacity nobody gave."""
FIRST_ROW = 2
NAMED_ALIKE: Mapping[str, str] = {}
NULL_ISLAND = 1e-6


SWAPPED = (
    "coordinates-swapped",
    "The point lies outside the city; with latitude and longitude exchanged it would lie inside.",
    "Exchange the two, here and in the rows beside it.",
)
NOT_DEGREES = (
    "not-degrees",
    "These are no latitude and longitude in degrees.",
    "Convert them to WGS84 (EPSG:4326); a national grid counts in metres.",
)
NOT_FOUND = (
    "outside-city",
    "The point 0, 0 is what is left where an address was not found.",
    "Look the address up again, or leave both cells empty.",
)
OUTSIDE = (
    "outside-city",
    "The point lies outside the city, farther from its areas than the catchment reaches.",
    "Check the point against the address, or take the row out.",
)


class UnknownWord(CommonwealError):
    """No strength answers that need or speaks that language."""

    code = "unknown-word"


class NoPlaces(CommonwealError):
    """Not one strength can be reckoned with."""

    code = "no-places"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for; None: anything, anybody."""

    need: str | None = None
    language: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The strengths to reach: ids, points, capacity, and for whom (`sorts`, and `sort` of each).

    A sort is a set of group keys; the empty set is everybody. `unsized` counts those without a
    capacity.
    """

    ids: tuple[str, ...]
    points: Points
    capacity: Numbers
    sorts: tuple[frozenset[str], ...]
    sort: Whole
    unsized: int
    refused: pl.DataFrame
    notices: tuple[Notice, ...]

    def open_to(self, group: str | None) -> NDArray[np.bool_]:
        """Which places serve the group; all of them for everybody together."""
        serves = [group is None or not one or group in one for one in self.sorts]
        return np.array(serves, dtype=bool)[self.sort]


def places_of(
    strengths: pl.DataFrame,
    *,
    areas: AreaSet,
    wanted: Wanted,
    margin_m: float | None,
    rows: Sequence[int] | None = None,
    columns: Mapping[str, str] = NAMED_ALIKE,
) -> Places:
    """The places among `strengths` (`STRENGTHS`) that answer what is wanted.

    `margin_m`: how far outside the city's bounds a place may lie and still be reached; None where
    travel times say what is reached, and no point is needed. `rows` are the rows of the
    file, and `columns` what it calls our columns, for the table of refused rows.
    Raises `UnknownWord` for a need or language that no strength has.
    """
    table = STRENGTHS.check(strengths)
    numbers = rows if rows is not None else range(FIRST_ROW, FIRST_ROW + table.height)
    table = table.with_columns(pl.Series("_row", list(numbers), dtype=pl.Int64))
    table = table.filter(~pl.col("confidential"))
    table, twice = _each_once(table)
    sound, misplaced = (table, []) if margin_m is None else _with_points(table, areas, margin_m)
    _refuse_nothing_left(table, sound, misplaced)
    sound, unable = _with_capacity(sound)
    found, notices = _answering(sound, wanted)
    refused = _table_of([*twice, *misplaced, *unable], columns)
    told = [*_without_point(table, by_table=margin_m is None), *notices, *_alike(found)]
    return _placed(found, refused, told)


def _placed(found: pl.DataFrame, refused: pl.DataFrame, notices: Sequence[Notice]) -> Places:
    sorts = sorted({frozenset(keys) for keys in found["serves"].to_list()}, key=sorted)
    number = {one: at for at, one in enumerate(sorts)}
    return Places(
        ids=tuple(found["strength_id"]),
        points=Points(lon=_floats(found["lon"]), lat=_floats(found["lat"])),
        capacity=_floats(found["capacity"].fill_null(ONE)),
        sorts=tuple(sorts),
        sort=np.array([number[frozenset(k)] for k in found["serves"].to_list()], dtype=np.int64),
        unsized=found["capacity"].null_count(),
        refused=refused,
        notices=tuple(notices),
    )


def _refuse_nothing_left(
    table: pl.DataFrame, sound: pl.DataFrame, refused: "Sequence[_Refusal]"
) -> None:
    """Raises `NoPlaces` where there is no strength, or none of them can be placed.

    Otherwise every area would be told that there is nothing, which nobody knows.
    """
    if sound.height:
        return
    if not table.height:
        raise NoPlaces(
            "There is no strength to reckon with.", remedy="Give a list with at least one strength."
        )
    if not refused:
        raise NoPlaces(
            f"No strength of the {table.height:,} here has a point on the map.",
            remedy="Give latitude and longitude in the columns lat and lon, or a table of travel "
            "times.",
        )
    row, column, value, _, reason, remedy = refused[0]
    raise NoPlaces(
        f"No strength of the {table.height:,} here can be reached from the city. The first is row "
        f"{row}, column {column} “{value}”: {reason}",
        remedy=remedy,
        row=row,
    )


type _Refusal = tuple[int, str, str | None, str, str, str]


def _table_of(refusals: Sequence[_Refusal], columns: Mapping[str, str]) -> pl.DataFrame:
    rows = [
        (row, columns.get(column, column), *more)
        for row, column, *more in sorted(refusals, key=lambda one: one[:2])
    ]
    return pl.DataFrame(rows, schema=REFUSED.schema, orient="row")


def _floats(series: pl.Series) -> Numbers:
    found: Numbers = series.cast(pl.Float64).fill_null(float("nan")).to_numpy().copy()
    return found


def _each_once(table: pl.DataFrame) -> tuple[pl.DataFrame, list[_Refusal]]:
    first = pl.col("strength_id").is_first_distinct()
    refusals: list[_Refusal] = [
        (row, "strength_id", key, "twice", f"“{key}” stands in an earlier row already.",
         "Give every strength an id of its own, or take the row out.")
        for row, key in table.filter(~first).select("_row", "strength_id").iter_rows()
    ]  # fmt: skip
    return table.filter(first), refusals


def _with_capacity(table: pl.DataFrame) -> tuple[pl.DataFrame, list[_Refusal]]:
    """The rows whose capacity can be meant; an empty one can."""
    fine = pl.col("capacity").is_null() | pl.col("capacity").is_between(
        0, float("inf"), closed="left"
    )
    refusals: list[_Refusal] = [
        (row, "capacity", f"{held:g}", "no-capacity", "A capacity is zero or more people a week.",
         "Write how many people it can take in a week, or leave the cell empty.")
        for row, held in table.filter(~fine).select("_row", "capacity").iter_rows()
    ]  # fmt: skip
    return table.filter(fine), refusals


def _with_points(
    table: pl.DataFrame, areas: AreaSet, margin_m: float
) -> tuple[pl.DataFrame, list[_Refusal]]:
    """The rows whose point can be reached from the city, and why the others cannot be used."""
    placed = table.filter(pl.col("lat").is_not_null() | pl.col("lon").is_not_null())
    frame = _Frame.around(areas, margin_m)
    kept: list[bool] = []
    refusals: list[_Refusal] = []
    for row, lat, lon in placed.select("_row", "lat", "lon").iter_rows():
        why = frame.why_not(lat, lon)
        kept.append(why is None)
        if why is not None:
            code, reason, remedy = why
            column = "lon" if code == "no-longitude" else "lat"
            refusals.append((row, column, _shown(lat, lon), code, reason, remedy))
    return placed.filter(pl.Series(kept, dtype=pl.Boolean)), refusals


def _shown(lat: float | None, lon: float | None) -> str:
    return ", ".join("–" if one is None else f"{one:g}" for one in (lat, lon))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """West, south, east and north within which a place can be reached from the city."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, areas: AreaSet, margin_m: float) -> "_Frame":
        west, south, east, north = areas.bounds
        up = 1.01 * margin_m / M_PER_DEGREE
        widest = max(abs(south), abs(north)) + up
        side = up / max(np.cos(np.radians(min(widest, 89.0))), 0.01)
        return cls(west=west - side, south=south - up, east=east + side, north=north + up)

    def holds(self, lat: float, lon: float) -> bool:
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def why_not(self, lat: float | None, lon: float | None) -> tuple[str, str, str] | None:
        """Code, reason and remedy; None for a point that can be used."""
        if lat is None or lon is None:
            code = "no-latitude" if lat is None else "no-longitude"
            return code, "One of the two coordinates is missing.", "Give both, or neither."
        if self.holds(lat, lon):
            return None
        if self.holds(lon, lat):
            return SWAPPED
        if not (abs(lat) <= 90 and abs(lon) <= 180):
            return NOT_DEGREES
        lost = abs(lat) < NULL_ISLAND and abs(lon) < NULL_ISLAND
        return NOT_FOUND if lost else OUTSIDE


def _answering(table: pl.DataFrame, wanted: Wanted) -> tuple[pl.DataFrame, list[Notice]]:
    """The rows that answer the need and speak the language; a row that says nothing does not."""
    notices = []
    for column, word, what in (
        ("needs", wanted.need, "which needs they answer"),
        ("languages", wanted.language, "which languages they speak"),
    ):
        if word is None:
            continue
        _check_known(table[column], word, column)
        silent = table.filter(pl.col(column).list.len() == 0).height
        if silent:
            notices.append(
                Notice(
                    code=f"no-{column}",
                    sentence=f"Not counted here because they do not say {what}: {_many(silent)}.",
                    count=silent,
                )
            )
        table = table.filter(pl.col(column).list.contains(word))
    return table, notices


def _check_known(lists: pl.Series, word: str, column: str) -> None:
    known = lists.explode().drop_nulls().unique().sort().to_list()
    if word not in known:
        raise UnknownWord(
            f"No strength here has “{word}” among its {column}.",
            remedy=f"There are: {listed(nearest_first(word, known))}."
            if known
            else f"The file says nothing in its column “{column}”; ask without it.",
            word=word,
        )


def _without_point(table: pl.DataFrame, *, by_table: bool) -> list[Notice]:
    none = pl.col("lat").is_null() & pl.col("lon").is_null()
    missing = 0 if by_table else table.filter(none).height
    if not missing:
        return []
    sentence = (
        "Without a point on the map, such as roles, skills and funds, so that nobody is reckoned "
        f"to reach them: {_many(missing)}."
    )
    return [Notice(code="no-point", sentence=sentence, count=missing)]


def _alike(table: pl.DataFrame) -> list[Notice]:
    """A notice for strengths of one name in one place, which may be one entry told twice."""
    same = table.drop_nulls(["lat", "lon"]).group_by(
        pl.col("name").str.to_lowercase(), pl.col("lat").round(4), pl.col("lon").round(4)
    )
    more = same.agg(pl.len().alias("n")).filter(pl.col("n") > 1)
    if not more.height:
        return []
    repeats = int(more["n"].sum()) - more.height
    sentence = (
        f"At the same point under the same name as another: {_many(repeats)}, such as "
        f"“{more['name'].sort()[0]}”. Each is counted; look whether they are one."
    )
    return [Notice(code="same-name-same-point", sentence=sentence, count=repeats)]


def _many(n: int) -> str:
    return f"{n:,} strength{'s' * (n != 1)}"
