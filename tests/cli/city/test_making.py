"""A made-up city is whole or not there at all, however its making ends."""

import fcntl

import pytest

from commonweal.core.errors import Busy, InvalidCity
from tests.factories.city import small_city
from workbench.commands.making import is_half_made, refuse_half_made, whole_or_not_at_all


@pytest.fixture
def place(tmp_path):
    return tmp_path / "aldermere"


def left_half_made(place):
    """A making that was killed: its mark is there, and nobody holds it."""
    small_city(place, demonstration=True)
    (place / "lake" / "of-the-dead-making").touch()
    (place.parent / ".aldermere.being-made").write_text("A city is being made.")


def test_a_city_that_was_made_to_its_end_is_not_marked(place):
    with whole_or_not_at_all(place):
        small_city(place, demonstration=True)
        assert is_half_made(place)
    assert not is_half_made(place)
    refuse_half_made(place)


def test_what_a_stopped_making_left_is_taken_away(place):
    with pytest.raises(KeyboardInterrupt), whole_or_not_at_all(place):
        small_city(place, demonstration=True)
        raise KeyboardInterrupt
    assert list(place.parent.iterdir()) == []


def test_after_a_killed_making_the_next_one_begins_anew(place):
    left_half_made(place)
    with whole_or_not_at_all(place):
        assert not place.exists()
        small_city(place, demonstration=True)
    assert not (place / "lake" / "of-the-dead-making").exists()
    assert not is_half_made(place)


def test_a_half_made_city_is_not_served(place):
    left_half_made(place)
    with pytest.raises(InvalidCity, match="half made: its making is going on, or was stopped"):
        refuse_half_made(place)


def test_two_do_not_make_it_at_the_same_time(place):
    left_half_made(place)
    with (place.parent / ".aldermere.being-made").open("a") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(Busy, match="is being made at this moment"), whole_or_not_at_all(place):
            pass
    assert (place / "lake" / "of-the-dead-making").exists()


def test_a_city_that_is_there_is_never_taken_away(place):
    small_city(place)
    with pytest.raises(InvalidCity, match="already something"), whole_or_not_at_all(place):
        pass
    assert (place / "city.toml").exists()


def test_a_real_city_made_where_a_making_died_is_never_taken_away(place):
    small_city(place)
    (place.parent / ".aldermere.being-made").write_text("A city is being made.")
    with pytest.raises(InvalidCity), whole_or_not_at_all(place):
        raise AssertionError("the making began over a real city")
    assert (place / "city.toml").exists()
