"""Strengths, parties and ties from tables that the library has read: a source's first file.

Read `take_in_strengths` first. Every value is kept twice: as the entry says it, and as the source
said it, so that a later file can be compared field by field. Whoever left the map stays off it.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import batched
from typing import Any

import polars as pl
from django.db import transaction

from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.mapping import access
from workbench.mapping.feeds import parties_by_key, party_of, plain_values, strength_values
from workbench.mapping.models import BringIn, Organisation, Strength, StrengthSource, Tie

ROWS_AT_ONCE = 1_000
AUTHORITY = "authority"


@transaction.atomic
def take_in_strengths(
    table: pl.DataFrame,
    *,
    source_key: str,
    name: str,
    profile: str = "",
    note: str = "",
    file_name: str = "",
    acting_person: Person,
    now: datetime,
) -> BringIn:
    """The rows of a table of STRENGTHS as a new source's entries, with their holders."""
    access.refuse_unless_keeps(acting_person)
    source = StrengthSource.objects.create(
        key=source_key, name=name, profile=profile, note=note, created_at=now
    )
    holders = _holders(table, now)
    for rows in batched(table.iter_rows(named=True), ROWS_AT_ONCE):
        Strength.objects.bulk_create([_strength(row, source, holders, now) for row in rows])
    done = BringIn.objects.create(
        source=source,
        file_name=file_name,
        brought_by=acting_person,
        received_at=now,
        rows=table.height,
        added=table.height,
    )
    noted = {"source_key": source_key, "added": table.height}
    record_audit(acting_person, "bring-in-strengths", done, {}, noted)
    return done


def _holders(table: pl.DataFrame, now: datetime) -> dict[str, Organisation]:
    """Every organisation that a table names, by key; those that are missing are made."""
    named = table.filter(pl.col("organisation_id").is_not_null()).unique(
        "organisation_id", keep="first", maintain_order=True
    )
    known = {one.key: one for one in Organisation.objects.all()}
    for row in named.iter_rows(named=True):
        if row["organisation_id"] not in known:
            known[row["organisation_id"]] = _organisation(row, now)
    return known


def _organisation(row: dict[str, Any], now: datetime) -> Organisation:
    made = Organisation.objects.create(
        key=row["organisation_id"],
        name=row["organisation"] or row["organisation_id"],
        kind=row["kind"] or "",
        area=row["area"] or "",
        url=row["url"] or "",
        languages=row["languages"],
        level=AUTHORITY if row["kind"] == AUTHORITY else Organisation.Level.ORGANISATION,
        created_at=now,
    )
    party_of(made)
    return made


def _strength(
    row: dict[str, Any],
    source: StrengthSource,
    holders: dict[str, Organisation],
    now: datetime,
) -> Strength:
    values = strength_values(row)
    holder = holders.get(row["organisation_id"])
    has_left = holder is not None and holder.left_at is not None
    return Strength(
        **values,
        source=source,
        source_key=row["strength_id"],
        organisation=holder,
        withdrawn_on=now.date() if has_left else None,
        source_values=plain_values(values),
        created_at=now,
    )


@transaction.atomic
def take_in_ties(table: pl.DataFrame, *, acting_person: Person, now: datetime) -> int:
    """The rows of a table of TIES whose two ends are on the map; how many there were."""
    access.refuse_unless_keeps(acting_person)
    parties = parties_by_key({*table["source"], *table["target"]})
    ties = list(_ties(table, parties, now))
    made = Tie.objects.bulk_create(ties)
    for tie in made:
        noted = {"source_id": tie.source_id, "target_id": tie.target_id, "kind": tie.kind}
        record_audit(acting_person, "tell-tie", tie, {}, noted)
    return len(made)


def _ties(table: pl.DataFrame, parties: dict[str, Any], now: datetime) -> Iterator[Tie]:
    today = now.date()
    for row in table.iter_rows(named=True):
        if row["source"] not in parties or row["target"] not in parties:
            continue
        confirmed = row["confirmed_by"]
        yield Tie(
            source=parties[row["source"]],
            target=parties[row["target"]],
            kind=row["kind"],
            strength=None if row["strength"] is None else int(row["strength"]),
            directed=row["directed"],
            since=row["since"] or "",
            ended_on=row["until"] or "",
            evidence=row["evidence"] or "",
            state=row["state"],
            source_confirmed_on=today if confirmed in ("both", "source") else None,
            target_confirmed_on=today if confirmed in ("both", "target") else None,
            source_shows=row["public"],
            target_shows=row["public"],
            told_at=now,
        )
