"""Floating catchments: by hand, against PySAL's access, against plain formulas, on the borders."""

import numpy as np
import pandas as pd
import pyproj
import pytest
from access import fca
from access import weights as theirs
from hypothesis import given
from hypothesis import strategies as st

from commonweal.mapping.reach import catchment as ours
from commonweal.mapping.reach.catchment import InvalidCatchment, Points
from commonweal.mapping.reach.kernels import EARTH_RADIUS_M

PEOPLE, CAPACITY = np.array([100.0, 300.0]), np.array([20.0, 6.0])


def by_hand():
    """Two towns and two halls: 5 and 15 minutes from the first, 15 and 8 from the second."""
    towns, halls = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    return ours.table_pairs(towns, halls, np.array([5.0, 15, 15, 8]), points=2, places=2)


@pytest.mark.parametrize(
    ("decay", "access"),
    [
        (ours.plain(10), [20 / 100, 6 / 300]),
        (ours.plain(20), [20 / 400 + 6 / 400] * 2),
        # 100 + 300 × 0.5 ask of the first hall, 100 × 0.5 + 300 of the second
        (ours.banded([10, 20], [1, 0.5]), [20 / 250 + 0.5 * 6 / 350, 0.5 * 20 / 250 + 6 / 350]),
        (ours.plain(4), [0, 0]),
    ],
)
def test_two_towns_and_two_halls_by_hand(decay, access):
    found = ours.two_step(by_hand(), PEOPLE, CAPACITY, decay)
    assert found == pytest.approx(access, rel=1e-12)


def city(seed=1, people=300, places=120):
    rng = np.random.default_rng(seed)
    start = Points(lon=rng.uniform(-0.3, 0.1, people), lat=rng.uniform(51.35, 51.65, people))
    there = Points(lon=rng.uniform(-0.3, 0.1, places), lat=rng.uniform(51.35, 51.65, places))
    return start, there, rng.integers(100, 3000, people) * 1.0, rng.integers(1, 50, places) * 1.0


