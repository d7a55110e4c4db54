"""The figures of the watch: by hand, against R's lm, and in cities where they are known."""

import csv
from math import log
from pathlib import Path

import numpy as np
import pytest

from benchmarks import watched_cities as made_up
from commonweal.weighing.watch import Change
from commonweal.weighing.watch.came_back import came_back
from commonweal.weighing.watch.contrasts import Window, contrasts, drifts
from commonweal.weighing.watch.courses import Scale, courses_of
from commonweal.weighing.watch.noise import Noise, carry, mean_variance, noise_of
from commonweal.weighing.watch.placebos import placebos, share_as_far, splits_of
from tests.factories.watched import quiet

COUNTED, MEASURED = Scale(counted=True), Scale(counted=False)
STILL = Noise(carried=0.0, scatter=1.0, cells=99, degrees=30.0)


def members(*sets, areas):
    return np.array([np.isin(np.arange(areas), one) for one in sets], dtype=float)


def one_window(before, after, length, **more):
    at = np.arange(length)
    return Window(before=at < before, after=at >= length - after, **more)


def test_a_difference_in_differences_by_hand():
    # A: 100 a period, then 60. B: 200 a period, then 220. Scatter as by chance, nothing carried.
    values = np.array([[100, 100, 60, 60], [200, 200, 220, 220]], dtype=float)
    a, b = (
        courses_of(values, members([one], areas=2), COUNTED, values[:, :2].mean(axis=1))
        for one in (0, 1)
    )
    found = contrasts(a, b, [one_window(2, 2, 4)], STILL)
    assert found.change.item() == pytest.approx(log(60.5 / 100.5) - log(220.5 / 200.5))
    by_hand = 1 / 200 + 1 / 120 + 1 / 400 + 1 / 440  # one over the cases in each of the four parts
    assert found.error.item() ** 2 == pytest.approx(by_hand)
    assert found.shared.item() == pytest.approx(1 / 400 + 1 / 440)


def test_what_carries_over_makes_a_mean_less_sure_by_hand():
    # Two periods, half carried over: (1 + 1 + 2 · ½) ÷ 4 of the variance; by chance it would be ½.
    assert mean_variance(2, carried=1.0, scatter=0.0) == pytest.approx(3 / 4)
    assert mean_variance(2, carried=0.0, scatter=1.0) == pytest.approx(1 / 2)
    assert carry(3).tolist() == [[1, 0.5, 0.25], [0.5, 1, 0.5], [0.25, 0.5, 1]]


def r_says():
    path = Path(__file__).parents[3] / "benchmarks" / "peers" / "r_output" / "watch.csv"
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    return {row["what"]: float(row["value"]) for row in csv.DictReader(lines)}


