"""`commonweal mapping network`: who is connected, who is not, and which ties are worth making."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import polars as pl
import typer

from commonweal.cli.output import console, print_counts, print_json, print_words, progress_bar
from commonweal.core.errors import InvalidTable
from commonweal.core.lineage import Lineage
from commonweal.core.tie_kinds import KINDS
from commonweal.files.atomic import replace_text
from commonweal.files.hashing import file_hash
from commonweal.files.network import DECLINED, ColumnNames, NetworkRead, read_network
from commonweal.files.network_formats import write_network
from commonweal.files.refused import defused
from commonweal.mapping.network import gaps
from commonweal.mapping.network.asking import PURPOSES, check_purpose
from commonweal.mapping.network.bands import MEASURES, RATES, RESAMPLES, Bands, bands
from commonweal.mapping.network.days import Change, between, standing_on
from commonweal.mapping.network.graph import UNKNOWN, Graph, graph_of
from commonweal.mapping.network.measures import Position, Shape, positions, whole
from commonweal.mapping.network.worth import LARGEST, OBJECTIVE, Worth, ties_worth_making

SCHEMA = "commonweal/network/1"
CAVEATS = (
    "A tie that nobody wrote down is not a missing tie: this is what is known of.",
    "The bands say how far a measure moves when a share of the ties was missed or made up; they "
    "are no confidence intervals.",
    "A position in a network is no merit and no fault; nothing here speaks about persons.",
)
MOST_LINES = 10

Edges = Annotated[
    Path, typer.Argument(help="Ties: .csv, .graphml, .gexf or .json (Kumu).", show_default=False)
]
Nodes = Annotated[Path | None, typer.Option(help="CSV of nodes: id, name and more.")]
Column = Annotated[str, typer.Option(help="Column of the nodes that holds it.")]
WeightColumn = Annotated[
    str | None, typer.Option(help="Column of the ties that holds their strength; 1 if none.")
]
Kind = Annotated[
    list[str] | None, typer.Option(help=f"Only ties of this kind: {', '.join(KINDS)}.")
]
Purpose = Annotated[str, typer.Option(help="What the ties are asked for: fabric or persons.")]
AsOf = Annotated[str | None, typer.Option(help="Only ties that stood on this day.")]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Everything the command tells."""

    graph: Graph
    positions: tuple[Position, ...]
    shape: Shape
    bands: Bands
    worth: tuple[Worth, ...]
    read: NetworkRead


