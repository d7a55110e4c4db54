"""The displacing policy of the made-up city, from its files alone, as an analyst types it."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.demo import write_aldermere
from commonweal.demo.truths import planted_truths

POLICY = next(truth for truth in planted_truths() if truth.kind == "housing-displacement")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("aldermere")
    write_aldermere(path, until=date(2026, 11, 15))
    return path


def asked(*words):
    done = CliRunner().invoke(app, ["weighing", *map(str, words), "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


def test_a_likely_loss_is_told_for_the_group_and_the_districts_not_meant(folder):
    own = folder / "housing"
    told = asked(
        *("run", own / "proposal.toml", "--maps", own / "maps", "--ratings", own / "ratings.csv"),
        *("--areas", folder / "areas.geojson", "--draws", 1000),
    )
    crowded = {
        (one["group"], one["area"]): one
        for one in told["courses"]
        if one["factor"] == "crowded homes"
    }
    for group in POLICY.more["groups_not_meant"]:
        for area in POLICY.areas:
            assert not crowded[group, area]["meant"]
            assert crowded[group, area]["worse"] > 0.5, (group, area)
    for area in POLICY.to_areas:
        assert not crowded["majority", area]["meant"]
        assert crowded["majority", area]["worse"] > 2 * crowded["majority", area]["better"], area
    for area in POLICY.areas:
        assert crowded["majority", area]["better"] > 0.5, area


def test_what_followed_is_told_as_moved(folder):
    own = folder / "housing"
    told = asked("watch", own / "indicators.csv", "--plan", own / "watch.toml")
    assert told["verdict"] == "moved"
    assert [one["name"] for one in told["changes"]] == ["where it was meant", "next door"]
    early = asked(
        *("watch", own / "indicators.csv", "--plan", own / "watch.toml", "--as-of", "2024-06-30")
    )
    assert early["verdict"] == "too early to say"


def test_outlines_of_several_levels_name_the_districts_next_door(folder, tmp_path):
    own = folder / "housing"
    plan = tmp_path / "watch.toml"
    text = (own / "watch.toml").read_text(encoding="utf-8")
    plan.write_text(text[: text.index("[[watch]]")], encoding="utf-8")
    told = asked(
        *("watch", own / "indicators.csv", "--plan", plan, "--areas", folder / "areas.geojson")
    )
    assert told["verdict"] == "moved"
    assert told["changes"][1]["areas"] == len(POLICY.to_areas)
