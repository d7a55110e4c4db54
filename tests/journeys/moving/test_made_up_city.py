"""The made-up city is made by one command, through the doors that real files use."""

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
COMMAND = Path(sys.executable).with_name("commonweal")


@pytest.fixture(scope="module")
def aldermere(tmp_path_factory):
    """The folder of a made-up city whose story ends on a fixed day."""
    folder = tmp_path_factory.mktemp("made-up") / "aldermere"
    commonweal("demo", folder, "--until", "2026-03-29")
    return folder


def commonweal(*words: object) -> str:
    """Run the command; what it printed."""
    told = subprocess.run([COMMAND, *map(str, words)], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


def test_the_made_up_city_is_in_order(aldermere):
    assert commonweal("check", aldermere, "--deep") == f"All is well in {aldermere}.\n"


def test_a_brief_can_be_made_of_it(aldermere, tmp_path):
    commonweal("brief", aldermere, "-o", tmp_path / "brief.pdf")
    assert (tmp_path / "brief.pdf").read_bytes().startswith(b"%PDF")


def test_it_is_made_in_an_empty_place_only(aldermere):
    told = subprocess.run([COMMAND, "demo", aldermere], capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "There is already something in aldermere, the folder of the new city." in told.stderr
