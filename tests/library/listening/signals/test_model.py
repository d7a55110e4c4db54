"""What a quiet history is taken for: its bursts, and a course that is not certain."""

from dataclasses import replace

import numpy as np
import pytest

from commonweal.listening.signals.model import RHYTHMS, FittedCity, fit_city
from commonweal.listening.signals.quiet import QuietCity, in_weeks, plain_city

WEEKS = 156


def fitted(city: QuietCity, seed: int) -> FittedCity:
    rng = np.random.default_rng(seed)
    daily = city.simulate(rng)
    return fit_city(in_weeks(daily)[0], RHYTHMS["week"], daily, rng=rng)


@pytest.mark.parametrize("same_day", [0.2, 0.8])
def test_how_many_reports_of_a_burst_share_its_first_day_is_found(same_day):
    made = plain_city(
        groups=6, areas=12, weeks=WEEKS, rate=0.02, bursts_a_year=30.0, rng=np.random.default_rng(1)
    )
    clusters = tuple(replace(one, same_day=same_day) for one in made.clusters)
    found = [
        fitted(replace(made, clusters=clusters), seed).courses[0].clusters.same_day
        for seed in range(4)
    ]
    assert np.mean(found) == pytest.approx(same_day, abs=0.12)


def test_other_reports_in_the_same_week_do_not_make_bursts_look_spread_out():
    made = plain_city(groups=6, areas=12, weeks=WEEKS, rate=0.2, rng=np.random.default_rng(2))
    found = [fitted(made, seed).courses[0].clusters.same_day for seed in range(6)]
    assert np.mean(found) == pytest.approx(0.6, abs=0.2)


def test_the_course_of_each_simulated_year_is_drawn_within_what_the_history_leaves_open():
    made = plain_city(groups=2, areas=4, weeks=WEEKS, rate=0.3, rng=np.random.default_rng(3))
    city = fitted(made, 1)
    rng = np.random.default_rng(4)
    levels = np.log([city.quiet(WEEKS, rng).expected[0].mean() for _ in range(400)])
    course = city.courses[0]
    terms = city.design(WEEKS)
    assert levels.mean() == pytest.approx(
        np.log(np.exp(terms @ course.coefficients).mean()), abs=0.03
    )
    assert levels.std() == pytest.approx(course.covariance[0, 0] ** 0.5, rel=0.2)
