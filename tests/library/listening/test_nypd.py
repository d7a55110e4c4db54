"""The New York file through its profile: worked figures from the published file."""

import calendar
import csv
from collections import Counter, defaultdict
from datetime import date, datetime

import polars as pl
import pytest

from commonweal.files.areas import read_areas
from commonweal.files.knowledge import shipped_groups
from commonweal.listening.incidents import summary
from tests.factories.tables import coded, every_row_is_accounted_for, refused_by_code, shipped

pytestmark = pytest.mark.shared_data
FILE = "incidents/nypd_hate_crimes_2019-01_2022-12.csv"


@pytest.fixture(scope="module")
def nypd(shared_data):
    return coded(shared_data / FILE, shipped("nypd"))


@pytest.fixture(scope="module")
def rows(shared_data):
    """The file read by Python's own csv module: an independent way to the same figures."""
    with (shared_data / FILE).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_complaints_are_counted_once(nypd):
    facts = summary(nypd)
    counted = (facts["rows"], facts["incidents"], facts["duplicates"], facts["refused_count"])
    assert counted == (1980, 1825, 155, 0)
    assert facts["incident_group_pairs"] == 1826
    assert every_row_is_accounted_for(nypd)


def test_the_one_complaint_with_two_motives_belongs_to_both_groups(nypd, rows):
    motives = defaultdict(set)
    for row in rows:
        motives[row["Full Complaint ID"]].add(row["Bias Motive Description"])
    (double,) = [complaint for complaint, labels in motives.items() if len(labels) > 1]
    two = nypd.incidents.filter(pl.col("groups").list.len() == 2)
    assert two["incident_id"].to_list() == [double]
    assert nypd.incidents.filter(pl.col("groups").list.len() == 0).height == 0


def test_by_year_is_the_publishers_own_and_by_year_reported_stands_beside_it(nypd, rows):
    own, filed = {}, {}
    for row in reversed(rows):  # the first row of a complaint counts
        own[row["Full Complaint ID"]] = row["Complaint Year Number"]
        filed[row["Full Complaint ID"]] = row["Record Create Date"][-4:]
    facts = summary(nypd)
    assert facts["by_year"] == dict(sorted(Counter(own.values()).items()))
    assert facts["by_year"] == {"2019": 422, "2020": 264, "2021": 531, "2022": 608}
    assert facts["by_year_reported"] == dict(sorted(Counter(filed.values()).items()))
    assert facts["by_year_reported"] == {"2019": 420, "2020": 266, "2021": 531, "2022": 608}


def test_a_month_after_filing_belongs_to_the_year_before(nypd, rows):
    by_id = {row["incident_id"]: row for row in nypd.incidents.iter_rows(named=True)}
    moved = 0
    for row in rows:
        filed = datetime.strptime(row["Record Create Date"], "%m/%d/%Y").date()  # noqa: DTZ007 - a day
        year, month = int(row["Complaint Year Number"]), int(row["Month Number"])
        if (year, month) > (filed.year, filed.month):
            year, moved = year - 1, moved + 1
        ours = by_id[row["Full Complaint ID"]]
        assert (ours["occurred_on"], ours["reported_on"]) == (f"{year}-{month:02}", f"{filed}")
    assert moved == 11
    assert [one.sentence for one in nypd.notices if one.code == "year-before"] == [
        "In 11 rows the month lies after the report; the same month of the year before is meant."
    ]


def test_occurrence_keeps_the_precision_of_a_month(nypd):
    assert set(nypd.incidents["occurred_on"].str.len_bytes()) == {7}
    assert set(nypd.incidents["reported_on"].str.len_bytes()) == {10}


def test_police_records_are_recorded_and_nothing_else_is_claimed(nypd):
    one = nypd.incidents.row(0, named=True)
    assert (one["recorded"], one["recorded_on"]) == (True, "2021-05-01")
    assert one["perceived"] is one["verified"] is one["setting"] is one["lat"] is None


def test_nothing_about_arrests_is_carried(nypd, rows):
    arrests = {row["Arrest Id"] for row in rows if row["Arrest Id"]}
    carried = {str(value) for column in nypd.incidents.iter_columns() for value in column}
    assert not arrests & carried


def test_every_motive_has_a_group_of_its_own(rows):
    known = shipped("nypd").groups.table
    labels = {row["Bias Motive Description"] for row in rows}
    from commonweal.core.words import plain

    keys = [known[plain(label)] for label in labels]
    assert len(labels) == len(set(keys)) == 26
    shipped_groups().check(key for each in keys for key in each)


def test_every_label_of_the_five_published_versions_is_known_but_one(shared_data):
    from commonweal.core.words import plain

    known = shipped("nypd").groups.table
    versions = pl.read_csv(shared_data / "incidents/nypd_vintages_monthly_by_bias.csv")
    unknown = {label for label in versions["bias_motive"].unique() if plain(label) not in known}
    assert unknown == {"OTHER"}


def test_every_complaint_lies_in_a_precinct(shared_data):
    precincts = read_areas(shared_data / "incidents/nypd_precincts.geojson", id_field="precinct")
    nypd = coded(shared_data / FILE, shipped("nypd"), areas=precincts.areas)
    assert nypd.refused.height == 0
    assert set(nypd.incidents["area"]) <= set(precincts.areas.ids)
    assert nypd.incidents["place"].unique().to_list() == ["area"]


def test_a_file_read_on_an_earlier_day_refuses_what_lies_ahead(shared_data):
    day = date(2022, 11, calendar.monthrange(2022, 11)[1])
    early = coded(shared_data / FILE, shipped("nypd"), today=day)
    assert set(refused_by_code(early)) == {"future-date"}
    assert every_row_is_accounted_for(early)
    assert max(early.incidents["reported_on"]) <= "2022-11-30"
