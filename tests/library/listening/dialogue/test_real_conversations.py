"""The four real conversations of Pol.is: read whole, answered, and not split by force."""

import json
import subprocess
import sys

import numpy as np
import polars as pl
import pytest

from commonweal.files.polis import read_export
from commonweal.listening.dialogue import analyse

pytestmark = pytest.mark.shared_data
VOTERS = {  # of data/dialogue/README.md, and votes counted once
    "london.youth.policing": (26, 638),
    "american-assembly.bowling-green": (2031, 225_524),
    "15-per-hour-seattle": (339, 2872),
    "bg2050-volunteers": (126, 14_283),
}


@pytest.mark.parametrize("name", VOTERS)
def test_every_vote_is_read_and_plus_one_is_agree(shared_data, name):
    export = read_export(shared_data / "dialogue" / name)
    last = export.votes.unique(["voter_id", "statement_id"])
    assert (last["voter_id"].n_unique(), last.height) == VOTERS[name]
    assert all(sign.known and sign.agree == 1 for sign in export.signs)
    assert export.refused.height == 0


def test_the_packed_matrix_is_told_to_count_otherwise_than_the_tallies(shared_data):
    export = read_export(shared_data / "dialogue" / "american-assembly.bowling-green")
    assert [one.code for one in export.notices] == ["tallies-differ"]


@pytest.mark.parametrize("name", ["london.youth.policing", "15-per-hour-seattle"])
def test_consensus_is_the_product_at_any_number_of_groups(shared_data, name):
    export = read_export(shared_data / "dialogue" / name)
    found = analyse(export.votes, export.statements, rng=np.random.default_rng(1), k=3)
    votes = export.votes.unique(["voter_id", "statement_id"], keep="last", maintain_order=True)
    label = pl.DataFrame({"voter_id": found.room.voter_ids.astype(str), "group": found.labels})
    cells = (
        votes.join(label, on="voter_id")
        .filter(pl.col("group") >= 0)
        .group_by("statement_id", "group")
        .agg(a=(pl.col("vote") == 1).sum(), s=pl.len())
    )
    for said in found.answer.consensus[::7]:
        mine = cells.filter(pl.col("statement_id") == said.statement_id)
        product = 1.0
        for group in range(3):
            cell = mine.filter(pl.col("group") == group)
            a, s = cell.select("a", "s").row(0) if cell.height else (0, 0)
            product *= (a + 1) / (s + 2)
        assert said.figure.value == pytest.approx(product, abs=1e-12)


@pytest.mark.parametrize("name", VOTERS)
def test_each_is_answered_from_cold(shared_data, name):
    """A fresh process, from the folder to the printed answer."""
    folder = str(shared_data / "dialogue" / name)
    code = (
        "from commonweal.cli.main import main; import sys; "
        f"sys.argv = ['commonweal', 'listening', 'dialogue', {folder!r}, '--json']; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["k"] >= 1
