"""Plans of a watch: what they say, and how each mistake is told."""

import numpy as np
import polars as pl
import pytest

from commonweal.core.tables import INDICATORS
from commonweal.weighing.watch import InvalidPlan, expect, plan_of

PLAN = {
    "name": "By-law",
    "indicator": "calls",
    "kind": "counts",
    "more_is_worse": True,
    "adopted": "2025-Q1",
    "areas": ["a", "b"],
    "watch": [{"name": "next door", "areas": ["c"]}],
}


def refused(**changed):
    content = {key: value for key, value in {**PLAN, **changed}.items() if value is not None}
    with pytest.raises(InvalidPlan) as told:
        plan_of(content, file="watch.toml")
    return told.value


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"name": None}, "watch.toml: “name” is missing or empty."),
        ({"kind": "shares"}, "watch.toml: “kind” is missing or not known."),
        ({"more_is_worse": None}, "watch.toml: “more_is_worse” is neither true nor false."),
        ({"adopted": "spring"}, "watch.toml: “adopted” is “spring”."),
        ({"areas": []}, "watch.toml: “areas” is no list of names."),
        ({"lag": -1}, "watch.toml: “lag” is no whole number that fits."),
        ({"follow_up": 1}, "watch.toml: “follow_up” is no whole number that fits."),
        ({"material": 0}, "watch.toml: “material” is missing or not above 0."),
        ({"kind": "measured"}, "watch.toml: “material” is missing or not above 0."),
        ({"area": ["a"]}, "watch.toml: “area” is not known."),
        ({"watch": {}}, "watch.toml: “watch” is no list of tables."),
        ({"neighbours": []}, "watch.toml: “neighbours” is no table."),
        ({"watch": [{"areas": ["c"]}]}, "watch.toml, [[watch]]: “name” is missing or empty."),
        (
            {"watch": [{"name": "x", "areas": ["a", "c"]}]},
            "watch.toml: “watch” (x) holds a, which is meant.",
        ),
        (
            {"watch": [{"name": "x", "areas": ["c"]}, {"name": "x", "areas": ["d"]}]},
            "watch.toml: “watch” calls two places “x”.",
        ),
        (
            {"comparison": ["c", "d"]},
            "watch.toml: “comparison” holds c, which is meant or watched.",
        ),
    ],
)
def test_a_mistake_is_told_with_its_key(changed, message):
    told = refused(**changed)
    assert told.message == message
    assert told.remedy


def test_a_plan_that_looks_only_where_it_was_meant_is_refused():
    told = refused(watch=None)
    assert told.message == "watch.toml: “watch” names nothing that is not meant."
    assert "What leaves one place may show in another" in told.remedy


def test_without_a_word_the_areas_next_door_are_watched():
    content = {key: value for key, value in PLAN.items() if key != "watch"}
    near = {"a": ("b", "c"), "b": ("d",)}
    (place,) = plan_of(content, file="watch.toml", neighbours=near).watched
    assert (place.name, place.areas) == ("next door", ("c", "d"))


def test_the_answer_has_a_date():
    plan = plan_of({**PLAN, "lag": 2, "follow_up": 4}, file="watch.toml")
    assert str(plan.judged_from) == "2025-Q3"
    assert plan.told_after.isoformat() == "2026-06-30"


def test_an_area_or_series_that_is_not_there_is_told_with_the_nearest():
    row = dict.fromkeys(INDICATORS.columns) | {
        "indicator": "calls",
        "area": "north",
        "period": "2024-Q1",
        "value": 1.0,
        "source": "police",
        "definition": "calls",
        "break": False,
    }
    table = pl.DataFrame([row], schema=INDICATORS.schema)
    rng = np.random.default_rng(1)
    with pytest.raises(InvalidPlan, match="“a” has no row in the series “calls”"):
        expect(plan_of(PLAN, file="watch.toml"), table, rng)
    with pytest.raises(InvalidPlan, match="There is no series “cals” for everybody"):
        expect(plan_of({**PLAN, "indicator": "cals"}, file="watch.toml"), table, rng)
