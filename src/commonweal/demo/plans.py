"""What Aldermere does: measures under way, the campaigns and openings among them, with dates.

Each measure says where, for whom, who leads it, what was promised and what is done so far. The
campaign and the by-law of `truths.toml` stand here too, with the same dates as in the data.
"""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import polars as pl

from commonweal.demo.course import Calendar
from commonweal.demo.truths import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure before its dates: weeks count back from the end of the data."""

    id: str
    name: str
    areas: tuple[str, ...]
    groups: tuple[str, ...]
    lead: str
    policy_area: str
    begins: int
    weeks: int
    unit: str
    promised: int
    pace: float


MEASURES: tuple[Measure, ...] = (
    Measure(
        id="evening-opening",
        name="Evening opening, Quayside library",
        areas=("quayside",),
        groups=("majority", "anti-muslim"),
        lead="org-quayside-library",
        policy_area="culture_sport_leisure",
        begins=30,
        weeks=45,
        unit="evenings",
        promised=90,
        pace=1.0,
    ),
    Measure(
        id="tables-in-north-heath",
        name="Conversation tables in North Heath",
        areas=("northmoor", "lindfield", "orchard"),
        groups=("majority", "anti-black"),
        lead="org-city-integration",
        policy_area="democracy_participation",
        begins=20,
        weeks=52,
        unit="tables",
        promised=24,
        pace=0.7,
    ),
    Measure(
        id="walking-home",
        name="Walking home together after training",
        areas=("harbour",),
        groups=("majority", "anti-muslim", "anti-black"),
        lead="org-city-youth",
        policy_area="youth_services",
        begins=9,
        weeks=26,
        unit="evenings",
        promised=50,
        pace=1.1,
    ),
    Measure(
        id="repairs-first",
        name="Repairs first: damp flats in South Fields",
        areas=("tanners", "southmead", "millfield"),
        groups=("majority", "disability", "anti-roma"),
        lead="org-health",
        policy_area="housing",
        begins=70,
        weeks=104,
        unit="flats",
        promised=400,
        pace=0.9,
    ),
    Measure(
        id="reporting-point",
        name="Reporting point in the Quayside library",
        areas=("quayside",),
        groups=(),
        lead="org-reporting-centre",
        policy_area="community_safety_security",
        begins=2,
        weeks=52,
        unit="weeks",
        promised=52,
        pace=1.0,
    ),
    Measure(
        id="open-doors",
        name="Open doors in houses of worship",
        areas=(),
        groups=("majority", "anti-jewish", "anti-muslim"),
        lead="org-city-integration",
        policy_area="religion_affairs",
        begins=110,
        weeks=90,
        unit="afternoons",
        promised=36,
        pace=1.0,
    ),
)
TRUTH_NAMES = {
    "campaign": ("tell-us", "Campaign “Tell us”", "org-reporting-centre", "communications_media"),
    "displacement": (
        "night-market",
        "Night market by-law",
        "org-police-neighbourhood",
        "planning_public_space",
    ),
}


def list_measures(
    calendar: Calendar, truths: tuple[Truth, ...], rng: np.random.Generator
) -> pl.DataFrame:
    """One row per measure: where, for whom, by whom, promised and done, state on the last day."""
    planted = [_of_truth(truth) for truth in truths if truth.kind in TRUTH_NAMES]
    return pl.DataFrame(
        [_row(measure, calendar, rng) for measure in (*MEASURES, *planted)],
        infer_schema_length=None,
    )


def _of_truth(truth: Truth) -> Measure:
    """The measure behind a planted effect; the by-law stays in force for another year."""
    identity, name, lead, policy_area = TRUTH_NAMES[truth.kind]
    weeks = truth.weeks + (52 if truth.kind == "displacement" else 0)
    return Measure(
        id=identity,
        name=name,
        areas=truth.areas,
        groups=truth.groups,
        lead=lead,
        policy_area=policy_area,
        begins=truth.begins,
        weeks=weeks,
        unit="weeks",
        promised=weeks,
        pace=1.0,
    )


def _row(measure: Measure, calendar: Calendar, rng: np.random.Generator) -> dict[str, object]:
    starts = calendar.monday(calendar.weeks - measure.begins)
    passed = min(1.0, measure.begins / measure.weeks)
    swing = 1.0 if measure.unit == "weeks" else rng.uniform(0.95, 1.05)
    done = min(measure.promised, round(passed * measure.promised * measure.pace * swing))
    return {
        "measure_id": measure.id,
        "name": measure.name,
        "areas": list(measure.areas),
        "groups": list(measure.groups),
        "lead": measure.lead,
        "policy_area": measure.policy_area,
        "starts_on": starts.isoformat(),
        "ends_on": (starts + timedelta(weeks=measure.weeks, days=-1)).isoformat(),
        "state": "ended" if passed >= 1 else "under way",
        "unit": measure.unit,
        "promised": measure.promised,
        "done": done,
    }
