"""Where an incident was: the areas a file names, and the points it gives.

A point may be less than it seems. A town's centre is not an address (`meaning = "centroid"`), and
a point on which more than a tenth of the events lie is a stand-in for "somewhere in the city":
such events keep the city and lose the point (S003-C12: no false precision).
"""

import polars as pl

from commonweal.core.area_names import KEPT_OUT, AreaNames
from commonweal.core.notices import Notice
from commonweal.core.places import AreaSet
from commonweal.core.words import counted
from commonweal.listening.coding.refusals import Refusals, said, some_unread
from commonweal.listening.profiles import SourceProfile

SHARED_POINT_SHARE = 0.1
SHARED_POINT_LEAST = 3


class AreaColumn:
    """The names of areas in one file, each distinct one looked up once."""

    def __init__(self, profile: SourceProfile, areas: AreaSet | None) -> None:
        self._names = AreaNames(areas, aliases=profile.aliases, refused=profile.refused_areas)
        self._known: dict[str, str | None] = {}

    def add(self, table: pl.DataFrame, column: str, refusals: Refusals) -> pl.DataFrame:
        """`table` with the area id of each row (null where blank); unknown ones are refused."""
        cells = table[said(column)]
        distinct = cells.drop_nulls().unique()
        for cell in distinct:
            if cell not in self._known:
                self._known[cell] = self._names.area(cell)
        found = pl.Series(values=[self._known[cell] for cell in distinct], dtype=pl.String())
        areas = cells.replace_strict(distinct, found, default=None, return_dtype=pl.String())
        table = table.with_columns(areas.alias("area"))
        if not some_unread(table, "area", column):
            return table
        kept_out = [cell for cell in distinct if self._names.why_refused(cell)]
        table = refusals.take(
            table,
            pl.col(said(column)).is_in(kept_out),
            column=column,
            code="refused-area",
            explain=lambda cell: (self._names.why_refused(cell) or "", KEPT_OUT),
        )
        return refusals.take(
            table,
            (pl.col(said(column)).str.strip_chars().str.len_bytes() > 0) & pl.col("area").is_null(),
            column=column,
            code="unknown-area",
            explain=self._names.explain_unknown,
        )


def add_points(table: pl.DataFrame, lat: str, lon: str, refusals: Refusals) -> pl.DataFrame:
    """`table` with `lat` and `lon` in degrees; rows with half a point or an impossible one go."""
    present = [said(column) for column in (lat, lon) if said(column) in table.columns]
    if len(present) < 2:
        return table
    for name, column, most in (("lat", lat, 90.0), ("lon", lon, 180.0)):
        text = pl.col(said(column)).str.strip_chars()
        number = text.cast(pl.Float64(), strict=False)
        table = table.with_columns(number.alias(name), (text.str.len_bytes() > 0).alias("given"))
        table = refusals.take(
            table,
            pl.col("given").fill_null(False)
            & ~pl.col(name).is_between(-most, most).fill_null(False),
            column=column,
            code="not-a-coordinate",
            explain=(
                f"This is not a {name} in degrees between {-most:.0f} and {most:.0f}.",
                "Write degrees with a decimal point, such as 52.52, and check that latitude and "
                "longitude are not exchanged.",
            ),
        )
    return refusals.take(
        table.drop("given"),
        pl.col("lat").is_null() != pl.col("lon").is_null(),
        column=lat,
        code="half-a-point",
        explain=("Only one of the two coordinates is there.", "Give both or neither."),
    )


def settle_places(
    table: pl.DataFrame, profile: SourceProfile, areas: AreaSet | None, refusals: Refusals
) -> tuple[pl.DataFrame, list[Notice]]:
    """Give each incident its `area` and its `place`: area, city or unknown.

    `table` holds one row per incident. A named area wins over a point.
    """
    if "area" not in table.columns:
        table = table.with_columns(pl.lit(None, dtype=pl.String()).alias("area"))
    stated = pl.col("stated place") if "stated place" in table.columns else pl.lit(None, pl.String)
    table = table.with_columns(
        pl.when(pl.col("area").is_not_null())
        .then(pl.lit("area"))
        .otherwise(pl.coalesce(stated, pl.lit("city")))
        .alias("place")
    )
    if "lat" not in table.columns:
        return table, []
    if profile.points == "centroid":
        return _without_points(table, pl.col("lat").is_not_null()), [_centroids(table)]
    return _settle_addresses(table, profile, areas, refusals)


