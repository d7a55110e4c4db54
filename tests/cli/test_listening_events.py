"""`commonweal listening events`: for people as calm text, for machines as one object."""

import json
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.core.errors import CommonwealError
from commonweal.listening.signals.calendar import InvalidCalendar
from docs.generate import ROOT
from tests.factories.incidents import row, write_file

FIRST = date(2024, 1, 1)
CALENDAR = (
    "on,name,kind,reach,groups\n"
    "2025-06-02,A riot,riot,local,anti-jewish\n"
    "2024-01-08,Too soon,riot,national,\n"
)


@pytest.fixture
def file(tmp_path):
    """One report each Monday and Thursday for two years, nine more after 2 June 2025."""
    days = [FIRST + timedelta(weeks=w, days=d) for w in range(104) for d in (0, 3)]
    days += [date(2025, 6, 3)] * 9
    rows = [row(f"i{n}", reported_on=str(day)) for n, day in enumerate(days)]
    return write_file(tmp_path / "police.csv", rows)


@pytest.fixture
def calendar(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(CALENDAR, encoding="utf-8")
    return path


def said(*words):
    return CliRunner().invoke(app, ["listening", "events", *map(str, words)])


def test_what_followed_an_event_is_told(file, calendar):
    told = said(file, "--profile", "canonical", "--calendar", calendar)
    assert told.exit_code == 0
    text = " ".join(told.stdout.split())
    assert "What followed 2 events. Covered: 2024-01-01 to 2025-12-25" in text
    assert "2025-06-02 · A riot (riot, local)" in text
    assert "Jewish people 1 11 2.0 +9.0 +7 to +11" in text
    assert "Too early: fewer than 26 weeks before it that no event touches." in text
    assert "“riot”: +9.0 reports per event against the expected course in 4 weeks" in text
    assert "An excess is not proof of a cause" in text


def test_a_machine_reads_one_object_with_its_lineage(file, calendar):
    told = json.loads(said(file, "--profile", "canonical", "--calendar", calendar, "--json").stdout)
    assert told["schema"] == "commonweal/events/1"
    assert set(told["lineage"]["inputs"]) == {"police.csv", "profile canonical", "events.csv"}
    assert [event["state"] for event in told["events"]] == ["too-early", "ready"]
    row = told["events"][1]["groups"][0]
    assert {"group", "areas", "observed", "expected", "excess", "low", "high"} <= set(row)
    assert (row["group"], row["window_weeks"], row["observed"]) == ("anti-jewish", 1, 11)
    assert [kind["n_events"] for kind in told["by_kind"]] == [1]
    assert told["caveats"]


def test_a_bad_row_of_the_calendar_is_refused(file, calendar):
    calendar.write_text(CALENDAR.replace("2025-06-02", "June 2025"), encoding="utf-8")
    told = said(file, "--profile", "canonical", "--calendar", calendar)
    assert isinstance(told.exception, InvalidCalendar)
    assert str(told.exception) == (
        "events.csv, row 2, column on: “June 2025” is not a day. "
        "Write it as 2021-03-16: year, month, day."
    )


def test_a_source_dated_to_the_month_is_refused(tmp_path, calendar):
    path = write_file(tmp_path / "months.csv", [row("a", reported_on="2024-03")])
    told = said(path, "--profile", "canonical", "--calendar", calendar)
    assert isinstance(told.exception, CommonwealError)
    assert str(told.exception) == (
        "months.csv dates its records to the month or not at all: what followed an event cannot be "
        "told from it. Give a file in which at least half of the records carry the day on which "
        "they were filed or happened."
    )


@pytest.mark.shared_data
def test_the_calendar_of_the_method_page_is_told_on_the_new_york_file(shared_data, tmp_path):
    page = (ROOT / "docs/methods/event-study.md").read_text(encoding="utf-8")
    calendar = tmp_path / "new-york.csv"
    calendar.write_text(page.split("```csv\n")[1].split("```")[0], encoding="utf-8")
    told = json.loads(
        said(
            shared_data / "incidents/nypd_hate_crimes_2019-01_2022-12.csv",
            "--profile", "nypd", "--calendar", calendar, "--json",
        ).stdout
    )  # fmt: skip
    found = {
        (event["name"], row["group"]): row
        for event in told["events"]
        for row in event["groups"]
        if row["window_weeks"] == 4 and not row["areas"] and row["named_in_calendar"]
    }
    atlanta = found["Shootings at spas around Atlanta", "anti-asian"]
    assert (atlanta["observed"], atlanta["low"] > 15) == (31, True)
    for (name, group), told_row in found.items():
        line = f"| {name} | {group} | {told_row['observed']} | {told_row['expected']:.1f} | "
        assert line + f"{told_row['low']:+.0f} to {told_row['high']:+.0f} |" in page
