"""The breaks of tests/mutants can all be made, and every binding rule of the charter has one.

`make mutants` runs them; this only reads, so it is quick. Which rules bind stands in
docs/charter.md.
"""

import re

import pytest

from tests.mutants.entries import Mutant, every_mutant, faults
from tests.mutants.run import with_break
from tests.rules.project_files import ROOT

# Rule of the charter → where its subject stands once the room that has it is built.
SUBJECTS = {
    6: "src/workbench/listening/actions/receive_report.py",
    7: "src/workbench/casework",
    8: "src/commonweal/mapping",
    9: "src/commonweal/weighing",
}
ROW = re.compile(r"^\| (\d+) \|.*\| ([^|]+) \|$", re.MULTILINE)
PAGE = (ROOT / "docs" / "charter.md").read_text(encoding="utf-8")
HELD = {int(rule): held.strip() for rule, held in ROW.findall(PAGE)}
MUTANTS = every_mutant()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_every_break_can_be_made(mutant):
    assert faults(mutant) == []


def test_every_break_has_a_name_of_its_own():
    names = [mutant.name for mutant in MUTANTS]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("rule", [rule for rule, held in HELD.items() if held != "–"])
def test_every_rule_that_the_charter_page_says_is_held_has_a_break(rule):
    assert any(rule in mutant.charter_rules for mutant in MUTANTS)


def test_a_rule_whose_subject_stands_is_held():
    assert sorted(HELD) == list(range(1, 12))
    standing = {rule for rule, path in SUBJECTS.items() if (ROOT / path).exists()}
    assert not {rule for rule in standing if HELD[rule] == "–"}


@pytest.fixture
def small(tmp_path):
    """A tree of two files, and a break in it."""
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "floor.py").write_text("FLOOR = 10\n")
    (tmp_path / "test_floor.py").write_text("def test_floor(): ...\n")
    return Mutant(
        name="no floor",
        guarantee="charter 4 and 11, then charter rule 2",
        file="src/floor.py",
        find="FLOOR = 10",
        replace="FLOOR = 0",
        test="test_floor.py::test_floor[case]",
    )


def test_a_sound_break_has_no_faults(small, tmp_path):
    assert faults(small, tmp_path) == []
    assert small.charter_rules == {2, 4, 11}


def test_words_that_stand_twice_are_a_fault(small, tmp_path):
    (tmp_path / "src" / "floor.py").write_text("FLOOR = 10\nFLOOR = 10\n")
    assert faults(small, tmp_path) == ["“FLOOR = 10” occurs 2 times in src/floor.py"]


def test_a_test_that_is_gone_is_a_fault(small, tmp_path):
    (tmp_path / "test_floor.py").write_text("")
    assert faults(small, tmp_path) == ["test_floor.py holds no test test_floor"]


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("red", "caught"),
        ("green", "SURVIVED: the test stays green"),
        ("nothing tested", "nothing tested"),
    ],
)
def test_only_a_failing_test_catches_a_break_and_the_copy_is_mended(
    small, tmp_path, monkeypatch, said, verdict
):
    seen = []

    def look(copy, test):
        seen.append((copy / small.file).read_text())
        return said

    monkeypatch.setattr("tests.mutants.run.answer", look)
    assert with_break(small, tmp_path) == verdict
    assert seen == ["FLOOR = 0\n"]
    assert (tmp_path / small.file).read_text() == "FLOOR = 10\n"
