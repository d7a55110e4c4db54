"""`commonweal mapping representation` on a file of counts."""

import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app

HEAD = "question,answer,took_part,live_there\n"
COUNTS = (
    HEAD + "income,low,0,4000\nincome,middle,60,4000\nincome,high,30,2000\nincome,no answer,7,\n"
)


def asked(tmp_path, text, *words):
    path = tmp_path / "counts.csv"
    path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(app, ["mapping", "representation", str(path), *words])


def test_who_did_not_come_is_told_beside_who_lives_there(tmp_path):
    said = asked(tmp_path, COUNTS).output
    assert "income: 90 answered, 7 did not" in said
    assert "Nobody of the 4,000 people of “low” among 90 who answered." in said
    assert "middle: 60 of 90 who answered (56.4 to 75.5 %), 40 % of those who live there" in said
    assert "Nobody was asked where people live." in said


def test_the_public_reads_no_small_number(tmp_path):
    cells = json.loads(asked(tmp_path, COUNTS, "--floor", "10", "--json").output)["cells"]
    assert [one["n"] for one in cells] == [None, 60, None]


def test_every_group_of_the_list_has_its_row_the_majority_too(tmp_path):
    counts = HEAD + "group,everybody,50,100000\ngroup,anti-muslim,3,9000\n"
    told = json.loads(asked(tmp_path, counts, "--json").output)
    rows = {one["category"]: one["n"] for one in told["cells"]}
    assert rows["anti-muslim"] == 3
    assert "majority" in rows


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "income,low,few,\n", "counts.csv, row 2: “few” is no whole number."),
        (HEAD + "income,low,1,\nincome,low,2,\n", "row 3: “low” comes twice."),
        (HEAD + ",low,1,\n", "row 2: No question is named."),
        (HEAD + "income,low,,\n", "row 2: “took_part” is empty."),
        (HEAD, "counts.csv holds no count."),
        ("question,answer,n\nincome,low,1\n", "counts.csv has no column “took_part”."),
        (HEAD + "income,everybody,5,\nincome,low,9,\n", "counts “low” 9 of 5 people who answered"),
    ],
)
def test_counts_that_cannot_be_used_are_refused_with_their_place(tmp_path, text, said):
    done = asked(tmp_path, text)
    assert said in done.exception.message
    assert done.exception.remedy
