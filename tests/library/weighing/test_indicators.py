"""Living conditions over time: gaps stay gaps, pairs stay pairs, and noise is no inequality."""

from math import log

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.tables import INDICATORS
from commonweal.weighing.indicators import (
    Course,
    InvalidIndicator,
    Quadrant,
    coexistence,
    count,
    difference,
    inequality,
    quadrants,
    ratio,
    series_of,
    share,
    theil,
)
from commonweal.weighing.indicators.series import Point


def table(*rows, indicator="feels-alone", area="north", n=240, source="survey", broken=()):
    told = [
        {
            "indicator": indicator,
            "area": area,
            "group": None,
            "period": period,
            "value": value,
            "n": n,
            "source": source,
            "definition": "share who say so",
            "break": period in broken,
        }
        for period, value in rows
    ]
    return pl.DataFrame(told, schema=INDICATORS.schema)


def one(*rows, **more):
    (told,) = series_of(table(*rows, **more))
    return told


def test_a_period_that_was_not_measured_is_a_gap_and_nothing_fills_it():
    told = one(("2024-Q4", 0.2), ("2024-Q1", 0.1), ("2024-Q2", None))
    assert [str(span) for span in told.gaps] == ["2024-Q2", "2024-Q3"]
    assert [point.value for point in told.comparable] == [0.1, 0.2]


def test_nothing_before_a_break_is_compared():
    told = one(("2024-Q1", 0.1), ("2024-Q2", 0.2), ("2024-Q3", 0.3), broken={"2024-Q2"})
    assert [point.value for point in told.comparable] == [0.2, 0.3]


def test_a_source_that_changes_without_a_break_is_told():
    both = pl.concat([table(("2024", 0.1)), table(("2025", 0.2), source="register")])
    (told,) = series_of(both)
    assert told.unmarked.startswith("The source changes and no break is marked (survey; then reg")
    marked = both.with_columns(pl.col("period").eq("2025").alias("break"))
    assert series_of(marked)[0].unmarked == ""


def test_an_indicator_that_is_not_there_is_told():
    with pytest.raises(InvalidIndicator, match="Indicators that there are: feels-alone"):
        series_of(table(("2024", 0.1)), "lonely")


def test_a_share_needs_the_people_asked():
    with pytest.raises(InvalidIndicator, match="without n no interval can be told"):
        share(one(("2024", 0.1), n=None).points[0], "feels-alone")


def test_a_difference_by_hand_as_newcombe_has_it():
    # Newcombe 1998, example (a): 56 of 70 less 48 of 80; method 10 gives 0.0524 to 0.3339.
    point = one(("2024", 0.5)).points[0]
    first, second = (
        share(Point(period=point.period, value=found / of, n=of, breaks=False), "x")
        for found, of in ((48, 80), (56, 70))
    )
    told = difference(first, second)
    assert told.value == pytest.approx(0.2)
    assert (told.low, told.high) == (
        pytest.approx(0.0524, abs=5e-5),
        pytest.approx(0.3339, abs=5e-5),
    )


def test_a_count_has_the_interval_of_chance():
    # Exact Poisson 95 % interval of 10: 4.80 to 18.39.
    told = count(10)
    assert (told.low, told.high) == (pytest.approx(4.8, abs=0.02), pytest.approx(18.39, abs=0.02))
    assert count(0).low == 0


@pytest.mark.parametrize(
    ("alone", "hostile", "quadrant"),
    [
        (0.4, 0.4, Quadrant.BOTH),
        (0.4, 0.05, Quadrant.ISOLATED),
        (0.05, 0.4, Quadrant.POLARISED),
        (0.05, 0.05, Quadrant.NEITHER),
        (0.21, 0.4, Quadrant.UNSURE),
    ],
)
def test_isolation_and_polarisation_are_four_quadrants_and_no_sum(alone, hostile, quadrant):
    first, second = one(("2024", alone)), one(("2024", hostile), indicator="hostile")
    (told,) = quadrants([first], [second], isolated_from=0.2, polarised_from=0.2)
    assert told.quadrant is quadrant
    assert told.nearest in (quadrant, Quadrant.BOTH)


