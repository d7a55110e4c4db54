"""The ten minutes of the README, typed as they stand there, on New York's published records."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.rules.project_files import ROOT
from tests.rules.test_docs import FENCED

NOT_TYPED = ("make setup", "commonweal serve")


def typed_commands() -> str:
    """The block that begins with `commonweal listening look`, without set-up and serving."""
    blocks = FENCED.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    walk = next(block for block in blocks if "commonweal listening look" in block)
    lines = [line for line in walk.splitlines() if not line.startswith(NOT_TYPED)]
    assert len(walk.splitlines()) - len(lines) == len(NOT_TYPED)
    return "\n".join(lines)


@pytest.fixture(scope="module")
def walked(shared_data, tmp_path_factory):
    """The folder in which the walk was done, and what it printed."""
    folder = tmp_path_factory.mktemp("walk")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COMMONWEAL_")}
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-e", "-c", typed_commands()],
        cwd=folder,
        env={**kept, "PATH": path, "DATA": str(shared_data.resolve())},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, done.stdout


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
