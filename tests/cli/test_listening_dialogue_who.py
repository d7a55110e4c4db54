"""`commonweal listening dialogue --who --population`: who is missing, worked by hand."""

import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.dialogue_who import UnfitTable, beside
from commonweal.cli.main import app
from commonweal.core.errors import CommonwealError

COMMENTS = "comment-id,agrees,disagrees,moderated,comment-body\n0,40,0,1,Lamps\n"
VOTES = "comment-id,voter-id,vote\n" + "".join(f"0,{n},1\n" for n in range(40))
VOTERS = [str(n) for n in range(40)]
WHO = "voter_id,group\n" + "".join(f"{n},{'Mill' if n < 2 else 'Harbour'}\n" for n in range(10))
LIVING = "group,population\nMill,6000\nHarbour,3000\nHill,1000\n,10000\n"


@pytest.fixture
def told(tmp_path):
    """Forty voters, of whom ten chose to say, beside ten thousand who live there."""

    def tell(who=WHO, living=LIVING, floor=None):
        (tmp_path / "who.csv").write_text(who)
        (tmp_path / "living.csv").write_text(living)
        paths = tmp_path / "who.csv", tmp_path / "living.csv"
        return beside(*paths, voters=VOTERS, floor=floor).as_dict()

    return tell


def cells(found):
    return {one["category"]: one for one in found["cells"]}


def test_ten_of_forty_said_who_they_are_and_stand_beside_those_who_live_there(told):
    found = told()
    assert (found["answered"], found["silent"]) == ({"said": 10}, {"said": 30})
    cell = cells(found)
    assert [cell[name]["n"] for name in ("Mill", "Harbour", "Hill")] == [2, 8, 0]
    assert [round(100 * part, 1) for part in cell["Mill"]["share"]] == [5.7, 20.0, 51.0]
    assert [round(100 * part, 1) for part in cell["Harbour"]["share"]] == [49.0, 80.0, 94.3]
    assert [cell[name]["living_share"] for name in cell] == [0.6, 0.3, 0.1]
    assert [cell[name]["reading"] for name in cell] == ["fewer", "more", "nobody"]
    assert "So few answered that this may be chance." in cell["Hill"]["sentence"]


def test_in_public_a_small_part_hides_all_that_would_give_it_away(told):
    found = told(floor=10)
    assert [one["n"] for one in found["cells"]] == [None, None, None]
    assert told(floor=11)["answered"] == {"said": None}


def test_who_cast_no_vote_is_left_out_and_told_to_the_desk(told):
    who = f"{WHO}99,Mill\n"
    found = told(who)
    assert found["notices"] == [
        "who.csv names 1 who cast no vote that counts, first “99”; they were left out."
    ]
    assert found["answered"] == {"said": 10}
    assert told(who, floor=3)["notices"] == []


def test_a_voter_may_say_several_things_where_everybody_is_counted(told):
    who = f"{WHO}0,Harbour\n0,Harbour\n"
    cell = cells(told(who))
    assert (cell["Mill"]["n"], cell["Harbour"]["n"]) == (2, 9)
    with pytest.raises(UnfitTable, match="how many live there in all"):
        told(who, LIVING.replace(",10000\n", ""))


def test_without_everybody_the_groups_together_are_all_who_live_there(told):
    assert cells(told(living="group,population\nMill,6000\nHarbour,2000\n"))["Mill"][
        "living_share"
    ] == pytest.approx(0.75)


def test_a_group_of_which_nobody_knows_how_many_live_there_says_so(told):
    assert cells(told(f"{WHO}11,Boats\n"))["Boats"]["reading"] == "not-known"


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ({"who": "voter,group\n1,Mill\n"}, "who.csv has no column “voter_id”."),
        ({"living": f"{LIVING}Mill,5\n"}, "living.csv, row 6: “Mill” stands twice."),
        ({"living": "group,population\nMill,many\n"}, "living.csv, row 2"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_with_its_row(told, tables, said):
    with pytest.raises(CommonwealError) as refused:
        told(**tables)
    assert said in refused.value.message and refused.value.remedy


@pytest.fixture
def asked(tmp_path, told):
    """The command itself, with both tables."""
    told()
    for name, text in (("comments.csv", COMMENTS), ("votes.csv", VOTES)):
        (tmp_path / "export").mkdir(exist_ok=True)
        (tmp_path / "export" / name).write_text(text)
    tables = ["--who", str(tmp_path / "who.csv"), "--population", str(tmp_path / "living.csv")]

    def ask(*words, tables=tables):
        words = [
            "listening",
            "dialogue",
            str(tmp_path / "export"),
            *tables,
            "--groups",
            "1",
            *words,
        ]
        return CliRunner().invoke(app, words)

    return ask


def test_the_command_tells_it_in_words_and_in_json(asked):
    output = " ".join(asked().output.split())
    assert "10 said it, 30 did not" in output
    assert "Mill: 2 of 10 who answered (5.67 to 51 %), 60 % of those who live there" in output
    found = json.loads(asked("--json").output)
    assert found["missing"]["answered"] == {"said": 10}
    assert "who.csv" in found["lineage"]["inputs"]


def test_in_public_no_hash_of_what_people_said_is_told(asked):
    output = asked("--json", "--public").output
    assert json.loads(output)["missing"]["answered"] == {"said": 10}
    assert "who.csv" not in output


def test_one_table_alone_is_refused(asked, tmp_path):
    refused = asked(tables=["--who", str(tmp_path / "who.csv")]).exception
    assert "one of the two tables is missing" in str(refused)
