"""`commonweal weighing run`: what a proposal would do, as those who were asked believe."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import polars as pl
import typer
from rich.console import Console

from commonweal.cli.maps import map_files
from commonweal.cli.output import console, print_counts, print_json, progress_bar
from commonweal.core.lineage import Lineage
from commonweal.files.areas import read_any_areas
from commonweal.files.arrows import read_map
from commonweal.files.hashing import file_hash
from commonweal.files.tabular import read_raw
from commonweal.files.toml import read_toml
from commonweal.weighing.causal import read_arrows
from commonweal.weighing.ensemble import (
    Hinge,
    Scene,
    WhatIf,
    around_one_truth,
    hinges_of,
    proposal_of,
    scene_of,
    what_if,
)
from commonweal.weighing.matrix import check_columns, read_rows, rows_of

SCHEMA = "commonweal/what-if/1"
SHOWN_QUARTERS = (4, 8, 12, 16, 20)
RISK = 0.25
MOST_LINES = 20
ENOUGH = 2_000
CAVEATS = (
    "What those who were asked would expect if their maps were right: a belief, not a forecast.",
    "A band says how far their judgements and maps scatter; a shared error is in none of them.",
    "Each cell not meant asks for a look: a reason why not, or a check once it is done.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """All that one call tells."""

    result: WhatIf
    hinges: dict[tuple[str, str], tuple[Hinge, ...]]
    refused: int
    one_truth: WhatIf | None


def run(
    proposal: Annotated[Path, typer.Argument(help="The proposal: a .toml file.")],
    maps: Annotated[list[Path], typer.Option(help="Causal maps, or a folder of them.")],
    ratings: Annotated[Path, typer.Option(help="Judgements of the policy matrix.")],
    areas: Annotated[Path, typer.Option(help="Outlines (GeoJSON) of the city's areas.")],
    area_id: Annotated[
        str, typer.Option(help="Property of the outlines that holds their id.")
    ] = "id",
    draws: Annotated[int, typer.Option(min=100, max=60_000, help="How many runs.")] = 10_000,
    seed: Annotated[int, typer.Option(help="Another seed draws other runs.")] = 1,
    one_truth: Annotated[
        bool,
        typer.Option("--one-truth", help="Beside it, as if all saw one truth, each with an error."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Run a proposal through people's maps: for whom better, for whom worse, and how sure."""
    scenes, refused, inputs = scenes_of([proposal], maps, ratings, areas, area_id)
    scene = scenes[0]
    rng = np.random.default_rng(seed)
    with progress_bar("Running") as progress:
        result = what_if(scene, rng, draws=draws, progress=progress)
        laid = _one_truth(scene, rng, draws) if one_truth else None
    answer = Answer(result=result, hinges=_hinges(scene, rng), refused=refused, one_truth=laid)
    lineage = Lineage(
        method="commonweal.weighing.ensemble",
        version=version("commonweal"),
        inputs=inputs,
        seed=seed,
    )
    if as_json:
        print_json(SCHEMA, lineage, _as_dict(answer))
    else:
        _tell(console(), answer)


def scenes_of(
    proposals: Sequence[Path], maps: Sequence[Path], ratings: Path, areas: Path, area_id: str
) -> tuple[list[Scene], int, dict[str, str]]:
    """A scene for each proposal on the same judgements, maps and areas; rows refused; hashes."""
    files = map_files(maps)
    drawn = [read_arrows(read_map(path), drawer=path.stem) for path in files]
    raw = read_raw(ratings)
    check_columns(raw.columns, file=ratings.name)
    judged = read_rows(rows_of(raw.batches()))
    outlines = read_any_areas(areas, id_field=area_id).areas
    finest = outlines.at_level(outlines.finest)
    names = tuple(area.area for area in finest)
    arrows, near = pl.concat([one.arrows for one in drawn]), outlines.neighbours()
    scenes = [
        scene_of(
            proposal_of(read_toml(path), file=path.name),
            judged.ratings,
            arrows,
            areas=names,
            neighbours=near,
        )
        for path in proposals
    ]
    refused = judged.refused.height + sum(one.refused.height for one in drawn)
    inputs = {path.name: file_hash(path) for path in (*proposals, ratings, areas, *files)}
    return scenes, refused, inputs


def _one_truth(scene: Scene, rng: np.random.Generator, draws: int) -> WhatIf:
    """The other reading, with as many runs as its bands need and no more."""
    return what_if(around_one_truth(scene), rng, draws=min(draws, ENOUGH))


def _hinges(scene: Scene, rng: np.random.Generator) -> dict[tuple[str, str], tuple[Hinge, ...]]:
    """For the groups that are meant and each factor that somebody judged for them."""
    told = {}
    for number, group in enumerate(scene.groups):
        if not scene.meant[number].any():
            continue
        rated = ~np.isnan([one.effect[number] for one in scene.raters]).all(axis=0)
        factors = [scene.factors[int(at)] for at in np.flatnonzero(rated)]
        found = hinges_of(scene, rng, group=group, factors=factors, most=1)
        told.update({(group, factor): one for factor, one in found.items()})
    return told


