"""One seed, one city: to the byte, and quickly."""

import time
from datetime import date

from commonweal.demo import Aldermere, make_aldermere
from commonweal.demo.incoming import incoming_files
from tests.library.demo.conftest import UNTIL

CPU_SECONDS = 3.0


def test_the_same_seed_gives_the_same_city_to_the_byte(city: Aldermere) -> None:
    again = make_aldermere(until=UNTIL)
    assert incoming_files(again) == incoming_files(city)
    assert [area.geometry.wkb for area in again.areas.areas] == [
        area.geometry.wkb for area in city.areas.areas
    ]


def test_another_seed_gives_another_city_in_every_part(city: Aldermere) -> None:
    other, files = make_aldermere(7, until=UNTIL), incoming_files(city)
    same = {name for name, text in incoming_files(other).items() if text == files[name]}
    assert same == {name for name in files if name.startswith("profiles/")} | {
        "sources.csv",
        "deliveries.csv",
        "votes/evening-opening/summary.csv",
        "votes/river-walk/summary.csv",
    }
    assert not other.areas.areas[0].geometry.equals(city.areas.areas[0].geometry)


def test_a_day_inside_the_week_still_ends_with_the_week_before(city: Aldermere) -> None:
    assert make_aldermere(until=date(2026, 11, 21)).calendar == city.calendar


def test_the_city_is_made_within_three_seconds() -> None:
    before = time.process_time()
    make_aldermere(3, until=UNTIL)
    assert time.process_time() - before < CPU_SECONDS
