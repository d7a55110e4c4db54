"""Which shade a value gets, and what the key says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.pictures import RANGE_KEYS, count_scale, range_key, range_scale


def test_nought_has_a_shade_of_its_own():
    scale = count_scale([0, 0, 3, 9])
    assert scale.key_of(0) == "count-0"
    assert scale.shades[0].words == "0"


def test_small_counts_get_a_shade_each():
    scale = count_scale([0, 1, 2, 3])
    assert [shade.words for shade in scale.shades] == ["0", "1", "2", "3"]


def test_larger_counts_share_round_steps_that_reach_the_largest():
    scale = count_scale([1, 2, 4, 9, 11, 26, 48, 133])
    assert [shade.words for shade in scale.shades] == ["0", "1–4", "5–11", "12–48", "49–133"]


def test_a_city_without_a_single_count_has_one_shade():
    assert [shade.words for shade in count_scale([0, None]).shades] == ["0"]


@given(counts=st.lists(st.integers(0, 100_000), min_size=1))
def test_every_count_lies_in_the_step_its_key_names(counts):
    scale = count_scale(counts)
    lows = [0, *(bound + 1 for bound in scale.bounds[:-1])]
    assert len(scale.shades) == len(scale.bounds) <= 5
    for count in counts:
        key = scale.key_of(count)
        place = [shade.key for shade in scale.shades].index(key)
        assert lows[place] <= count <= scale.bounds[place]


@given(counts=st.lists(st.integers(0, 1000), min_size=2))
def test_a_larger_count_is_never_paler(counts):
    scale = count_scale(counts)
    keys = [scale.key_of(count) for count in sorted(counts)]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("count", "key"),
    [
        (4, "within"),
        (9, "within"),
        (10, "above-1"),
        (14, "above-1"),
        (15, "above-2"),
        (3, "below-1"),
        (0, "below-1"),
    ],
)
def test_a_count_is_set_against_the_lowest_and_highest_of_earlier_years(count, key):
    assert range_key(count, low=4, high=9) == key


def test_one_report_more_in_a_quiet_place_keeps_a_quiet_colour():
    assert range_key(1, low=0, high=0) == "above-1"
    assert range_key(2, low=0, high=0) == "above-1"
    assert range_key(3, low=0, high=0) == "above-2"


def test_the_key_of_a_range_map_has_the_callers_words_in_order():
    shades = range_scale({key: f"words for {key}" for key in RANGE_KEYS})
    assert [shade.words for shade in shades] == [f"words for {key}" for key in RANGE_KEYS]
