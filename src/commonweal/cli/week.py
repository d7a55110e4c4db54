"""`commonweal listening week`: one week of a file beside the same weeks of earlier years."""

from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from commonweal.cli.output import console, print_counts, print_json
from commonweal.files.areas import read_areas
from commonweal.files.knowledge import read_groups, read_kinds, read_profile
from commonweal.files.tabular import read_raw
from commonweal.listening.coding import code_rows, columns_to_read
from commonweal.listening.earlier_years import Comparison
from commonweal.listening.profiles import parse_profile
from commonweal.listening.week import (
    InvalidWeek,
    Row,
    WeekReview,
    check_week,
    coverage_of,
    newest_week,
    review_week,
)

SCHEMA = "commonweal/week/1"


def week(
    file: Annotated[Path, typer.Argument(help="A .csv, .xlsx, .ods or .geojson file.")],
    profile: Annotated[str, typer.Option(help="Source profile: its name, or a .toml file.")],
    areas: Annotated[
        Path | None, typer.Option(help="Outlines (GeoJSON) that the area names are held against.")
    ] = None,
    area_id: Annotated[
        str, typer.Option(help="Property of the outlines that holds their id.")
    ] = "id",
    of: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Any day of the week to tell; the newest full week of the file unless given.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say what a file holds for one week, beside the same weeks of earlier years."""
    review = _review(file, profile, areas, area_id, of.date() if of else None)
    if as_json:
        print_json(SCHEMA, review.lineage, as_answer(review))
    else:
        _tell(review)


def _review(
    file: Path, profile_name: str, areas: Path | None, area_id: str, asked: date | None
) -> WeekReview:
    today = date.today()  # noqa: DTZ011 - the reader's own calendar day
    rules = parse_profile(read_profile(profile_name, None), name=Path(profile_name).stem)
    outlines = read_areas(areas, id_field=area_id).areas if areas else None
    groups, kinds = read_groups(None), read_kinds(None)
    raw = read_raw(file, reading=rules.reading)
    columns = columns_to_read(rules, raw.columns, file=file.name)
    coded = code_rows(
        raw.batches(columns), profile=rules, groups=groups, kinds=kinds, areas=outlines, today=today
    )
    coverage = coverage_of(coded.incidents)
    newest = newest_week({rules.name: coverage}, today=today)
    if newest is None:
        raise InvalidWeek(
            f"{file.name} holds no record of a week that is over.",
            remedy="Give a file with incidents dated to the day or the month.",
            file=file.name,
        )
    places = outlines.at_level(outlines.finest) if outlines else ()
    return review_week(
        coded.incidents,
        source=rules.title,
        areas={area.area: area.name for area in places},
        groups={group.key: group.name for group in groups},
        kinds={key: kinds.name(key) for key in kinds.keys},
        week=check_week(asked, today=today) if asked else newest.week,
        coverage=coverage,
        overlapping=coded.overlapping,
        inputs={file.name: raw.sha256},
        caveats=coded.caveats,
    )


def as_answer(review: WeekReview) -> dict[str, Any]:
    """The review as the answer of `--json`."""
    return {
        "source": review.source,
        "period": {"unit": review.period.unit, "first": str(review.period.first)},
        "dated_by": review.basis,
        "covered": {"since": _text(review.coverage.since), "until": _text(review.coverage.until)},
        "sentence": review.sentence,
        "total": _figures(review.total) if review.total else None,
        "by_group": _rows(review.groups),
        "by_kind": _rows(review.kinds),
        "by_setting": _rows(review.settings),
        "by_area": _rows(review.areas),
        "place": dict(review.place),
        "undated": review.undated,
        "strands": {strand.source: strand.sentence for strand in review.strands},
        "caveats": list(review.caveats),
    }


def _rows(rows: tuple[Row, ...]) -> list[dict[str, Any]]:
    return [{"key": row.key, "name": row.name, **_figures(row.comparison)} for row in rows]


def _figures(comparison: Comparison) -> dict[str, Any]:
    earlier = asdict(comparison.earlier) if comparison.earlier else None
    return {"observed": comparison.observed, "earlier": earlier, "years": list(comparison.years)}


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _tell(review: WeekReview) -> None:
    out = console()
    named = "Week of" if review.period.unit == "week" else "Month from"
    out.print(f"{review.source}. {named} {review.period.first}", style="bold", markup=False)
    out.print(review.sentence, markup=False)
    for strand in review.strands:
        out.print(f"• {strand.source}: {strand.sentence}", markup=False)
    out.print()
    tables = (("By group", review.groups), ("By kind", review.kinds), ("By area", review.areas))
    for heading, rows in tables:
        shown = [_cells(row) for row in rows if row.comparison.observed or _held_some(row)]
        print_counts(out, heading, shown, "", "count", "earlier years", "middle")
    for caveat in review.caveats:
        out.print(f"• {caveat}", markup=False)


def _held_some(row: Row) -> bool:
    return row.comparison.earlier is not None and row.comparison.earlier.high > 0


def _cells(row: Row) -> tuple[str, ...]:
    earlier = row.comparison.earlier
    if earlier is None:
        return row.name, str(row.comparison.observed), "–", "–"
    held = f"{earlier.low:g}–{earlier.high:g}"
    return row.name, str(row.comparison.observed), held, f"{earlier.value:g}"
