"""Quiet cities: the counts have the mean, the scatter and the bursts that were asked for."""

import numpy as np
import pytest

from commonweal.listening.signals.quiet import (
    Clusters,
    QuietCity,
    in_weeks,
    plain_city,
)


def flat(level: float, weeks: int, clusters: Clusters, shock: float = 0.0) -> QuietCity:
    """One group, four areas alike, the same expectation every week."""
    return QuietCity(
        expected=np.full((1, weeks), level),
        shares=np.full((1, 4), 0.25),
        clusters=(clusters,),
        shock=(shock,),
    )


def test_counts_have_the_mean_and_the_scatter_that_were_asked_for():
    clusters = Clusters(dispersion=1.5, burst_share=0.0, burst_more=1.0, same_day=0.5)
    counts, _days = in_weeks(flat(8.0, 20_000, clusters).simulate(np.random.default_rng(1)))
    assert counts.mean() == pytest.approx(2.0, abs=0.02)
    assert counts.var() / counts.mean() == pytest.approx(1.5, abs=0.03)


def test_a_shock_is_shared_by_all_areas():
    clusters = Clusters(dispersion=1.0001, burst_share=0.0, burst_more=1.0, same_day=0.5)
    city = flat(40.0, 8_000, clusters, shock=0.1)
    counts, _days = in_weeks(city.simulate(np.random.default_rng(2)))
    together = counts[0].sum(axis=0)
    assert together.var() == pytest.approx(40 + 0.1 * 40**2, rel=0.08)


def test_bursts_bring_three_reports_or_more_within_seven_days():
    clusters = Clusters(dispersion=1.0001, burst_share=1.0, burst_more=1.0, same_day=0.5)
    daily = flat(0.05, 20_000, clusters).simulate(np.random.default_rng(3))
    days = np.flatnonzero(daily[0].sum(axis=0))
    runs = np.split(days, np.flatnonzero(np.diff(days) > 7) + 1)
    sizes = np.array([daily[0][:, run].sum() for run in runs])
    assert sizes.min() >= 3
    assert sizes.mean() == pytest.approx(4.0, abs=0.4)
    assert max(run[-1] - run[0] for run in runs if len(run) == 2) <= 6


def test_what_a_week_holds_of_events_adds_up_to_what_they_bring():
    clusters = Clusters(dispersion=1.4, burst_share=0.1, burst_more=1.2, same_day=0.4)
    cut = clusters.in_one_week()
    assert cut @ np.arange(len(cut)) == pytest.approx(clusters.mean, rel=1e-9)
    assert cut.sum() > 1  # the end of a week makes two parts of some bursts
    together = Clusters(dispersion=1.4, burst_share=0.1, burst_more=1.2, same_day=1.0)
    assert together.in_one_week() == pytest.approx(together.pmf())


def test_the_same_seed_gives_the_same_city():
    one, two = (
        plain_city(groups=2, areas=3, weeks=60, rate=0.4, rng=np.random.default_rng(7)).simulate(
            np.random.default_rng(8)
        )
        for _ in range(2)
    )
    assert (one == two).all()


def test_ten_bursts_a_year_fall_on_the_whole_city():
    rng = np.random.default_rng(11)
    city = plain_city(groups=6, areas=12, weeks=5200, rate=0.02, rng=rng, trend=0.0)
    events = city.expected.sum(axis=1) / [one.mean for one in city.clusters]
    bursts = sum(n * one.burst_share for n, one in zip(events, city.clusters, strict=True))
    assert bursts / 100 == pytest.approx(10, rel=0.12)
