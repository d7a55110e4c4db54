"""Small files, profiles and coded rows for tests of the reading side."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import shapely

from commonweal.core.places import Area, AreaSet
from commonweal.core.raw import Reading
from commonweal.files.knowledge import read_profile, shipped_groups, shipped_kinds
from commonweal.files.tabular import read_raw
from commonweal.listening.coding import Coded, code_rows, columns_to_read
from commonweal.listening.profiles import SourceProfile, parse_profile

TODAY = date(2026, 3, 2)


def rules(**parts: dict[str, Any] | list[Any]) -> dict[str, Any]:
    """The smallest profile that holds, with whole parts replaced or added."""
    source = {
        "name": "Town police",
        "publisher": "Town",
        "licence": "CC0",
        "definition": "As the town defines it",
        "channel": "police",
        "kind": "rows",
    }
    least: dict[str, Any] = {
        "source": source,
        "columns": {"incident_id": "id"},
        "dates": {"reported_on": {"column": "day", "formats": ["%d.%m.%Y"]}},
    }
    return {**least, **parts, "source": {**source, **dict(parts.get("source", {}))}}


def profile(**parts: dict[str, Any] | list[Any]) -> SourceProfile:
    """`rules`, parsed."""
    return parse_profile(rules(**parts), name="town")


def shipped(name: str) -> SourceProfile:
    """A profile that comes with Commonweal."""
    return parse_profile(read_profile(name, None), name=name)


def coded(
    path: Path, how: SourceProfile, *, areas: AreaSet | None = None, today: date = TODAY
) -> Coded:
    """A file read and coded as the command does it."""
    raw = read_raw(path, reading=how.reading)
    batches = raw.batches(columns_to_read(how, raw.columns, file=path.name))
    return code_rows(
        batches,
        profile=how,
        groups=shipped_groups(),
        kinds=shipped_kinds(),
        areas=areas,
        today=today,
    )


def rows_of(
    path: Path, *, columns: Sequence[str] | None = None, **how: Any
) -> list[tuple[Any, ...]]:
    """Every raw row of a file, guide columns first."""
    raw = read_raw(path, reading=Reading(**how))
    return [row for batch in raw.batches(columns) for row in batch.iter_rows()]


def refused_by_code(of: Coded) -> dict[str, list[int]]:
    """Code → the rows refused for it."""
    found: dict[str, list[int]] = {}
    for row, code in of.refused.select("row", "code").iter_rows():
        found.setdefault(code, []).append(row)
    return found


def two_squares() -> AreaSet:
    """West (id 1) from 0 to 1 degree of longitude, East (id 2) from 1 to 2; latitude 0 to 1."""
    return AreaSet(
        (
            Area(area="1", name="West End", geometry=shapely.box(0, 0, 1, 1)),
            Area(area="2", name="East End", geometry=shapely.box(1, 0, 2, 1)),
        )
    )


def every_row_is_accounted_for(of: Coded) -> bool:
    """Whether incidents, duplicates, skipped and refused add up to the rows (not for counts)."""
    return of.rows == (
        of.narrow.table.height + of.duplicates + of.skipped + of.refused["row"].n_unique()
    )


def one_incident(**values: Any) -> dict[str, Any]:
    """One row of an INCIDENTS table."""
    least = {"incident_id": "a", "place": "city", "groups": [], "kinds": [], "n": 1}
    return {**least, **values}


def incidents(*rows: dict[str, Any]) -> pl.DataFrame:
    """An INCIDENTS table of these rows."""
    from commonweal.core.tables import INCIDENTS

    return pl.DataFrame([one_incident(**row) for row in rows], schema=INCIDENTS.schema)
