"""Nothing in the tree names the machine it was made on, calls out, or promises work to come."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.project_files import ROOT, files_in, shown, text_files

# Written so that this file does not contain what it looks for.
UNFINISHED = re.compile(
    r"\b(?:TO(?:DO)|FIX(?:ME)|X{3}|raise Not(?:Implemented)Error|lorem(?: )ipsum)\b"
)
PEOPLES_FOLDERS = re.compile(
    r"(?<![\w.])(?:/(?:home|Users)/[a-z][\w.-]*/|/root(?:/)|[A-Z]:\\Users)"
)
REGISTRIES = re.compile(
    r"\b(?:pypi\.(?:org|python)|pythonhosted\.(?:org)|registry\.npm(?:js)|deb\.(?:debian)\.org)"
    r"|--(?:extra-)?index-(?:url)|--find-(?:links)"
)
CALLS_OUT = re.compile(r"https?://(?!www\.w3\.org/)[\w.-]+|[\"'(]//[a-z][\w-]*\.[a-z]")
A_LINK = re.compile(r"<a\s[^>]*href=\"https?://[^\"]*\"[^>]*>", re.DOTALL)


def places(pattern: re.Pattern[str]) -> list[str]:
    """Where the pattern stands in the project's text, as `path:line words`."""
    return [
        f"{shown(path)}:{number} {line.strip()[:80]}"
        for path, text in text_files()
        if path.name != "LICENSE"
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def folders_of_this_machine() -> re.Pattern[str]:
    """The folders in which this checkout and this person live, where they stand as a path."""
    found = {ROOT, ROOT.parent, Path.home()}
    names = [re.escape(f"{path}/") for path in found if len(path.parts) > 1]
    return re.compile(rf"(?<![\w.~}}{{)\]*-])(?:{'|'.join(sorted(names))})")


def hosts_of_this_machine() -> re.Pattern[str] | None:
    """The registry hosts that pip is set to use here, other than the public one."""
    ask = [sys.executable, "-m", "pip", "config", "list"]
    said = subprocess.run(ask, capture_output=True, text=True, check=False).stdout
    hosts = sorted(set(re.findall(r"https?://(?:[^@/\s']*@)?([^/:\s']+)", said)))
    return re.compile("|".join(map(re.escape, hosts))) if hosts else None


def test_no_path_of_a_machine_stands_in_the_tree():
    assert not places(folders_of_this_machine())
    assert not places(PEOPLES_FOLDERS)


def test_no_registry_stands_in_the_tree():
    here = hosts_of_this_machine()
    assert not places(REGISTRIES)
    assert here is None or not places(here)


def test_requirements_hold_hashes_and_no_address():
    pinned = files_in("requirements", suffixes=(".txt",))
    assert {path.stem for path in pinned} == {"run", "dev", "uv"}
    for path in pinned:
        text = path.read_text(encoding="utf-8")
        entries = re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==.*(?:\n    .*)*", text, re.MULTILINE)
        assert entries, shown(path)
        assert text.count("\n    --hash=sha256:") >= len(entries)
        assert "://" not in text


def test_nothing_is_left_for_later():
    unfinished = [
        place for place in places(UNFINISHED) if not place.startswith(("requirements/", "locale/"))
    ]
    assert not unfinished


def test_pages_call_nobody():
    asking = {}
    for path in files_in("src/workbench", suffixes=(".html", ".css", ".js", ".svg", ".typ")):
        words = A_LINK.sub("", path.read_text(encoding="utf-8"))
        asking[shown(path)] = CALLS_OUT.findall(words)
    assert not {name: found for name, found in asking.items() if found}


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (UNFINISHED, "# TO" + "DO: later"),
        (PEOPLES_FOLDERS, "open('/home/" + "maria/rows.csv')"),
        (REGISTRIES, "pip install --index-" + "url x"),
        (CALLS_OUT, "@import url(//fonts.example.org/a.css)"),
        (CALLS_OUT, '<script src="https://cdn.example.org/a.js">'),
        (folders_of_this_machine(), f"open('{ROOT}/rows.csv')"),
    ],
)
def test_the_searches_see_what_they_look_for(pattern, line):
    assert pattern.search(line)


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (CALLS_OUT, 'xmlns="http://www.w3.org/2000/svg"'),
        (PEOPLES_FOLDERS, "the pages at /home/ and /users/"),
        (folders_of_this_machine(), f"docs{ROOT}/rows.csv"),
    ],
)
def test_the_searches_leave_the_harmless_alone(pattern, line):
    assert not pattern.search(line)
