"""The comparison with other detectors is fair: ports give what R gives, alarms count once.

R's own answers are kept in benchmarks/peers/r_output (see the README beside it), so that nobody
needs R for these tests.
"""

from datetime import date, timedelta

import numpy as np
import pytest

from benchmarks.peers import city, comparison, ears, farrington, in_r, judges, outbreaks
from benchmarks.peers.outbreaks import MISSED, Cell, Found, alarms, compared, delay
from commonweal.listening.signals.alarms import episodes
from commonweal.listening.signals.findings import ALL_GROUPS, Finding

CLOSE = 1e-7
WEEKS = np.arange(farrington.FIRST_WEEK, farrington.FIRST_WEEK + in_r.WEEKS)
NOW = WEEKS[0]


@pytest.fixture(scope="module")
def counts():
    return np.loadtxt(in_r.SERIES, delimiter=",", dtype=np.int64)


@pytest.fixture(scope="module")
def said(counts):
    """R's columns as series × week."""
    table = in_r.read(in_r.STATISTICS)
    shape = len(counts), in_r.WEEKS
    return {name: table[name].fill_null(np.nan).to_numpy().reshape(shape) for name in table.columns}


@pytest.fixture(scope="module")
def ported(counts):
    return farrington.statistics(counts, WEEKS)


def test_the_sample_is_made_by_the_script_and_is_large(counts, said):
    assert np.array_equal(counts, in_r.sample(np.random.default_rng(in_r.SEED)))
    assert np.array_equal(counts[:, WEEKS], said["observed"])
    assert len(counts) >= 600
    assert (counts[:, :NOW].sum(axis=1) == 0).any()


@pytest.mark.parametrize("method", ["delta", "nbPlugin", "muan"])
def test_farrington_finds_the_dispersion_that_r_finds(ported, said, method):
    np.testing.assert_allclose(ported.phi, said[f"{method}_phi"], rtol=CLOSE)


def test_farrington_expects_what_r_expects(ported, said):
    np.testing.assert_allclose(ported.mu, said["delta_mu"], rtol=CLOSE)
    np.testing.assert_allclose(np.exp(ported.eta), said["nbPlugin_mu"], rtol=CLOSE)


def test_farrington_is_as_unsure_of_it_as_r(ported, said):
    with np.errstate(over="ignore"):
        upper = np.exp(ported.eta + farrington.Z_95 * ported.se)
    np.testing.assert_allclose(upper, said["muan_mu0"], rtol=CLOSE)


def test_the_bound_of_delta_is_that_of_r(ported, said):
    np.testing.assert_allclose(ported.delta_upper, said["delta_upper"], rtol=CLOSE)


def test_the_tail_of_nbplugin_is_that_of_r(ported, said):
    np.testing.assert_allclose(10.0**ported.tail, said["nbPlugin_p"], rtol=1e-6)


def test_the_bound_of_nbplugin_is_the_quantile_that_r_gives(ported, said):
    bounds, mu = said["nbPlugin_upper"].astype(int), np.exp(ported.eta)
    for bound, expected, phi in zip(bounds.flat, mu.flat, ported.phi.flat, strict=True):
        beyond = farrington.log10_tail(bound + 1, expected, phi)
        reached = farrington.log10_tail(bound, expected, phi)
        assert beyond <= np.log10(0.05) + 1e-9
        assert reached >= np.log10(0.05) - 1e-9


def test_ears_is_that_of_r(counts, said):
    mean, spread = ears.statistics(counts, WEEKS)
    np.testing.assert_allclose(mean, said["ears_mean"], rtol=CLOSE, atol=1e-9)
    np.testing.assert_allclose(spread, said["ears_sd"], rtol=CLOSE)


@pytest.mark.parametrize(
    ("statistics", "message"),
    [
        (farrington.statistics, r"^Farrington judges weeks 159 to 161 of these\.$"),
        (ears.statistics, r"^EARS C2 judges weeks 9 to 161 of these\.$"),
    ],
)
@pytest.mark.parametrize("week", [8, 162])
def test_a_week_without_history_is_refused(counts, statistics, message, week):
    with pytest.raises(ValueError, match=message):
        statistics(counts, np.array([week]))


def test_a_tail_is_summed_where_it_underflows():
    assert farrington.log10_tail(0, 1.0, 1.5) == 0.0
    assert farrington.log10_tail(3, 0.0, 1.5) == -np.inf
    assert farrington.log10_tail(1, 1e-300, 1.0) == pytest.approx(-300)
    assert np.isnan(farrington.log10_tail(1, np.nan, 1.5))


def test_a_week_is_judged_without_what_comes_after(counts):
    weeks = np.array([NOW])
    later = counts.copy()
    later[:, NOW + 1 :] += 100
    for name, scores in judges.all_ways(counts, weeks).items():
        np.testing.assert_array_equal(scores, judges.all_ways(later, weeks)[name], name)


