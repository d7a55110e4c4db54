"""Commands are loaded when they are asked for, and none of them is lost by it."""

import subprocess
import sys

from typer.testing import CliRunner

from commonweal.cli.main import app

LISTED = """
import sys
from typer.testing import CliRunner
from commonweal.cli.main import app
for words in ([], ["mapping", "strengths"], ["listening", "look"]):
    assert CliRunner().invoke(app, [*words, "--help"]).exit_code == 0
print(sorted({"numba", "scipy.stats", "rustworkx", "django"} & set(sys.modules)))
"""


def test_a_command_does_not_wait_for_what_others_need():
    done = subprocess.run(
        [sys.executable, "-c", LISTED], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_every_command_of_a_room_is_listed_and_answers():
    for room, words in {
        "listening": ("look", "profiles", "week", "signals", "events", "publish"),
        "mapping": ("network", "reach", "relation", "strengths"),
    }.items():
        told = CliRunner().invoke(app, [room, "--help"]).output
        for word in words:
            assert f"│ {word} " in told
            assert CliRunner().invoke(app, [room, word, "--help"]).exit_code == 0


def test_a_command_that_is_not_there_is_said_so():
    done = CliRunner().invoke(app, ["mapping", "sighs"])
    assert done.exit_code == 2
    assert "No such command" in done.output
