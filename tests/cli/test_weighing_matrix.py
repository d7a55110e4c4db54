"""`commonweal weighing matrix` on files, as an analyst types it."""

import json

from typer.testing import CliRunner

from commonweal.cli.main import app

HEAD = "round,rater,side,policy_area,factor,group,effect,sureness,evidence,grade,comment\n"


def rows(number: int, *judgements: tuple[str, str, int | str]) -> str:
    told = [
        f"{number},{rater},{side},housing,isolation,young people,{effect},3,,B2,\n"
        for rater, side, effect in judgements
    ]
    return "".join(told)


FIRST = rows(
    1,
    ("Ana", "department", 2),
    ("Ben", "department", 3),
    ("Caz", "community", -3),
    ("Dee", "community", -2),
    ("Eli", "community", "don't know"),
)
SECOND = rows(2, ("Ana", "department", 1), ("Ben", "department", 3), ("Caz", "community", -3))


def asked(tmp_path, text, *words):
    path = tmp_path / "ratings.csv"
    path.write_text(HEAD + text, encoding="utf-8")
    return CliRunner().invoke(app, ["weighing", "matrix", str(path), *words])


def test_two_camps_are_told_and_not_averaged_away(tmp_path):
    done = asked(tmp_path, FIRST)
    assert done.exit_code == 0
    assert "Round 1: 5 raters, 1 cells." in done.output
    assert "two camps" in done.output
    assert "1 don't know" in " ".join(done.output.split())
    assert "beliefs of those who were asked, not a forecast" in done.output


def test_the_answer_as_json_names_every_cell_with_its_counts(tmp_path):
    told = json.loads(asked(tmp_path, FIRST + SECOND, "--json").output)
    assert told["schema"] == "commonweal/matrix/1"
    (cell,) = told["cells"]
    assert cell["counts"] == [1, 0, 0, 0, 1, 0, 1]
    assert (cell["departments"], cell["communities"]) == (2.0, -3.0)
    assert told["moved"][0]["both"] == 3
    assert told["alpha"] is None


def test_refused_rows_are_kept_with_their_own_cells(tmp_path):
    rejects = tmp_path / "refused.csv"
    done = asked(tmp_path, FIRST + rows(1, ("Fay", "community", 7)), "--rejects", str(rejects))
    assert "1 rows were refused" in done.output
    assert "“7” is no whole number from -3 to 3." in rejects.read_text(encoding="utf-8")


def test_cells_written_for_a_spreadsheet_run_nothing(tmp_path):
    out = tmp_path / "cells.csv"
    text = FIRST.replace("young people", "=1+1")
    assert asked(tmp_path, text, "--write", str(out)).exit_code == 0
    assert "'=1+1" in out.read_text(encoding="utf-8")


def test_a_round_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    done = asked(tmp_path, FIRST, "--round", "3")
    assert done.exit_code != 0
    assert "holds no judgement of round 3" in str(done.exception.message)
    assert "Rounds that it holds: 1." in done.exception.remedy


def test_the_workbook_can_be_read_again(tmp_path):
    book = tmp_path / "matrix.xlsx"
    before = json.loads(asked(tmp_path, FIRST, "--xlsx", str(book), "--json").output)
    done = CliRunner().invoke(app, ["weighing", "matrix", str(book), "--json"])
    assert json.loads(done.output)["cells"] == before["cells"]


def test_a_round_of_one_rater_is_told_and_kept(tmp_path):
    done = asked(tmp_path, rows(1, ("Ana", "department", 2)))
    assert "this is one opinion" in " ".join(done.output.split())
    assert "1 raters, 1 cells" in done.output
