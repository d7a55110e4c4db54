"""`commonweal weighing run` on files, as an analyst types it."""

import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.weighing.ensemble import InvalidProposal

PROPOSAL = """
name = "Larger flats"
policy_area = "housing"
groups = ["young people"]
areas = ["west"]
more_is_worse = ["isolation"]
[[channels]]
name = "households move next door"
to = "areas"
least = -0.9
most = -0.7
"""
RATINGS = """rater,policy_area,factor,group,effect,sureness
Ana,housing,isolation,young people,3,4
Ben,housing,isolation,young people,2,4
Ben,housing,isolation,majority,7,4
"""


def square(west: float) -> dict[str, object]:
    ring = [[west, 0], [west + 0.1, 0], [west + 0.1, 0.1], [west, 0.1], [west, 0]]
    return {"type": "Polygon", "coordinates": [ring]}


@pytest.fixture
def folder(tmp_path):
    """Two areas side by side, a proposal, judgements and a folder of two maps."""
    outlines = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"id": name, "name": name}, "geometry": square(west)}
            for name, west in (("west", 0.0), ("east", 0.1))
        ],
    }
    (tmp_path / "areas.geojson").write_text(json.dumps(outlines))
    (tmp_path / "proposal.toml").write_text(PROPOSAL)
    (tmp_path / "ratings.csv").write_text(RATINGS)
    (tmp_path / "maps").mkdir()
    for who, weight in (("ana", -0.9), ("ben", 0.9)):
        text = f"source,target,weight\nisolation,trust,{weight}\n"
        (tmp_path / "maps" / f"{who}.csv").write_text(text)
    return tmp_path


def asked(folder, *words):
    files = ["--maps", "maps", "--ratings", "ratings.csv", "--areas", "areas.geojson"]
    where = [str(folder / one) if "." in one or one == "maps" else one for one in files]
    typed = ["weighing", "run", str(folder / "proposal.toml"), *where, "--draws", "200", *words]
    return CliRunner().invoke(app, typed)


def test_a_proposal_is_told_as_belief_with_who_else_it_touches(folder):
    done = asked(folder)
    assert done.exit_code == 0
    said = " ".join(done.output.split())
    assert "2 raters, 2 maps, 200 runs" in said
    assert "young people · isolation" in said
    assert "east · young people isolation" in said
    assert "1 rows were refused" in said
    assert "a belief, not a forecast" in said


def test_the_answer_as_json_holds_every_group_area_and_factor(folder):
    told = json.loads(asked(folder, "--json").output)
    assert told["schema"] == "commonweal/what-if/1"
    assert len(told["courses"]) == 1 * 2 * 2
    here, there = (
        next(one for one in told["courses"] if (one["area"], one["factor"]) == (area, "isolation"))
        for area in ("west", "east")
    )
    assert (here["meant"], there["meant"]) == (True, False)
    assert here["better"] > 0.9
    assert there["worse"] > 0.9
    assert list(here["quarters"]) == ["4", "8", "12", "16", "20"]


def test_the_same_seed_gives_the_same_answer(folder):
    assert asked(folder, "--json").output == asked(folder, "--json").output


def test_a_proposal_that_names_a_stranger_is_refused(folder):
    (folder / "proposal.toml").write_text(PROPOSAL.replace('["west"]', '["moon"]'))
    done = asked(folder)
    assert isinstance(done.exception, InvalidProposal)
    assert "the area “moon”" in done.exception.message


def options(folder, *words):
    files = [str(folder / "proposal.toml"), str(folder / "half.toml")]
    text = PROPOSAL.replace("Larger flats", "Half").replace("areas = [", "size = 0.5\nareas = [", 1)
    (folder / "half.toml").write_text(text)
    where = [
        *("--maps", str(folder / "maps")),
        *("--ratings", str(folder / "ratings.csv")),
        *("--areas", str(folder / "areas.geojson")),
    ]
    return CliRunner().invoke(
        app, ["weighing", "compare", *files, *where, "--draws", "100", *words]
    )


def test_options_stand_beside_doing_nothing_without_a_total(folder):
    said = " ".join(options(folder).output.split())
    assert "3 options, 100 runs each on the same beliefs. No total is made" in said
    assert "young people, where one of them acts" in said
    assert "young people, elsewhere" in said
    assert "do nothing – – 100% of runs" in said


def test_options_as_json_hold_each_outcome_with_its_regret(folder):
    told = json.loads(options(folder, "--json").output)
    assert [one["name"] for one in told["options"]] == ["Larger flats", "Half", "do nothing"]
    outcome = told["options"][2]["groups"][0]["outcomes"][0]
    assert outcome["regret"] > 0
    assert not {"total", "score", "rank"} & outcome.keys()


def test_two_options_of_one_name_are_refused(folder):
    done = options(folder)
    assert done.exit_code == 0
    (folder / "half.toml").write_text(PROPOSAL)
    files = [str(folder / "proposal.toml"), str(folder / "half.toml")]
    where = ["--maps", str(folder / "maps"), "--ratings", str(folder / "ratings.csv")]
    typed = ["weighing", "compare", *files, *where, "--areas", str(folder / "areas.geojson")]
    done = CliRunner().invoke(app, typed)
    assert "Two options are called “Larger flats”." in done.exception.message


def test_the_other_reading_stands_beside_the_views_and_never_alone(folder):
    told = json.loads(asked(folder, "--one-truth", "--json").output)
    assert len(told["one_truth"]["courses"]) == len(told["courses"])
    assert "isolation → trust" in told["one_truth"]["notices"][-1]
    said = " ".join(asked(folder, "--one-truth").output.split())
    assert "if all see one truth" in said
    assert "Where it is meant to act group" in said
