"""HSDS 3.0 on disk: a page of services as JSON, one service a line, or tables with a descriptor.

Read `write_page` and `write_tables` first. A file, folder or archive appears whole or not at all,
and services are written as they come: nothing is held but the service in hand.
"""

import csv
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from commonweal.core.errors import CommonwealError
from commonweal.core.hsds import LOCATION_TYPES, STATUSES, TABLES, HsdsTable

type Json = dict[str, Any]

NUMBERS = ("latitude", "longitude", "minimum_age", "maximum_age", "year_incorporated")
DATES = ("assured_date", "last_action_date")
ENUMS = {"status": STATUSES, "location_type": LOCATION_TYPES, "address_type": LOCATION_TYPES}


def write_page(path: Path, services: Iterable[Json], *, total: int) -> None:
    """All services as one page of the HSDS API's list, `total` being their number."""
    about = {
        "total_items": total,
        "total_pages": 1,
        "page_number": 1,
        "size": total,
        "first_page": True,
        "last_page": True,
        "empty": total == 0,
    }
    with _whole(path) as out:
        out.write(json.dumps(about, indent=2).removesuffix("\n}") + ',\n  "contents": [')
        for number, service in enumerate(services):
            out.write(",\n" if number else "\n")
            out.write(json.dumps(service, ensure_ascii=False))
        out.write("\n  ]\n}\n")


def write_lines(path: Path, services: Iterable[Json]) -> None:
    """One service a line (JSON Lines)."""
    with _whole(path) as out:
        for service in services:
            out.write(json.dumps(service, ensure_ascii=False) + "\n")


def write_tables(path: Path, rows: Iterable[tuple[str, Json]]) -> None:
    """Rows by table as a package: a zip archive if the name ends so, else a new folder.

    Raises `CommonwealError` where something is there already that is no file of ours to replace.
    """
    if path.suffix.lower() != ".zip" and path.exists():
        raise CommonwealError(
            f"There is already something at {path.name}.",
            remedy="Name a folder that is not there yet, or an archive ending in .zip.",
            code="cannot-write",
        )
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as place:
        draft = Path(place) / "package"
        draft.mkdir()
        _write_csvs(draft, rows)
        if path.suffix.lower() == ".zip":
            archive = shutil.make_archive(str(Path(place) / "packed"), "zip", draft)
            Path(archive).replace(path)
        else:
            draft.replace(path)


def _write_csvs(folder: Path, rows: Iterable[tuple[str, Json]]) -> None:
    writers: dict[str, csv.DictWriter[str]] = {}
    with ExitStack() as files:
        for name, row in rows:
            if name not in writers:
                table = TABLES[name]
                out = files.enter_context(
                    (folder / table.path).open("w", encoding="utf-8", newline="")
                )
                writers[name] = csv.DictWriter(out, table.fields, extrasaction="ignore")
                writers[name].writeheader()
            writers[name].writerow(row)
    described = json.dumps(descriptor(writers), indent=2, ensure_ascii=False)
    (folder / "datapackage.json").write_text(described + "\n", encoding="utf-8")


def descriptor(names: Iterable[str]) -> Json:
    """What datapackage.json says of a package with these tables (Tabular Data Package)."""
    return {
        "name": "human_services_data",
        "title": "Human Services Data Specification",
        "profile": "tabular-data-package",
        "version": "3.0.0",
        "resources": [_resource(TABLES[name]) for name in TABLES if name in set(names)],
    }


def _resource(table: HsdsTable) -> Json:
    schema: Json = {"primaryKey": "id", "fields": [_field(table, name) for name in table.fields]}
    refers = dict(table.refers)
    if table.name == "taxonomy_term":
        refers["taxonomy_id"] = "taxonomy"
    if refers:
        schema["foreignKeys"] = [
            {"fields": field, "reference": {"resource": other, "fields": "id"}}
            for field, other in refers.items()
        ]
    return {
        "name": table.name,
        "path": table.path,
        "format": "csv",
        "mediatype": "text/csv",
        "profile": "tabular-data-resource",
        "schema": schema,
    }


def _field(table: HsdsTable, name: str) -> Json:
    kind = "number" if name in NUMBERS else "date" if name in DATES else "string"
    form = {"format": "uuid"} if name == "id" or name.endswith("_id") else {}
    known = {"enum": list(ENUMS[name])} if name in ENUMS else {}
    constraints = {"required": name in table.required, "unique": name == "id", **known}
    return {"name": name, "type": kind, "constraints": constraints, **form}


@contextmanager
def _whole(path: Path) -> Iterator[IO[str]]:
    """A file that takes the place of `path` when it is complete."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8") as out:
            yield out
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
