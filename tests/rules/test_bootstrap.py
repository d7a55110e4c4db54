"""Setting up: refused in one line, done once, and done by pip where uv cannot."""

import subprocess
import sys
from pathlib import Path

import pytest

import bootstrap


class Commands(list[str]):
    """The programs that the set-up started, in order; those in `failing` did not work."""

    failing: frozenset[str] = frozenset()

    def run(self, *command: str | Path) -> None:
        words = [Path(word).name if "/" in str(word) else str(word) for word in command]
        program = words[2] if words[1] == "-m" else words[0]
        self.append(program)
        if program in self.failing:
            raise subprocess.CalledProcessError(1, words)


@pytest.fixture
def commands(monkeypatch, tmp_path):
    """A set-up in an empty folder whose commands are noted and not run."""
    noted = Commands()
    monkeypatch.setattr(bootstrap, "run", noted.run)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "filled-from")
    monkeypatch.setattr(sys, "argv", ["bootstrap.py"])
    return noted


def test_an_old_python_is_refused_in_one_line(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 11, 2))
    assert bootstrap.why_not() == (
        "Commonweal needs Python 3.12 or newer and this is 3.11: install a newer one "
        "(Debian 13 and Ubuntu 24.04 have it: apt install python3 python3-venv)"
    )


def test_a_python_without_venv_is_refused_in_one_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert bootstrap.why_not() == (
        "This Python cannot make an environment: apt install python3-venv"
    )


def test_a_refusal_stops_the_set_up(commands, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 0))
    with pytest.raises(SystemExit, match=r"^Commonweal needs Python 3\.12 or newer and this is"):
        bootstrap.main()
    assert commands == []


def test_the_first_run_fills_and_the_second_does_nothing(commands):
    bootstrap.main()
    assert commands == ["venv", "pip", "uv", "uv"]
    bootstrap.main()
    assert len(commands) == 4


def test_changed_requirements_fill_anew(commands, monkeypatch):
    bootstrap.main()
    monkeypatch.setattr(bootstrap, "FILLED_FROM", ("README.md",))
    bootstrap.main()
    assert commands == ["venv", "pip", "uv", "uv"] * 2


def test_pip_does_it_where_uv_cannot(commands):
    commands.failing = frozenset({"uv"})
    bootstrap.main()
    assert commands == ["venv", "pip", "uv", "pip", "pip"]
    assert bootstrap.STAMP.is_file()


def test_a_failed_set_up_says_where_and_is_tried_again(commands):
    commands.failing = frozenset({"pip"})
    with pytest.raises(SystemExit, match=r"^Setting up stopped at: python -m pip install"):
        bootstrap.main()
    assert not bootstrap.STAMP.exists()
