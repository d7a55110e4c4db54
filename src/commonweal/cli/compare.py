"""`commonweal weighing compare`: options beside one another, group by group, without a total."""

from collections import Counter
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from commonweal.cli.output import console, print_counts, print_json, progress_bar
from commonweal.cli.run import CAVEATS, RISK, scenes_of
from commonweal.core.lineage import Lineage
from commonweal.weighing.ensemble import Compared, InvalidProposal, Scene, compared

SCHEMA = "commonweal/options/1"
LIKELY = 0.5


def compare(
    proposals: Annotated[list[Path], typer.Argument(help="One to five proposals (.toml).")],
    maps: Annotated[list[Path], typer.Option(help="Causal maps, or a folder of them.")],
    ratings: Annotated[Path, typer.Option(help="Judgements of the policy matrix.")],
    areas: Annotated[Path, typer.Option(help="Outlines (GeoJSON) of the city's areas.")],
    area_id: Annotated[
        str, typer.Option(help="Property of the outlines that holds their id.")
    ] = "id",
    draws: Annotated[int, typer.Option(min=100, max=20_000, help="How many runs each.")] = 2_000,
    seed: Annotated[int, typer.Option(help="Another seed draws other runs.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Lay options beside doing nothing: who gains, who may lose, and what would be regretted."""
    scenes, refused, inputs = scenes_of(proposals, maps, ratings, areas, area_id)
    with progress_bar("Running") as progress:
        told = compared(_named(scenes), seed=seed, draws=draws, progress=progress)
    lineage = Lineage(
        method="commonweal.weighing.ensemble.options",
        version=version("commonweal"),
        inputs=inputs,
        seed=seed,
    )
    if as_json:
        print_json(SCHEMA, lineage, _as_dict(told, refused))
    else:
        _tell(console(), told)


def _named(scenes: list[Scene]) -> dict[str, Scene]:
    twice = [name for name, n in Counter(one.proposal.name for one in scenes).items() if n > 1]
    if twice:
        raise InvalidProposal(
            f"Two options are called “{twice[0]}”.", remedy="Give each a name of its own."
        )
    return {one.proposal.name: one for one in scenes}


def _as_dict(told: Compared, refused: int) -> dict[str, Any]:
    return {
        "options": [
            {
                "name": name,
                "groups": [
                    {
                        "group": group,
                        "place": place,
                        "unharmed": told.unharmed(name, group, place=place),
                        "outcomes": [
                            _outcome(told, name, group, place, one) for one in told.factors
                        ],
                    }
                    for group in told.groups
                    for place in told.places
                ],
            }
            for name in told.names
        ],
        "draws": told.changes.shape[1],
        "refused": refused,
        "caveats": list(CAVEATS),
    }


def _outcome(told: Compared, name: str, group: str, place: str, factor: str) -> dict[str, Any]:
    one = told.outcome(name, group, factor, place=place)
    return {field: getattr(one, field) for field in one.__slots__}


def _tell(out: Console, told: Compared) -> None:
    out.print(
        f"{len(told.names)} options, {told.changes.shape[1]:,} runs each on the same beliefs. No "
        "total is made: what one group gains does not pay for what another loses."
    )
    names = ("option", "likely better", "may be worse", "nothing worse", "most regretted")
    for group in told.groups:
        for place in told.places:
            rows = [_line(told, name, group, place) for name in told.names]
            print_counts(out, f"{group}, {place}", rows, *names)
    for caveat in CAVEATS:
        out.print(caveat)


def _line(told: Compared, name: str, group: str, place: str) -> tuple[str, ...]:
    found = [told.outcome(name, group, factor, place=place) for factor in told.factors]
    better = ", ".join(one.factor for one in found if one.better >= LIKELY) or "–"
    worse = ", ".join(one.factor for one in found if one.worse >= RISK) or "–"
    most = max(found, key=lambda one: one.regret)
    regret = f"{most.factor}: {most.regret:.2f}" if most.regret >= 0.005 else "–"
    return (name, better, worse, f"{told.unharmed(name, group, place=place):.0%} of runs", regret)
