"""The forms in which other tools keep a network: GraphML, GEXF, and Kumu's JSON.

Read `read_graphml` first; `write_network` writes each of them. What they hold is checked in
`commonweal.files.network`.
"""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import polars as pl

from commonweal.core.errors import UnreadableFile
from commonweal.files.refused import defused

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://gexf.net/1.3}"


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


def read_graphml(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Nodes and ties of GraphML, as rows of their own facts."""
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


def read_gexf(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Nodes and ties of GEXF, as rows of their own facts."""
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


def read_kumu(path: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Nodes and ties of Kumu's blueprint, as rows of their own facts."""
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
    """Write a network as `.graphml`, `.gexf` or `.json` (Kumu), or its ties as `.csv`.

    In a table, cells that a spreadsheet would run are guarded (`core.guarded_cells`).
    """
    writers = {".graphml": _to_graphml, ".gexf": _to_gexf, ".json": _to_kumu}
    suffix = path.suffix.lower()
    if suffix == ".csv":
        path.write_text(defused(ties).write_csv(), encoding="utf-8")
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
