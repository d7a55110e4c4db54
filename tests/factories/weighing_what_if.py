"""What people said of a small proposal, handed to the pages as the library's tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import polars as pl
from django.utils import timezone

from commonweal.core.tables import ARROWS, RATINGS
from tests.factories import weighing as made
from workbench.accounts.models import Person
from workbench.weighing import running
from workbench.weighing.access.looking import places_of
from workbench.weighing.actions.looking import Said, look_at
from workbench.weighing.feeds import maps, ratings
from workbench.weighing.models import Option, Proposal

FEW = {"PREVIEW": 60, "PREVIEW_LARGE": 60, "PREVIEW_COMPARED": 40, "FULL": 120, "FULL_COMPARED": 80}
JUDGED = (
    # rater, factor, group, effect
    ("Housing", "housing-cost", "anti-roma", 2),
    ("Housing", "isolation", "anti-roma", 2),
    ("Housing", "housing-cost", "majority", 0),
    ("Neighbours", "housing-cost", "anti-roma", 1),
    ("Neighbours", "isolation", "anti-roma", 1),
    ("Neighbours", "housing-cost", "majority", -1),
)
DRAWN = (
    # drawer, source, target, weight, delay
    ("Housing", "housing-cost", "trust", -0.8, 1),
    ("Neighbours", "housing-cost", "trust", 0.8, 1),
    ("Neighbours", "isolation", "trust", -0.4, 0),
)


def judged(*rows: tuple[str, str, str, int | None], policy_area: str = "housing") -> pl.DataFrame:
    """Judgements as (rater, factor, group, effect)."""
    told = [
        {
            **dict.fromkeys(RATINGS.columns),
            "round": 1,
            "rater": rater,
            "policy_area": policy_area,
            "factor": factor,
            "group": group,
            "effect": effect,
            "sureness": 3,
        }
        for rater, factor, group, effect in rows
    ]
    return pl.DataFrame(told, schema=RATINGS.schema)


def drawn(*rows: tuple[str, str, str, float, int]) -> pl.DataFrame:
    """Arrows as (drawer, source, target, weight, delay)."""
    told = [dict(zip(ARROWS.columns, (*row, 3), strict=True)) for row in rows]
    return pl.DataFrame(told, schema=ARROWS.schema)


@contextmanager
def told(
    rated: pl.DataFrame | None = None, arrows: pl.DataFrame | None = None, **draws: int
) -> Iterator[None]:
    """These judgements and maps, and few runs, while a test lasts."""
    rows = judged(*JUDGED) if rated is None else rated
    links = drawn(*DRAWN) if arrows is None else arrows
    with (
        patch.object(ratings, "ratings_of", lambda _: rows),
        patch.object(maps, "arrows_of", lambda _: links),
        patch.multiple(running, **{**FEW, **draws}),
    ):
        yield


def a_displacing_proposal(**more: Any) -> Proposal:
    """A proposal that may move isolation next door."""
    proposal = made.a_proposal(**more)
    made.a_channel(proposal, least=-0.9, most=-0.5)
    return proposal


def only_option(proposal: Proposal) -> Option:
    """Its first way of doing it."""
    return proposal.options.order_by("pk")[0]


def all_looked_at(option: Option, person: Person, words: str = "nothing reaches them") -> int:
    """A reason for everybody who is not meant."""
    return look_at(
        option,
        places_of(option.proposal, option),
        Said(kind="reason", words=words),
        worse={},
        acting_person=person,
        now=timezone.now(),
    )
