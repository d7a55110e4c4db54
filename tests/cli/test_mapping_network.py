"""`commonweal mapping network`: real files as they are, honest refusals, and one JSON object."""

import json
import subprocess
import sys
from pathlib import Path

import networkx as nx
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.core.tables import TIES
from commonweal.files.network import read_network
from commonweal.files.network_formats import write_network
from tests.library.mapping.test_network import ties_of

INDIANA = "networks/tobacco_control_indiana_2010"
RUN = [sys.executable, "-c", "from commonweal.cli.main import main; main()", "mapping", "network"]


def told(*words: object, code: int = 0) -> str:
    done = subprocess.run([*RUN, *map(str, words)], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout if code == 0 else done.stderr


@pytest.mark.shared_data
def test_the_indiana_network_is_read_as_it_is_and_equals_networkx(shared_data):
    folder = shared_data / INDIANA
    edges, nodes = folder / "edges_contact.csv", folder / "nodes.csv"
    answer = json.loads(
        told(edges, "--nodes", nodes, "--group-column", "agency_cat", "--json", "--seed", 3)
    )
    assert (len(answer["nodes"]), answer["ties"], answer["refused"]) == (25, 175, 0)
    graph = nx.from_pandas_edgelist(pl.read_csv(edges).to_pandas(), "source", "target")
    constraint, size = nx.constraint(graph), nx.effective_size(graph)
    between, cut = nx.betweenness_centrality(graph), set(nx.articulation_points(graph))
    for node in answer["nodes"]:
        n = int(node["id"])
        assert node["constraint"] == pytest.approx(constraint[n], abs=1e-9)
        assert node["effective_size"] == pytest.approx(size[n], abs=1e-9)
        assert node["betweenness"] == pytest.approx(between[n], abs=1e-9)
        assert node["articulation"] == (n in cut)
    for name in ("bonding", "bridging", "ei_index"):
        low, high = answer[name]["bands"]["10"]
        assert low <= high
    assert answer["linking"]["value"] is None
    assert len(answer["worth_making"]) == 3
    assert answer["caveats"][0].startswith("A tie that nobody wrote down is not a missing tie")


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    nodes, edges = tmp_path / "nodes.csv", tmp_path / "edges.csv"
    nodes.write_text("id,name,area\na,Library,North\nb,Mosque,North\nc,Parish,North\nd,Club,North\n"
                     "d,Club again,North\n,Nameless,North\n")  # fmt: skip
    edges.write_text(
        "source,target,kind,strength,state,evidence,since,until\n"
        "a,b,contact,3,stands,,2024-01-01,\n"
        "b,a,contact,3,stands,,2024-01-01,\n"
        "a,b,contact,5,stands,,2024-01-01,\n"
        "a,a,contact,1,stands,,,\n"
        "a,z,contact,1,stands,,,\n"
        "a,,contact,1,stands,,,\n"
        "a,c,friendship,1,stands,,,\n"
        "a,c,contact,lots,stands,,,\n"
        "a,c,contact,2,maybe,,,\n"
        "b,c,personal information,1,stands,told us,,\n"
        "a,d,contact,1,declined,,,\n"
        "b,d,contact,1,ended,,2023-01-01,2025-01-01\n"
    )
    return nodes, edges


def test_rows_that_cannot_be_used_are_refused_with_their_reason_and_the_rest_is_loaded(
    files, tmp_path
):
    nodes, edges = files
    answer = json.loads(
        told(edges, "--nodes", nodes, "--json", "--rejects", tmp_path / "refused.csv")
    )
    refused = pl.read_csv(tmp_path / "refused.csv")
    assert refused["code"].to_list() == [
        "duplicate-id", "no-id", "contradictory-tie", "self-tie", "unknown-node", "no-end",
        "unknown-kind", "bad-strength", "unknown-state", "content-about-persons",
    ]  # fmt: skip
    assert refused["row"].to_list()[2:4] == [4, 5]
    assert refused["value"].to_list()[-1] is None
    assert (answer["ties"], answer["refused"]) == (1, 10)
    assert answer["isolates"] == ["c", "d"]
    worth = {frozenset(one["between"]) for one in answer["worth_making"]}
    assert frozenset(("Library", "Club")) not in worth


def test_two_days_stand_side_by_side(files):
    nodes, edges = files
    answer = json.loads(
        told(edges, "--nodes", nodes, "--as-of", "2023-06-01", "--compare", "2026-01-01", "--json")
    )
    assert answer["ties"] == 1
    change = answer["change"]
    assert (change["gained"], change["lost"], change["unchanged"]) == (
        [["a", "b"]],
        [["b", "d"]],
        0,
    )


def test_trust_is_not_asked_about_persons(files):
    nodes, edges = files
    said = told(edges, "--nodes", nodes, "--kind", "trust", "--purpose", "persons", code=2)
    assert "cannot be asked about persons" in said
    assert "What to do: " in said


def test_a_document_type_is_refused(tmp_path):
    bad = tmp_path / "bad.graphml"
    bad.write_text('<!DOCTYPE x [<!ENTITY a "b">]><graphml/>')
    assert "declares a document type" in told(bad, code=2)


def test_a_column_that_is_not_there_is_named_with_those_that_are(tmp_path):
    edges = tmp_path / "edges.csv"
    edges.write_text("from,to\na,b\n")
    said = told(edges, code=2)
    assert "edges.csv has no column “source”; its columns are from, to." in said
    assert "2 nodes, 1 ties" in told(edges, "--source-column", "from", "--target-column", "to")


NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=8)


@settings(max_examples=25, deadline=None)
@given(
    names=st.lists(NAMES, min_size=2, max_size=6, unique=True),
    suffix=st.sampled_from([".graphml", ".gexf", ".json"]),
    kind=st.sampled_from(["contact", "trust", "joint work"]),
    strength=st.sampled_from([None, 1.0, 2.5]),
)
def test_what_is_written_reads_back_equal(tmp_path_factory, names, suffix, kind, strength):
    path = tmp_path_factory.mktemp("network") / f"n{suffix}"
    nodes = pl.DataFrame({"id": names, "name": [f"{name} & Co" for name in names]})
    pairs = [(names[0], other) for other in names[1:]]
    ties = ties_of(*pairs, kind=kind, strength=strength, since="2024-05", evidence="a < b")
    write_network(path, nodes, ties)
    read = read_network(path)
    assert read.refused.height == 0
    assert read.nodes.select("id", "name").rows() == nodes.rows()
    assert read.ties.select(TIES.columns.keys()).equals(ties)
