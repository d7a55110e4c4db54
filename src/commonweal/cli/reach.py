"""`commonweal mapping reach`: who can get to what, and for whom there is nothing near."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer
from rich.console import Console

from commonweal.cli.output import (
    console,
    print_counts,
    print_json,
    refuse_unwritable,
)
from commonweal.cli.reach_strengths import RefusedOf, read_all
from commonweal.core.errors import CommonwealError, InvalidAreas
from commonweal.core.notices import Notice
from commonweal.core.places import AreaSet
from commonweal.core.small_numbers import DEFAULT_FLOOR, LOWEST_FLOOR
from commonweal.files.areas import AreasRead, read_areas, read_city_areas
from commonweal.files.hashing import file_hash
from commonweal.files.knowledge import read_groups
from commonweal.files.populations import PopulationColumn
from commonweal.files.refused import write_refused_of
from commonweal.files.residents import read_residents_of
from commonweal.files.travel import read_area_points, read_travel_times
from commonweal.mapping.reach import ReachReport, Wanted, decay_named
from commonweal.mapping.reach import reach as reach_of
from commonweal.mapping.reach.rows import AreaReach

SCHEMA = "commonweal/reach/1"
WALK_M, WALK_MINUTES = 1500.0, 20.0
OWN_COLUMN = "population"
MOST_LINES = 30
STATES = {"not-known": "not known", "hidden": "hidden"}


Files = Annotated[
    list[Path], typer.Argument(help="Lists of strengths: .csv, .xlsx, .ods, .geojson, .parquet.")
]
Outlines = Annotated[Path, typer.Option(help="Outlines (GeoJSON) in which people live.")]
AreaId = Annotated[str, typer.Option(help="Property of the outlines that holds their id.")]
Population = Annotated[
    str | None,
    typer.Option(
        help="FILE with area, group, population (and language), FILE:COLUMN of a public table, "
        "or a property of the outlines."
    ),
]
Profiles = Annotated[
    list[str] | None,
    typer.Option(
        help="Profile that reads the lists, by name (such as hsds) or .toml file; once for all of "
        "them, or once for each in their order. Without it the columns are called as ours."
    ),
]
Need = Annotated[str | None, typer.Option(help="Only strengths that answer this need.")]
Language = Annotated[
    str | None, typer.Option(help="Only strengths in this language (BCP 47), such as so.")
]
Group = Annotated[
    str | None, typer.Option(help="This group beside the majority and all residents.")
]
Within = Annotated[
    float | None, typer.Option(help="Metres (1500 unless given), or minutes with --travel (20).")
]
Method = Annotated[str, typer.Option(help="2sfca, e2sfca (bands), decay (Gaussian) or kd2sfca.")]
Travel = Annotated[
    Path | None, typer.Option(help="Travel times: CSV with origin, destination, minutes.")
]
StartPoints = Annotated[
    Path | None, typer.Option(help="Where people live: CSV with area, lat, lon, weight.")
]
Spread = Annotated[
    float | None, typer.Option(help="Spread residents over a grid of so many metres.")
]
Floor = Annotated[
    int, typer.Option(min=LOWEST_FLOOR, help="Numbers of people below it are not shown.")
]
Desk = Annotated[bool, typer.Option("--desk", help="Show small numbers too; not for publication.")]
Rejects = Annotated[
    Path | None, typer.Option(help="Write every refused row with its reason to this file.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def reach(
    strengths: Files,
    areas: Outlines,
    area_id: AreaId,
    population: Population = None,
    profile: Profiles = None,
    need: Need = None,
    language: Language = None,
    group: Group = None,
    within: Within = None,
    method: Method = "2sfca",
    travel: Travel = None,
    points: StartPoints = None,
    spread: Spread = None,
    floor: Floor = DEFAULT_FLOOR,
    desk: Desk = False,
    rejects: Rejects = None,
    as_json: Json = False,
) -> None:
    """Say who can get to which strengths, and for whom there is nothing within reach."""
    refuse_unwritable(rejects)
    usual = WALK_MINUTES if travel else WALK_M
    reaching = decay_named(method, usual if within is None else within)
    read = read_all(strengths, profile or ())
    ground = _Ground.of(areas, area_id, population, points, travel)
    report = reach_of(
        read.table,
        areas=ground.areas,
        residents=ground.residents,
        pack=read_groups(None),
        wanted=Wanted(need=need, language=language, group=group),
        decay=reaching,
        points=ground.points,
        spread_m=spread,
        travel=ground.travel,
        floor=None if desk else floor,
        rows=range(read.table.height),
        inputs={**read.inputs, **ground.inputs},
    )
    refused = [*read.with_reasons(report.refused), *ground.refused]
    notices = (*read.notices, *ground.notices, *report.notices)
    if rejects is not None:
        write_refused_of(rejects, [(one.raw, one.rows, one.columns) for one in refused])
    if as_json:
        print_json(SCHEMA, report.lineage, _answer(report, notices, refused))
    else:
        _tell(console(), report, notices)
        _tell_refused(console(), refused, rejects)


def _answer(
    report: ReachReport, notices: Sequence[Notice], refused: "Sequence[RefusedOf]"
) -> dict[str, Any]:
    """The keys of the answer, with what was noticed and refused while reading."""
    told = [{"code": n.code, "sentence": n.sentence, "count": n.count} for n in notices]
    whole = sum(one.rows.height for one in refused)
    return {**report.as_answer(), "notices": told, "refused": whole}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """Where people live, where they start from, and how long they travel."""

    areas: AreaSet
    residents: pl.DataFrame | None
    points: pl.DataFrame | None
    travel: pl.DataFrame | None
    inputs: Mapping[str, str]
    notices: Sequence[Notice]
    refused: Sequence[RefusedOf]

    @classmethod
    def of(
        cls,
        areas: Path,
        area_id: str,
        population: str | None,
        points: Path | None,
        travel: Path | None,
    ) -> "_Ground":
        file, column = _population(population)
        outlines = _outlines(areas, area_id, None if file else column)
        ids = [one.area for one in outlines.areas.at_level(outlines.areas.finest)]
        residents = read_residents_of(file, areas=ids, column=column) if file else None
        starts = read_area_points(points) if points else None
        times = read_travel_times(travel) if travel else None
        numbers = [one for one in (starts, times) if one is not None]
        hashes = {one.raw.file: one.raw.sha256 for one in numbers}
        if file is not None and residents is not None:
            hashes[file.name] = residents.sha256
        return cls(
            areas=outlines.areas,
            residents=residents.table if residents else None,
            points=starts.table if starts else None,
            travel=times.table if times else None,
            inputs={areas.name: file_hash(areas), **hashes},
            notices=(*outlines.notices, *(residents.notices if residents else ())),
            refused=[
                RefusedOf(raw=one.raw, rows=one.refused, columns=one.table.columns)
                for one in numbers
            ],
        )


def _population(asked: str | None) -> tuple[Path | None, str | None]:
    """File and column; a word that names no file is a property of the outlines."""
    if asked is None:
        return None, None
    if Path(asked).is_file():
        return Path(asked), None
    name, between, column = asked.rpartition(":")
    if between and Path(name).is_file():
        return Path(name), column
    if "." in asked or "/" in asked:
        raise CommonwealError(
            f"There is no file {asked} with populations.",
            remedy="Check its name, or name a property of the outlines.",
            code="no-file",
        )
    return None, asked


def _outlines(areas: Path, area_id: str, column: str | None) -> AreasRead:
    """The areas with the residents of `column`, or of their own property `population`.

    A city's own file, with levels, is read as it was kept.
    """
    if column in (None, OWN_COLUMN) and area_id == "id":
        with suppress(CommonwealError):
            return read_city_areas(areas)
    try:
        asked = PopulationColumn(column=column or OWN_COLUMN)
        return read_areas(areas, id_field=area_id, population=asked)
    except InvalidAreas as fault:
        if column is not None or fault.fields.get("field") != OWN_COLUMN:
            raise
        return read_areas(areas, id_field=area_id)


def _tell(out: Console, report: ReachReport, notices: Sequence[Notice]) -> None:
    ground = report.ground
    reaching = f"within {ground.far(ground.decay.within)}, {ground.decay.words}"
    out.print(f"{report.places:,} strengths; {reaching}", style="bold", markup=False)
    out.print()
    per = 1000 if ground.sized else 100_000
    rows = [_cells(row, report, per) for row in report.rows]
    names = ("area · group", "people", "within", "nearest", "access")
    print_counts(out, "Areas by name", rows, *names)
    unit = ground.access_unit.split(" per ")[0]
    out.print(f"Access: {unit} per {per:,} people.", markup=False)
    out.print()
    _tell_list(out, "Nothing within reach", [gap.sentence for gap in report.gaps])
    _tell_list(out, "What was noticed", [one.sentence for one in notices])
    _tell_list(out, "How to read these figures", report.caveats)


def _cells(row: AreaReach, report: ReachReport, per: int) -> tuple[str, ...]:
    return (
        row.name if row.group is None else f"{row.name} · {row.group_name}",
        STATES.get(row.population_is) or f"{row.population:,}",
        f"{row.within:,}",
        "–" if row.nearest is None else report.ground.far(row.nearest),
        "–" if row.access is None else f"{row.access * per:.3g}",
    )


def _tell_list(out: Console, heading: str, sentences: Sequence[str]) -> None:
    if not sentences:
        return
    out.print(heading, style="bold", markup=False)
    for sentence in sentences:
        out.print(f"• {sentence}", markup=False)
    out.print()


def _tell_refused(out: Console, refused: Sequence[RefusedOf], rejects: Path | None) -> None:
    whole = sum(one.rows.height for one in refused)
    if not whole:
        return
    out.print(f"{whole:,} row{'s' * (whole != 1)} refused", style="bold", markup=False)
    told = [(one.raw.file, row) for one in refused for row in one.rows.iter_rows(named=True)]
    for file, row in told[:MOST_LINES]:
        value = "" if row["value"] is None else f" “{row['value']}”"
        where = f"{file}, row {row['row']}, column “{row['column']}”{value}"
        out.print(f"• {where}: {row['reason']} {row['remedy']}", markup=False)
    if whole > MOST_LINES:
        out.print(f"… and {whole - MOST_LINES:,} more.", markup=False)
    kept = f"Every refused row is in {rejects.name}." if rejects else ""
    out.print(kept or "Add --rejects FILE to keep every refused row.", markup=False)
