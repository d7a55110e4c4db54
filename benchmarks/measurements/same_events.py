"""How well the candidates of two sources find the events that both of them tell, in Aldermere.

Read `found` first. Aldermere knows which report of the police and which of the reporting centre
tell one event; real cities do not, so these figures hold for the made-up city only.
"""

from datetime import date
from functools import partial

import polars as pl

from benchmarks.record import Figure, Measurement
from commonweal.demo import Aldermere, make_aldermere
from commonweal.listening.health import same_event_candidates

UNTIL = date(2026, 11, 15)
POLICE, CENTRE = "aldermere-police", "aldermere-centre"
DAYS = (0, 1, 3, 7)


def found(city: Aldermere, *, within_days: int) -> tuple[float, float]:
    """The share of true pairs that are shown, and the share of shown pairs that are true, in %."""
    police, centre = city.incidents[POLICE], city.incidents[CENTRE]
    shown = same_event_candidates(police, centre, within_days=within_days)
    pairs = set(shown.select("incident_a", "incident_b").iter_rows())
    true = set(city.same_events.select("police_id", "centre_id").iter_rows())
    both = len(pairs & true)
    return 100 * both / max(len(true), 1), 100 * both / max(len(pairs), 1)


def run(seed: int, runs: int) -> list[Figure]:
    """Both shares for each number of days, over `runs` cities of seeds `seed`, `seed` + 1 …"""
    cities = [make_aldermere(seed + step, until=UNTIL) for step in range(runs)]
    figures = []
    for days in DAYS:
        shares = [found(city, within_days=days) for city in cities]
        make = partial(_figure, cities=len(cities))
        figures.append(make(f"true pairs shown, within {days} days", [one for one, _ in shares]))
        figures.append(make(f"shown pairs true, within {days} days", [one for _, one in shares]))
    return figures


def _figure(name: str, values: list[float], *, cities: int) -> Figure:
    middle = pl.Series(values).median()
    return Figure(
        name=name,
        value=float(middle) if isinstance(middle, float) else 0.0,
        low=min(values),
        high=max(values),
        n=cities,
        method="smallest and largest of the cities",
        unit=" %",
    )


MEASUREMENT = Measurement(
    measures="How well candidates find the events that two sources of Aldermere both tell.",
    run=run,
    seed=2026,
    runs=10,
    short_runs=1,
    sources=(
        "src/commonweal/listening/health.py",
        "src/commonweal/demo/*.py",
    ),
)
