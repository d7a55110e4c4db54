"""`commonweal listening look` and `profiles`: what a file holds, before anything is stored."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer
from rich.console import Console

from commonweal.cli.output import (
    console,
    print_counts,
    print_json,
    print_words,
    progress_bar,
    refuse_unwritable,
)
from commonweal.core.errors import CommonwealError, UnreadableFile
from commonweal.core.lineage import Lineage
from commonweal.core.notices import Notice
from commonweal.core.places import AreaSet
from commonweal.files.areas import read_areas
from commonweal.files.city import read_city
from commonweal.files.hashing import areas_hash, file_hash
from commonweal.files.incidents import write_incidents
from commonweal.files.knowledge import profile_names, read_groups, read_kinds, read_profile
from commonweal.files.refused import write_refused
from commonweal.files.tabular import RawTable, read_raw
from commonweal.listening.coding import Coded, code_rows, columns_to_read
from commonweal.listening.incidents import summary
from commonweal.listening.profiles import SourceProfile, parse_profile

SCHEMA = "commonweal/look/1"
MOST_LINES = 30
YEAR_COUNTS = ("by_year", "by_year_reported")


def look(
    file: Annotated[Path, typer.Argument(help="A .csv, .xlsx, .ods or .geojson file.")],
    profile: Annotated[str, typer.Option(help="Source profile: its name, or a .toml file.")],
    areas: Annotated[
        Path | None, typer.Option(help="Outlines (GeoJSON) that the area names are held against.")
    ] = None,
    area_id: Annotated[
        str | None, typer.Option(help="Property of the outlines that holds their id.")
    ] = None,
    city: Annotated[
        Path | None, typer.Option(help="City folder: its areas, groups and profiles are used.")
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option(help="Write every refused row with its reason to this file.")
    ] = None,
    parquet: Annotated[
        Path | None, typer.Option(help="Write the incidents to this Parquet file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say what a file holds, before anything is stored."""
    refuse_unwritable(rejects, parquet)
    view = look_at(file, profile, areas, area_id, city)
    if rejects is not None:
        columns = columns_to_read(view.profile, view.raw.columns, file=file.name)
        write_refused(
            rejects, view.coded.refused, view.raw, columns=columns, personal=view.profile.personal
        )
    if parquet is not None:
        with _may_fail_to_write(parquet):
            write_incidents(parquet, view.coded.slices, lineage=view.lineage)
    answer = {"file": file.name, "profile": view.profile.name, **view.answer}
    if as_json:
        print_json(SCHEMA, view.lineage, answer)
    else:
        _tell(console(), view, answer, rejects)


