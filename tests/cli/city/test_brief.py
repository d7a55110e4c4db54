"""`commonweal brief`: a PDF in hand, or why there is none."""

from datetime import date, timedelta
from io import BytesIO

from pypdf import PdfReader

from tests.factories.incidents import row, write_file


def test_a_brief_is_written_for_the_newest_full_week(city_folder, commonweal, tmp_path):
    rows = [row(f"i{n}", reported_on=str(date(2026, 1, 5) + timedelta(days=n))) for n in range(28)]
    file = write_file(tmp_path / "police.csv", rows)
    commonweal("listening", "bring-in", city_folder, file, "--profile", "canonical")
    told = commonweal("brief", city_folder, "-o", tmp_path / "brief.pdf")
    assert told.code == 0
    assert "brief.pdf: Week of 26 January 2026" in told.words
    pdf = PdfReader(BytesIO((tmp_path / "brief.pdf").read_bytes()))
    assert "7 incidents were recorded this week" in pdf.pages[0].extract_text().replace("\n", " ")


def test_a_brief_of_another_week_is_asked_for_by_any_of_its_days(city_folder, commonweal, tmp_path):
    file = write_file(tmp_path / "police.csv", [row("a", reported_on="2026-01-07")])
    commonweal("listening", "bring-in", city_folder, file, "--profile", "canonical")
    told = commonweal("brief", city_folder, "-o", tmp_path / "b.pdf", "--week", "2025-12-31")
    assert "Week of 29 December 2025" in told.words


def test_a_folder_that_is_not_there_is_said_before_the_work(city_folder, commonweal, tmp_path):
    told = commonweal("brief", city_folder, "-o", tmp_path / "nowhere" / "brief.pdf")
    assert told.code == 2
    assert told.error.message.endswith("nowhere/brief.pdf cannot be written.")
    assert told.error.remedy == "Name a file in a folder that is there and that you may write to."


def test_a_week_to_come_is_refused(city_folder, commonweal, tmp_path):
    told = commonweal("brief", city_folder, "-o", tmp_path / "b.pdf", "--week", "2999-01-07")
    assert told.error.code == "invalid-week"
    assert not (tmp_path / "b.pdf").exists()


def test_a_brief_speaks_the_language_that_is_asked_for(city_folder, commonweal, tmp_path):
    file = write_file(tmp_path / "police.csv", [row("a", reported_on="2026-01-07")])
    commonweal("listening", "bring-in", city_folder, file, "--profile", "canonical")
    asked = ("-o", tmp_path / "b.pdf", "--week", "2025-12-31", "--language", "de")
    assert "Woche vom 29. Dezember 2025" in commonweal("brief", city_folder, *asked).words


def test_a_language_that_the_workbench_lacks_is_refused(city_folder, commonweal, tmp_path):
    told = commonweal("brief", city_folder, "-o", tmp_path / "b.pdf", "--language", "xx")
    assert told.error.message == "The workbench does not speak “xx”."
    assert told.error.remedy == "Choose one of en, de."
