"""`commonweal listening signals`: what rises in a file of incidents, and how sure that is."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, cast

import numpy as np
import polars as pl
import typer
from rich.console import Console

from commonweal.cli.listening import View, look_at
from commonweal.cli.output import console, print_json, progress_bar
from commonweal.core.errors import CommonwealError
from commonweal.core.notices import Notice
from commonweal.core.places import AreaSet
from commonweal.files.areas import read_areas
from commonweal.files.knowledge import read_groups
from commonweal.files.steps import read_steps
from commonweal.files.vintages import read_vintages
from commonweal.listening.earlier_years import Unit
from commonweal.listening.signals.backtests import Backtest, backtest
from commonweal.listening.signals.delay import revision_caveat, revision_range
from commonweal.listening.signals.findings import Alarm, Finding, SignalReport
from commonweal.listening.signals.search import SearchOptions, find_signals

SCHEMA, BACKTEST_SCHEMA = "commonweal/signals/1", "commonweal/signals-backtest/1"
SPAN = re.compile(r"(\d{4}-\d{2}-\d{2}):(\d{4}-\d{2}-\d{2})")
DEFAULT_SEED = 1


def signals(
    file: Annotated[Path, typer.Argument(help="A .csv, .xlsx, .ods or .geojson file.")],
    profile: Annotated[str, typer.Option(help="Source profile: its name, or a .toml file.")],
    areas: Annotated[
        Path | None, typer.Option(help="Outlines (GeoJSON); without them, the whole city alone.")
    ] = None,
    area_id: Annotated[
        str | None, typer.Option(help="Property of the outlines that holds their id.")
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Search as on this day; today unless given."),
    ] = None,
    span: Annotated[
        str | None,
        typer.Option("--backtest", help="Every week of a span, 2021-01-01:2022-06-30, as alarms."),
    ] = None,
    budget: Annotated[float, typer.Option(help="Alarms a year that a quiet city may have.")] = 4.0,
    period: Annotated[
        str | None, typer.Option(help="week or month; what the dates allow unless given.")
    ] = None,
    fewest_reports: Annotated[
        int, typer.Option(help="A signal has at least so many reports …")
    ] = 5,
    fewest_days: Annotated[int, typer.Option(help="… on at least so many different days.")] = 3,
    steps: Annotated[
        Path | None,
        typer.Option(help="Dated campaigns and channels: CSV with since, until, areas, groups …"),
    ] = None,
    versions: Annotated[
        str | None,
        typer.Option(
            help="FILE:COLUMN of monthly counts in several versions, to say how far they move."
        ),
    ] = None,
    years: Annotated[int, typer.Option(help="Quiet years to simulate for the threshold.")] = 200,
    seed: Annotated[int, typer.Option(help="Seed of the simulated years.")] = DEFAULT_SEED,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say where reports rise beyond what chance and habit explain, and what else it could be."""
    options = SearchOptions(
        budget=budget,
        unit=_unit(period),
        fewest_reports=fewest_reports,
        fewest_days=fewest_days,
        steps=read_steps(steps) if steps else (),
        years_simulated=years,
    )
    between = _span(span) if span else None
    revised = _revised(versions) if versions else ()
    asked = _Asked(look_at(file, profile, areas, area_id, None), areas, area_id, options, seed)
    if between is not None:
        _answer_backtest(asked, between, revised, as_json=as_json)
    else:
        _answer(asked, as_of.date() if as_of else date.today(), as_json=as_json)  # noqa: DTZ011 - the reader's own calendar day


def _answer(asked: "_Asked", as_of: date, *, as_json: bool) -> None:
    report = asked.report(as_of)
    if as_json:
        print_json(SCHEMA, report.lineage, report.as_answer())
    else:
        _tell(console(), asked.view, report)


def _answer_backtest(
    asked: "_Asked", between: tuple[date, date], revised: tuple[str, ...], *, as_json: bool
) -> None:
    told = asked.backtest(*between)
    told = replace(told, caveats=(*told.caveats, *revised))
    if as_json:
        print_json(BACKTEST_SCHEMA, told.lineage, backtest_answer(told))
    else:
        _tell_backtest(console(), asked.view, told)


