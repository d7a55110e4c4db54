"""What communities of Aldermere asked of the city in two years, and what came of it (S002-3).

Read `ask_the_city` first. A request is for a venue, for an activity or to be consulted; most were
answered, some after long, some never, and a few were taken back. `group` is null where a community
speaks for several.
"""

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import polars as pl

from commonweal.demo.communities import COMMUNITIES, MadeCommunity

REQUESTS, DAYS = 60, 2 * 365
ASKED: Mapping[str, tuple[str, ...]] = {
    "venue": (
        "A room for forty on Sunday afternoons",
        "The gym on a second evening",
        "A warm room through the winter",
        "The library hall for a feast",
        "A place in the park for a summer day",
    ),
    "activity": (
        "A swimming hour for women",
        "A trip for children who have no holiday",
        "A repair afternoon",
        "A course for new trainers",
        "An evening of stories in several languages",
    ),
    "consultation": (
        "To be heard before the bus timetable changes",
        "To see the plan for the square",
        "A talk with the school office",
        "To go through the rules of letting together",
        "To say where lamps are missing",
    ),
}
ASKED_OF: Mapping[str, tuple[str, ...]] = {
    "venue": ("org-city-integration", "org-city-youth"),
    "activity": ("org-city-youth", "org-health"),
    "consultation": ("org-city-integration", "org-police-neighbourhood"),
}
ANSWERS: Mapping[str, float] = {"yes": 0.45, "partly": 0.25, "no": 0.30}
HOW = ("letter", "meeting", "telephone", "visit")
REASONS = ("No money this year", "The room is taken", "Another office decides", "Too late for it")
UNANSWERED, WITHDRAWN, MIDDLE_DELAY_DAYS, DELAY_SPREAD = 0.2, 0.15, 24, 0.8
SCHEMA = pl.Schema(
    {
        "request_id": pl.String(),
        "asked_on": pl.String(),
        "asked_by": pl.String(),
        "area": pl.String(),
        "group": pl.String(),
        "kind": pl.String(),
        "what": pl.String(),
        "asked_of": pl.String(),
        "answered_on": pl.String(),
        "answer": pl.String(),
        "how": pl.String(),
        "reason": pl.String(),
        "withdrawn_on": pl.String(),
    }
)


def ask_the_city(today: date, rng: np.random.Generator) -> pl.DataFrame:
    """One row per request in the order of asking; `answered_on` is null where nobody answered."""
    days = np.sort(rng.integers(0, DAYS, REQUESTS))[::-1]
    rows = [
        _request(number, today - timedelta(days=int(days[number - 1])), today, rng)
        for number in range(1, REQUESTS + 1)
    ]
    return pl.DataFrame(rows, schema=SCHEMA)


def _request(number: int, on: date, today: date, rng: np.random.Generator) -> dict[str, object]:
    community: MadeCommunity = COMMUNITIES[int(rng.integers(len(COMMUNITIES)))]
    kind = str(rng.choice(list(ASKED)))
    return {
        "request_id": f"request-{number:03d}",
        "asked_on": on.isoformat(),
        "asked_by": community.id,
        "area": str(rng.choice(community.areas)),
        "group": community.groups[0] if len(community.groups) == 1 else None,
        "kind": kind,
        "what": str(rng.choice(ASKED[kind])),
        "asked_of": str(rng.choice(ASKED_OF[kind])),
        **_answer(on, today, rng),
    }


def _answer(on: date, today: date, rng: np.random.Generator) -> dict[str, object]:
    """When and how it was answered, and why where not with yes; a few were taken back instead."""
    days = int(rng.lognormal(np.log(MIDDLE_DELAY_DAYS), DELAY_SPREAD))
    answer = str(rng.choice(list(ANSWERS), p=list(ANSWERS.values())))
    how, reason = str(rng.choice(HOW)), str(rng.choice(REASONS))
    then = on + timedelta(days=days)
    silent, taken_back = rng.random() < UNANSWERED, rng.random() < WITHDRAWN
    if then > today or (silent and not taken_back):
        return {}
    if silent:
        return {"withdrawn_on": then.isoformat()}
    return {
        "answered_on": then.isoformat(),
        "answer": answer,
        "how": how,
        "reason": None if answer == "yes" else reason,
    }
