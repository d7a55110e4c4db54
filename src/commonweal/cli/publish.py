"""`commonweal listening publish`: a plan for the year, then one closed quarter after the other.

Read `publish`. Plain files: a plan (TOML, to be read and edited), the incidents, and a ledger
(JSON) to which each release is added for good.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from commonweal.cli.output import console, print_counts, print_json, progress_bar
from commonweal.core.errors import CommonwealError
from commonweal.core.lineage import Lineage
from commonweal.files.areas import read_areas
from commonweal.files.atomic import replace_text
from commonweal.files.knowledge import read_groups, read_kinds, read_profile
from commonweal.files.ledger import ledger_turn, read_ledger_file, write_ledger_file
from commonweal.files.parents import read_parents
from commonweal.files.tabular import read_raw
from commonweal.files.toml import read_toml, toml_text
from commonweal.listening.coding import code_rows, columns_to_read
from commonweal.listening.profiles import SourceProfile, parse_profile
from commonweal.listening.publication.editions import Edition, NotReleasable
from commonweal.listening.publication.ledger import Ledger, ledger_of
from commonweal.listening.publication.plan import ALL, TablePlan
from commonweal.listening.publication.plan_text import plan_of
from commonweal.listening.publication.preparing import Prepared, prepare
from commonweal.listening.publication.proposing import Fabric, Proposal, propose_plan
from commonweal.listening.publication.suppression import HiddenReason

SCHEMA, PLAN_SCHEMA = "commonweal/publish/1", "commonweal/publish-plan/1"
REASONS: Mapping[HiddenReason, str] = {
    HiddenReason.COUNT_BELOW_FLOOR: "fewer incidents than the floor",
    HiddenReason.GROUP_BELOW_FLOOR: "fewer people in the group than the floor",
    HiddenReason.GROUP_SIZE_UNKNOWN: "nobody has said how many people the group has there",
    HiddenReason.GIVES_ANOTHER_AWAY: "would give another cell away",
}


def publish(
    file: Annotated[Path, typer.Argument(help="A .csv, .xlsx, .ods or .geojson file.")],
    profile: Annotated[str, typer.Option(help="Source profile: its name, or a .toml file.")],
    plan: Annotated[Path, typer.Option(help="The plan of the year (.toml).")],
    ledger: Annotated[
        Path | None, typer.Option(help="The ledger (.json); a release is added to it for good.")
    ] = None,
    quarter: Annotated[
        str | None, typer.Option(help="Release this closed quarter, such as 2022Q1.")
    ] = None,
    year: Annotated[
        int | None, typer.Option(help="Release the yearly edition, which holds the revisions.")
    ] = None,
    propose: Annotated[
        int | None, typer.Option(help="Write a plan for this year to --plan, from the year before.")
    ] = None,
    parents: Annotated[
        Path | None,
        typer.Option(help="Larger areas: a .csv of area,parent[,population], or a .geojson."),
    ] = None,
    parent: Annotated[
        str, typer.Option(help="Column or property of --parents with the larger area.")
    ] = "parent",
    areas: Annotated[
        Path | None, typer.Option(help="Outlines (GeoJSON) that the area names are held against.")
    ] = None,
    area_id: Annotated[
        str | None, typer.Option(help="Property of --areas, or column of --parents, with the id.")
    ] = None,
    only_look: Annotated[
        bool, typer.Option("--look", help="Show what would be released; release nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Propose a plan of public tables, or release a closed quarter under the publishing floor."""
    read = _Read.of(file, profile, areas, area_id)
    if propose is not None:
        made = _proposed(read, propose, parents, area_id or "area", parent)
        _write_new(plan, made.plan)
        _tell_plan(made, plan, read, as_json=as_json)
        return
    edition = _edition(quarter, year)
    if ledger is None:
        raise NotReleasable(
            "No ledger was named.",
            remedy="Add --ledger FILE.json; the first release makes the file.",
            code="no-ledger",
        )
    with ledger_turn(ledger):
        book = _ledger(ledger)
        ready = prepare(
            read.incidents,
            plan_of(read_toml(plan)),
            edition,
            ledger=book,
            today=_today(),
        )
        if not only_look:
            write_ledger_file(ledger, book.with_release(ready.release, on=_today()).as_dict())
    _tell_release(ready, read, ledger, released=not only_look, as_json=as_json)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A file as incidents, and what it rests on."""

    incidents: pl.DataFrame
    profile: SourceProfile
    overlapping: bool
    group_names: Mapping[str, str]
    inputs: Mapping[str, str]

    @classmethod
    def of(cls, file: Path, named: str, areas: Path | None, area_id: str | None) -> "_Read":
        profile = parse_profile(read_profile(named, None), name=Path(named).stem)
        outlines = read_areas(areas, id_field=area_id or "id").areas if areas else None
        groups = read_groups(None)
        raw = read_raw(file, reading=profile.reading)
        columns = columns_to_read(profile, raw.columns, file=file.name)
        with progress_bar(f"Reading {file.name}") as progress:
            coded = code_rows(
                raw.batches(columns, progress=progress),
                profile=profile,
                groups=groups,
                kinds=read_kinds(None),
                areas=outlines,
                today=_today(),
            )
        return cls(
            incidents=coded.incidents,
            profile=profile,
            overlapping=coded.overlapping,
            group_names={group.key: group.name for group in groups},
            inputs={file.name: raw.sha256},
        )

    @property
    def lineage(self) -> Lineage:
        """What the figures rest on; for the one who releases, not for the ledger."""
        method = "commonweal.listening.publication"
        return Lineage(method=method, version=version("commonweal"), inputs=self.inputs)


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the reader's own calendar day


def _edition(quarter: str | None, year: int | None) -> Edition:
    if (quarter is None) == (year is None):
        raise NotReleasable(
            "Which edition to release was not said, or said twice.",
            remedy="Add --quarter 2022Q1, or --year 2022 for the yearly edition.",
            code="no-edition",
        )
    edition = Edition.parse(quarter or str(year))
    if quarter is not None and edition.is_year:
        raise NotReleasable(
            f"“{quarter}” is a year and no quarter.",
            remedy=f"Write --quarter {quarter}Q1, or --year {quarter} for the yearly edition.",
            code="invalid-edition",
        )
    return edition


def _ledger(path: Path) -> Ledger:
    content = read_ledger_file(path)
    return Ledger() if content is None else ledger_of(content)


def _proposed(
    read: _Read, year: int, parents: Path | None, area_field: str, parent_field: str
) -> Proposal:
    if parents is None:
        known = [area for area in read.incidents["area"].unique().sort() if area is not None]
        fabric = Fabric(parents={area: area for area in known}, group_names=read.group_names)
    else:
        larger = read_parents(parents, id_field=area_field, parent_field=parent_field)
        fabric = Fabric(parents=larger.parents, people=larger.people, group_names=read.group_names)
    return propose_plan(
        read.incidents,
        fabric,
        year=year,
        source=read.profile.name,
        title=read.profile.title,
        definition=read.profile.definition,
        overlapping=read.overlapping,
    )


def _write_new(path: Path, plan: TablePlan) -> None:
    if path.exists():
        raise CommonwealError(
            f"There is a file {path.name} already.",
            remedy="Name another file with --plan, or remove that one first.",
            code="cannot-write",
        )
    try:
        replace_text(path, toml_text(plan.as_dict()))
    except OSError as fault:
        raise CommonwealError(
            f"{path.name} could not be written: {fault.strerror}.",
            remedy="Name a file in a folder that exists and that you may write to.",
            code="cannot-write",
        ) from fault


def _tell_plan(made: Proposal, path: Path, read: _Read, *, as_json: bool) -> None:
    plan = made.plan
    unknown = [one.name for one in plan.bundles if plan.size_of((ALL, one.key)) is None]
    answer = {
        "plan": plan.as_dict(),
        "plan_sha256": plan.sha256,
        "judged_by": made.judged_by,
        "share_reaching_the_floor": round(made.share, 4),
        "bundles_of_unknown_size": unknown,
    }
    if as_json:
        print_json(PLAN_SCHEMA, read.lineage, answer)
        return
    out = console()
    out.print(f"A plan for {plan.year} was written to {path.name}.", style="bold", markup=False)
    out.print(
        f"{len(plan.areas)} areas × {len(plan.bundles)} bundles of groups; in {made.judged_by}, "
        f"{made.share:.0%} of the cells of a quarter reached the floor of {plan.floor}.",
        markup=False,
    )
    for name in unknown:
        out.print(
            f"• {name}: how many people they are is not known, so nothing of them would be "
            "published. Add least_people and people_source to the plan if you know.",
            markup=False,
        )
    out.print("Read it and change it now: the first release fixes it for the year.", markup=False)


def _tell_release(
    ready: Prepared, read: _Read, ledger: Path, *, released: bool, as_json: bool
) -> None:
    release = ready.release
    hidden = {reason.value: n for reason, n in ready.hidden_by_reason.items()}
    answer = {"released": released, "hidden": hidden, "release": release.as_dict()}
    if as_json:
        print_json(SCHEMA, read.lineage, answer)
        return
    out = console()
    head = f"{release.edition} was released and entered in {ledger.name}."
    looked = f"{release.edition} as it would be released. Nothing was released."
    out.print(head if released else looked, style="bold", markup=False)
    out.print(
        f"{ready.shown} of {len(release.shown)} cells carry a number, rounded to the nearest "
        f"multiple of {release.plan.base}.",
        markup=False,
    )
    for reason, n in ready.hidden_by_reason.items():
        out.print(f"• {n} hidden: {REASONS[reason]}.", markup=False)
    out.print()
    print_counts(out, "", _rows(ready), "", *_columns(release.plan))
    for caveat in (*release.as_dict()["caveats"], *read.profile.caveats):
        out.print(f"• {caveat}", markup=False)


def _columns(plan: TablePlan) -> list[str]:
    keys = dict.fromkeys(bundle for _, bundle in plan.cells)
    return [next((b.name for b in plan.bundles if b.key == key), "All") for key in keys]


def _rows(ready: Prepared) -> list[tuple[str, ...]]:
    plan, shown = ready.release.plan, ready.release.shown
    columns = dict.fromkeys(bundle for _, bundle in plan.cells)
    names = {area.key: area.name for area in plan.areas} | {ALL: "All"}
    rows = dict.fromkeys(area for area, _ in plan.cells)
    return [
        (names[area], *("–" if (n := shown[area, one]) is None else f"{n:,}" for one in columns))
        for area in rows
    ]
