"""Networks in and out: tables of ties and nodes, GraphML, GEXF, and Kumu's JSON.

Read `read_network` first. A tie that cannot be used is refused with its row and reason, and the
rest is loaded; nothing is repaired in silence.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from commonweal.core.errors import UnreadableFile
from commonweal.core.guarded_cells import GUARDED
from commonweal.core.tables import REFUSED, TIES
from commonweal.core.tie_kinds import KINDS
from commonweal.files.network_formats import read_gexf, read_graphml, read_kumu

STANDS, DECLINED = "stands", "declined"
STATES = (STANDS, "ended", DECLINED)
YES = {"true", "yes", "1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnNames:
    """How the file of ties names its columns; `kind` empty: every tie is a contact."""

    source: str = "source"
    target: str = "target"
    kind: str = "kind"
    strength: str = "strength"


@dataclass(frozen=True, kw_only=True)
class NetworkRead:
    """Nodes (`id`, `name` and the file's own columns), ties that fit `TIES`, and refused rows.

    `rows` says where each tie stands, `repeats` which rows say an earlier one again.
    """

    nodes: pl.DataFrame
    ties: pl.DataFrame
    refused: pl.DataFrame
    rows: tuple[int, ...] = ()
    repeats: tuple[int, ...] = ()
    notices: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    """Rows while they are read."""

    ids: set[str]
    ties: list[dict[str, Any]] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    repeats: list[int] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)
    known: dict[tuple[str, str, str, str], tuple[Any, str]] = field(default_factory=dict)
    taken: set[tuple[str, str, str, str]] = field(default_factory=set)

    def refuse(
        self, row: int, column: str, value: str | None, code: str, why: tuple[str, str]
    ) -> None:
        """Keep the reason and the remedy."""
        self.refused.append(
            {
                "row": row,
                "column": column,
                "value": value,
                "code": code,
                "reason": why[0],
                "remedy": why[1],
            }
        )


def read_network(
    edges: Path,
    nodes: Path | None = None,
    *,
    columns: ColumnNames | None = None,
    directed: bool = False,
) -> NetworkRead:
    """A network from `.csv` (with `nodes`), `.graphml`, `.gexf` or `.json` (Kumu).

    Raises `UnreadableFile` where the file is none of them.
    """
    readers = {".graphml": read_graphml, ".gexf": read_gexf, ".json": read_kumu}
    node_rows: list[dict[str, Any]] | None
    if edges.suffix.lower() in readers:
        node_rows, tie_rows = readers[edges.suffix.lower()](edges)
        names = ColumnNames()
    else:
        tie_rows = _table(edges).to_dicts()
        node_rows = _table(nodes).to_dicts() if nodes is not None else None
        names = columns or ColumnNames()
    return _checked(node_rows, tie_rows, names, file=edges.name, directed=directed)


def _checked(
    node_rows: list[dict[str, Any]] | None,
    tie_rows: list[dict[str, Any]],
    names: ColumnNames,
    *,
    file: str,
    directed: bool,
) -> NetworkRead:
    for name in (names.source, names.target):
        if tie_rows and name not in tie_rows[0]:
            raise UnreadableFile(
                f"{file} has no column “{name}”; its columns are {', '.join(tie_rows[0])}.",
                remedy="Name the columns with --source-column and --target-column.",
                file=file,
                column=name,
            )
    reading = _Reading(ids=set())
    kept = list(_nodes(node_rows, tie_rows, names, reading))
    for row, tie in enumerate(tie_rows, start=2):
        _take(tie, row, names, reading, directed=directed)
    return NetworkRead(
        nodes=pl.DataFrame(kept, infer_schema_length=None) if kept else _no_nodes(),
        ties=pl.DataFrame(reading.ties, schema=TIES.schema),
        refused=pl.DataFrame(reading.refused, schema=REFUSED.schema),
        rows=tuple(reading.rows),
        repeats=tuple(reading.repeats),
        notices=_notices(node_rows),
    )


def _no_nodes() -> pl.DataFrame:
    return pl.DataFrame(schema={"id": pl.String(), "name": pl.String()})


def _notices(node_rows: list[dict[str, Any]] | None) -> tuple[str, ...]:
    if node_rows is not None:
        return ()
    return ("No list of nodes was given: whoever stands in no tie is not in this network.",)


def _nodes(
    rows: list[dict[str, Any]] | None,
    ties: list[dict[str, Any]],
    names: ColumnNames,
    reading: _Reading,
) -> Iterator[dict[str, Any]]:
    """Each node once; without a list, those that ties name."""
    if rows is None:
        named = (
            str(tie[end] or "").strip() for tie in ties for end in (names.source, names.target)
        )
        rows = [{"id": key, "name": key} for key in dict.fromkeys(named) if key]
    for number, row in enumerate(rows, start=2):
        key = str(row.get("id") or "").strip()
        if not key or key in reading.ids:
            code, what = ("no-id", "has no id") if not key else ("duplicate-id", "comes twice")
            why = (f"This node {what}.", "Give every node an id of its own; the first is kept.")
            reading.refuse(number, "id", key or None, code, why)
            continue
        reading.ids.add(key)
        yield {**row, "id": key, "name": str(row.get("name") or key)}


def _take(
    tie: Mapping[str, Any], row: int, names: ColumnNames, reading: _Reading, *, directed: bool
) -> None:
    """Keep a tie, or refuse it with the first reason."""
    ends = [str(tie.get(name) or "").strip() for name in (names.source, names.target)]
    fault = _fault(tie, ends, names, reading)
    if fault is not None:
        reading.refuse(row, *fault)
        return
    made = _tie(tie, ends, names, directed=directed)
    one, other = ends if made["directed"] else sorted(ends)
    key = (one, other, made["kind"], made["since"] or "")
    said = (made["strength"], made["state"])
    before = reading.known.setdefault(key, said)
    if before != said:
        why = (
            "It contradicts an earlier row on the same two, in strength or in whether it stands.",
            "Keep the row that is true; the first one was taken.",
        )
        reading.refuse(row, names.target, ends[1], "contradictory-tie", why)
    elif key in reading.taken:
        reading.repeats.append(row)
    else:
        reading.taken.add(key)
        reading.ties.append(made)
        reading.rows.append(row)


def _fault(
    tie: Mapping[str, Any], ends: list[str], names: ColumnNames, reading: _Reading
) -> tuple[str, str | None, str, tuple[str, str]] | None:
    for name, end in zip((names.source, names.target), ends, strict=True):
        if not end:
            why = ("One side of the tie is empty.", "Say who it is with, or leave the row out.")
            return name, None, "no-end", why
        if end not in reading.ids:
            why = (f"“{end}” is not among the nodes.", "Add it to the nodes, or correct the name.")
            return name, end, "unknown-node", why
    if ends[0] == ends[1]:
        why = ("It ties a node to itself.", "Leave the row out.")
        return names.target, ends[1], "self-tie", why
    kind = str(tie.get(names.kind) or "contact")
    if kind not in KINDS:
        why = (f"“{kind}” is no kind of tie.", f"Use one of: {', '.join(KINDS)}.")
        return names.kind, kind, "unknown-kind", why
    if kind == "personal information" and tie.get("evidence"):
        why = (
            "A tie about persons is declared without any content (charter, rule 7).",
            "Leave its evidence empty.",
        )
        return "evidence", None, "content-about-persons", why
    return _bad_value(tie, names)


def _bad_value(
    tie: Mapping[str, Any], names: ColumnNames
) -> tuple[str, str | None, str, tuple[str, str]] | None:
    text = tie.get(names.strength)
    if text not in (None, "") and _number(text) is None:
        why = (f"“{text}” is no strength above 0.", "Write a number, 1 (weak) to 5.")
        return names.strength, str(text), "bad-strength", why
    state = str(tie.get("state") or STANDS)
    if state not in STATES:
        why = (f"“{state}” is no state of a tie.", f"Use one of: {', '.join(STATES)}.")
        return "state", state, "unknown-state", why
    return None


def _number(text: Any) -> float | None:
    try:
        value = float(text)
    except (TypeError, ValueError):
        return None
    return value if 0 < value < float("inf") else None


def _tie(
    tie: Mapping[str, Any], ends: list[str], names: ColumnNames, *, directed: bool
) -> dict[str, Any]:
    said = str(tie.get("directed") or "").lower()
    confirmed = str(tie.get("confirmed_by") or "") or None
    sides = {ends[0]: "source", ends[1]: "target"}
    return {
        "source": ends[0],
        "target": ends[1],
        "kind": str(tie.get(names.kind) or "contact"),
        "strength": _number(tie.get(names.strength)),
        "directed": said in YES if said else directed,
        "since": _text(tie.get("since")),
        "until": _text(tie.get("until")),
        "evidence": _text(tie.get("evidence")),
        "confirmed_by": sides.get(confirmed, confirmed) if confirmed else None,
        "public": str(tie.get("public") or "").lower() in YES,
        "state": str(tie.get("state") or STANDS),
    }


def _text(value: Any) -> str | None:
    return None if value in (None, "") else str(value)


def _table(path: Path) -> pl.DataFrame:
    try:
        read = pl.read_csv(path, infer_schema=False, encoding="utf8-lossy")
        return read.with_columns(
            pl.when(text.str.contains(GUARDED)).then(text.str.slice(1)).otherwise(text).alias(name)
            for name, text in ((name, pl.col(name)) for name in read.columns)
        )
    except (OSError, pl.exceptions.PolarsError) as error:
        raise UnreadableFile(
            f"{path.name} could not be read as a table: {str(error).splitlines()[0]}",
            remedy="Give a CSV file with one header row.",
            file=path.name,
        ) from error
