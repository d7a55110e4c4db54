"""The three blocked relations of Aldermere, its communities and what they asked of the city."""

import json
from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from commonweal.demo import Aldermere, make_aldermere
from commonweal.demo.geography import SITES
from commonweal.demo.incoming import incoming_files
from commonweal.demo.population import GROUPS
from commonweal.demo.relations import relate
from commonweal.demo.truths import Truth, planted_truths
from commonweal.files.knowledge import shipped_relation_knowledge
from commonweal.files.relations import read_relation_file
from commonweal.mapping.process import Reading, reading, relation_of
from tests.library.demo.conftest import UNTIL

BLOCKED = [truth for truth in planted_truths() if truth.kind == "blocked-relation"]
KNOWLEDGE = shipped_relation_knowledge()


def by_id(truth: Truth) -> str:
    return truth.id


@pytest.fixture
def readings(city: Aldermere, tmp_path) -> dict[str, Reading]:
    """Each relation's file, written, read through the same door as any other, and told."""
    told = {}
    for name, text in incoming_files(city).items():
        if name.startswith("relations/"):
            path = tmp_path / name.removeprefix("relations/")
            path.write_text(text, encoding="utf-8")
            told[path.stem] = told_of(path, city.calendar.end)
    return told


def told_of(path, end: date) -> Reading:
    content = read_relation_file(path)
    whole = relation_of(content, file=path.name, knowledge=KNOWLEDGE, today=end)
    return reading(whole.relation, whole.answers, whole.records, KNOWLEDGE, end)


@pytest.mark.parametrize("truth", BLOCKED, ids=by_id)
def test_a_planted_relation_is_read_as_blocked_where_it_is(truth, readings) -> None:
    told = readings[truth.more["relation"]]
    assert told.weakest is not None
    assert told.weakest.link == truth.more["blocked_at"]
    assert told.blocks[0].rule == truth.more["rule"]


@pytest.mark.parametrize("truth", BLOCKED, ids=by_id)
def test_the_two_sides_differ_where_it_was_planted_and_nowhere_else(truth, readings) -> None:
    told = readings[truth.more["relation"]]
    assert [one.condition for one in told.disagreements] == truth.more["differ_on"]


def test_each_of_the_three_is_blocked_at_another_link() -> None:
    assert len({truth.more["blocked_at"] for truth in BLOCKED}) == len(BLOCKED) == 3


@pytest.mark.parametrize("truth", BLOCKED, ids=by_id)
def test_every_relation_opens_with_what_is_there(truth, readings) -> None:
    told = readings[truth.more["relation"]]
    assert len([one for one in told.there if one.row in KNOWLEDGE.of_link("capability")]) >= 4


def test_the_first_contact_lies_after_the_first_day_of_the_rise(city, readings) -> None:
    told = readings["harbour-living-together"]
    (waterfront,) = [truth for truth in city.truths if truth.id == "waterfront"]
    rise = city.calendar.monday(-waterfront.begins)
    assert told.relation.adversity.first_incident == rise.isoformat()
    assert told.blocks[0].evidence[0] == f"First incident: {rise}."
    assert date.fromisoformat(told.blocks[0].evidence[1].split(": ")[1][:10]) > rise


def test_taking_a_truth_away_takes_its_block_away(city) -> None:
    truths = tuple(
        replace(truth, more={**truth.more, "missing": [], "differ_on": []})
        if truth.kind == "blocked-relation"
        else truth
        for truth in city.truths
    )
    for content in relate(city.calendar, truths, np.random.default_rng(1)).values():
        end = city.calendar.end
        told = relation_of(content, file="whole", knowledge=KNOWLEDGE, today=end)
        found = reading(told.relation, told.answers, told.records, KNOWLEDGE, end)
        assert (found.blocks, found.disagreements) == ((), ())


@pytest.mark.parametrize("seed", [1, 20])
def test_the_same_relations_are_blocked_under_any_seed(seed, tmp_path) -> None:
    other = make_aldermere(seed, until=UNTIL)
    for truth in BLOCKED:
        path = tmp_path / f"{truth.id}.json"
        path.write_text(json.dumps(other.relations[truth.more["relation"]], default=str))
        assert told_of(path, other.calendar.end).blocks[0].rule == truth.more["rule"]


def test_relations_are_between_a_community_and_an_organisation_of_the_lists(city) -> None:
    for content in city.relations.values():
        assert content["community"]["id"] in set(city.communities["community_id"])
        assert content["provider"]["id"] in set(city.strengths["organisation_id"])


def test_the_communities_of_a_relation_live_where_its_truth_says(city) -> None:
    rows = {row["community_id"]: row for row in city.communities.to_dicts()}
    for truth in BLOCKED:
        row = rows[city.relations[truth.more["relation"]]["community"]["id"]]
        assert set(truth.areas) <= set(row["areas"])
        assert set(truth.groups) <= set(row["groups"])


def test_every_group_stands_in_some_community_the_majority_too(city) -> None:
    assert set(city.communities["groups"].explode()) == {group.key for group in GROUPS}


def test_communities_overlap_and_are_held_together_by_more_than_a_place(city) -> None:
    areas = city.communities["areas"].explode()
    assert set(areas) <= set(SITES)
    assert areas.is_duplicated().any()
    held = city.communities["bonds"].to_list()
    assert any("place" not in words for words in held)
    assert len({word for words in held for word in words}) >= 5


def test_organisations_of_a_community_are_on_the_list_of_strengths(city) -> None:
    named = set(city.communities["organisations"].explode())
    assert named <= set(city.strengths["organisation_id"])


def test_own_priorities_were_taken_before_the_official_list_was_shown(city) -> None:
    rows = city.communities
    assert (rows["priorities_taken_on"] < rows["official_shown_on"]).all()
    assert rows["priorities"].list.len().min() >= 3
    assert rows.filter(pl.col("priorities") == pl.col("official_priorities")).is_empty()


def test_some_reviews_are_overdue_and_some_are_not(city) -> None:
    due = city.communities["review_due_on"] < city.calendar.end.isoformat()
    assert 0 < due.sum() < city.communities.height


def test_sixty_requests_came_in_within_two_years_some_never_answered(city) -> None:
    asked = city.requests
    end = city.calendar.end
    assert asked.height == 60
    assert asked["asked_on"].is_sorted()
    assert asked["asked_on"].min() >= date(end.year - 2, end.month, end.day).isoformat()
    assert set(asked["kind"]) == {"venue", "activity", "consultation"}
    assert 5 <= asked["answered_on"].null_count() <= 25


def test_an_answer_comes_after_the_request_and_a_refusal_gives_a_reason(city) -> None:
    answered = city.requests.filter(pl.col("answered_on").is_not_null())
    assert (answered["answered_on"] >= answered["asked_on"]).all()
    assert answered["answered_on"].max() <= city.calendar.end.isoformat()
    assert answered.filter(answer="yes")["reason"].null_count() == (
        answered.filter(answer="yes").height
    )
    assert answered.filter(pl.col("answer") != "yes")["reason"].null_count() == 0
    assert answered["withdrawn_on"].null_count() == answered.height
    open_ones = city.requests.filter(pl.col("answered_on").is_null())
    assert open_ones["answer"].null_count() == open_ones.height


def test_who_asks_is_a_community_in_one_of_its_areas(city) -> None:
    rows = city.requests.join(
        city.communities, left_on="asked_by", right_on="community_id", how="left"
    )
    assert rows["name"].null_count() == 0
    assert rows.filter(~pl.col("area").is_in(pl.col("areas"))).is_empty()
    assert set(city.requests["asked_of"]) <= set(city.strengths["organisation_id"])