def found(week, *areas, group=0):
    return Found(week=week, group=group, areas=frozenset(areas))


def test_a_finding_within_twelve_weeks_and_an_area_belongs_to_the_alarm():
    raised = alarms([found(0, 1), found(12, 1, 2), found(24, 2), found(37, 2), found(3, 5)])
    assert [(one.week, sorted(one.areas)) for one in raised] == [(0, [1]), (3, [5]), (37, [2])]


def test_another_group_raises_its_own_alarm():
    assert len(alarms([found(0, 1), found(1, 1, group=1)])) == 2


def as_library_has_it(one):
    """The same finding in the library's words."""
    monday = date(2024, 1, 1) + timedelta(weeks=one.week)
    return monday, Finding(
        group=ALL_GROUPS if one.group == outbreaks.EVERY_GROUP else str(one.group),
        areas=tuple(map(str, sorted(one.areas))),
        since=monday,
        until=monday,
        observed=5,
        expected=1.0,
        ratio=5.0,
        ratio_low=2.0,
        ratio_high=9.0,
        chance_per_year=1.0,
        detector="scan",
        kind="rise",
        days=3,
        sentence="",
    )


def test_alarms_are_counted_as_the_library_counts_them():
    rng = np.random.default_rng(5)
    for _ in range(50):
        drawn = [
            found(
                int(rng.integers(60)),
                *rng.choice(12, rng.integers(1, 4), replace=False).tolist(),
                group=int(rng.integers(outbreaks.EVERY_GROUP, 2)),
            )
            for _ in range(40)
        ]
        drawn.sort(key=lambda one: one.week)
        library = episodes((week, [finding]) for week, finding in map(as_library_has_it, drawn))
        assert [one.finding for one in library] == [
            as_library_has_it(one)[1] for one in alarms(drawn)
        ]


def test_an_array_of_scores_gives_as_many_alarms_as_its_findings():
    rng = np.random.default_rng(6)
    scores = rng.random((3, 4, 64))
    for threshold in (0.99, 0.95, 0.8):
        one_by_one = [
            alarms(
                found(int(w), int(s)) for s, w in zip(*np.nonzero(year >= threshold), strict=True)
            )
            for year in scores
        ]
        late = sum(one.week >= outbreaks.APART for year in one_by_one for one in year)
        assert outbreaks.alarms_a_year(scores, threshold) == pytest.approx(late / 3)


def test_the_threshold_gives_the_budget():
    scores = np.random.default_rng(7).normal(size=(50, 72, 64))
    threshold, alarms_a_year = outbreaks.threshold_of(scores)
    assert alarms_a_year == pytest.approx(outbreaks.BUDGET, abs=outbreaks.TOLERANCE)
    assert outbreaks.alarms_a_year(scores, threshold) == alarms_a_year


def test_ties_are_broken_by_lot_and_order_is_kept():
    scores = np.repeat([[1.0, 2.0, np.nan]], 200, axis=0)
    broken = outbreaks.untied(scores, np.random.default_rng(8))
    assert len(np.unique(broken[:, 0])) == 200
    assert broken[:, 0].max() < broken[:, 1].min()
    assert np.isnan(broken[:, 2]).all()


OUTBREAK = city.Outbreak(group=2, areas=(4, 5), rise=3.0, since=100, until=106)


@pytest.mark.parametrize(
    ("findings", "weeks"),
    [
        ([], MISSED),
        ([found(100, 5, group=2)], 1),
        ([found(105, 4, group=2)], 6),
        ([found(106, 4, group=2)], MISSED),
        ([found(102, 4, group=1), found(103, 6, group=2)], MISSED),
        ([found(99, 4, group=2), found(101, 4, group=2)], MISSED),
        ([found(99, 4, group=2), found(101, 4, group=2), found(102, 5, group=2)], 3),
        ([found(80, 4, group=2), found(101, 4, group=2)], 2),
    ],
)
def test_an_outbreak_is_caught_by_an_alarm_raised_while_it_lasts(findings, weeks):
    assert delay(findings, OUTBREAK) == weeks


def test_an_alarm_that_stands_already_can_be_left_aside():
    standing = [found(99, 4, group=2), found(101, 4, group=2)]
    assert (delay(standing, OUTBREAK), delay(standing, OUTBREAK, clean=True)) == (MISSED, 2)


def test_the_difference_is_paired():
    ours = np.array([1] * 60 + [7] * 40)
    peer = np.array([1] * 50 + [7] * 20 + [3] * 5 + [7] * 25)
    got = compared(ours, peer)
    assert (got.n, got.ours, got.peer, got.median_ours, got.median_peer) == (100, 0.6, 0.55, 1, 2)
    # Ours alone caught 10, the peer alone 5: Bonett and Price put 11 and 6 over 102.
    middle, both = 5 / 102, 17 / 102
    wide = 1.959964 * np.sqrt((both - middle**2) / 102)
    assert got.difference == pytest.approx(5.0)
    assert (got.low, got.high) == pytest.approx((100 * (middle - wide), 100 * (middle + wide)))


