"""`commonweal weekly`: a search of every source, its signals kept, and the brief frozen."""

from datetime import date, timedelta

import pytest

from tests.factories.findings import finding, report
from tests.factories.incidents import row, write_file
from workbench.listening.signals import searching
from workbench.listening.signals.models import FrozenBrief

MONDAY = date(2026, 1, 26)


@pytest.fixture
def city_with_reports(city_folder, commonweal, tmp_path):
    """A city whose police told of four weeks, and a search that finds one rise."""
    rows = [row(f"i{n}", reported_on=str(date(2026, 1, 5) + timedelta(days=n))) for n in range(28)]
    file = write_file(tmp_path / "police.csv", rows)
    commonweal("listening", "bring-in", city_folder, file, "--profile", "canonical")
    return city_folder


@pytest.fixture
def found(monkeypatch):
    """The search finds one rise."""
    monkeypatch.setattr(
        searching, "search", lambda asked: (report(finding(), as_of=asked.as_of), None)
    )


def test_the_week_is_searched_and_its_brief_frozen(city_with_reports, commonweal, found):
    told = commonweal("weekly", city_with_reports)
    assert told.code == 0
    assert "Canonical incident table: 1 finding, 1 new signal, 0 returned." in told.words
    assert "Frozen (en): Week of 26 January 2026, " in told.words
    assert "1 signal waiting for an answer." in told.words


def test_called_again_it_changes_nothing(city_with_reports, commonweal, found):
    commonweal("weekly", city_with_reports)
    before = list(FrozenBrief.objects.values_list("sha256", flat=True))
    told = commonweal("weekly", city_with_reports)
    assert "is done: its brief was frozen before. Nothing was changed." in told.words
    assert list(FrozenBrief.objects.values_list("sha256", flat=True)) == before


def test_the_brief_of_a_frozen_week_is_written_as_it_was_frozen(
    city_with_reports, commonweal, found, tmp_path
):
    commonweal("weekly", city_with_reports)
    told = commonweal("brief", city_with_reports, "-o", tmp_path / "b.pdf", "--week", MONDAY)
    frozen = FrozenBrief.objects.get(language="en")
    assert ", as frozen on " in told.words
    assert (tmp_path / "b.pdf").read_bytes() == bytes(frozen.pdf)
    anew = commonweal(
        "brief", city_with_reports, "-o", tmp_path / "a.pdf", "--week", MONDAY, "--anew"
    )
    assert "as frozen" not in anew.words


def test_without_records_it_says_what_to_do(city_folder, commonweal, found):
    told = commonweal("weekly", city_folder)
    assert told.code == 2
    assert told.error.code == "nothing-to-search"
    assert told.error.remedy == "Bring in a source's file first."


def test_a_brief_that_was_changed_after_freezing_is_told_by_the_doctor(
    city_with_reports, commonweal, found
):
    commonweal("weekly", city_with_reports)
    assert commonweal("check", city_with_reports).code == 0
    FrozenBrief.objects.filter(language="en").update(page="<p>Nothing happened.</p>")
    said = commonweal("check", city_with_reports)
    assert said.code == 1
    assert "The frozen brief of 2026-01-26 was changed after it was frozen." in said.words
