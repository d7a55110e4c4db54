"""Indicator series and watches: quarters of counts by area, in a city of sixteen districts."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from django.utils import timezone

from commonweal.core.spans import Span, span_of
from tests.factories.city import SIDE
from workbench.accounts.models import Person
from workbench.weighing.actions import watches as acts
from workbench.weighing.models import (
    IndicatorFile,
    IndicatorSeries,
    IndicatorValue,
    Proposal,
    Watch,
)

FIRST, QUARTERS = "2022-Q1", 20
ADOPTED = "2027-Q1"
SIXTEEN = tuple(f"{letter}{number}" for letter in "ABCD" for number in range(4))
HEAD = "indicator,area,group,period,value,n,source,definition,break"


def sixteen_districts(folder: Path) -> None:
    """Write sixteen square districts, four in a row, over the areas of a city."""
    features = [_square(name, place) for place, name in enumerate(SIXTEEN)]
    areas = {"type": "FeatureCollection", "features": features}
    (folder / "areas.geojson").write_text(json.dumps(areas), encoding="utf-8")


def _square(name: str, place: int) -> dict[str, Any]:
    west, south = (place % 4) * SIDE, 51 + (place // 4) * SIDE
    ring = [
        [west, south],
        [west + SIDE, south],
        [west + SIDE, south + SIDE],
        [west, south + SIDE],
        [west, south],
    ]
    facts = {"id": name, "name": name, "level": "district", "parent": None, "population": 9000}
    return {
        "type": "Feature",
        "properties": facts,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def a_series(
    areas: Iterable[str], *, name: str = "Calls about neighbours", group: str = "", **more: Any
) -> IndicatorSeries:
    """Twenty quarters of counts by area, as if by chance alone."""
    values = {"source": "Town police", "definition": "Calls.", "counted": True, "worse": "more"}
    made = IndicatorSeries.objects.create(name=name, **{**values, **more})
    add_quarters(made, areas, first=FIRST, quarters=QUARTERS, group=group)
    return made


def add_quarters(
    series: IndicatorSeries,
    areas: Iterable[str],
    *,
    first: str,
    quarters: int,
    group: str = "",
    **times: float,
) -> None:
    """More quarters; `times` multiplies the level of an area."""
    file = IndicatorFile.objects.create(name="calls.csv", sha256="0", brought_at=timezone.now())
    rng = np.random.default_rng(len(first) + quarters)
    begins = span_of(first) or Span("quarter", 0)
    IndicatorValue.objects.bulk_create(
        IndicatorValue(
            series=series,
            area=area,
            group=group,
            period=str(begins.later(at)),
            value=float(rng.poisson(200 * times.get(area, 1.0))),
            file=file,
        )
        for area in areas
        for at in range(quarters)
    )


def a_watch(proposal: Proposal, person: Person, series: IndicatorSeries, **more: Any) -> Watch:
    """A watch of a draft: two areas that are meant, and one next door."""
    values: dict[str, Any] = {
        "indicator": f"series:{series.pk}",
        "areas": ["NW"],
        "groups": [],
        "watched": [{"name": "next-door", "areas": ["NE"], "groups": []}],
        "adopted": ADOPTED,
        "lag": 0,
        "follow_up": 8,
        "material": 0.2,
    }
    return acts.set_watch(proposal, {**values, **more}, acting_person=person)


def csv_of(*lines: str) -> bytes:
    """A file of indicators."""
    return "\n".join([HEAD, *lines, ""]).encode()
