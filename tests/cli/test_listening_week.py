"""`commonweal listening week`: for people as calm text, for machines as one object."""

import json
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.listening.week import InvalidWeek
from tests.factories.incidents import row, write_file


@pytest.fixture
def file(tmp_path):
    """One incident on each Monday from January 2023 to March 2026, in the canonical columns."""
    first = date(2023, 1, 2)
    rows = [row(f"i{n}", reported_on=str(first + timedelta(weeks=n))) for n in range(169)]
    return write_file(tmp_path / "police.csv", rows)


def said(*words):
    return CliRunner().invoke(app, ["listening", "week", *map(str, words)])


def test_a_week_is_told_beside_earlier_years(file):
    told = said(file, "--profile", "canonical", "--of", "2026-03-11")
    assert told.exit_code == 0
    assert "Week of 2026-03-09" in told.stdout
    assert (
        "1 incident was recorded this week; the same weeks of 2023–2025 held 1 each (9 weeks)."
        in " ".join(told.stdout.split())
    )


def test_the_newest_full_week_is_told_unless_one_is_asked_for(file):
    assert "Week of 2026-03-16" in said(file, "--profile", "canonical").stdout


def test_a_machine_reads_one_object_with_its_lineage(file):
    told = json.loads(said(file, "--profile", "canonical", "--of", "2026-03-09", "--json").stdout)
    assert told["schema"] == "commonweal/week/1"
    assert list(told["lineage"]["inputs"]) == ["police.csv"]
    assert told["period"] == {"unit": "week", "first": "2026-03-09"}
    assert told["total"]["observed"] == 1
    assert told["total"]["earlier"]["n"] == 9
    assert any("more trust" in caveat for caveat in told["caveats"])
    assert any("whoever made the export" in caveat for caveat in told["caveats"])


def test_a_file_of_three_days_is_told_in_part(tmp_path):
    rows = [row(f"i{n}", reported_on=f"2026-03-0{n}") for n in (3, 4, 5)]
    told = said(write_file(tmp_path / "few.csv", rows), "--profile", "canonical").stdout
    assert "3 incidents were recorded this week, of which the source covers only a part." in (
        " ".join(told.split())
    )


def test_a_file_without_a_dated_record_is_refused(tmp_path):
    rows = [row("a", reported_on="2026")]
    told = said(write_file(tmp_path / "few.csv", rows), "--profile", "canonical")
    assert isinstance(told.exception, InvalidWeek)
    assert str(told.exception) == (
        "few.csv holds no record of a week that is over. "
        "Give a file with incidents dated to the day or the month."
    )