def counts_of_r():
    area, period = np.mgrid[0:9, 0:20]
    n = 40 + 7 * area + (area * 31 + period * 17) % 13 + 5 * (period % 4)
    return (n - np.where((area < 2) & (period >= 12), n // 3, 0)).astype(float)


@pytest.mark.parametrize(
    ("what", "scale", "drifting"),
    [
        ("sums-of-sets", COUNTED, False),
        ("drift-carried-on", COUNTED, True),
        ("means-of-sets", MEASURED, False),
        ("each-area", MEASURED, False),
    ],
)
def test_changes_are_those_of_two_way_fixed_effects_in_r(what, scale, drifting):
    counts = counts_of_r()
    sets, others = (
        courses_of(counts, members(which, areas=9), scale, np.ones(9))
        for which in ([0, 1], range(2, 9))
    )
    window = one_window(12, 8, 20, drifting=drifting)
    found = contrasts(sets, others, [window], STILL).change.item()
    assert found == pytest.approx(r_says()[what], rel=1e-9)


def test_noise_is_found_in_cities_where_it_is_known():
    own, carried, scatter = 0.08, [], []
    for seed in range(60):
        counts = made_up.made(np.random.default_rng(seed), 200, made_up.NO_EFFECT).counts[:, :20]
        noise = noise_of(counts, COUNTED, counts.mean(axis=1))
        carried.append(noise.carried)
        scatter.append(noise.scatter)
    whole = own**2 + made_up.SCATTER / 200
    assert np.mean(carried) + np.mean(scatter) / 200 == pytest.approx(whole, rel=0.1)
    assert 0.6 * own**2 < np.mean(carried) < 1.2 * own**2


def test_counts_never_scatter_less_than_by_chance():
    noise = noise_of(np.full((6, 12), 50.0), COUNTED, np.full(6, 50.0))
    assert (noise.carried, noise.scatter) == (pytest.approx(0.0), 1.0)


def test_a_placebo_counts_the_real_one_so_no_p_is_zero():
    assert share_as_far(-9.0, np.zeros(99)) == (0.01, 1.0)


def test_one_area_of_fourteen_gets_placebos_in_time_as_well_as_space():
    splits = splits_of(14, 1, 3, {}, np.random.default_rng(1))
    assert len(splits.meant) == 14
    before = quiet()[:, :20]
    sets, others = (
        courses_of(before, one, COUNTED, before.mean(axis=1))
        for one in (splits.meant, splits.others)
    )
    noise = noise_of(before, COUNTED, before.mean(axis=1))
    assert placebos(sets, others, noise, after=8).size == 14 * 7
    assert 1 / (14 * 7 + 1) < 0.02 < 1 / 14


def test_placebo_sets_lie_next_door_where_that_is_known():
    beside = dict(enumerate(made_up.NEXT_TO))
    splits = splits_of(14, 2, 2, beside, np.random.default_rng(1))
    for meant, watched, others in zip(splits.meant, splits.watched, splits.others, strict=True):
        near = {n for one in np.flatnonzero(meant) for n in made_up.NEXT_TO[one]}
        assert set(np.flatnonzero(watched)) <= near
        assert (meant + watched + others == 1).all()


def test_drift_is_measured_in_units_of_its_error():
    rising = np.vstack([100 * np.exp(0.1 * np.arange(12)), np.full(12, 100.0)])
    own, rest = (
        courses_of(rising, members([one], areas=2), COUNTED, rising.mean(axis=1)) for one in (0, 1)
    )
    assert drifts(own, rest, np.ones(12, dtype=bool), STILL).item() > 5


def a_change(change, error, shared, observed):
    return Change(
        name="x",
        counted=True,
        change=change,
        error=error,
        shared=shared,
        degrees=1e9,
        placebo_lower=0.01,
        placebo_higher=0.01,
        placebos=99,
        observed=observed,
        expected=(observed + 0.5) / np.exp(change) - 0.5,
        areas=2,
        compared_with=9,
        before=20,
        after=8,
        drift=0.0,
        drifting=False,
    )


def test_what_came_back_by_hand_and_its_interval_by_drawing():
    # 400 expected and 240 seen: 160 left. 600 expected and 680 seen: 80 came, a half of it.
    meant = a_change(log(240.5 / 400.5), 0.06, 0.0004, 240.0)
    beside = a_change(log(680.5 / 600.5), 0.03, 0.0004, 680.0)
    told = came_back(meant, [beside], more_is_worse=True)
    assert told.value == pytest.approx(0.5)
    rng = np.random.default_rng(1)
    common = rng.normal(0, 0.02, 200_000)
    left = 400 - 240 * np.exp(rng.normal(0, (0.06**2 - 0.0004) ** 0.5, 200_000) + common)
    came = 680 * np.exp(rng.normal(0, (0.03**2 - 0.0004) ** 0.5, 200_000) + common) - 600
    assert told.low == pytest.approx(np.quantile(came / left, 0.05), abs=0.02)
    assert told.high == pytest.approx(np.quantile(came / left, 0.95), abs=0.02)
    two = came_back(meant, [beside, beside], more_is_worse=True)
    assert two.value == pytest.approx(1.0)
    nothing_left = a_change(0.01, 0.06, 0.0004, 240.0)
    assert came_back(nothing_left, [beside], more_is_worse=True) is None
