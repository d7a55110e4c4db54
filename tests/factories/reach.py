"""Small cities, strengths and residents for tests of the mapping room."""

from typing import Any

import polars as pl
import shapely

from commonweal.core.places import Area, AreaSet
from commonweal.core.tables import RESIDENTS, STRENGTHS
from commonweal.files.knowledge import shipped_groups
from commonweal.mapping.reach import ReachReport, plain, reach

PACK = shipped_groups()
AT_HARBOUR = {"lon": 0.0, "lat": 0.0}
AT_HILL = {"lon": 0.02, "lat": 0.0}


def one_strength(**values: Any) -> dict[str, Any]:
    """One row of a STRENGTHS table: a place open to everybody, of which nothing else is known."""
    lists = {name: [] for name in ("serves", "needs", "languages", "protective")}
    least = {"strength_id": "s1", "name": "Hall", "what": "place", "confidential": False}
    return {**dict.fromkeys(STRENGTHS.columns), **least, **lists, **values}


def strengths(*rows: dict[str, Any]) -> pl.DataFrame:
    """A STRENGTHS table of these rows, with ids s1, s2 … unless they have their own."""
    named = [{"strength_id": f"s{n}", **row} for n, row in enumerate(rows, start=1)]
    return pl.DataFrame([one_strength(**row) for row in named], schema=STRENGTHS.schema)


def residents(*rows: tuple[str, str | None, str | None, int]) -> pl.DataFrame:
    """A RESIDENTS table of area, group, language, people."""
    return pl.DataFrame(list(rows), schema=RESIDENTS.schema, orient="row")


def square(area: str, name: str, lon: float, lat: float, side: float = 0.01, **more: Any) -> Area:
    """A square area around a point."""
    box = shapely.box(lon - side / 2, lat - side / 2, lon + side / 2, lat + side / 2)
    return Area(area=area, name=name, geometry=box, **more)


def three_towns() -> AreaSet:
    """Hill, Harbour and Island in a row on the equator, two hundredths of a degree (2.2 km) apart.

    Hill has 1,000 residents, Harbour 3,000; how many live on the Island is not known.
    """
    return AreaSet(
        (
            square("h1", "Hill", 0.02, 0.0, population=1000),
            square("h2", "Harbour", 0.0, 0.0, population=3000),
            square("i1", "Island", 0.04, 0.0),
        )
    )


def told(
    *rows: Any, areas: AreaSet | None = None, within: float = 1500, **more: Any
) -> ReachReport:
    """Reach over the three towns, or over `areas`: rows of strengths, or a whole table of them."""
    table = rows[0] if isinstance(rows[0], pl.DataFrame) else strengths(*rows)
    return reach(table, areas=areas or three_towns(), decay=plain(within), pack=PACK, **more)
