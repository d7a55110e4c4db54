"""Truths about strengths, ties, dialogues, living conditions and beliefs."""

import numpy as np
import numpy.typing as npt
import polars as pl
import pytest

from commonweal.demo import Aldermere
from commonweal.demo.dialogues import Dialogue
from commonweal.demo.geography import SITES
from commonweal.demo.truths import Truth


def planted(city: Aldermere, kind: str) -> Truth:
    (found,) = [truth for truth in city.truths if truth.kind == kind]
    return found


def ends(ties: pl.DataFrame) -> set[str]:
    return set(ties["source"]) | set(ties["target"])


def test_one_strength_stands_in_no_tie_and_every_other_one_does(city: Aldermere) -> None:
    alone = planted(city, "isolated-strength")
    organisations = set(city.strengths["organisation_id"])
    assert organisations - ends(city.ties) == {alone.more["organisation"]}


def test_the_isolated_strength_serves_people_in_four_languages(city: Aldermere) -> None:
    alone = planted(city, "isolated-strength")
    (row,) = city.strengths.filter(organisation_id=alone.more["organisation"]).to_dicts()
    assert (row["area"], len(row["languages"])) == (alone.areas[0], 4)


def inner_ties(city: Aldermere, areas: tuple[str, ...]) -> int:
    inside = city.strengths.filter(pl.col("area").is_in(areas))["organisation_id"].implode()
    return city.ties.filter(pl.col("source").is_in(inside), pl.col("target").is_in(inside)).height


def test_one_quarter_is_full_of_organisations_that_do_not_know_each_other(
    city: Aldermere,
) -> None:
    unwoven = planted(city, "unwoven-quarter")
    there = set(city.strengths.filter(pl.col("area").is_in(unwoven.areas))["organisation_id"])
    assert len(there) >= 12
    assert inner_ties(city, unwoven.areas) == 0
    assert there <= ends(city.ties)


def test_ties_run_inside_every_other_quarter(city: Aldermere) -> None:
    unwoven = planted(city, "unwoven-quarter")
    for quarter in {site.quarter for site in SITES.values()}:
        areas = tuple(area for area, site in SITES.items() if site.quarter == quarter)
        if areas != unwoven.areas and set(areas) != set(unwoven.areas):
            assert inner_ties(city, areas) > 10, quarter


def test_every_tie_joins_two_different_organisations_of_the_list_once(city: Aldermere) -> None:
    assert ends(city.ties) <= set(city.strengths["organisation_id"])
    assert city.ties.filter(pl.col("source") == pl.col("target")).is_empty()
    assert city.ties.select("source", "target").is_duplicated().sum() == 0


def late_calls(city: Aldermere, area: str) -> npt.NDArray[np.float64]:
    return city.indicators.filter(indicator="late-calls", area=area)["value"].to_numpy()


def change_at_the_by_law(city: Aldermere, area: str, by_law: Truth) -> float:
    """Mean calls after ÷ before, relative to the districts that the by-law does not touch."""
    starts = city.calendar.monday(city.calendar.weeks - by_law.begins).isoformat()
    periods = city.indicators.filter(indicator="late-calls", area=area)["period"]
    first_days = [f"{period[:4]}-{3 * int(period[-1]) - 2:02d}-01" for period in periods]
    after = np.array([day >= starts for day in first_days])
    touched = {*by_law.areas, *by_law.to_areas}
    rest = sum(late_calls(city, other) for other in SITES if other not in touched)
    relative = late_calls(city, area) / rest
    return float(relative[after].mean() / relative[~after].mean())


def test_late_calls_fall_under_the_by_law_and_rise_next_door(city: Aldermere) -> None:
    by_law = planted(city, "displacement")
    for area in by_law.areas:
        assert change_at_the_by_law(city, area, by_law) < 0.75, area
    for area in by_law.to_areas:
        assert change_at_the_by_law(city, area, by_law) > 1.08, area


