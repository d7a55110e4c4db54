"""Small cities, strengths and residents for tests of the mapping room."""

from typing import Any

import polars as pl
import shapely

from commonweal.core.places import Area, AreaSet
from commonweal.core.tables import RESIDENTS, STRENGTHS

DEGREE = 111_195.08  # metres of latitude on the sphere that reach reckons with


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
