"""`commonweal weighing maps`: causal maps on one another, with who drew what."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import polars as pl
import typer
from rich.console import Console

from commonweal.cli.output import console, print_counts, print_json, refuse_unwritable
from commonweal.core.errors import InvalidTable
from commonweal.core.lineage import Lineage
from commonweal.files.arrows import read_map
from commonweal.files.atomic import replace_text
from commonweal.files.hashing import file_hash
from commonweal.files.refused import defused
from commonweal.weighing.causal import ArrowsRead, Link, Loop, Merged, loops, merged, read_arrows

SCHEMA = "commonweal/maps/1"
SUFFIXES = (".csv", ".xlsx", ".ods", ".json")
MOST_LINES = 20
CAVEATS = (
    "A map is what somebody believes drives what; laid on one another they are no proof.",
    "Where people drew opposite signs, both are kept and none is averaged.",
)


def maps(
    paths: Annotated[
        list[Path],
        typer.Argument(help="Maps, or a folder of them: .csv, .xlsx, .ods or .json (Kumu)."),
    ],
    rejects: Annotated[
        Path | None, typer.Option(help="Write every refused row with its reason to this file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Lay causal maps on one another: links, who drew them, opposite signs, and circles."""
    refuse_unwritable(rejects)
    files = map_files(paths)
    read = {path: read_arrows(read_map(path), drawer=path.stem) for path in files}
    if rejects is not None:
        replace_text(rejects, defused(_refused(read)).write_csv())
    arrows = pl.concat([one.arrows for one in read.values()])
    if not arrows.height:
        raise InvalidTable(
            "No arrow of these maps can be used.",
            remedy="--rejects FILE says for each row what was wrong.",
        )
    laid = merged(arrows)
    found = loops(laid)
    refused = sum(one.refused.height for one in read.values())
    if as_json:
        lineage = Lineage(
            method="commonweal.weighing.causal",
            version=version("commonweal"),
            inputs={path.name: file_hash(path) for path in files},
        )
        print_json(SCHEMA, lineage, _as_dict(laid, found, refused))
    else:
        _tell(console(), laid, found, refused)


def map_files(paths: Sequence[Path]) -> list[Path]:
    """The files themselves, and those of folders by name."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(one for one in path.glob("*") if one.suffix.lower() in SUFFIXES)
        if path.is_dir() and not inside:
            raise InvalidTable(
                f"{path.name} holds no map.", remedy=f"A map ends in {', '.join(SUFFIXES)}."
            )
        found += inside if path.is_dir() else [path]
    return found


def _refused(read: dict[Path, ArrowsRead]) -> pl.DataFrame:
    parts = [
        one.refused.select(pl.lit(path.name).alias("file"), pl.all()) for path, one in read.items()
    ]
    return pl.concat(parts)


def _as_dict(laid: Merged, found: Sequence[Loop], refused: int) -> dict[str, object]:
    return {
        "drawers": list(laid.drawers),
        "nodes": [{"name": name, "drawn_by": list(who)} for name, who in laid.nodes.items()],
        "links": [link.as_dict() for link in laid.links],
        "opposed": [[link.source, link.target] for link in laid.opposed],
        "loops": [
            {"nodes": list(one.nodes), "grows": one.grows, "delay_quarters": one.delay_quarters}
            for one in found
        ],
        "refused": refused,
        "notices": list(laid.notices),
        "caveats": list(CAVEATS),
    }


def _tell(out: Console, laid: Merged, found: Sequence[Loop], refused: int) -> None:
    out.print(
        f"{len(laid.drawers)} maps, {len(laid.nodes)} nodes, {len(laid.links)} links.",
        style="bold",
    )
    if refused:
        out.print(f"{refused} rows were refused (--rejects FILE keeps them).")
    for notice in laid.notices:
        out.print(notice, markup=False)
    out.print()
    names = ("from → to", "more makes more", "more makes less", "saw both, no arrow")
    print_counts(out, "Links", [_line(link) for link in laid.links[:MOST_LINES]], *names)
    if len(laid.links) > MOST_LINES:
        out.print(f"and {len(laid.links) - MOST_LINES} more; --json tells all.")
    for link in laid.opposed:
        out.print(
            f"Opposite signs on {link.source} → {link.target}: {', '.join(link.more)} say more "
            f"makes more, {', '.join(link.less)} say more makes less.",
            markup=False,
        )
    for loop in found[:MOST_LINES]:
        out.print(loop.sentence, markup=False)
    for caveat in CAVEATS:
        out.print(caveat)


def _line(link: Link) -> tuple[str, ...]:
    counts = (len(link.more), len(link.less), len(link.left_out))
    return (f"{link.source} → {link.target}", *(str(one) if one else "–" for one in counts))
