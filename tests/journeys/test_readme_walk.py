"""The README's four walks, typed as they stand there, on published records and made-up ones."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.rules.project_files import ROOT
from tests.rules.test_docs import FENCED

NOT_TYPED = ("make setup", "commonweal serve")


def block_with(words: str) -> str:
    """The block of the README that has these words."""
    blocks = FENCED.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    return next(block for block in blocks if words in block)


def typed_commands() -> str:
    """The block that begins with `commonweal listening look`, without set-up and serving."""
    walk = block_with("commonweal listening look").splitlines()
    lines = [line for line in walk if not line.startswith(NOT_TYPED)]
    assert len(walk) - len(lines) == len(NOT_TYPED)
    return "\n".join(lines)


def typed(commands: str, folder: Path, data: Path) -> str:
    """Type these in `folder`; what they print."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COMMONWEAL_")}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-e", "-c", commands],
        cwd=folder,
        env={**kept, "PATH": path, "DATA": str(data.resolve())},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def walked(shared_data, tmp_path_factory):
    """The folder in which the walk was done, and what it printed."""
    folder = tmp_path_factory.mktemp("walk")
    return folder, typed(typed_commands(), folder, shared_data)


@pytest.mark.shared_data
def test_the_map_has_gaps_brokers_threads_and_three_ties_worth_making(shared_data, tmp_path):
    said = typed(block_with("commonweal mapping reach"), tmp_path, shared_data)
    assert "1,434 strengths; within 1.5 km" in said
    assert "• Enfield: nothing within 1.5 km for about 93,000 of 333,587 residents." in said
    brokers = said[said.index("Between others") :]
    assert brokers.index("ITPC") < brokers.index("CTFK")
    assert "Nobody is alone." in said
    worth = said[said.index("Ties worth making") : said.index("A tie that nobody wrote down")]
    assert worth.count(" – ") == 3
    assert (tmp_path / "indiana.gexf").stat().st_size > 0
    assert len(json.loads((tmp_path / "libraries.json").read_text(encoding="utf-8"))) > 0


@pytest.mark.shared_data
def test_a_room_says_what_bridges_it_and_a_large_one_that_it_has_no_groups(shared_data, tmp_path):
    said = typed(block_with("commonweal listening dialogue"), tmp_path, shared_data)
    assert "26 voters, 638 votes on 36 statements. 3 groups can be told apart." in said
    bowling_green = said[said.index("Bowling Green / Warren County") :]
    assert "One group: no groups can be told apart." in bowling_green
    assert (tmp_path / "seattle" / "votes.csv").stat().st_size > 0


def test_a_decision_is_weighed_from_files_and_what_followed_is_told(tmp_path):
    said = typed(block_with("commonweal weighing watch"), tmp_path, tmp_path)
    assert "Round 2: 12 raters, 12 cells." in said
    assert "5 maps, 5 nodes, 8 links." in said
    assert "12 raters, 5 maps, 10,000 runs" in said
    elsewhere = said[said.index("Not meant, and worse") :]
    assert "southmead" in elsewhere
    assert "Larger homes in Tanners and Westway: moved" in said


@pytest.mark.shared_data
def test_the_walk_says_what_the_file_holds(walked):
    _folder, said = walked
    assert "1,980 rows, 1,825 incidents, 155 repeating an incident, 0 refused." in said


@pytest.mark.shared_data
def test_the_walk_ends_with_a_brief_in_hand(walked):
    folder, _said = walked
    brief = PdfReader(folder / "brief.pdf")
    assert "New York" in brief.pages[0].extract_text()


@pytest.mark.shared_data
def test_the_walk_leaves_a_city_in_which_nothing_is_wrong(walked):
    folder, _said = walked
    program = Path(sys.executable).with_name("commonweal")
    done = subprocess.run(
        [program, "check", "newyork"], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
