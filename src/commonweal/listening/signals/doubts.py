"""Other explanations of a finding, each with the facts it rests on (charter 10).

Read `of` first. A doubt never hides a finding; it stands beside it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from commonweal.listening.signals.findings import Doubt, Kind
from commonweal.listening.signals.steps import cells_of

if TYPE_CHECKING:
    from commonweal.listening.signals.search import Calibrated, Ground
    from commonweal.listening.signals.telling import Row

FEW_IN_HISTORY = 10
MOSTLY = 0.5


def of(ground: "Ground", calibrated: "Calibrated", row: "Row", kind: Kind) -> Iterator[Doubt]:
    """The doubts that this finding's own facts raise, and the one that always stands."""
    if kind == "reporting":
        yield Doubt(
            code="all-groups",
            sentence="All groups rise there together, as they do when more is told and not when "
            "more happens to one of them.",
        )
    yield from _one_day(ground, row)
    yield from _one_area(ground, row)
    yield from _short_history(ground, calibrated, row)
    yield from _steps(ground, row)
    yield Doubt(
        code="more-trust",
        sentence="It could also be more trust: a campaign, a new way to report, or records made "
        "in another way.",
    )


def _one_day(ground: "Ground", row: "Row") -> Iterator[Doubt]:
    if ground.daily is None:
        return
    inside = list(ground.zones.members[row.zone])
    days = slice(7 * row.span.start, 7 * row.span.stop)
    fullest = int(ground.daily[row.series][inside, days].sum(axis=0).max())
    if fullest >= MOSTLY * row.observed:
        yield Doubt(
            code="one-day",
            sentence=f"{fullest} of the {row.observed} reports came on one day: perhaps one event "
            "told many times.",
            facts={"fullest": fullest, "observed": row.observed},
        )


def _one_area(ground: "Ground", row: "Row") -> Iterator[Doubt]:
    inside = list(ground.zones.members[row.zone])
    held = ground.series[row.series][inside, row.span].sum(axis=1)
    most = int(held.argmax())
    if (
        len(inside) > 1
        and held[most] > MOSTLY * row.observed
        and inside[most] < len(ground.zones.ids)
    ):
        area = ground.zones.ids[inside[most]]
        name = ground.areas.get(area).name if ground.areas is not None else area
        yield Doubt(
            code="one-area",
            sentence=f"{int(held[most])} of the {row.observed} reports are from {name} alone.",
            facts={"area": area, "count": int(held[most]), "observed": row.observed},
        )


def _short_history(ground: "Ground", calibrated: "Calibrated", row: "Row") -> Iterator[Doubt]:
    if not calibrated.city.season:
        yield Doubt(
            code="no-season",
            sentence="The history is too short to know the season: this may come back every year.",
        )
    before = int(np.sum(ground.series[row.series][:, : row.span.start]))
    if before < FEW_IN_HISTORY:
        yield Doubt(
            code="few-before",
            sentence=f"Only {before} reports came before, so what is usual is hardly known; a new "
            "label or a change in recording would look the same.",
            facts={"before": before},
        )


def _steps(ground: "Ground", row: "Row") -> Iterator[Doubt]:
    inside = list(ground.zones.members[row.zone])
    for step in ground.options.steps:
        cells = cells_of(step, ground.counts)[row.series][inside, row.span]
        if cells.any():
            yield Doubt(
                code="step",
                sentence=f"The {step.what} “{step.label}” since {step.since} is already in the "
                "expectation; it may have brought more than was put in.",
                facts={"what": step.what, "label": step.label, "since": step.since.isoformat()},
            )
