"""`commonweal listening events`: what followed the events of a calendar, beyond the expected."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from commonweal.cli.listening import look_at
from commonweal.cli.output import console, print_counts, print_json
from commonweal.core.errors import CommonwealError
from commonweal.files.areas import read_areas
from commonweal.files.knowledge import read_groups
from commonweal.files.tabular import read_raw
from commonweal.listening.signals.calendar import check_columns, parse_calendar
from commonweal.listening.signals.event_reports import dated_reports
from commonweal.listening.signals.events import STATES, EventRow, EventStudy, EventTold, event_study
from commonweal.listening.signals.findings import ALL_GROUPS

SCHEMA = "commonweal/events/1"
TOGETHER = "all reports together"


def events(
    file: Annotated[Path, typer.Argument(help="A .csv, .xlsx, .ods or .geojson file.")],
    profile: Annotated[str, typer.Option(help="Source profile: its name, or a .toml file.")],
    calendar: Annotated[
        Path, typer.Option(help="Table of events: on, name, kind, reach; until, areas, groups.")
    ],
    areas: Annotated[
        Path | None, typer.Option(help="Outlines (GeoJSON) that the area names are held against.")
    ] = None,
    area_id: Annotated[
        str | None, typer.Option(help="Property of the outlines that holds their id.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say how many more reports followed each event of a calendar than were to be expected."""
    names = {group.key: group.name for group in read_groups(None)}
    study = _study(file, profile, calendar, areas, area_id, names)
    if as_json:
        print_json(SCHEMA, study.lineage, study.as_answer())
    else:
        _tell(console(), study, names)


def _study(
    file: Path,
    profile_name: str,
    calendar: Path,
    areas: Path | None,
    area_id: str | None,
    names: dict[str, str],
) -> EventStudy:
    view = look_at(file, profile_name, areas, area_id, None)
    outlines = read_areas(areas, id_field=area_id).areas if areas and area_id else None
    places = outlines.at_level(outlines.finest) if outlines else ()
    reports = dated_reports(
        view.coded.incidents,
        groups=tuple(names),
        areas=[area.area for area in places],
        overlapping=view.coded.overlapping,
    )
    if reports is None:
        raise CommonwealError(
            f"{file.name} dates its records to the month or not at all: what followed an event "
            "cannot be told from it.",
            remedy="Give a file in which at least half of the records carry the day on which they "
            "were filed or happened.",
            code="no-days",
            file=file.name,
        )
    table = read_raw(calendar)
    told = parse_calendar(
        table.batches(check_columns(table.columns, file=calendar.name)),
        file=calendar.name,
        groups=names | {key: key for key in reports.groups if key not in names},
        areas={area: area for area in reports.areas} | {area.area: area.name for area in places},
    )
    inputs = {**view.lineage.inputs, calendar.name: table.sha256}
    return event_study(reports, told, inputs=inputs, caveats=view.coded.caveats)


def _tell(out: Console, study: EventStudy, names: dict[str, str]) -> None:
    covered = f"{study.since} to {study.until}"
    out.print(f"What followed {len(study.events)} events. Covered: {covered}", style="bold")
    out.print()
    for one in study.events:
        _tell_event(out, one, names)
    for kind in study.kinds:
        out.print(f"• {kind.sentence}", markup=False)
    out.print(study.sentence, markup=False)
    out.print()
    for caveat in study.caveats:
        out.print(f"• {caveat}", markup=False)


def _tell_event(out: Console, one: EventTold, names: dict[str, str]) -> None:
    heading = f"{one.event.on} · {one.event.name} ({one.event.kind}, {one.event.reach})"
    shown = [row for row in one.rows if row.named or row.group == ALL_GROUPS]
    if not shown:
        out.print(heading, style="bold", markup=False)
        out.print(STATES[one.state], markup=False)
        out.print()
    print_counts(
        out, heading, [_cells(row, names) for row in shown],
        "", "weeks", "count", "expected", "excess", "90 % interval",
    )  # fmt: skip
    if one.overlaps:
        out.print(f"Shares its weeks with: {', '.join(one.overlaps)}.", markup=False)
        out.print()


def _cells(row: EventRow, names: dict[str, str]) -> tuple[str, ...]:
    who = names.get(row.group, row.group or TOGETHER)
    where = f" · {', '.join(row.areas)}" if row.areas else ""
    return (
        who + where,
        str(row.window_weeks),
        str(row.observed),
        f"{row.expected:.1f}",
        f"{row.excess:+.1f}",
        f"{row.low:+.0f} to {row.high:+.0f}",
    )
