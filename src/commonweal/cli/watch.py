"""`commonweal weighing watch`: where a problem went after a decision, as far as can be told."""

from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console

from commonweal.cli.output import console, print_counts, print_json, refuse_unwritable
from commonweal.core.errors import InvalidAreas
from commonweal.core.estimate import Estimate
from commonweal.core.lineage import Lineage
from commonweal.files.areas import read_areas, read_city_areas
from commonweal.files.hashing import file_hash
from commonweal.files.indicators import IndicatorsRead, read_indicators
from commonweal.files.refused import write_refused
from commonweal.files.tabular import read_raw
from commonweal.files.toml import read_toml
from commonweal.weighing.watch import Change, Expectation, Observed, Watch, expect, plan_of
from commonweal.weighing.watch import watch as watched

SCHEMA = "commonweal/watch/1"
SEED = 1


def watch(
    indicators: Annotated[Path, typer.Argument(help="Indicator series: .csv, .xlsx or .ods.")],
    plan: Annotated[Path, typer.Option(help="What is watched: a .toml file.")],
    areas: Annotated[
        Path | None,
        typer.Option(help="Outlines (GeoJSON): their neighbours are watched, and shape placebos."),
    ] = None,
    area_id: Annotated[
        str, typer.Option(help="Property of the outlines that holds their id.")
    ] = "id",
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Judge what was over on that day; all there is unless given."
        ),
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option(help="Write every refused row with its reason to this file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say where a problem went after a decision: solved, moved, worse, or not to be told."""
    refuse_unwritable(rejects)
    read = read_indicators(indicators)
    if rejects is not None:
        raw = read_raw(indicators)
        write_refused(rejects, read.refused, raw, columns=raw.columns, personal=())
    fixed = expect(
        plan_of(read_toml(plan), file=plan.name, neighbours=_neighbours(areas, area_id)),
        read.series,
        np.random.default_rng(SEED),
    )
    told = watched(fixed, read.series, as_of=as_of.date() if as_of else None)
    if as_json:
        files = [path for path in (indicators, plan, areas) if path is not None]
        lineage = Lineage(
            method="commonweal.weighing.watch",
            version=version("commonweal"),
            inputs={path.name: file_hash(path) for path in files},
            seed=SEED,
        )
        print_json(SCHEMA, lineage, _as_dict(told, fixed, read))
    else:
        _tell(console(), told, fixed, read)


def _neighbours(path: Path | None, area_id: str) -> Mapping[str, tuple[str, ...]] | None:
    """The neighbours of each area on its level; a city's own file holds several levels."""
    if path is None:
        return None
    try:
        return read_city_areas(path).areas.neighbours()
    except InvalidAreas:
        return read_areas(path, id_field=area_id).areas.neighbours()


def _as_dict(told: Watch, fixed: Expectation, read: IndicatorsRead) -> dict[str, Any]:
    judged, plan = told.judged, fixed.plan
    return {
        "name": told.name,
        "indicator": plan.indicator,
        "verdict": str(told.verdict),
        "sentence": judged.sentence,
        "told_after": plan.told_after.isoformat(),
        "adopted": str(plan.adopted),
        "judged": [str(plan.judged_from), str(min(told.until, plan.judged_until))],
        "came_back": _estimate(judged.back),
        "changes": [_change(one) for one in told.changes],
        "companion": [_change(one) for one in told.companions],
        "expected_before_adoption": fixed.fingerprint,
        "course": [_period(one) for one in told.observed],
        "refused": read.refused.height,
        "notes": list(told.notes),
        "caveats": list(told.caveats),
    }


def _period(one: Observed) -> dict[str, Any]:
    return {
        "place": one.place,
        "period": str(one.period),
        "observed": one.observed,
        "expected": one.middle,
        "low": one.low,
        "high": one.high,
    }


def _estimate(one: Estimate | None) -> dict[str, Any] | None:
    return None if one is None else {name: getattr(one, name) for name in one.__slots__}


def _change(one: Change) -> dict[str, Any]:
    told = {name: getattr(one, name) for name in one.__slots__}
    return told | {"told": _estimate(one.told), "lower": one.lower, "higher": one.higher}


def _tell(out: Console, told: Watch, fixed: Expectation, read: IndicatorsRead) -> None:
    plan = fixed.plan
    out.print(f"{told.name}: {told.verdict}", style="bold", markup=False)
    out.print(told.judged.sentence, markup=False)
    out.print(
        f"{plan.indicator}, in effect from {plan.judged_from}, looked at until {told.until}; "
        f"a last answer after {plan.told_after.isoformat()}.",
        markup=False,
    )
    if read.refused.height:
        out.print(f"{read.refused.height} rows were refused (--rejects FILE keeps them).")
    out.print()
    names = ("place", "change (95 %)", "a period", "without it", "placebos as low", "as high")
    print_counts(out, "Beside the areas compared with", [_line(c) for c in told.changes], *names)
    others = [_line(one) for one in told.companions]
    print_counts(out, f"Other reports of the same source ({plan.companion})", others, *names)
    for one in told.changes:
        out.print(_rests_on(one), markup=False)
    out.print()
    print_counts(out, "Beside what was expected before adoption", _courses(told), *COURSE)
    for words in (*told.notes, *told.caveats):
        out.print(words, markup=False)


COURSE = ("place", "period", "observed", "expected (90 %)", "")


def _line(one: Change) -> tuple[str, ...]:
    told = one.told
    value, low, high = (_size(one, each) for each in (told.value, told.low, told.high))
    return (
        one.name,
        f"{value} ({low} to {high})",
        f"{one.observed:,.4g}",
        f"{one.expected:,.4g}",
        f"{one.placebo_lower:.2g}",
        f"{one.placebo_higher:.2g}",
    )


def _rests_on(one: Change) -> str:
    return (
        f"{one.name}: {one.areas} areas beside {one.compared_with} others, {one.before} periods "
        f"before and {one.after} after, {one.placebos} placebos in time and space."
    )


def _size(one: Change, value: float) -> str:
    return f"{value:+.0%}" if one.counted else f"{value:+.3g}"


def _courses(told: Watch) -> list[tuple[str, ...]]:
    return [
        (
            one.place,
            str(one.period),
            "missing" if one.observed is None else f"{one.observed:,.4g}",
            f"{one.middle:,.4g} ({one.low:,.4g} to {one.high:,.4g})",
            _outside(one.observed, one.low, one.high),
        )
        for one in told.observed
    ]


def _outside(observed: float | None, low: float, high: float) -> str:
    if observed is None or low <= observed <= high:
        return ""
    return "below" if observed < low else "above"
