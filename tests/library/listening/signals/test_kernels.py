"""The compiled loops against the plainest way of saying the same."""

from itertools import product

import numpy as np
import pytest

from commonweal.listening.signals import kernels
from commonweal.listening.signals.kernels.walk import doubt_days
from commonweal.listening.signals.quiet import Clusters
from commonweal.listening.signals.zones import families


def small_zones():
    orders = [[i, *(j for j in range(4) if j != i)][:3] for i in range(4)]
    return families(tuple("abcd"), orders, [[0, 1]], nowhere=False)


def test_the_scan_finds_what_every_zone_and_window_gives_by_hand():
    rng = np.random.default_rng(4)
    zones = small_zones()
    counts = rng.poisson(2.0, size=(4, 6)).cumsum(axis=1).astype(float)
    expected = rng.uniform(0.5, 2.0, size=(4, 6)).cumsum(axis=1)
    spread = np.zeros((6, 5))
    spread[:, 0], spread[:, 2], spread[:, 3] = 1.4, expected.sum(axis=0), 3.0
    spread[:, 1], spread[:, 4] = 0.05, 0.01
    scores, windows = np.zeros(99), np.zeros(99, dtype=np.int64)
    n = kernels.scan(counts, expected, spread, 0.1, 3, zones.arrays, scores, windows)
    assert n == len(zones.members)
    for zone, inside in enumerate(zones.members):
        best, of = 0.0, 0
        for w in range(6):
            c, e = counts[list(inside), w].sum(), expected[list(inside), w].sum()
            share = e / spread[w, 2]
            ratio = 1.4 * (1 + 0.05 * (1 - share)) + 0.1 * share * 3.0 + e * 0.01
            score = (c * np.log(c / e) - c + e) / ratio if c > e and c >= 3 else 0.0
            if score > best:
                best, of = score, w + 1
        assert (scores[zone], windows[zone]) == (pytest.approx(best), of)


def test_zones_are_numbered_alike_in_the_kernels_and_outside():
    zones = small_zones()
    for zone, inside in enumerate(zones.members):
        told = kernels.zone_areas(zone, zones.arrays)
        assert tuple(told.tolist()) == inside


def test_zones_picked_share_no_area():
    zones = small_zones()
    scores = np.random.default_rng(5).uniform(0, 9, len(zones.members))
    chosen = np.zeros(8, dtype=np.int64)
    n = kernels.pick(scores.copy(), 0.0, zones.arrays, 4, chosen)
    picked = [set(zones.members[z]) for z in chosen[:n]]
    assert scores[chosen[0]] == scores.max()
    assert all(one.isdisjoint(two) for i, one in enumerate(picked) for two in picked[:i])


def test_different_days_are_counted_once_a_week_and_again_in_the_next():
    days = np.zeros((2, 3), dtype=np.uint8)
    days[0, 1], days[1, 1], days[1, 2] = 0b101, 0b100, 0b100
    assert kernels.days_in(days, np.array([0, 1]), 2, 3) == 3
    assert kernels.days_in(days, np.array([1]), 2, 1) == 1


def test_the_course_of_a_known_city_is_found_again():
    rng = np.random.default_rng(6)
    t = np.arange(260)
    design = np.column_stack([np.ones(260), (t - 130) / 52, np.cos(t / 8.3), np.sin(t / 8.3)])
    truth = np.array([2.0, 0.1, 0.3, -0.2])
    y = rng.poisson(np.exp(design @ truth)).astype(float)
    found = np.zeros(4)
    ridge = np.full(4, 1e-9)
    covariance = kernels.fit_course(y, np.zeros(260), design, 260, ridge, found, 12, 1.0, False)
    errors = np.sqrt(np.diag(covariance))
    assert (np.abs(found - truth) < 4 * errors).all()
    assert errors.max() < 0.05
    score = design.T @ (y - np.exp(design @ found))
    assert np.abs(score).max() < 1e-6  # the likelihood's own equations hold


def test_one_wild_week_hardly_moves_a_robust_course():
    y = np.full(100, 4.0)
    y[70] = 60.0
    design = np.ones((100, 1))
    plain, robust = np.zeros(1), np.zeros(1)
    for coefficients, held in ((plain, False), (robust, True)):
        kernels.fit_course(
            y, np.zeros(100), design, 100, np.full(1, 1e-9), coefficients, 12, 1.0, held
        )
    assert np.exp(plain[0]) == pytest.approx(4.56, abs=0.01)
    assert np.exp(robust[0]) < 4.1


def test_the_likelihood_of_cells_is_that_of_sums_of_clusters():
    clusters = Clusters(dispersion=1.5, burst_share=0.05, burst_more=1.0, same_day=1.0)
    sizes, rate = clusters.pmf(), 0.7 / clusters.mean
    by_hand = 0.0
    for number, chance in enumerate(poisson(rate, 8)):
        for parts in product(range(1, 6), repeat=number):
            if sum(parts) == 5:
                by_hand += chance * np.prod(sizes[list(parts)])
    told = kernels.cluster_likelihood(sizes, clusters.mean, np.array([0.7]), np.array([5]), 0.7)
    assert told == pytest.approx(np.log(by_hand), rel=1e-4)


def poisson(rate: float, most: int) -> list[float]:
    chances = [np.exp(-rate)]
    for n in range(1, most):
        chances.append(chances[-1] * rate / n)
    return chances


def score_on_days(*reports_a_day: int) -> float:
    """What is left of a score of 9 where one area had these reports on the days of one week."""
    daily = np.zeros((1, 7), dtype=np.uint8)
    daily[0, : len(reports_a_day)] = reports_a_day
    days = np.zeros((1, 1), dtype=np.uint8)
    counts = np.zeros((1, 1), dtype=np.int64)
    kernels.by_week(daily, counts, days)
    zones = families(("a",), [], [], nowhere=False)
    scores, windows = np.array([9.0]), np.array([1])
    expected = np.full((1, 1), 0.5)
    doubt_days(
        days, daily, 0, counts.astype(float), expected, (5, 3, 2.5), zones.arrays, scores, windows
    )
    return float(scores[0])


def test_what_stands_on_too_few_days_is_no_signal():
    assert score_on_days(4, 4) == 0.0
    assert score_on_days(3, 3, 3) == 9.0


def test_a_day_with_half_of_the_reports_counts_as_one_report():
    assert score_on_days(12, 1, 1) == 0.0
    assert 0.0 < score_on_days(6, 3, 3) < 9.0
