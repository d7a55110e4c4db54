"""The corrected ratio: by hand, and against outbreaks of a known size."""

import numpy as np
import pytest

from commonweal.listening.signals.ratios import corrected_ratio, smallest_shown


def test_the_smallest_count_shown_solves_the_score():
    count = smallest_shown(2.0, 1.5, 6.0)
    assert (count * np.log(count / 2) - count + 2) / 1.5 == pytest.approx(6.0)


def test_far_above_the_threshold_the_ratio_is_hardly_corrected():
    told = corrected_ratio(60, 5.0, variance_ratio=1.2, least_score=6.0)
    assert told.value == pytest.approx(60.6 / 5, rel=0.03)
    assert told.low < told.value < told.high


def test_at_the_threshold_the_ratio_is_drawn_down():
    told = corrected_ratio(12, 3.0, variance_ratio=1.0, least_score=7.5)
    assert told.value < 0.9 * 12 / 3
    assert told.low < 1.5


def test_the_median_shown_is_near_the_truth_and_its_range_holds_it():
    """Among outbreaks of one size that are shown, in one zone and window."""
    rng = np.random.default_rng(9)
    expected, true, least = 3.0, 3.0, 6.0
    counts = rng.poisson(expected * true, size=4000)
    from_count = smallest_shown(expected, 1.0, least)
    shown = [
        corrected_ratio(int(c), expected, variance_ratio=1.0, least_score=least)
        for c in counts
        if c >= from_count
    ]
    assert np.median([one.value for one in shown]) == pytest.approx(true, rel=0.2)
    assert np.median(counts[counts >= from_count]) / expected > np.median([o.value for o in shown])
    assert 0.87 <= np.mean([one.low <= true <= one.high for one in shown]) <= 0.98
