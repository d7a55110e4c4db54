"""`commonweal listening dialogue` on exported conversations, as a facilitator types it."""

import json

import numpy as np
import polars as pl
import pytest
from typer.testing import CliRunner

from benchmarks.made_rooms import UNSEEN
from commonweal.cli.main import app
from commonweal.files.polis import read_export, write_export
from tests.library.listening.dialogue.rooms import statements, two_sides

COMMENTS = "comment-id,agrees,disagrees,moderated,comment-body\n0,3,0,1,Lamps\n1,0,3,1,Benches\n"
VOTES = "comment-id,voter-id,vote\n0,1,1\n1,1,-1\n0,2,1\n1,2,-1\n0,3,1\n1,3,-1\n"


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A room of two sides, written as an export."""
    folder = tmp_path_factory.mktemp("export")
    made, _ = two_sides()
    rows = pl.DataFrame(
        {
            "voter_id": made.voter_ids[made.rows].astype(str),
            "statement_id": made.statements.astype(str),
            "vote": made.votes.astype(np.int64),
            "voted_at": np.arange(len(made.votes)) + 1_700_000_000_000,
        }
    )
    write_export(folder, statements(made.m), rows, summary={"topic": "The river walk"})
    assert UNSEEN not in made.votes
    return folder


def asked(folder, *words):
    return CliRunner().invoke(app, ["listening", "dialogue", str(folder), *words])


def small(tmp_path, votes=VOTES):
    (tmp_path / "comments.csv").write_text(COMMENTS)
    (tmp_path / "votes.csv").write_text(votes)
    return tmp_path


def test_the_answer_has_the_keys_that_are_promised(room):
    told = json.loads(asked(room, "--json").output)
    assert told["schema"] == "commonweal/dialogue/1"
    assert told["k"] == 2
    assert [one["size"] for one in told["groups"]] == [20, 20]
    first = told["consensus"][0]
    assert {"statement_id", "value", "low", "high", "groups", "text"} <= first.keys()
    assert {part["group"] for part in first["groups"]} == {0, 1}
    assert {"bridging", "dividing", "not_enough", "lineage"} <= told.keys()
    assert told["lineage"]["inputs"].keys() == {
        "comments.csv",
        "votes.csv",
        "participants-votes.csv",
        "summary.csv",
    }


def test_the_same_seed_gives_the_same_answer(tmp_path):
    folder = small(tmp_path)
    assert asked(folder, "--json").output == asked(folder, "--json").output


def test_no_output_names_a_voter_or_the_group_of_one(room, tmp_path):
    """Charter 1: neither words, nor JSON, nor what is written."""
    for words in ((), ("--json",), ("--public",), ("--public", "--json")):
        told = asked(room, "--groups", "2", *words).output
        assert "label" not in told
        assert "voter_id" not in told
    asked(room, "--groups", "2", "--write", str(tmp_path / "copy"))
    matrix = pl.read_csv(tmp_path / "copy" / "participants-votes.csv")
    assert matrix["group-id"].null_count() == matrix.height


def test_a_facilitator_reads_what_bridges_and_what_divides(room):
    told = asked(room, "--groups", "2").output
    assert "40 voters" in told
    assert "2 groups can be told apart." in told
    assert "Bridging: most of every group on one side" in told
    assert "Dividing: most of one group agree, most of another disagree" in told
    assert "+1 means agree." in told
    assert "not communities" in told


def test_the_public_is_shown_no_group_below_the_floor(room):
    assert len(json.loads(asked(room, "--groups", "2", "--json", "--public").output)["groups"]) == 2
    told = json.loads(asked(room, "--groups", "2", "--json", "--public", "--floor", "21").output)
    assert told["k"] == 1
    assert told["lineage"]["inputs"] == {}


def test_a_small_room_is_not_enough_to_say(tmp_path):
    told = asked(small(tmp_path)).output
    assert "Not enough to say whether there are groups." in told
    assert "Too few people voted to show anything." in asked(tmp_path, "--public").output


def test_refused_rows_are_told_and_kept(tmp_path):
    folder = small(
        tmp_path / "in" if (tmp_path / "in").mkdir() is None else tmp_path, VOTES + "9,3,1\n"
    )
    rejects = tmp_path / "rejects.csv"
    told = asked(folder, "--rejects", str(rejects)).output
    assert "votes.csv: 1 refused, first in row 8" in " ".join(told.split())
    kept = pl.read_csv(rejects)
    assert kept.select("file", "row", "column", "value", "code").row(0) == (
        "votes.csv",
        8,
        "comment-id",
        9,
        "unknown-statement",
    )


def test_what_is_written_is_read_back_equal(room, tmp_path):
    copy = tmp_path / "copy"
    assert asked(room, "--groups", "2", "--write", str(copy), "--form", "report").exit_code == 0
    assert read_export(copy).statements["text"].equals(read_export(room).statements["text"])
    again = asked(room, "--write", str(copy))
    assert again.exit_code == 1
    assert "is there already, and not empty." in str(again.exception)


def test_a_sign_that_is_none_is_refused(room):
    assert "“2” is no vote that could mean agree." in str(asked(room, "--agree", "2").exception)
