"""Aldermere's strengths come in through the same door as those of real cities."""

import pytest

from commonweal.demo import Aldermere
from commonweal.demo.incoming import incoming_files
from tests.factories.strengths import gathered, shipped


@pytest.fixture(scope="module")
def read(city: Aldermere, tmp_path_factory):
    """The strengths as read from the file that the demonstration writes."""
    path = tmp_path_factory.mktemp("aldermere") / "strengths.csv"
    path.write_text(incoming_files(city)["strengths.csv"], encoding="utf-8")
    return gathered(path, shipped("aldermere"), areas=city.areas, today=city.calendar.end)


def test_no_row_is_refused_and_every_one_is_an_entry(city: Aldermere, read):
    assert read.refused.is_empty()
    assert read.strengths["strength_id"].to_list() == city.strengths["service_id"].to_list()
    assert read.notices == ()


def test_parquet_and_csv_give_the_same_entries(city: Aldermere, read, tmp_path):
    city.strengths.write_parquet(tmp_path / "strengths.parquet")
    found = gathered(
        tmp_path / "strengths.parquet",
        shipped("aldermere"),
        areas=city.areas,
        today=city.calendar.end,
    )
    assert found.strengths.equals(read.strengths)


def test_what_the_city_says_of_each_strength_is_kept(city: Aldermere, read):
    for ours, theirs in zip(read.strengths.to_dicts(), city.strengths.to_dicts(), strict=True):
        assert ours["name"] == ours["organisation"] == theirs["organisation"]
        assert ours["description"] == theirs["service"]
        for name in ("serves", "needs", "languages", "protective"):
            assert ours[name] == sorted(theirs[name]), name
        for name in ("area", "confidential", "neutral_place", "confirmed_on", "funded_until"):
            assert ours[name] == theirs[name], name


def test_the_isolated_strength_is_found_by_name(read):
    (circle,) = read.strengths.filter(name="Orchard Mending Circle").to_dicts()
    assert (circle["area"], circle["what"]) == ("orchard", "group")
    assert circle["languages"] == ["ar", "en", "so", "tr"]
