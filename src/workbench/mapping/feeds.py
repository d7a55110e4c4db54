"""The bridge between this room's rows and the library's tables of strengths and ties.

Read `strengths_table` and `ties_table` first; `strength_values` goes the other way. Nobody is
named in any of them: parties are known by their keys.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import polars as pl
from django.db.models import QuerySet

from commonweal.core.tables import STRENGTHS, TIES
from workbench.mapping.models import Community, Organisation, Party, Strength, Tie

LISTS = ("serves", "needs", "languages", "protective")
DAYS = ("funded_until", "confirmed_on")
TEXTS = ("kind", "description", "area", "address", "url", "vouched_by")
TABLE_FIELDS = tuple(
    name
    for name in STRENGTHS.columns
    if name not in {"strength_id", "organisation_id", "organisation"}
)
"""The fields of a strength that come from the table of strengths as they are, in its order."""

ROW_NUMBERS: Mapping[int, str] = {}
HOLDER = ("organisation_id", "organisation")
BY_HAND = "by-hand-"

NODES = pl.Schema(
    {
        "id": pl.String(),
        "name": pl.String(),
        "group": pl.String(),
        "area": pl.String(),
        "kind": pl.String(),
        "level": pl.String(),
    }
)


def strengths_table(
    strengths: QuerySet[Strength], keys: Mapping[int, str] = ROW_NUMBERS
) -> pl.DataFrame:
    """Strengths as a table that fits the contract STRENGTHS.

    `strength_id` is that of `keys`, by the number of the row; the number itself where it has none.
    """
    rows = [
        strength_row(one, keys.get(one.pk, str(one.pk)))
        for one in strengths.select_related("organisation")
    ]
    return table_of(rows)


def table_of(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows as a table that fits the contract STRENGTHS."""
    return STRENGTHS.check(pl.DataFrame(list(rows), schema=STRENGTHS.schema, orient="row"))


def strength_row(one: Strength, key: str) -> dict[str, Any]:
    """A strength as a row of STRENGTHS under this identifier."""
    holder = one.organisation
    values = {name: _told(getattr(one, name)) for name in TABLE_FIELDS}
    return {
        "strength_id": key,
        "organisation_id": holder.key if holder else None,
        "organisation": holder.name if holder else None,
        **values,
    }


def said_row(one: Strength) -> dict[str, Any]:
    """What its source said of a strength last, as a row of STRENGTHS under the source's key."""
    now = strength_row(one, one.source_key)
    said = one.source_values or {name: now[name] for name in TABLE_FIELDS}
    holder = {name: said.get(name, now[name]) for name in HOLDER}
    values = {name: _told(said.get(name, now[name])) for name in TABLE_FIELDS}
    return {"strength_id": one.source_key, **values, **holder}


def source_values(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of STRENGTHS as a strength keeps what its source said, its holder included."""
    return plain_values(strength_values(row)) | {name: row[name] for name in HOLDER}


def keys_out(strengths: Iterable[Strength]) -> dict[int, str]:
    """The identifiers under which strengths leave the house, by the number of the row.

    The source's own where only one has it; so a file that comes back is known again.
    """
    every = list(strengths)
    own = {one.pk: one.source_key or f"{BY_HAND}{one.pk}" for one in every}
    often = Counter(own.values())
    return {
        one.pk: own[one.pk] if often[own[one.pk]] == 1 else f"{own[one.pk]} ({one.source_id})"
        for one in every
    }


def _told(value: Any) -> Any:
    """A stored value as a table holds it: nothing for the empty text, ISO text for a day."""
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" else value


def strength_values(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of STRENGTHS as the values of a `Strength`; its holder stands apart."""
    values = {name: row[name] for name in TABLE_FIELDS}
    values |= {name: row[name] or "" for name in TEXTS}
    values |= {name: sorted(set(row[name] or ())) for name in LISTS}
    return values | {name: date.fromisoformat(row[name]) if row[name] else None for name in DAYS}


def plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values as JSON keeps them."""
    return {name: plain(value) for name, value in values.items()}


def plain(value: Any) -> Any:
    """One value as JSON keeps it; a list of keys in the order in which it is stored."""
    if isinstance(value, list | tuple):
        return sorted(set(value))
    return value.isoformat() if isinstance(value, date) else value


def ties_table(ties: QuerySet[Tie], *, by: str = "key") -> pl.DataFrame:
    """Ties as a table that fits the contract TIES; their ends are the keys of parties.

    With `by="pk"` they are the numbers of the parties, which no two of them share.
    """
    ends = ("organisation", "community")
    related = [f"{side}__{end}" for side in ("source", "target") for end in ends]
    rows = [tie_row(one, by=by) for one in ties.select_related(*related)]
    return TIES.check(pl.DataFrame(rows, schema=TIES.schema, orient="row"))


def tie_row(tie: Tie, *, by: str = "key") -> dict[str, Any]:
    """One tie as a row of TIES."""
    return {
        "source": str(getattr(tie.source, by)),
        "target": str(getattr(tie.target, by)),
        "kind": tie.kind,
        "strength": None if tie.strength is None else float(tie.strength),
        "directed": tie.directed,
        "since": tie.since or None,
        "until": tie.ended_on or None,
        "evidence": tie.evidence or None,
        "confirmed_by": confirmed_by(tie),
        "public": tie.source_shows and tie.target_shows,
        "state": tie.state,
    }


def confirmed_by(tie: Tie) -> str | None:
    """Which sides have confirmed a tie, as TIES says it."""
    if tie.source_confirmed_on and tie.target_confirmed_on:
        return "both"
    if tie.source_confirmed_on:
        return "source"
    return "target" if tie.target_confirmed_on else None


def nodes_table(parties: QuerySet[Party], *, by: str = "key") -> pl.DataFrame:
    """Every party as a node of the network: `group` is its kind, on which bridging is counted."""
    known = parties.select_related("organisation", "community")
    rows = [{"id": str(getattr(one, by)), **_node(one.named)} for one in known]
    return pl.DataFrame(rows, schema=NODES, orient="row")


def _node(named: Organisation | Community) -> dict[str, str | None]:
    if isinstance(named, Community):
        facts = {"group": "community", "area": None, "kind": "community", "level": "grassroots"}
    else:
        kind, area = named.kind or None, named.area or None
        facts = {"group": kind, "area": area, "kind": kind, "level": named.level}
    return {"name": named.name, **facts}


def party_of(named: Organisation | Community) -> Party:
    """The party that stands for an organisation or a community; made where there is none yet."""
    if isinstance(named, Organisation):
        return Party.objects.get_or_create(organisation=named)[0]
    return Party.objects.get_or_create(community=named)[0]


def parties_of_organisations(organisations: Iterable[Organisation]) -> None:
    """Make the parties that stand for organisations that were just made."""
    Party.objects.bulk_create([Party(organisation=one) for one in organisations], batch_size=500)


def parties_by_key(keys: Iterable[str]) -> dict[str, Party]:
    """The parties with these keys."""
    wanted = set(keys)
    found = Party.objects.select_related("organisation", "community").filter(
        organisation__key__in=wanted
    ) | Party.objects.filter(community__key__in=wanted)
    return {party.key: party for party in found}