def test_periods_with_only_one_of_the_two_have_no_quadrant():
    first = one(("2024", 0.4), ("2025", 0.4))
    second = one(("2024", None), ("2025", 0.4), indicator="hostile")
    told = quadrants([first], [second], isolated_from=0.2, polarised_from=0.2)
    assert [str(one.period) for one in told] == ["2025"]
    elsewhere = one(("2024", 0.4), indicator="hostile", area="south")
    with pytest.raises(InvalidIndicator, match="No area and group has both"):
        quadrants([first], [elsewhere], isolated_from=0.2, polarised_from=0.2)


def test_theil_by_hand():
    # Two halves of the city at 0.1 and 0.3: mean 0.2, so ½ · ½ · ln ½ + ½ · 3⁄2 · ln 3⁄2.
    by_hand = 0.25 * log(0.5) + 0.75 * log(1.5)
    assert theil(np.array([[0.1, 0.3]]), np.array([0.5, 0.5])).item() == pytest.approx(by_hand)
    assert theil(np.array([[0.2, 0.2]]), np.array([0.3, 0.7])).item() == pytest.approx(0)


@given(st.lists(st.floats(0.01, 0.99), min_size=3, max_size=9), st.floats(0.1, 1.0))
def test_theil_is_never_below_zero_and_does_not_mind_the_unit(shares, unit):
    weights = np.full(len(shares), 1 / len(shares))
    rows = np.array([shares])
    assert theil(rows, weights).item() >= -1e-12
    assert theil(unit * rows, weights).item() == pytest.approx(theil(rows, weights).item())


def city(shares, asked, rng):
    found = {f"a{n}": (rng.binomial(asked, one) / asked, asked) for n, one in enumerate(shares)}
    return inequality(found, dict.fromkeys(found, 1000), rng)


def test_equal_areas_are_seldom_called_unequal_and_the_index_is_not_lifted_by_noise():
    rng = np.random.default_rng(5)
    told = [city([0.2] * 14, 100, rng) for _ in range(60)]
    assert sum(one.as_measured > one.if_equal for one in told) <= 9
    assert (
        np.mean([one.index.value for one in told]) < np.mean([one.as_measured for one in told]) / 2
    )


def test_the_range_of_inequality_mostly_holds_what_is_true():
    rng = np.random.default_rng(6)
    shares = np.linspace(0.05, 0.35, 14)
    true = theil(shares[None], np.full(14, 1 / 14)).item()
    told = [city(shares, 200, rng) for _ in range(60)]
    assert sum(one.index.low <= true <= one.index.high for one in told) >= 51
    assert told[0].sentence.startswith("The 14 parts differ by more than samples")


def test_a_city_of_two_parts_has_a_ratio_and_no_index():
    with pytest.raises(InvalidIndicator, match="for two, tell their ratio"):
        inequality({"a": (0.1, 9), "b": (0.2, 9)}, {"a": 1, "b": 1}, np.random.default_rng(1))
    told = ratio((0.3, 100), (0.1, 100))
    # By hand: ln 3 ± 1.96 · √(0.7 ÷ 30 + 0.9 ÷ 10).
    assert told.value == pytest.approx(3)
    assert log(told.high / 3) == pytest.approx(1.96 * (0.7 / 30 + 0.9 / 10) ** 0.5, rel=1e-3)


def test_a_fall_of_respect_is_told_before_a_rise_of_acceptance():
    respect = one(("2024", 0.8), ("2025", 0.6), indicator="respect")
    accepts = one(("2024", 0.3), ("2025", 0.5), indicator="acceptance")
    told = coexistence(respect, accepts)
    assert (told.respect.course, told.acceptance.course) == (Course.FALLING, Course.RISING)
    assert told.sentence.startswith("Respect is falling (-20% since 2024)")
    assert coexistence(accepts, accepts).sentence == "Neither level is falling, and one is rising."


def test_a_small_change_is_no_proof_of_none():
    still = one(("2024", 0.5), ("2025", 0.51))
    assert coexistence(still, still).sentence.endswith("that is no proof that there is none.")


def test_what_is_missing_a_year_ago_is_not_replaced_by_a_nearer_value():
    gap = one(("2024-Q2", 0.5), ("2025-Q1", 0.5))
    with pytest.raises(InvalidIndicator, match="has no comparable value in 2024-Q1"):
        coexistence(gap, gap)
