"""The wall between library and workbench, and the inner walls that import contracts cannot see."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.project_files import ROOT, files_in, shown

DOORS_TO_ROWS = {"access", "models", "actions", "feeds"}
NAMES_THAT_SAY_NOTHING = {
    *("utils", "util", "helpers", "helper", "common", "services", "service"),
    *("misc", "manager", "managers"),
}
LOADS_THE_LIBRARY = """
import importlib, pkgutil, sys, commonweal
for module in pkgutil.walk_packages(commonweal.__path__, "commonweal."):
    importlib.import_module(module.name)
print(sorted({"django", "workbench"} & sys.modules.keys()))
"""
INLINE = {
    "a script without src": r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>",
    "a style element": r"<style[\s>]",
    "a style attribute": r"<[a-z][^>]*\sstyle\s*=",
    "an event attribute": r"<[a-z][^>]*\son[a-z]+\s*=\s*[\"']",
    "a javascript: address": r"javascript:",
}


def test_importing_the_library_never_loads_django():
    done = subprocess.run(
        [sys.executable, "-c", LOADS_THE_LIBRARY], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_import_contracts_are_kept():
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def rows_touched(source: str) -> Iterator[tuple[int, str]]:
    """Line and model of every `Model.objects` where the model is not defined in the same file."""
    tree = ast.parse(source)
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
            model = ast.unparse(node.value)
            if model not in own:
                yield node.lineno, model


def has_door(path: Path) -> bool:
    """Whether the file is, or lies in, one of the four places that may touch rows."""
    parts = path.with_suffix("").relative_to(ROOT / "src" / "workbench").parts
    return bool(DOORS_TO_ROWS & set(parts)) or "migrations" in parts


def test_rows_are_touched_behind_their_doors_only():
    outside = [
        f"{shown(path)}:{line} {model}.objects"
        for path in files_in("src/workbench", suffixes=(".py",))
        if not has_door(path)
        for line, model in rows_touched(path.read_text(encoding="utf-8"))
    ]
    assert not outside, f"Move these to access, actions or feeds: {outside}"


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Source.objects.all()", [(1, "Source")]),
        ("models.Source._default_manager.get(pk=1)", [(1, "models.Source")]),
        ("class AuditRow:\n    pass\nAuditRow.objects.create()", []),
        ("get_objects()", []),
    ],
)
def test_the_search_for_rows_sees_them(source, found):
    assert list(rows_touched(source)) == found


def inline_parts(template: str) -> list[str]:
    """What a strict content security policy would block in this template."""
    words = re.sub(r"{#.*?#}|{% comment.*?endcomment %}", "", template, flags=re.DOTALL)
    found = {what: re.search(pattern, words, re.IGNORECASE) for what, pattern in INLINE.items()}
    return [what for what, hit in found.items() if hit]


def test_templates_hold_no_inline_script_or_style():
    blocked = {
        shown(path): inline_parts(path.read_text(encoding="utf-8"))
        for path in files_in("src/workbench", suffixes=(".html", ".svg"))
    }
    assert not {name: what for name, what in blocked.items() if what}


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("<script>let a = 1</script>", ["a script without src"]),
        ('<script src="{% static "core/map.js" %}" defer></script>', []),
        ('<script type="application/json" id="rows">[]</script>', []),
        ('<p style="color: red">', ["a style attribute"]),
        ("<style>p {}</style>", ["a style element"]),
        ('<button onclick="go()">', ["an event attribute"]),
        ('<a href="javascript:go()">', ["a javascript: address"]),
        ('<p class="style">one = "two"</p>', []),
    ],
)
def test_the_search_for_inline_parts_sees_them(template, found):
    assert inline_parts(template) == found


def test_no_module_has_a_name_that_says_nothing():
    paths = files_in("src", "tests", "benchmarks", "docs", suffixes=(".py",))
    empty = {
        shown(path)
        for path in paths
        if NAMES_THAT_SAY_NOTHING & {path.stem, *path.relative_to(ROOT).parts[:-1]}
    }
    assert not empty, "Name these for what they hold"
