"""The housing policy of Aldermere: judged, decided and measured as `truths.toml` says."""

import numpy as np
import polars as pl
import pytest

from commonweal.core.spans import span_of
from commonweal.core.tables import INDICATORS
from commonweal.demo import Aldermere
from commonweal.demo.geography import SITES
from commonweal.demo.housing import CROWDED, DISSENTERS, housing_files
from commonweal.files.indicators import read_indicators
from commonweal.weighing.causal import merged
from commonweal.weighing.indicators import series_of
from commonweal.weighing.watch import Verdict, expect, plan_of, watch


@pytest.fixture
def policy(city: Aldermere):
    return next(truth for truth in city.truths if truth.kind == "housing-displacement")


def mean_since(city: Aldermere, indicator: str, areas: tuple[str, ...]) -> float:
    """Mean of the indicator once the policy acted ÷ before, beside all other districts."""
    clock = city.housing.clock
    rows = city.housing.indicators.filter(
        pl.col("indicator") == indicator, pl.col("group").is_null()
    ).with_columns(
        after=pl.col("period").is_in(
            [str(s) for s, on in zip(clock.spans, clock.acting, strict=True) if on]
        )
    )
    sums = rows.group_by("area", "after").agg(pl.col("value").mean())

    def of(chosen: list[str], *, after: bool) -> float:
        return sums.filter(pl.col("area").is_in(chosen), pl.col("after") == after)["value"].sum()

    rest = [area for area in SITES if area not in areas]
    ratios = [
        of(list(chosen), after=True) / of(list(chosen), after=False) for chosen in (areas, rest)
    ]
    return ratios[0] / ratios[1]


def test_crowding_falls_where_it_was_meant_and_rises_next_door(city, policy):
    assert mean_since(city, "crowded-homes", policy.areas) < 0.7
    assert mean_since(city, "crowded-homes", policy.to_areas) > 1.1
    assert mean_since(city, "isolation", policy.to_areas) > 1.2
    assert 0.9 < mean_since(city, "other-notices", policy.areas) < 1.1


def test_districts_next_door_are_neighbours(city, policy):
    near = city.areas.neighbours()
    beside = {one for area in policy.areas for one in near[area]}
    assert set(policy.to_areas) <= beside


def test_the_series_are_a_table_of_indicators_of_seven_years(city, tmp_path):
    table = city.housing.indicators
    assert INDICATORS.check(table).height == table.height
    assert table["period"].n_unique() == 28
    last = span_of(table["period"].max())
    assert last.last_day <= city.calendar.end < last.later(1).last_day
    path = tmp_path / "indicators.csv"
    path.write_text(housing_files(city.housing)["indicators.csv"], encoding="utf-8")
    read = read_indicators(path)
    assert read.refused.is_empty()
    assert read.series.equals(table)


def test_one_survey_is_missing_and_one_question_changed(city):
    series = series_of(city.housing.indicators, "polarisation")
    orchard = next(one for one in series if one.area == "orchard" and one.group is None)
    assert len(orchard.gaps) == 1
    assert len(orchard.comparable) < len(orchard.points) - 1
    assert len(orchard.definitions) == 2
    assert orchard.unmarked == ""


def test_twelve_judge_in_two_rounds_and_two_stay_against_all_others(city):
    ratings = city.housing.ratings
    assert ratings["rater"].n_unique() == 12
    last = ratings.filter(
        pl.col("round") == 2, pl.col("factor") == CROWDED, pl.col("group") == "majority"
    )
    against = last.filter(pl.col("effect") < 0)["rater"].to_list()
    assert sorted(against) == sorted(DISSENTERS)
    assert set(last.filter(pl.col("comment").is_not_null())["rater"]) == set(DISSENTERS)


def test_five_people_drew_maps_without_opposite_signs(city):
    assert len(city.housing.maps) == 5
    assert not merged(pl.concat(city.housing.maps.values())).opposed


def test_the_watch_says_that_it_moved_and_where(city, policy):
    plan = plan_of(city.housing.watch, file="watch.toml", neighbours=city.areas.neighbours())
    table = city.housing.indicators
    told = watch(expect(plan, table, np.random.default_rng(1)), table)
    assert told.verdict is Verdict.MOVED
    meant, beside = told.changes
    assert meant.told.low < policy.size - 1 < meant.told.high
    assert beside.areas == len(policy.to_areas)
    assert told.judged.back.low < policy.reappearing < told.judged.back.high
