"""The London file through its profile: counts whose strands overlap."""

import csv

import polars as pl
import pytest

from commonweal.files.areas import read_areas
from commonweal.listening.incidents import OVERLAP_CAVEAT, summary
from tests.factories.tables import coded, shipped

pytestmark = pytest.mark.shared_data
FILE = "incidents/london_mps_hate_special_crime_borough_monthly_2010-04_2018-12.csv"
STRANDS = 7


@pytest.fixture(scope="module")
def london(shared_data):
    boroughs = read_areas(shared_data / "geography/london_boroughs.geojson", id_field="name")
    return coded(shared_data / FILE, shipped("london-mps"), areas=boroughs.areas)


def test_strands_that_overlap_are_never_added(london):
    facts = summary(london)
    assert (facts["rows"], facts["incidents"], facts["by_year"]) == (759, None, {})
    assert facts["by_year_reported"] == facts["by_kind"] == {}
    assert facts["caveats"][-1] == OVERLAP_CAVEAT
    assert any("City of London" in caveat for caveat in facts["caveats"])
    assert len(facts["by_group"]) == STRANDS


def test_each_strand_is_the_sum_of_its_own_cells(london, shared_data):
    with (shared_data / FILE).open(newline="", encoding="utf-8") as file:
        rows = [
            row
            for row in csv.DictReader(file)
            if row["MinorText"] == "Islamophobic" and not row["Borough"].startswith("Aviation")
        ]
    facts = summary(london)
    assert facts["by_group"]["anti-muslim"] == sum(
        int(n) for row in rows for month, n in row.items() if month.isdigit()
    )
    assert facts["by_group_year"]["anti-muslim"]["2017"] == sum(
        int(n) for row in rows for month, n in row.items() if month.startswith("2017")
    )


def test_only_hate_strands_are_read_and_what_is_left_out_is_said(london):
    assert london.skipped_why == (
        (
            "Not hate crime: the “Special” series count gun, knife, dog and robbery offences.",
            429,
        ),
        ("Domestic abuse, which the file keeps under “Hate”, is no hate strand.", 99),
    )


def test_the_unit_at_heathrow_is_refused_with_the_reason(london, shared_data):
    for of in (london, coded(shared_data / FILE, shipped("london-mps"))):
        assert of.refused.height == STRANDS
        assert of.refused.row(0, named=True) == {
            "row": 2,
            "column": "Borough",
            "value": "Aviation Security(SO18)",
            "code": "refused-area",
            "reason": "Aviation Security is the police unit at Heathrow, which has no area "
            "of its own.",
            "remedy": "Nothing to mend: the profile keeps these rows out under [areas.refuse].",
        }


def test_each_cell_is_a_record_and_a_zero_is_a_statement(london):
    incidents = london.incidents
    assert incidents.height == 32 * STRANDS * 105
    assert incidents["incident_id"].is_unique().all()
    assert incidents.filter(pl.col("n") == 0).height > 0
    first = incidents.row(0, named=True)
    assert (first["incident_id"], first["reported_on"], first["occurred_on"]) == (
        "Barking and Dagenham|anti-jewish|2010-04",
        "2010-04",
        None,
    )
    assert set(incidents["area"]) >= {"Haringey", "Westminster"}