def test_the_same_outbreak_whoever_looks_at_it():
    cell = Cell(rate=1.0, rise=5.6, districts=3)
    first, outbreak = outbreaks.outbreak_of(1, cell, 4)
    second, again = outbreaks.outbreak_of(1, cell, 4)
    assert outbreak == again
    assert np.array_equal(first.counts, second.counts)
    assert np.array_equal(first.daily, second.daily)
    assert np.array_equal(first.daily.reshape(*first.counts.shape, 7).sum(axis=-1), first.counts)
    assert not np.array_equal(first.counts, outbreaks.outbreak_of(1, cell, 5)[0].counts)


def test_there_are_twenty_kinds_of_outbreak():
    kinds = outbreaks.cells()
    assert len(set(kinds)) == 20
    assert kinds[0].words == "0.1 a week, × 20.02, one district"
    assert kinds[-1].words == "8 a week, × 2.3, 3 districts"


def test_every_judge_finds_a_steep_rise():
    cell = Cell(rate=3.0, rise=8.0, districts=3)
    names = judges.all_ways(np.ones((1, 170), dtype=np.int64), np.array([169])).keys()
    late = outbreaks.delays(judges.all_ways, dict.fromkeys(names, 4.0), 3, cell, 20)
    assert late.keys() == names
    for name, weeks in late.items():
        assert (weeks < MISSED).mean() > 0.8, name


def test_a_searcher_of_the_whole_city_is_judged_on_the_same_outbreaks():
    cell = Cell(rate=1.0, rise=5.6, districts=1)
    outbreak = outbreaks.outbreak_of(9, cell, 0)[1]

    def all_seeing(_city, weeks):
        return [found(int(weeks[-1]), *range(city.AREAS), group=outbreak.group)]

    assert outbreaks.delays_of(all_seeing, 9, cell, 1).tolist() == [6]
    assert outbreaks.quiet_alarms_of(all_seeing, 9, 1.0, 2) == [1, 1]


def test_the_made_up_city_is_as_said():
    rng = np.random.default_rng(10)
    made = [city.quiet(rng, 3.0, 200) for _ in range(30)]
    counts = np.stack([one.counts for one in made])
    a_week = 3.0 + city.BURSTS_A_YEAR * 4 / city.WEEKS_A_YEAR / 72
    assert counts[..., -52:].mean() == pytest.approx(a_week, rel=0.02)
    flat = np.full((6, 12, 20_000), 3.0)
    drawn = city.drawn(rng, flat)
    assert drawn.var() / drawn.mean() == pytest.approx(1.5, rel=0.01)
    daily = np.stack([one.daily for one in made])
    assert np.array_equal(daily.reshape(*counts.shape, 7).sum(axis=-1), counts)


def test_districts_that_rise_together_adjoin():
    rng = np.random.default_rng(11)
    assert city.neighbours(0) == (4, 1)
    assert city.neighbours(5) == (1, 9, 4, 6)
    for _ in range(50):
        areas = city.adjoining(rng, 3)
        assert len(set(areas)) == 3
        assert all(set(city.neighbours(area)) & set(areas) for area in areas)


def test_the_comparison_says_every_figure_with_its_goal():
    def sees_nothing(_city, _weeks):
        return []

    said = list(comparison.figures(lambda rate: sees_nothing, seed=12, n=4, years=2, rates=(8.0,)))
    by_name = {figure.name: figure for figure in said}
    assert len(by_name) == len(said) == 2 * 3 + 1 + 4 * (1 + 3 * 3)
    lower = [figure for name, figure in by_name.items() if "lower limit" in name]
    assert {figure.at_least for figure in lower} == {-2.0, 0.0}
    assert not any(figure.reached for figure in lower)
    delay_of_ears = by_name["8 a week, × 2.3, 3 districts: median delay, ours − EARS C2"]
    assert (delay_of_ears.at_most, delay_of_ears.n) == (0.0, 4)
    ours = by_name["8 a week, ours: alarms a quiet year"]
    # Nothing in two years: up to 3.69 ÷ 2 a year (Poisson, exact).
    assert (ours.value, ours.low, ours.high) == (0.0, 0.0, pytest.approx(1.844, abs=1e-3))
    thresholds = [figure for name, figure in by_name.items() if name.endswith(": threshold")]
    assert len(thresholds) == 3
    assert all(figure.value > 1 for figure in thresholds)


def test_the_share_caught_has_wilsons_interval():
    figure = comparison.caught("caught", np.array([1] * 9 + [7]))
    assert (figure.value, figure.low, figure.high) == pytest.approx((90, 59.58, 98.21), abs=0.01)