def haversine(start, there):
    """The formula as it stands in the books, all pairs."""
    lon, lat = np.radians(start.lon)[:, None], np.radians(start.lat)[:, None]
    lon_, lat_ = np.radians(there.lon)[None, :], np.radians(there.lat)[None, :]
    half = (
        np.sin((lat - lat_) / 2) ** 2 + np.cos(lat) * np.cos(lat_) * np.sin((lon - lon_) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(half))


@pytest.mark.parametrize(
    ("decay", "weight_fn"),
    [
        (ours.plain(4000), None),
        (ours.banded([1000, 2500, 4000]), theirs.step_fn({1000: 1, 2500: 0.68, 4000: 0.22})),
        (ours.gaussian(1500, 4000), theirs.gaussian(1500)),
        (ours.epanechnikov(4000), lambda d: 0.75 * (1 - (d / 4000) ** 2)),
        (
            ours.smooth(4000),
            lambda d: (np.exp(-0.5 * (d / 4000) ** 2) - np.exp(-0.5)) / (1 - np.exp(-0.5)),
        ),
    ],
    ids=["2sfca", "e2sfca", "gaussian", "kd2sfca", "decay"],
)
def test_access_equals_pysal_on_the_same_input(decay, weight_fn):
    start, there, people, capacity = city()
    apart = haversine(start, there)
    origin, dest = np.indices(apart.shape)
    table = pd.DataFrame({"origin": origin.ravel(), "dest": dest.ravel(), "cost": apart.ravel()})
    demand = pd.DataFrame({"demand": people}).rename_axis("geoid")
    supply = pd.DataFrame({"supply": capacity}).rename_axis("geoid")
    peer = fca.two_stage_fca(demand, supply, table, max_cost=decay.within, weight_fn=weight_fn)
    pairs = ours.straight_pairs(start, there, decay.within)
    found = ours.two_step(pairs, people, capacity, decay)
    assert found == pytest.approx(peer.reindex(range(len(people))).fillna(0), rel=1e-9, abs=1e-15)
    assert found.max() > 0


@pytest.mark.parametrize("within", [1, 700, 5000, 80_000])
def test_no_pair_within_reach_is_missed_or_added(within):
    start, there, *_ = city(seed=2)
    apart = haversine(start, there)
    pairs = ours.straight_pairs(start, there, within)
    of = np.repeat(np.arange(len(start.lon)), np.diff(pairs.starts))
    assert set(zip(of.tolist(), pairs.to.tolist(), strict=True)) == set(
        map(tuple, np.argwhere(apart <= within).tolist())
    )
    assert pairs.cost == pytest.approx(apart[of, pairs.to], rel=1e-9)
    assert ours.nearest_straight(start, there) == pytest.approx(apart.min(axis=1), rel=1e-9)


def test_straight_lines_differ_from_the_ellipsoid_by_less_than_six_in_a_thousand():
    rng = np.random.default_rng(3)
    lon, lat = rng.uniform(-180, 180, 2000), rng.uniform(-80, 80, 2000)
    away, metres = rng.uniform(0, 360, 2000), rng.uniform(10, 50_000, 2000)
    lon_, lat_, _ = pyproj.Geod(ellps="WGS84").fwd(lon, lat, away, metres)
    for at in range(2000):
        here = Points(lon=lon[at : at + 1], lat=lat[at : at + 1])
        there = Points(lon=lon_[at : at + 1], lat=lat_[at : at + 1])
        assert ours.nearest_straight(here, there)[0] == pytest.approx(metres[at], rel=0.006)


@given(
    places=st.lists(st.tuples(st.floats(0, 0.05), st.floats(50, 50.05)), min_size=1, max_size=9),
    people=st.lists(
        st.tuples(st.floats(0, 0.05), st.floats(50, 50.05), st.integers(1, 900)),
        min_size=1,
        max_size=9,
    ),
    method=st.sampled_from(ours.METHODS),
    within=st.sampled_from([300.0, 2000.0, 90_000.0]),
)
def test_all_that_is_reached_is_given_out_and_no_more(places, people, method, within):
    decay = ours.decay_named(method, within)
    x, y, n = (np.array(one, dtype=float) for one in zip(*people, strict=True))
    lon, lat = (np.array(one) for one in zip(*places, strict=True))
    pairs = ours.straight_pairs(Points(lon=x, lat=y), Points(lon=lon, lat=lat), within)
    first = ours.first_step(pairs, n[None, :], np.full(len(lon), 7.0), decay)
    given_out = (first.access(np.ones((1, len(n)))) * n).sum()
    assert given_out == pytest.approx(7.0 * (first.asking > 0).sum(), rel=1e-9)


def test_identical_points_share_what_is_there():
    here = Points(lon=np.zeros(3), lat=np.full(3, 51.0))
    pairs = ours.straight_pairs(here, here, 1)
    assert pairs.cost.tolist() == [0.0] * 9
    found = ours.two_step(pairs, np.array([1.0, 1, 2]), np.array([4.0, 4, 4]), ours.plain(1))
    assert found.tolist() == [3.0, 3.0, 3.0]


def test_a_place_that_nobody_asks_gives_nothing():
    found = ours.two_step(by_hand(), np.zeros(2), CAPACITY, ours.plain(20))
    assert found.tolist() == [0.0, 0.0]


def test_pairs_reach_across_the_date_line_and_over_a_pole():
    here = Points(lon=np.array([179.999, 0.0]), lat=np.array([0.0, 89.999]))
    there = Points(lon=np.array([-179.999, 180.0]), lat=np.array([0.0, 89.999]))
    pairs = ours.straight_pairs(here, there, 300)
    assert pairs.to.tolist() == [0, 1]
    assert pairs.cost == pytest.approx([0.002 * 111_195.08] * 2, rel=1e-6)


def test_the_border_of_a_band_belongs_to_it():
    weights = ours.banded([10, 20, 30]).weigh(np.array([0.0, 10, 10.1, 20, 30, 30.1]))
    assert weights.tolist() == [1, 1, 0.68, 0.68, 0.22, 0]


def test_a_smooth_weight_falls_from_one_to_nothing():
    weights = ours.smooth(100).weigh(np.array([0.0, 50, 100, 101]))
    assert weights == pytest.approx([1, (np.exp(-0.125) - np.exp(-0.5)) / (1 - np.exp(-0.5)), 0, 0])


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: ours.plain(0), "A catchment ends at 0, which is no distance."),
        (lambda: ours.plain(float("nan")), "A catchment ends at nan, which is no distance."),
        (
            lambda: ours.banded([20, 10], [1, 0]),
            "A catchment ends at 20, 10, which is no distance.",
        ),
        (lambda: ours.banded([10], [1, 0]), "1 bands and the weights 1, 0 do not fit."),
        (lambda: ours.gaussian(0, 10), "0 is no width of a bell curve."),
        (lambda: ours.decay_named("3sfca", 10), "“3sfca” is no method of reach."),
    ],
)
def test_a_catchment_that_is_none_is_refused(make, message):
    with pytest.raises(InvalidCatchment) as refused:
        make()
    assert refused.value.message == message
    assert refused.value.remedy
