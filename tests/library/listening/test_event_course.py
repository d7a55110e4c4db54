"""What would have come without the event: by hand, against R, and by its guarantees."""

import csv
from math import sqrt

import numpy as np
import pytest

from commonweal.listening.signals import event_course
from commonweal.listening.signals.event_course import (
    QuietCourse,
    Scatter,
    WithoutEvent,
    count_range,
    fit_courses,
    scatter_of,
    terms_of,
)


@pytest.fixture(scope="module")
def peer(root):
    """What R answered, by name; the second line of the file is its header."""
    with (root / "benchmarks/peers/r_output/event_study.csv").open(encoding="utf-8") as file:
        assert next(file).startswith("# benchmarks/peers/event_study.R with R version ")
        return {row["what"]: float(row["value"]) for row in csv.DictReader(file)}


def weekly_counts():
    """The counts of event_study.R: 156 weeks before the event, busy and rare."""
    weeks = np.arange(-156, 0)
    wave = 50 * (1 + 0.2 * np.cos(2 * np.pi * weeks / event_course.A_YEAR))
    busy = np.round(wave + (weeks * 37) % 11 - 5)
    rare = ((weeks * 29) % 17 == 0) * 2
    return weeks, busy.astype(np.int64), rare.astype(np.int64)


def fitted(y, weeks):
    return event_course._fitted(y[None, :], terms_of(weeks), 1.4)


def test_the_course_is_that_of_r_s_glm_where_the_history_is_long(peer):
    weeks, busy, _ = weekly_counts()
    fit = fitted(busy, weeks)
    for i, terms in enumerate(terms_of(np.arange(8)), start=1):
        assert terms @ fit.coefficients == pytest.approx(peer[f"glm-log-mean-{i}"], abs=0.003)
        error = sqrt(terms @ fit.covariance @ terms)
        assert error == pytest.approx(peer[f"glm-standard-error-{i}"], rel=0.02)


@pytest.mark.parametrize("name", ["busy", "rare"])
def test_the_penalised_course_is_that_of_r_s_optim(peer, name):
    weeks, busy, rare = weekly_counts()
    fit = fitted({"busy": busy, "rare": rare}[name], weeks)
    for i in range(4):
        told = fit.coefficients[i], sqrt(fit.covariance[i, i])
        wanted = (peer[f"{name}-{what}-{i + 1}"] for what in ("coefficient", "standard-error"))
        assert told == pytest.approx(tuple(wanted), abs=2e-5)


@pytest.mark.parametrize("mean, variance", [(0.3, 0.5), (5.8333, 10.25), (40, 90), (12, 12)])
def test_the_range_is_that_of_r_s_quantiles(peer, mean, variance):
    told = count_range(mean, variance)
    assert told == (peer[f"fewest-{mean:g}-{variance:g}"], peer[f"most-{mean:g}-{variance:g}"])


def test_a_range_by_hand():
    """Poisson, mean 0.2: P(0) = 0.819, P(1) = 0.164, P(2) = 0.016.

    Mid-P of 0 is 0.409, of 1 is 0.901, of 2 is 0.991: 0 and 1 lie between 0.05 and 0.95.
    """
    assert count_range(0.2, 0.2) == (0, 1)


def test_nothing_expected_leaves_nothing_but_nought():
    assert count_range(0.01, 0.01) == (0, 0)


def course(**changed):
    facts = {
        "expected": np.array([10.0, 10.0]),
        "terms": np.array([[1.0, 0, 0, 0], [1.0, 0, 0, 0]]),
        "covariance": np.diag([0.004, 0, 0, 0]),
        "held": np.array([30, 70]),
        "prior": np.array([0.25, 0.75]),
        "kappa": 20.0,
        "scatter": (Scatter(ratio=1.5, shock=0.01, weight=100.0),) * 4,
    }
    return QuietCourse(**(facts | changed))


def test_what_would_have_come_by_hand():
    """Two weeks of 10; the area's share is (30 + 20 × 0.25) / (100 + 20) = 0.29167."""
    told = course().without_event(1, [0])
    assert told.mean == pytest.approx(20 * 35 / 120)
    assert told.by_chance == pytest.approx(1.5 * 5.8333 + 0.01 * 5.8333**2, abs=0.001)
    of_share = 1.5 * (1 - 35 / 120) / (35 / 120 * 121)
    assert told.of_course == pytest.approx(5.8333**2 * (0.004 + of_share), abs=0.001)
    assert (round(told.variance, 2), told.range()) == (10.25, (2, 11))


def test_the_whole_city_has_no_share_to_be_unsure_of():
    told = course().without_event(1, None)
    assert (told.mean, told.of_course) == (20.0, pytest.approx(400 * 0.004))


def test_scatter_widens_the_range():
    calm = WithoutEvent(mean=20.0, by_chance=20.0, of_course=0.0).range()
    uneven = WithoutEvent(mean=20.0, by_chance=60.0, of_course=0.0).range()
    unsure = WithoutEvent(mean=20.0, by_chance=20.0, of_course=40.0).range()
    assert calm == (13, 27)
    assert uneven == unsure
    assert uneven[0] < calm[0] < calm[1] < uneven[1]


def simulated(rng, *, ratio, shock, areas=10, weeks=4000, rate=4.0):
    """Counts (areas, weeks) of a flat city with this scatter."""
    factor = rng.gamma(1 / shock, shock, weeks) if shock else np.ones(weeks)
    mean = rate / areas * factor * np.ones((areas, 1))
    if ratio == 1:
        return rng.poisson(mean)
    return rng.negative_binomial(mean / (ratio - 1), 1 / ratio)


@pytest.mark.parametrize("ratio, shock", [(1.0, 0.0), (1.8, 0.0), (1.5, 0.1)])
def test_scatter_is_found_again(ratio, shock):
    counts = simulated(np.random.default_rng(1), ratio=ratio, shock=shock)
    kept = np.ones(counts.shape[1], dtype=bool)
    terms = terms_of(np.arange(len(kept)) - len(kept))
    fit = event_course._fitted(counts, terms, 1.4)
    told = scatter_of(counts, kept, terms, fit)
    assert told[0].ratio == pytest.approx(ratio, abs=0.05)
    assert told[0].shock == pytest.approx(shock, abs=0.02)
    assert told[3].ratio == pytest.approx(ratio, abs=0.12)
    assert told[3].shock == pytest.approx(shock / 8, abs=0.012)  # independent weeks even out


def test_weeks_that_hang_together_widen_long_windows():
    rng = np.random.default_rng(2)
    level = np.repeat(rng.gamma(10, 0.1, 500), 8)
    counts = rng.poisson(level * np.full((10, 1), 0.5))
    kept = np.ones(4000, dtype=bool)
    terms = terms_of(np.arange(4000) - 4000)
    told = scatter_of(counts, kept, terms, event_course._fitted(counts, terms, 1.4))
    assert told[3].shock > 0.04


def test_weeks_left_out_do_not_move_the_course():
    rng = np.random.default_rng(3)
    counts = rng.poisson(2.0, size=(3, 120))
    kept = np.ones(120, dtype=bool)
    kept[60:68] = False
    raised = counts.copy()
    raised[:, ~kept] += 50
    plain, moved = (fit_courses([one], [kept], one, 60, 8)[0] for one in (counts, raised))
    assert moved.expected == pytest.approx(plain.expected)
    assert moved.without_event(3, [1]) == plain.without_event(3, [1])