class _Asked:
    """A file seen through a profile, on its outlines, with the search's options."""

    def __init__(
        self, view: View, areas: Path | None, area_id: str | None, options: SearchOptions, seed: int
    ) -> None:
        self.view, self.options, self.seed = view, options, seed
        self.areas: AreaSet | None = (
            read_areas(areas, id_field=area_id).areas if areas and area_id else None
        )
        self.groups = {group.key: group.name for group in read_groups(None)}
        self.incidents: pl.DataFrame = view.coded.incidents

    def _common(self) -> dict[str, Any]:
        coded = self.view.coded
        return {
            "areas": self.areas,
            "groups": self.groups,
            "options": self.options,
            "rng": np.random.default_rng(self.seed),
            "source": self.view.profile.title,
            "overlapping": coded.overlapping,
            "inputs": self.view.lineage.inputs,
            "caveats": coded.caveats,
        }

    def report(self, as_of: date) -> SignalReport:
        with progress_bar("Simulating quiet years") as progress:
            return find_signals(self.incidents, as_of=as_of, progress=progress, **self._common())

    def backtest(self, since: date, until: date) -> Backtest:
        with progress_bar("Searching past weeks") as progress:
            return backtest(
                self.incidents, since=since, until=until, progress=progress, **self._common()
            )


def _revised(versions: str) -> tuple[str, ...]:
    """By how much earlier months were revised, in words."""
    name, _, column = versions.rpartition(":")
    if not name:
        raise CommonwealError(
            f"“{versions}” does not say which column holds the counts.",
            remedy="Write it as FILE:COLUMN.",
            code="versions",
        )
    return (revision_caveat(revision_range(read_vintages(Path(name), count=column))),)


def _unit(period: str | None) -> Unit | None:
    if period not in (None, "week", "month"):
        raise CommonwealError(
            f"“{period}” is no period.",
            remedy="Say --period week or --period month.",
            code="period",
        )
    return cast("Unit | None", period)


def _span(text: str) -> tuple[date, date]:
    found = SPAN.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError(text)
        return date.fromisoformat(found[1]), date.fromisoformat(found[2])
    except ValueError:
        raise CommonwealError(
            f"“{text}” is no span of two days.",
            remedy="Write it as 2021-01-01:2022-06-30.",
            code="span",
        ) from None


def backtest_answer(told: Backtest) -> dict[str, Any]:
    """The keys of the `--json` answer of a backtest."""
    return {
        "since": told.since.isoformat(),
        "until": told.until.isoformat(),
        "periods": told.periods,
        "period": told.unit,
        "budget": told.budget,
        "alarms": [alarm.as_dict() for alarm in told.alarms],
        "notices": [
            {"code": one.code, "sentence": one.sentence, "count": one.count} for one in told.notices
        ],
        "caveats": list(told.caveats),
    }


def _tell(out: Console, view: View, report: SignalReport) -> None:
    out.print(f"{view.profile.title}, as on {report.as_of}", style="bold", markup=False)
    out.print(_first_sentence(report), markup=False)
    for finding in report.findings:
        _tell_finding(out, finding)
    if report.one_event:
        out.print()
        out.print("One event?", style="bold", markup=False)
        for finding in report.one_event:
            _tell_finding(out, finding)
    _tell_notes(out, report.notices, report.caveats)


def _first_sentence(report: SignalReport) -> str:
    if report.state == "too-early":
        return "Too early to say what is usual here."
    newest = f"The newest full {report.unit} begins on {report.newest}."
    budget = (
        f"The search is set so that a quiet city has {report.budget:g} alarms a year "
        f"({report.years_simulated} simulated years)."
    )
    n = len(report.findings)
    found = {0: "Nothing rises beyond what chance and habit explain.", 1: "One signal."}
    return f"{newest} {found.get(n, f'{n} signals.')} {budget}"


def _tell_finding(out: Console, finding: Finding) -> None:
    out.print()
    out.print(f"• {finding.sentence}", markup=False)
    for doubt in finding.doubts:
        out.print(f"  – {doubt.sentence}", markup=False)


def _tell_backtest(out: Console, view: View, told: Backtest) -> None:
    out.print(f"{view.profile.title}, {told.since} to {told.until}", style="bold", markup=False)
    n = len(told.alarms)
    out.print(
        f"{n} alarm{'s' * (n != 1)} in {told.periods} {told.unit}s; a quiet city would have had "
        f"about {told.quiet_alarms:.2g}.",
        markup=False,
    )
    for alarm in told.alarms:
        _tell_alarm(out, alarm)
    _tell_notes(out, told.notices, told.caveats)


def _tell_alarm(out: Console, alarm: Alarm) -> None:
    out.print()
    out.print(
        f"Raised in the week of {alarm.raised_on}, last seen in that of {alarm.last_seen}",
        style="bold",
        markup=False,
    )
    _tell_finding(out, alarm.finding)


def _tell_notes(out: Console, notices: Sequence[Notice], caveats: Sequence[str]) -> None:
    out.print()
    for sentence in (*(one.sentence for one in notices), *caveats):
        out.print(f"• {sentence}", markup=False)