def test_late_calls_cover_at_least_six_quarters_after_the_by_law_and_ten_before(
    city: Aldermere,
) -> None:
    by_law = planted(city, "displacement")
    starts = city.calendar.monday(city.calendar.weeks - by_law.begins)
    periods = city.indicators.filter(indicator="late-calls", area="oldgate")["period"].to_list()
    before = [period for period in periods if period < f"{starts.year}-Q{(starts.month + 2) // 3}"]
    assert len(before) >= 10
    assert len(periods) - len(before) >= 6


def two_means_gain(dialogue: Dialogue) -> float:
    """How much of the voters' variance along the first component two halves explain, 0 to 1.

    0.64 is what the best cut of one normal heap explains (2/π); two far heaps explain nearly all.
    """
    votes = dialogue.participants.select(
        pl.col(str(number)) for number in range(dialogue.comments.height)
    )
    seen = votes.filter(pl.sum_horizontal(pl.all().is_not_null()) >= 8)
    filled = seen.with_columns(pl.all().fill_null(pl.all().mean())).to_numpy()
    centred = filled - filled.mean(axis=0)
    place = np.sort(centred @ np.linalg.svd(centred, full_matrices=False)[2][0])
    total = ((place - place.mean()) ** 2).sum()
    within = [
        ((part - part.mean()) ** 2).sum()
        for cut in range(10, len(place) - 10)
        for part in (place[:cut], place[cut:])
    ]
    return float(1 - min(np.add(within[::2], within[1::2])) / total)


def test_voters_on_the_river_walk_form_one_heap_and_on_evening_opening_two(
    city: Aldermere,
) -> None:
    groupless = planted(city, "groupless-dialogue")
    assert two_means_gain(city.dialogues[groupless.more["dialogue"]]) < 0.70
    assert two_means_gain(city.dialogues["evening-opening"]) > 0.75


def test_the_planted_groups_are_none_on_the_river_walk_and_two_on_evening_opening(
    city: Aldermere,
) -> None:
    assert set(city.dialogues["river-walk"].group.tolist()) == {0}
    assert set(city.dialogues["evening-opening"].group.tolist()) == {0, 1}


@pytest.mark.parametrize("name", ["river-walk", "evening-opening"])
def test_the_tallies_of_a_dialogue_agree_with_its_last_votes(city: Aldermere, name: str) -> None:
    dialogue = city.dialogues[name]
    last = dialogue.votes.sort("timestamp", maintain_order=True).unique(
        ["voter-id", "comment-id"], keep="last"
    )
    tallies = last.group_by("comment-id").agg(
        agrees=(pl.col("vote") == 1).sum().cast(pl.Int64),
        disagrees=(pl.col("vote") == -1).sum().cast(pl.Int64),
    )
    told = dialogue.comments.select("comment-id", "agrees", "disagrees")
    assert tallies.sort("comment-id").equals(told.sort("comment-id"))
    assert dialogue.votes.height > last.height


def test_one_arrow_alone_is_drawn_with_both_signs(city: Aldermere) -> None:
    disputed = planted(city, "decisive-arrow").more["arrow"]
    signs = (
        city.proposal.arrows.group_by("source", "target")
        .agg(more=(pl.col("weight") > 0).sum(), less=(pl.col("weight") < 0).sum())
        .filter((pl.col("more") > 0) & (pl.col("less") > 0))
    )
    assert signs.rows() == [(*disputed, 6, 6)]


@pytest.mark.parametrize("kind", ["campaign", "displacement"])
def test_a_planted_measure_stands_in_the_plans_with_the_days_of_its_truth(
    city: Aldermere, kind: str
) -> None:
    truth = planted(city, kind)
    (measure,) = city.plans.filter(measure_id=truth.id).to_dicts()
    assert measure["starts_on"] == city.calendar.monday(-truth.begins).isoformat()
    assert tuple(measure["areas"]) == truth.areas


def test_every_measure_is_led_by_an_organisation_of_the_list(city: Aldermere) -> None:
    assert set(city.plans["lead"]) <= set(city.strengths["organisation_id"])