def _settle_addresses(
    table: pl.DataFrame, profile: SourceProfile, areas: AreaSet | None, refusals: Refusals
) -> tuple[pl.DataFrame, list[Notice]]:
    given = pl.col("lat").is_not_null() & pl.col("area").is_null()
    events = table.select(given.sum()).item()
    shared = (
        table.filter(given)
        .group_by("lat", "lon")
        .len("events")
        .filter(
            (pl.col("events") > SHARED_POINT_SHARE * events)
            & (pl.col("events") >= SHARED_POINT_LEAST)
        )
    )
    notices = []
    if shared.height:
        marked = table.join(shared, on=["lat", "lon"], how="left", maintain_order="left")
        flag = given & pl.col("events").is_not_null()
        table = _without_points(marked, flag).drop("events")
        notices.append(_shared(shared, events))
    if areas is None:
        alone = given & pl.col("lat").is_not_null()
        unplaced = table.select(alone.sum()).item()
        if unplaced:
            notices.append(_no_outlines(unplaced))
        unknown = pl.when(alone).then(pl.lit("unknown")).otherwise("place").alias("place")
        return table.with_columns(unknown), notices
    return _locate(table, profile, areas, refusals), notices


def _locate(
    table: pl.DataFrame, profile: SourceProfile, areas: AreaSet, refusals: Refusals
) -> pl.DataFrame:
    given = pl.col("lat").is_not_null() & pl.col("area").is_null()
    points = table.filter(given).select("lon", "lat").unique()
    if not points.height:
        return table
    found = areas.locate(points["lon"].to_numpy(), points["lat"].to_numpy())
    located = points.with_columns(pl.Series("located", found, dtype=pl.String()))
    table = table.join(located, on=["lon", "lat"], how="left", maintain_order="left")
    outside = given & pl.col("located").is_null()
    table = refusals.take(
        table,
        outside,
        column=profile.columns_of("lat")[0],
        code="outside-areas",
        explain=(
            "The point lies outside every area of the city.",
            "Check that latitude and longitude are right, or leave incidents elsewhere out.",
        ),
    )
    by_point = given & pl.col("located").is_not_null()
    return table.with_columns(
        pl.coalesce("area", "located").alias("area"),
        pl.when(by_point).then(pl.lit("area")).otherwise("place").alias("place"),
    ).drop("located")


def _without_points(table: pl.DataFrame, where: pl.Expr) -> pl.DataFrame:
    """The rows of `where` keep the city and lose the point."""
    missing = pl.lit(None, dtype=pl.Float64())
    return table.with_columns(
        pl.when(where).then(missing).otherwise(name).alias(name) for name in ("lat", "lon")
    )


def _centroids(table: pl.DataFrame) -> Notice:
    count = table["lat"].count()
    sentence = (
        f"The point of {counted(count, 'event')} is the centre of a town, not an address: kept as "
        "“city known, area unknown”, in no district."
    )
    return Notice(code="centroids", sentence=sentence, count=count)


def _shared(shared: pl.DataFrame, events: int) -> Notice:
    count = int(shared["events"].sum())
    stand_ins = "1 point carries" if shared.height == 1 else f"{shared.height} points carry"
    sentence = (
        f"{stand_ins} {count:,} of {events:,} events, each more than a tenth: a stand-in, not an "
        "address. These events are kept as “city known, area unknown”."
    )
    return Notice(code="shared-point", sentence=sentence, count=count)


def _no_outlines(count: int) -> Notice:
    sentence = (
        f"No outlines were given, so {counted(count, 'point')} could not be placed in an area."
    )
    return Notice(code="no-outlines", sentence=sentence, count=count)
