"""Intervals: by hand, against SciPy, and with cases that are not over."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from commonweal.core.intervals import median_wait, wilson


@given(of=st.integers(1, 400), data=st.data())
def test_wilson_equals_scipy(of, data):
    found = data.draw(st.integers(0, of))
    peer = stats.binomtest(found, of).proportion_ci(method="wilson")
    told = wilson(found, of)
    assert (told.low, told.high) == pytest.approx((peer.low, peer.high), abs=1e-12)
    assert (told.value, told.n) == (found / of, of)


@pytest.mark.parametrize(("found", "of"), [(0, 0), (-1, 5), (6, 5)])
def test_a_share_that_is_none_is_a_mistake(found, of):
    with pytest.raises(ValueError, match=f"{found} of {of} is no share"):
        wilson(found, of)


def test_the_median_counts_those_who_still_wait():
    # After 3 days 4 of 5 are left, after 5 days 3 of 5; one waits since 6; after 8 days 3/5 × 1/2.
    told = median_wait([3, 5, 6, 8, 12], [True, True, False, True, False])
    assert (told.days, told.over, told.of) == (8, 3, 5)
    assert (told.low, told.high) == (3, None)
    # Without those who wait it would have been 5.
    assert median_wait([3, 5, 8], [True] * 3).days == 5


def test_where_most_still_wait_the_median_is_not_known():
    told = median_wait([4, 30, 30, 30], [True, False, False, False])
    assert (told.days, told.over, told.of) == (None, 1, 4)
    assert median_wait([], []).days is None
    assert median_wait([9], [True]).days == 9


@given(
    st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=1, max_size=40).filter(
        lambda rows: any(done for _, done in rows)
    )
)
def test_the_median_and_its_interval_follow_scipys_curve(rows):
    days, over = zip(*rows, strict=True)
    ended = [day for day, done in rows if done]
    data = stats.CensoredData(uncensored=ended, right=[d for d, done in rows if not done])
    left = stats.ecdf(data).sf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # undefined where nobody is left
        interval = left.confidence_interval(method="log-log")
    low = np.where(left.probabilities == 0, 0.0, interval.low.probabilities)

    def first(curve):
        below = np.flatnonzero((curve <= 0.5 + 1e-12) & np.isin(left.quantiles, ended))
        return float(left.quantiles[below[0]]) if len(below) else None

    told = median_wait(days, over)
    assert (told.days, told.low, told.high) == (
        first(left.probabilities),
        first(low),
        first(interval.high.probabilities),
    )