def _courses(result: WhatIf) -> Iterator[dict[str, Any]]:
    scene = result.scene
    for group in scene.groups:
        for area in scene.areas:
            for factor in scene.factors:
                course = result.course(group, area, factor)
                shown = [n for n in SHOWN_QUARTERS if n <= len(course.quantiles)]
                yield {
                    "group": group,
                    "area": area,
                    "factor": factor,
                    "meant": course.meant,
                    "better": course.better,
                    "same": course.same,
                    "worse": course.worse,
                    "quarters": {str(n): list(course.quantiles[n - 1]) for n in shown},
                }


def _as_dict(answer: Answer) -> dict[str, Any]:
    result = answer.result
    return {
        "proposal": result.scene.proposal.name,
        "draws": result.draws,
        "unsettled": result.unsettled,
        "quantiles": ["5 %", "25 %", "50 %", "75 %", "95 %"],
        "courses": list(_courses(result)),
        "one_truth": _laid_together(answer.one_truth),
        "hinges": [
            {
                "group": group,
                "factor": factor,
                "link": [one.link.source, one.link.target],
                "total": one.total,
                "sure_now": one.sure_now,
                "sure_then": one.sure_then,
                "sentence": one.sentence,
            }
            for (group, factor), found in answer.hinges.items()
            for one in found
        ],
        "refused": answer.refused,
        "notices": list(result.scene.notices),
        "caveats": list(CAVEATS),
    }


def _laid_together(laid: WhatIf | None) -> dict[str, Any] | None:
    if laid is None:
        return None
    notices = list(laid.scene.notices)
    return {"draws": laid.draws, "courses": list(_courses(laid)), "notices": notices}


def _tell(out: Console, answer: Answer) -> None:
    result, scene = answer.result, answer.result.scene
    out.print(scene.proposal.name, style="bold", markup=False)
    out.print(
        f"{len(scene.raters)} raters, {len(scene.maps)} maps, {result.draws:,} runs; "
        f"{result.unsettled:.0%} had not settled after {len(result.counts)} quarters."
    )
    if answer.refused:
        out.print(
            f"{answer.refused} rows were refused; weighing matrix and weighing maps tell why."
        )
    for notice in scene.notices:
        out.print(notice, markup=False)
    out.print()
    names = ("group · factor", "better", "same", "worse", "middle of runs (90 %)")
    print_counts(out, "Where it is meant to act", _meant_lines(result), *names)
    if laid := answer.one_truth:
        title = "Where it is meant to act, if all see one truth with errors of their own"
        print_counts(out, title, _meant_lines(laid), *names)
        for notice in laid.scene.notices[len(scene.notices) :]:
            out.print(notice, markup=False)
    _tell_elsewhere(out, result)
    for (group, factor), found in answer.hinges.items():
        for one in found:
            out.print(f"{group} · {factor}: {one.sentence}", markup=False)
    for caveat in CAVEATS:
        out.print(caveat)


def _meant_lines(result: WhatIf) -> list[tuple[str, ...]]:
    """One line a group and factor; areas that are meant differ by chance only, so one is shown."""
    scene, lines = result.scene, []
    for number, group in enumerate(scene.groups):
        meant = np.flatnonzero(scene.meant[number])
        for factor in scene.factors if len(meant) else ():
            one = result.course(group, scene.areas[int(meant[0])], factor)
            if one.same < 1 - RISK:
                last = one.quantiles[-1]
                band = f"{last[2]:+.2f} ({last[0]:+.2f} to {last[4]:+.2f})"
                chances = (f"{share:.0%}" for share in (one.better, one.same, one.worse))
                lines.append((f"{group} · {factor}", *chances, band))
    return lines


def _tell_elsewhere(out: Console, result: WhatIf) -> None:
    """Groups and areas that are not meant, where more than a quarter of the runs end worse."""
    scene, lines = result.scene, []
    for area in scene.areas:
        for group in scene.groups:
            for factor in scene.factors:
                one = result.course(group, area, factor)
                if not one.meant and one.worse >= RISK:
                    shares = (f"{one.better:.0%}", f"{one.same:.0%}", f"{one.worse:.0%}")
                    lines.append((f"{area} · {group}", factor, *shares))
    if not lines:
        out.print("Nowhere else do as many as a quarter of the runs end worse.")
        return
    names = ("area · group", "factor", "better", "same", "worse")
    print_counts(out, "Not meant, and worse in a quarter of the runs", lines[:MOST_LINES], *names)
    if len(lines) > MOST_LINES:
        out.print(f"and {len(lines) - MOST_LINES} more; --json tells all.")
