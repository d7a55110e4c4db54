"""One seed, one city: to the byte, and quickly."""

import tomllib
from datetime import date
from pathlib import Path

from commonweal.demo import Aldermere, make_aldermere, write_aldermere
from commonweal.demo.incoming import incoming_files, truths_text
from tests.library.demo.conftest import UNTIL


def test_the_same_seed_gives_the_same_city_to_the_byte(city: Aldermere) -> None:
    again = make_aldermere(until=UNTIL)
    assert incoming_files(again) == incoming_files(city)
    assert [area.geometry.wkb for area in again.areas.areas] == [
        area.geometry.wkb for area in city.areas.areas
    ]


def test_the_folder_holds_every_file_and_the_outlines(city: Aldermere, tmp_path: Path) -> None:
    write_aldermere(tmp_path / "incoming", until=UNTIL)
    found = {
        path.relative_to(tmp_path / "incoming").as_posix(): path
        for path in (tmp_path / "incoming").rglob("*.*")
    }
    texts = incoming_files(city)
    assert set(found) == {*texts, "areas.geojson"}
    assert all(found[name].read_text(encoding="utf-8") == text for name, text in texts.items())


def test_the_written_truths_carry_their_days_and_figures(city: Aldermere) -> None:
    told = {truth["id"]: truth for truth in tomllib.loads(truths_text(city))["truth"]}
    assert list(told) == [truth.id for truth in city.truths]
    waterfront = told["waterfront"]
    assert waterfront["since"] == city.calendar.monday(-4)
    assert waterfront["until"] == city.calendar.end
    assert waterfront["reason"] == city.sights["waterfront"].reason


def test_another_seed_gives_another_city_in_every_part(city: Aldermere) -> None:
    other, files = make_aldermere(7, until=UNTIL), incoming_files(city)
    same = {name for name, text in incoming_files(other).items() if text == files[name]}
    assert same == {name for name in files if name.startswith("profiles/")} | {
        "sources.csv",
        "deliveries.csv",
        "housing/proposal.toml",
        "housing/watch.toml",
        "votes/evening-opening/summary.csv",
        "votes/river-walk/summary.csv",
    }
    assert not other.areas.areas[0].geometry.equals(city.areas.areas[0].geometry)


def test_a_day_inside_the_week_still_ends_with_the_week_before(city: Aldermere) -> None:
    assert make_aldermere(until=date(2026, 11, 21)).calendar == city.calendar