def network(
    edges: Edges,
    nodes: Nodes = None,
    group_column: Column = "group",
    area_column: Column = "area",
    level_column: Column = "level",
    weight_column: WeightColumn = None,
    source_column: Annotated[str, typer.Option(help="Column of one side of a tie.")] = "source",
    target_column: Annotated[str, typer.Option(help="Column of the other side.")] = "target",
    directed: Annotated[
        bool, typer.Option("--directed", help="Ties run from source to target only.")
    ] = False,
    kind: Kind = None,
    purpose: Purpose = PURPOSES[0],
    as_of: AsOf = None,
    compare: Annotated[
        str | None, typer.Option(help="A second day: which ties came and went in between.")
    ] = None,
    worth: Annotated[int, typer.Option(min=0, help="How many ties worth making to list.")] = 3,
    seed: Annotated[int, typer.Option(help="Another seed draws other networks for the bands.")] = 1,
    write: Annotated[
        Path | None, typer.Option(help="Also write it: .csv, .graphml, .gexf or .json (Kumu).")
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option(help="Write every refused row with its reason to this file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say who is connected, where a thread is missing, and which ties are worth making."""
    check_purpose(kind or KINDS, purpose)
    columns = ColumnNames(
        source=source_column, target=target_column, strength=weight_column or "strength"
    )
    read = read_network(edges, nodes, columns=columns, directed=directed)
    if rejects is not None:
        replace_text(rejects, defused(read.refused).write_csv())
    if write is not None:
        write_network(write, read.nodes, read.ties)
    named = _named(read.nodes, {"group": group_column, "area": area_column, "level": level_column})
    graph = graph_of(
        named,
        standing_on(read.ties, as_of),
        kinds=kind or (),
        directed=directed,
        weighted=weight_column is not None,
    )
    answer = _answer(graph, read, worth=worth, seed=seed)
    change = between(read.ties, as_of, compare) if compare is not None else None
    if as_json:
        inputs = {path.name: file_hash(path) for path in (edges, nodes) if path is not None}
        _as_json(answer, change, inputs, seed)
    else:
        _in_words(answer, change)


def _named(nodes: pl.DataFrame, wanted: dict[str, str]) -> pl.DataFrame:
    """The nodes with the columns that were named; a default column may be missing."""
    for as_name, column in wanted.items():
        if column in nodes.columns:
            nodes = nodes.with_columns(pl.col(column).cast(pl.String()).alias(as_name))
        elif column != as_name:
            raise InvalidTable(
                f"The nodes have no column “{column}”; they have {', '.join(nodes.columns)}.",
                remedy="Name one of their columns.",
                column=column,
            )
    return nodes


def _answer(graph: Graph, read: NetworkRead, *, worth: int, seed: int) -> Answer:
    rng = np.random.default_rng(seed)
    declined = read.ties.filter(pl.col("state") == DECLINED)
    pairs = list(zip(declined["source"], declined["target"], strict=True))
    with progress_bar("Drawing networks") as progress:
        drawn = bands(graph, rng, resamples=_resamples(graph), progress=progress)
    listed = ties_worth_making(graph, declined=pairs, most=worth) if graph.size <= LARGEST else ()
    return Answer(
        graph=graph,
        positions=positions(graph, rng),
        shape=whole(graph),
        bands=drawn,
        worth=listed,
        read=read,
    )


def _resamples(graph: Graph) -> int:
    """200, fewer in very large networks, where each takes long; how many is told."""
    return RESAMPLES if graph.size <= 5_000 else 20


def _measure(answer: Answer, name: str) -> dict[str, Any]:
    return {
        "value": getattr(answer.shape, name),
        "bands": {
            f"{rate:.0%}".removesuffix("%"): answer.bands.of_measure[rate][name] for rate in RATES
        },
    }


def _brokers(answer: Answer) -> list[dict[str, Any]]:
    """The ten most shortest paths lead through, each with how often it stays among them."""
    told = sorted(range(len(answer.positions)), key=lambda n: (-answer.positions[n].betweenness, n))
    return [
        {
            "id": answer.positions[n].id,
            "name": answer.positions[n].name,
            "betweenness": answer.positions[n].betweenness,
            "stays_in_top_ten": {
                f"{rate:.0%}".removesuffix("%"): float(stays[n])
                for rate, stays in answer.bands.stays.items()
            },
        }
        for n in told[:10]
        if answer.positions[n].betweenness > 0
    ]


def _notices(answer: Answer) -> list[str]:
    graph, told = answer.graph, list(answer.read.notices)
    unknown = sum(group == UNKNOWN for group in graph.groups)
    if unknown:
        told.append(
            f"The group of {unknown} of {graph.size} nodes is unknown: their ties count neither as "
            "inside nor as between groups."
        )
    if graph.size > LARGEST:
        told.append(f"Above {LARGEST:,} nodes no ties worth making are listed.")
    return told


def _as_json(answer: Answer, change: Change | None, inputs: dict[str, str], seed: int) -> None:
    graph = answer.graph
    lineage = Lineage(
        method="commonweal.mapping.network", version=version("commonweal"), inputs=inputs, seed=seed
    )
    told: dict[str, Any] = {
        "nodes": [one.as_dict() for one in answer.positions],
        "ties": len(graph.pairs),
        **{name: _measure(answer, name) for name in MEASURES},
        "resamples": answer.bands.resamples,
        "brokers": _brokers(answer),
        "isolates": [graph.ids[n] for n in gaps.isolates(graph)],
        "missing": [one.as_dict() for one in gaps.side_by_side(graph)],
        "single_threads": [list(pair) for pair in gaps.single_threads(graph)],
        "objective": OBJECTIVE,
        "worth_making": [one.as_dict() for one in answer.worth],
        "refused": answer.read.refused.height,
        "notices": _notices(answer),
        "caveats": list(CAVEATS),
    }
    if change is not None:
        told["change"] = change.as_dict()
    print_json(SCHEMA, lineage, told)


def _in_words(answer: Answer, change: Change | None) -> None:
    graph, out = answer.graph, console()
    parts = len({one.component for one in answer.positions})
    out.print(f"{graph.size} nodes, {len(graph.pairs)} ties, {parts} part{'s' * (parts != 1)}.")
    for notice in _notices(answer):
        out.print(notice)
    if answer.read.refused.height:
        out.print(f"{answer.read.refused.height} rows were refused (--rejects FILE keeps them).")
    out.print()
    names = ("", "now", *(f"{rate:.0%} of ties otherwise" for rate in RATES))
    print_counts(out, "The network as a whole", list(_lines(answer)), *names)
    rows = [
        (one["name"], f"{one['betweenness']:.2g}", _steady(one["stays_in_top_ten"]))
        for one in _brokers(answer)
    ]
    print_counts(out, "Between others", rows, "", "of shortest paths", "stays at 20 % otherwise")
    _gaps_in_words(answer)
    if change is not None:
        out.print(
            f"From {change.first} to {change.second}: {len(change.gained)} ties came, "
            f"{len(change.lost)} went, {change.unchanged} stayed."
        )
    for caveat in CAVEATS:
        out.print(caveat)


def _steady(stays: dict[str, float]) -> str:
    return f"{stays['20']:.0%}" if stays else "–"


def _figure(value: float) -> str:
    """Two places, or two figures that count where the value is smaller than that shows."""
    return f"{value:.2f}" if value == 0 or abs(value) >= 0.095 else f"{value:.2g}"


def _lines(answer: Answer) -> Sequence[tuple[str, ...]]:
    told = []
    for name in MEASURES:
        value = getattr(answer.shape, name)
        ranges = [answer.bands.of_measure[rate][name] for rate in RATES]
        shown = [f"{_figure(one[0])} to {_figure(one[1])}" if one else "–" for one in ranges]
        told.append((name.replace("_", "-"), "–" if value is None else _figure(value), *shown))
    return told


def _gaps_in_words(answer: Answer) -> None:
    graph, out = answer.graph, console()
    alone = [graph.names[n] for n in gaps.isolates(graph)]
    out.print(f"Without any tie: {', '.join(alone[:MOST_LINES])}." if alone else "Nobody is alone.")
    for one in gaps.side_by_side(graph):
        out.print(one.sentence)
    threads = gaps.single_threads(graph)
    out.print(
        f"{len(threads)} ties have nothing that stands in for them."
        if threads
        else "No single tie holds two parts together alone."
    )
    out.print()
    rows = [
        (
            f"{one.one} – {one.other}",
            "; ".join(change.sentence for change in one.changes),
            " → ".join(one.by) or "nobody yet",
        )
        for one in answer.worth
    ]
    if rows:
        out.print(OBJECTIVE)
        print_words(out, "Ties worth making", rows, "between", "what would change", "introduced by")
