"""Findings, courses and reports of a search, made by hand for tests that need no search."""

from datetime import date, timedelta
from typing import Any

from commonweal.core.lineage import Lineage
from commonweal.listening.signals.findings import Course, Doubt, Finding, SignalReport

WEEK = date(2026, 3, 23)
FINDING: dict[str, Any] = {
    "group": "anti-jewish",
    "areas": ("NW",),
    "since": date(2026, 3, 9),
    "until": date(2026, 3, 29),
    "observed": 12,
    "expected": 4.2,
    "ratio": 2.4,
    "ratio_low": 1.3,
    "ratio_high": 3.9,
    "chance_per_year": 0.3,
    "detector": "place",
    "kind": "rise",
    "days": 9,
    "sentence": "Jewish people, Northwest: 12 reports where about 4.2 were expected.",
}


def finding(**changed: Any) -> Finding:
    """A rise of one group in one district; name only what a test is about."""
    return Finding(**(FINDING | changed))


def doubt(code: str = "few-places") -> Doubt:
    """Another explanation, as a search adds it."""
    return Doubt(code=code, sentence="Most of them were told by one office.")


def course(
    group: str = "anti-jewish", areas: tuple[str, ...] = ("NW",), *, weeks: int = 20
) -> Course:
    """A quiet course that ends in a rise."""
    firsts = tuple(WEEK - timedelta(weeks=weeks - 1 - n) for n in range(weeks))
    return Course(
        group=group,
        areas=areas,
        firsts=firsts,
        observed=(*([1, 2] * (weeks // 2))[: weeks - 2], 4, 6),
        expected=(1.4,) * weeks,
        low=(0.0,) * weeks,
        high=(4.0,) * weeks,
    )


def report(*findings: Finding, **changed: Any) -> SignalReport:
    """What a search on the Monday after `WEEK` found."""
    told: dict[str, Any] = {
        "state": "ready",
        "as_of": WEEK + timedelta(weeks=1),
        "unit": "week",
        "basis": "reported",
        "counted": "reports by the day on which they were filed",
        "budget": 4.0,
        "history_since": date(2023, 1, 2),
        "newest": date(2026, 3, 29),
        "periods": 169,
        "findings": findings,
        "one_event": (),
        "courses": tuple({(f.group, f.areas): course(f.group, f.areas) for f in findings}.values()),
        "quiet": (),
        "years_simulated": 200,
        "notices": (),
        "caveats": ("Reports are what people told, never all that happened.",),
        "lineage": Lineage(
            method="commonweal.listening.signals", version="1", inputs={"police": "ab" * 32}, seed=7
        ),
    }
    return SignalReport(**(told | changed))
