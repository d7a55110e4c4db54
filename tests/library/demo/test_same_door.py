"""Aldermere's files go through the same door as real ones, and come out as what is true."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from commonweal.core.tables import INCIDENTS
from commonweal.demo import Aldermere
from commonweal.demo.deliveries import Delivery
from commonweal.demo.incoming import incoming_files, profile
from commonweal.files.areas import read_city_areas, write_areas
from commonweal.files.knowledge import shipped_groups, shipped_kinds
from commonweal.files.tabular import read_raw
from commonweal.listening.coding import Coded, code_rows
from commonweal.listening.profiles import parse_profile

WITH_ROWS = ["aldermere-police", "aldermere-centre", "aldermere-schools"]


def last_delivery(city: Aldermere, source: str) -> Delivery:
    return [delivery for delivery in city.deliveries if delivery.source == source][-1]


def read(city: Aldermere, delivery: Delivery, folder: Path) -> Coded:
    path = folder / delivery.file_name
    path.write_text(incoming_files(city)[f"deliveries/{delivery.file_name}"], encoding="utf-8")
    return code_rows(
        read_raw(path).batches(),
        profile=parse_profile(profile(delivery.source), name=delivery.source),
        groups=shipped_groups(),
        kinds=shipped_kinds(),
        areas=city.areas,
        today=city.calendar.end,
    )


@pytest.mark.parametrize("source", WITH_ROWS)
def test_reading_the_last_delivery_gives_the_incidents_that_are_true(
    city: Aldermere, tmp_path: Path, source: str
) -> None:
    coded = read(city, last_delivery(city, source), tmp_path)
    assert_frame_equal(
        coded.incidents.sort("incident_id"), city.incidents[source].sort("incident_id")
    )


@pytest.mark.parametrize("source", [*WITH_ROWS, "aldermere-transport"])
def test_no_row_of_any_delivery_is_refused(city: Aldermere, tmp_path: Path, source: str) -> None:
    for delivery in city.deliveries:
        if delivery.source == source:
            assert read(city, delivery, tmp_path).refused.is_empty(), delivery.file_name


def test_the_counts_of_the_last_month_but_one_add_up(city: Aldermere, tmp_path: Path) -> None:
    delivery = last_delivery(city, "aldermere-transport")
    month = delivery.rows.columns[-2]
    coded = read(city, delivery, tmp_path).incidents
    assert coded.filter(reported_on=month)["n"].sum() == delivery.rows[month].cast(pl.Int64).sum()


@pytest.mark.parametrize("source", WITH_ROWS)
def test_the_incidents_keep_the_contract(city: Aldermere, source: str) -> None:
    INCIDENTS.check(city.incidents[source])


def test_the_outlines_are_read_back_as_they_were_written(city: Aldermere, tmp_path: Path) -> None:
    write_areas(city.areas, tmp_path / "areas.geojson")
    read_back = read_city_areas(tmp_path / "areas.geojson")
    assert read_back.notices == ()
    assert read_back.areas.table.equals(city.areas.table)
    assert all(
        one.geometry.equals(other.geometry)
        for one, other in zip(read_back.areas.areas, city.areas.areas, strict=True)
    )