def profiles(
    city: Annotated[
        Path | None, typer.Option(help="City folder whose own profiles are listed as well.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """List the source profiles: how each source's file is read."""
    known = [parse_profile(read_profile(name, city), name=name) for name in profile_names(city)]
    if as_json:
        listed = [
            {"name": one.name, "title": one.title, "publisher": one.publisher, "kind": one.kind}
            for one in known
        ]
        lineage = Lineage(method="commonweal.files.knowledge", version=version("commonweal"))
        print_json("commonweal/profiles/1", lineage, {"profiles": listed, "caveats": []})
        return
    rows = [(one.name, one.title, one.publisher) for one in known]
    print_words(console(), "Source profiles", rows, "name", "source", "publisher")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A file seen through a profile."""

    profile: SourceProfile
    raw: RawTable
    coded: Coded
    answer: dict[str, Any]
    lineage: Lineage


def look_at(
    file: Path, profile_name: str, areas: Path | None, area_id: str | None, city: Path | None
) -> View:
    rules = read_profile(profile_name, city)
    profile = parse_profile(rules, name=Path(profile_name).stem)
    outlines, told, inputs = outlines_of(areas, area_id, city)
    raw = read_raw(file, reading=profile.reading)
    columns = columns_to_read(profile, raw.columns, file=file.name)
    with progress_bar(f"Reading {file.name}") as progress:
        coded = code_rows(
            raw.batches(columns, progress=progress),
            profile=profile,
            groups=read_groups(city),
            kinds=read_kinds(city),
            areas=outlines,
            today=date.today(),  # noqa: DTZ011 - the reader's own calendar day
        )
    _refuse_no_rows(file, coded)
    answer = summary(coded)
    answer["notices"] = [*map(_as_dict, (*raw.notices, *told)), *answer["notices"]]
    lineage = Lineage(
        method="commonweal.listening.coding",
        version=version("commonweal"),
        inputs={file.name: raw.sha256, f"profile {profile.name}": hash_of(rules), **inputs},
    )
    return View(profile=profile, raw=raw, coded=coded, answer=answer, lineage=lineage)


def outlines_of(
    areas: Path | None, area_id: str | None, city: Path | None
) -> tuple[AreaSet | None, tuple[Notice, ...], dict[str, str]]:
    """The areas to hold names against, what was noticed in them, and their hash by name."""
    if areas is not None and area_id is None:
        raise CommonwealError(
            f"Which property of {areas.name} holds the area id was not said.",
            remedy="Add --area-id NAME.",
            code="no-area-id",
        )
    if areas is not None and area_id is not None:
        read = read_areas(areas, id_field=area_id)
        return read.areas, tuple(read.notices), {areas.name: file_hash(areas)}
    if city is not None:
        own = read_city(city).areas()
        return own, (), {"areas of the city": areas_hash(own)}
    return None, (), {}


def _refuse_no_rows(file: Path, coded: Coded) -> None:
    if coded.rows == 0:
        raise UnreadableFile(
            f"{file.name} has a header and no rows below it.",
            remedy="Export it again; if the source had nothing to report, ask it to say so.",
            code="no-rows",
            file=file.name,
        )


def hash_of(rules: dict[str, Any]) -> str:
    text = json.dumps(rules, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _as_dict(notice: Notice) -> dict[str, Any]:
    return {"code": notice.code, "sentence": notice.sentence, "count": notice.count}


@contextmanager
def _may_fail_to_write(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CommonwealError(
            f"{path.name} could not be written: {error.strerror}.",
            remedy="Name a file in a folder that exists and that you may write to.",
            code="cannot-write",
        ) from error


def _tell(out: Console, view: View, answer: dict[str, Any], rejects: Path | None) -> None:
    out.print(f"{answer['file']}, read as {view.profile.title}", style="bold", markup=False)
    out.print(_first_sentence(answer), markup=False)
    out.print(f"Definition: {view.profile.definition}", markup=False)
    out.print()
    years = sorted({*answer["by_year"], *answer["by_year_reported"]})
    counts = [(y, *(_figure(answer[k].get(y)) for k in YEAR_COUNTS)) for y in years]
    own = "counted by the source" if view.profile.publisher_year else "happened"
    print_counts(out, "By year", counts, "year", own, "reported")
    for key, heading, name in (("by_group", "By group", "group"), ("by_kind", "By kind", "kind")):
        rows = [(one, _figure(n)) for one, n in answer[key].items()]
        print_counts(
            out, heading, rows, name, "recorded" if view.coded.overlapping else "incidents"
        )
    _tell_list(out, "How to read these figures", answer["caveats"])
    _tell_list(out, "What was noticed", [one["sentence"] for one in answer["notices"]])
    left_out = [f"{_rows(one['rows'])}: {one['reason']}" for one in answer["skipped_why"]]
    _tell_list(out, "Left out", left_out)
    _tell_refused(out, view.coded, rejects)


def _tell_list(out: Console, heading: str, sentences: Sequence[str]) -> None:
    if not sentences:
        return
    out.print(heading, style="bold", markup=False)
    for sentence in sentences:
        out.print(f"• {sentence}", markup=False)
    out.print()


def _first_sentence(answer: dict[str, Any]) -> str:
    parts = [_rows(answer["rows"])]
    if answer["incidents"] is not None:
        parts.append(f"{answer['incidents']:,} incidents")
    if answer["duplicates"]:
        parts.append(f"{answer['duplicates']:,} repeating an incident")
    if answer["skipped"]:
        parts.append(f"{answer['skipped']:,} left out")
    return f"{', '.join(parts)}, {answer['refused_count']:,} refused."


def _tell_refused(out: Console, coded: Coded, rejects: Path | None) -> None:
    if not coded.refused.height:
        return
    out.print(f"{_rows(coded.refused.height)} refused", style="bold", markup=False)
    alike = coded.refused.group_by("code", "column", "reason", "remedy", maintain_order=True).agg(
        pl.len().alias("n"), pl.col("row").first(), pl.col("value").first()
    )
    for one in alike.head(MOST_LINES).iter_rows(named=True):
        value = "" if one["value"] is None else f" “{one['value']}”"
        first = f"row {one['row']}" if one["n"] == 1 else f"{one['n']:,} rows from {one['row']} on"
        where = f"{first}, column “{one['column']}”{value}"
        out.print(f"• {where}: {one['reason']} {one['remedy']}", markup=False)
    if alike.height > MOST_LINES:
        out.print(f"… and {alike.height - MOST_LINES} more reasons.", markup=False)
    if rejects is not None:
        out.print(f"Every refused row is in {rejects.name}.", markup=False)
    else:
        out.print("Add --rejects FILE to keep every refused row.", markup=False)


def _rows(n: int) -> str:
    return "1 row" if n == 1 else f"{n:,} rows"


def _figure(n: int | None) -> str:
    return "–" if n is None else f"{n:,}"
