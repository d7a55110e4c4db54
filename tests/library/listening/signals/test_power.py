"""What the search would not see: larger rises are caught more often, and small ones are not."""

import numpy as np

from commonweal.listening.signals.power import power_curve, risen
from commonweal.listening.signals.search import calibration, ground_of
from tests.library.listening.signals.test_search import FAST, GROUPS, end, grid, quiet, rows_of


def test_larger_rises_are_caught_more_often():
    ground = ground_of(rows_of(quiet()), grid(), GROUPS, end(), FAST, "", overlapping=False)
    calibrated = calibration(ground, len(ground.counts.periods), rng=np.random.default_rng(1))
    told = power_curve(
        ground, calibrated, rng=np.random.default_rng(2), rises=(1.0, 4.0, 30.0), trials=12
    )
    within = [one for one in told if one.weeks == 6 and one.rate == told[-1].rate]
    shares = {one.rise: one.share for one in within}
    assert shares[1.0] <= 0.25
    assert shares[30.0] == 1.0
    assert shares[1.0] <= shares[4.0] <= shares[30.0]
    early = {one.rise: one.share for one in told if one.weeks == 3 and one.rate == told[-1].rate}
    assert all(early[rise] <= share for rise, share in shares.items())


def test_a_rise_is_put_into_the_last_six_weeks_of_one_place():
    daily = np.zeros((1, 3, 70), dtype=np.uint8)
    changed = risen(daily, 1, 5.0, np.random.default_rng(1))
    assert changed[0, 1, :28].sum() == 0
    assert 15 <= changed[0, 1, 28:].sum() <= 50
    assert changed[0, [0, 2]].sum() == daily.sum() == 0
