"""Networks in and out: tables of ties and nodes, GraphML, GEXF, and Kumu's JSON.

Read `read_network` first. A tie that cannot be used is refused with its row and reason, and the
rest is loaded; nothing is repaired in silence.
"""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import polars as pl

from commonweal.core.errors import UnreadableFile
from commonweal.core.tables import REFUSED, TIES
from commonweal.mapping.network.asking import KINDS

STANDS, DECLINED = "stands", "declined"
STATES = (STANDS, "ended", DECLINED)
YES = {"true", "yes", "1"}
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnNames:
    """How the file of ties names its columns; `kind` empty: every tie is a contact."""

    source: str = "source"
    target: str = "target"
    kind: str = "kind"
    strength: str = "strength"


@dataclass(frozen=True, kw_only=True)
class NetworkRead:
    """Nodes (`id`, `name` and the file's own columns), ties that fit `TIES`, and refused rows."""

    nodes: pl.DataFrame
    ties: pl.DataFrame
    refused: pl.DataFrame
    notices: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    """Rows while they are read."""

    ids: set[str]
    ties: list[dict[str, Any]] = field(default_factory=list)
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
    readers = {".graphml": _graphml, ".gexf": _gexf, ".json": _kumu}
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
    elif key not in reading.taken:
        reading.taken.add(key)
        reading.ties.append(made)


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
        return pl.read_csv(path, infer_schema=False, encoding="utf8-lossy")
    except (OSError, pl.exceptions.PolarsError) as error:
        raise UnreadableFile(
            f"{path.name} could not be read as a table: {str(error).splitlines()[0]}",
            remedy="Give a CSV file with one header row.",
            file=path.name,
        ) from error


def _xml(path: Path) -> ElementTree.Element:
    """The root; a document with a DOCTYPE is refused, since entities can swell without bound."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        if "<!DOCTYPE" in text[:100_000] or "<!ENTITY" in text[:100_000]:
            raise UnreadableFile(
                f"{path.name} declares a document type, which is not read.",
                remedy="Save it again without one.",
                file=path.name,
            )
        return ElementTree.fromstring(text)  # noqa: S314 - no document type, so no entities
    except (OSError, UnicodeDecodeError, ElementTree.ParseError) as error:
        raise UnreadableFile(
            f"{path.name} is no XML that can be read: {error}.",
            remedy="Export the network once more as GraphML, GEXF or CSV.",
            file=path.name,
        ) from error


def _graphml(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    root = _xml(path)
    names = {key.get("id"): key.get("attr.name") for key in root.iter(f"{GRAPHML}key")}
    graph = root.find(f"{GRAPHML}graph")
    directed = graph is not None and graph.get("edgedefault") == "directed"

    def held(element: ElementTree.Element) -> dict[str, Any]:
        data = element.iter(f"{GRAPHML}data")
        return {str(names.get(one.get("key"))): one.text or "" for one in data}

    nodes = [{**held(one), "id": one.get("id")} for one in root.iter(f"{GRAPHML}node")]
    ties = [
        {
            "directed": str(directed).lower(),
            **held(one),
            "source": one.get("source"),
            "target": one.get("target"),
        }
        for one in root.iter(f"{GRAPHML}edge")
    ]
    return nodes, ties


def _gexf(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    root = _xml(path)
    space = root.tag.removesuffix("gexf")
    names: dict[str | None, str] = {
        one.get("id"): str(one.get("title")) for one in root.iter(f"{space}attribute")
    }

    def held(element: ElementTree.Element) -> dict[str, Any]:
        told = element.iter(f"{space}attvalue")
        return {names.get(one.get("for"), ""): one.get("value") or "" for one in told}

    nodes = [
        {"name": one.get("label"), **held(one), "id": one.get("id")}
        for one in root.iter(f"{space}node")
    ]
    ties = [
        {
            "strength": one.get("weight"),
            "directed": str(one.get("type") == "directed").lower(),
            **held(one),
            "source": one.get("source"),
            "target": one.get("target"),
        }
        for one in root.iter(f"{space}edge")
    ]
    return nodes, ties


def _kumu(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
        elements, connections = told["elements"], told["connections"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(
            f"{path.name} is no Kumu blueprint: it needs “elements” and “connections”.",
            remedy="Export the map from Kumu as JSON.",
            file=path.name,
        ) from error
    nodes = [
        {**one, "id": one.get("id") or one.get("label"), "name": one.get("label")}
        for one in elements
    ]
    ties = [
        {
            **one,
            "source": one.get("from"),
            "target": one.get("to"),
            "kind": one.get("type"),
            "directed": str(one.get("direction") == "directed").lower(),
        }
        for one in connections
    ]
    return nodes, ties


def write_network(path: Path, nodes: pl.DataFrame, ties: pl.DataFrame) -> None:
    """Write a network as `.graphml`, `.gexf` or `.json` (Kumu), or its ties as `.csv`."""
    writers = {".graphml": _to_graphml, ".gexf": _to_gexf, ".json": _to_kumu}
    suffix = path.suffix.lower()
    if suffix == ".csv":
        path.write_text(ties.write_csv(), encoding="utf-8")
        return
    if suffix not in writers:
        raise UnreadableFile(
            f"A network cannot be written as “{path.suffix}”.",
            remedy="Use .csv, .graphml, .gexf or .json.",
            file=path.name,
        )
    path.write_text(writers[suffix](nodes, ties), encoding="utf-8")


def _plain(row: Mapping[str, Any], *without: str) -> dict[str, str]:
    """The row's own facts as text, empty ones left out."""
    told = {name: value for name, value in row.items() if name not in without}
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in told.items()
        if value is not None
    }


