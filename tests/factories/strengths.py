"""Strengths, drafts and words for tests of the mapping room."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import shapely
from hypothesis import strategies as st

from commonweal.core.places import Area, AreaSet
from commonweal.files.hsds.opening import open_hsds
from commonweal.files.knowledge import (
    STRENGTH_PROFILES,
    read_factors,
    read_groups,
    read_languages,
    read_needs,
    read_profile,
    read_role_words,
)
from commonweal.files.tabular import read_raw
from commonweal.mapping.strengths import (
    Entry,
    Gathered,
    StrengthProfile,
    Words,
    gather_hsds,
    gather_rows,
    parse_strength_profile,
    table_of,
)

TODAY = date(2026, 3, 2)


@cache
def words() -> Words:
    """The shipped lists."""
    return Words(
        groups=read_groups(None),
        needs=read_needs(None),
        factors=read_factors(None),
        languages=read_languages(None),
        roles=read_role_words(None),
    )


def shipped(name: str) -> StrengthProfile:
    """A profile that comes with Commonweal."""
    return parse_strength_profile(read_profile(name, None, sort=STRENGTH_PROFILES), name=name)


def rules(**parts: dict[str, Any] | list[Any]) -> dict[str, Any]:
    """The smallest profile of a plain list that holds, with whole parts replaced or added."""
    source = {
        "name": "Town list",
        "publisher": "Town",
        "licence": "CC0",
        "definition": "As the town defines it",
        "kind": "rows",
        "what": "place",
    }
    least: dict[str, Any] = {"source": source, "columns": {"strength_id": "id", "name": "name"}}
    return {**least, **parts, "source": {**source, **dict(parts.get("source", {}))}}


def profile(**parts: dict[str, Any] | list[Any]) -> StrengthProfile:
    """`rules`, parsed."""
    return parse_strength_profile(rules(**parts), name="town")


def gathered(
    path: Path, how: StrengthProfile, *, areas: AreaSet | None = None, today: date = TODAY
) -> Gathered:
    """A file read through a profile as the command does it."""
    if how.kind == "hsds":
        items = open_hsds(path).items()
        return gather_hsds(items, profile=how, words=words(), areas=areas, today=today)
    raw = read_raw(path, reading=how.reading)
    columns = how.columns_to_read(raw.columns, file=path.name)
    return gather_rows(
        raw.batches(columns),
        file=path.name,
        profile=how,
        words=words(),
        areas=areas,
        today=today,
    )


def entry(number: int | str = 1, **facts: Any) -> Entry:
    """An entry with as little as an entry needs."""
    least = {"strength_id": f"s{number}", "name": f"Place {number}", "what": "place"}
    return Entry(**{**least, **facts})


def strengths(*entries: Entry) -> pl.DataFrame:
    """A table of these entries."""
    return table_of(entries)


def two_districts() -> AreaSet:
    """Harbour, west of Hill, each a tenth of a degree wide."""
    return AreaSet(
        (
            Area(area="harbour", name="Harbour", geometry=shapely.box(4.0, 51.0, 4.1, 51.1)),
            Area(area="hill", name="Hill", geometry=shapely.box(4.1, 51.0, 4.2, 51.1)),
        )
    )


def refusals(found: Gathered) -> list[tuple[Any, ...]]:
    """Row, column, value and code of every refused row."""
    return found.refused.select("row", "column", "value", "code").rows()


def told(found: Gathered) -> list[str]:
    """The sentences of all notices."""
    return [one.sentence for one in found.notices]


def not_mapped(found: Gathered) -> Mapping[str, int]:
    """What is not mapped, by name."""
    return {one.name: one.count for one in found.not_mapped}


TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp", "Cf")),
    min_size=1,
    max_size=12,
).filter(lambda text: "@" not in text)
DAYS = st.dates(date(2000, 1, 1), TODAY).map(date.isoformat)


def keys_of(known: Iterable[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Sorted tuples of some of these keys."""
    return st.lists(st.sampled_from(sorted(known)), unique=True, max_size=3).map(
        lambda keys: tuple(sorted(keys))
    )


@st.composite
def entries(draw: st.DrawFn, identity: str) -> Entry:
    """Any entry that the rules let in, under this identifier."""
    known = words()
    point = draw(st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
    maybe = st.none() | TEXT
    yes_no = st.none() | st.booleans()
    return Entry(
        strength_id=identity,
        name=draw(TEXT),
        what=draw(st.sampled_from(("place", "group", "skill", "fund"))),
        organisation_id=draw(maybe),
        organisation=draw(maybe),
        kind=draw(maybe),
        description=draw(maybe),
        area=draw(maybe),
        lat=None if point is None else point[0],
        lon=None if point is None else point[1],
        address=draw(maybe),
        url=draw(st.none() | st.sampled_from(["https://example.org/a", "http://x.example"])),
        serves=draw(keys_of(known.groups.groups)),
        needs=draw(keys_of(known.needs.rows)),
        languages=draw(keys_of(known.languages.names)),
        protective=draw(keys_of(known.factors.rows)),
        neutral_place=draw(yes_no),
        credible_people=draw(yes_no),
        rules_agreed=draw(yes_no),
        confidential=draw(st.booleans()),
        funded_until=draw(st.none() | DAYS),
        vouched_by=draw(maybe),
        confirmed_on=draw(st.none() | DAYS),
        capacity=draw(st.none() | st.floats(0, 1e6)),
    )


@st.composite
def tables(draw: st.DrawFn) -> pl.DataFrame:
    """Any table of strengths."""
    ids = draw(st.lists(TEXT | st.uuids().map(str), unique=True, max_size=4))
    return table_of(draw(entries(one)) for one in ids)
