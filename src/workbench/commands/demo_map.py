"""The made-up city's map: what Aldermere has, and who is connected, from the files of the demo.

Read `draw_map` first. One function a file; a further file of the demo gets a function of its own
and a line there.
"""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from commonweal.core.tables import STRENGTHS, TIES
from workbench.commands.demo_relations import (
    enter_relations,
    enter_requests,
    tell_of_communities,
)

if TYPE_CHECKING:
    from workbench.accounts.models import Person

BETWEEN = "|"
LISTS = ("serves", "needs", "languages", "protective")
SOURCE, NOTE = "directory", "Made up: every organisation and every entry is invented."
CLAIMED = ("org-ferry-lane-boxing", "chidi@aldermere.example")
SHOWN = ("contact", "joint work", "knowledge exchange", "referral")


def draw_map(incoming: Path, *, acting: "Person", today: date) -> Iterator[str]:
    """Put the map's files on the map; yields what was done, a line at a time."""
    from django.utils import timezone

    now = timezone.now()
    strengths = strengths_of(incoming / "strengths.csv")
    _take_strengths(strengths, acting=acting, now=now)
    ties = ties_of(incoming / "ties.csv")
    _take_ties(ties, acting=acting, now=now)
    _claim(now)
    holders = strengths["organisation_id"].n_unique()
    yield f"{strengths.height} strengths of {holders} organisations are on its map."
    yield from tell_of_communities(incoming / "communities.csv", acting=acting, now=now)
    yield from enter_requests(incoming / "requests.csv", acting=acting)
    yield from enter_relations(incoming / "relations", acting=acting, today=today)


def strengths_of(path: Path) -> pl.DataFrame:
    """The demo's strengths as a table of STRENGTHS."""
    read = pl.read_csv(path, infer_schema_length=None)
    empty = pl.lit([], dtype=pl.List(pl.String))
    lists = [
        pl.when(pl.col(name).is_null())
        .then(empty)
        .otherwise(pl.col(name).str.split(BETWEEN))
        .alias(name)
        for name in LISTS
    ]
    named = read.with_columns(lists).rename({"service_id": "strength_id", "service": "name"})
    whole = named.with_columns(
        what=pl.lit("place"),
        description=pl.lit(None),
        address=pl.lit(None),
        url=pl.lit(None),
        capacity=pl.lit(None),
    )
    return STRENGTHS.check(
        whole.select(pl.col(name).cast(column.dtype) for name, column in STRENGTHS.columns.items())
    )


def ties_of(path: Path) -> pl.DataFrame:
    """The demo's ties as a table of TIES: confirmed by whom, and shown where both did."""
    read = pl.read_csv(path, infer_schema_length=None)
    confirmed = (
        pl.when(pl.col("confirmed_by") == pl.col("source"))
        .then(pl.lit("source"))
        .when(pl.col("confirmed_by") == pl.col("target"))
        .then(pl.lit("target"))
        .otherwise(pl.col("confirmed_by"))
    )
    shown = (pl.col("confirmed_by") == "both") & pl.col("kind").is_in(SHOWN)
    whole = read.with_columns(
        confirmed_by=confirmed,
        public=shown,
        directed=pl.col("kind") == "funding",
        state=pl.lit("stands"),
        until=pl.lit(None),
    )
    return TIES.check(
        whole.select(pl.col(name).cast(column.dtype) for name, column in TIES.columns.items())
    )


def _take_strengths(table: pl.DataFrame, *, acting: "Person", now: datetime) -> None:
    from workbench.mapping.actions.taking_in import FromFile, take_in_strengths

    take_in_strengths(
        table,
        source_key=SOURCE,
        name="Directory of Aldermere",
        note=NOTE,
        file=FromFile(name="strengths.csv"),
        acting_person=acting,
        now=now,
    )


def _take_ties(table: pl.DataFrame, *, acting: "Person", now: datetime) -> None:
    from workbench.mapping.actions.taking_in import take_in_ties

    take_in_ties(table, acting_person=acting, now=now)


def _claim(now: datetime) -> None:
    """The boxing club keeps its own entry."""
    from workbench.accounts.access import demonstration_people
    from workbench.mapping.access import party_with_key
    from workbench.mapping.actions.organisations import claim_entry, offer_entry

    key, email = CLAIMED
    person = next(one for one in demonstration_people() if one.email == email)
    party = party_with_key(key)
    if party is not None:
        offer_entry(party, person=person, acting_person=None, now=now)
        claim_entry(acting_person=person, now=now)