def _to_graphml(nodes: pl.DataFrame, ties: pl.DataFrame) -> str:
    ElementTree.register_namespace("", GRAPHML[1:-1])
    root = ElementTree.Element(f"{GRAPHML}graphml")
    for sort, table in (("node", nodes), ("edge", ties)):
        for name in table.columns:
            ElementTree.SubElement(
                root,
                f"{GRAPHML}key",
                {"id": f"{sort}-{name}", "for": sort, "attr.name": name, "attr.type": "string"},
            )
    graph = ElementTree.SubElement(root, f"{GRAPHML}graph", {"edgedefault": "undirected"})
    for row in nodes.to_dicts():
        element = ElementTree.SubElement(graph, f"{GRAPHML}node", {"id": row["id"]})
        _data(element, "node", _plain(row, "id"))
    for row in ties.to_dicts():
        ends = {"source": row["source"], "target": row["target"]}
        element = ElementTree.SubElement(graph, f"{GRAPHML}edge", ends)
        _data(element, "edge", _plain(row, "source", "target"))
    return _as_text(root)


def _data(element: ElementTree.Element, sort: str, facts: Mapping[str, str]) -> None:
    for name, value in facts.items():
        data = ElementTree.SubElement(element, f"{GRAPHML}data", {"key": f"{sort}-{name}"})
        data.text = value


def _to_gexf(nodes: pl.DataFrame, ties: pl.DataFrame) -> str:
    ElementTree.register_namespace("", GEXF[1:-1])
    root = ElementTree.Element(f"{GEXF}gexf", {"version": "1.3"})
    graph = ElementTree.SubElement(root, f"{GEXF}graph", {"defaultedgetype": "undirected"})
    for sort, table in (("node", nodes), ("edge", ties)):
        attributes = ElementTree.SubElement(graph, f"{GEXF}attributes", {"class": sort})
        for name in table.columns:
            facts = {"id": name, "title": name, "type": "string"}
            ElementTree.SubElement(attributes, f"{GEXF}attribute", facts)
    held = ElementTree.SubElement(graph, f"{GEXF}nodes")
    for row in nodes.to_dicts():
        facts = {"id": row["id"], "label": str(row.get("name") or row["id"])}
        _values(ElementTree.SubElement(held, f"{GEXF}node", facts), _plain(row, "id"))
    held = ElementTree.SubElement(graph, f"{GEXF}edges")
    for number, row in enumerate(ties.to_dicts()):
        kind = "directed" if row["directed"] else "undirected"
        facts = {"id": str(number), "source": row["source"], "target": row["target"], "type": kind}
        _values(ElementTree.SubElement(held, f"{GEXF}edge", facts), _plain(row, "source", "target"))
    return _as_text(root)


def _values(element: ElementTree.Element, facts: Mapping[str, str]) -> None:
    values = ElementTree.SubElement(element, f"{GEXF}attvalues")
    for name, value in facts.items():
        ElementTree.SubElement(values, f"{GEXF}attvalue", {"for": name, "value": value})


def _as_text(root: ElementTree.Element) -> str:
    out = io.BytesIO()
    ElementTree.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)
    return out.getvalue().decode()


def _to_kumu(nodes: pl.DataFrame, ties: pl.DataFrame) -> str:
    elements = [
        {**_plain(row, "id", "name"), "id": row["id"], "label": str(row.get("name") or row["id"])}
        for row in nodes.to_dicts()
    ]
    connections = [
        {
            **_plain(row, "source", "target", "kind"),
            "from": row["source"],
            "to": row["target"],
            "type": row["kind"],
            "direction": "directed" if row["directed"] else "undirected",
        }
        for row in ties.to_dicts()
    ]
    made = {"elements": elements, "connections": connections}
    return json.dumps(made, ensure_ascii=False, indent=1)
