"""Small plans for the tests of the public edition."""

from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.listening.publication.plan import Bundle, Cell, PlanArea, TablePlan
from commonweal.listening.publication.tabulation import counts_of

YEAR = 2025


def plan_of_size(areas: int, bundles: int, **changes: Any) -> TablePlan:
    """`areas` × `bundles` cells, the last bundle the remainder; everybody's number is known."""
    named = [
        Bundle(
            key=f"g{n}", name=f"G{n}", groups=(f"g{n}",), least_people=500, people_source="census"
        )
        for n in range(bundles - 1)
    ]
    facts: dict[str, Any] = {
        "year": YEAR,
        "source": "town",
        "areas": tuple(
            PlanArea(key=f"a{n}", name=f"A{n}", areas=(f"{n}",), people=10_000)
            for n in range(areas)
        ),
        "bundles": (*named, Bundle(key="rest", name="Others", remainder=True)),
    }
    return TablePlan(**{**facts, **changes})


def counts(plan: TablePlan, rows: Sequence[Sequence[int]]) -> Mapping[Cell, int]:
    """The counts of every cell from the inner ones, area by area."""
    values = [n for row in rows for n in row]
    return counts_of(dict(zip(plan.inner, values, strict=True)), plan)
