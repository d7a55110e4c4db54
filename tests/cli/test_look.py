"""`commonweal listening look`, as a person and as a program meet it."""

import json
import subprocess
import sys

import polars as pl
import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app, main
from commonweal.core.errors import CommonwealError
from commonweal.core.tables import INCIDENTS
from tests.factories.tables import rules

NYPD = "incidents/nypd_hate_crimes_2019-01_2022-12.csv"
LONDON = "incidents/london_mps_hate_special_crime_borough_monthly_2010-04_2018-12.csv"
TOP_LEVEL_KEYS = [
    "schema",
    "lineage",
    "file",
    "profile",
    "rows",
    "incidents",
    "duplicates",
    "incident_group_pairs",
    "by_year",
    "by_year_reported",
    "by_group",
    "by_kind",
    "by_group_year",
    "refused",
    "refused_count",
    "skipped",
    "skipped_why",
    "notices",
    "caveats",
]


@pytest.fixture
def look():
    """Run the command inside this process; errors are raised as they are."""

    def run(file, *words):
        arguments = ["listening", "look", str(file), *map(str, words)]
        return CliRunner().invoke(app, arguments, catch_exceptions=False).stdout

    return run


@pytest.fixture
def town(tmp_path):
    """A small file and the profile that reads it."""
    import tomli_w

    how = rules(
        columns={"incident_id": "id", "groups": "who"},
        labels={"groups": {"Jews": "anti-jewish"}},
        personal={"columns": ["who"]},
    )
    (tmp_path / "town.toml").write_text(tomli_w.dumps(how))
    (tmp_path / "town.csv").write_text(
        "id,day,who\n1,2021-05,Jews\n2,2021-05,Mrs Smith\n=3,20x1,\n"
    )
    return tmp_path


@pytest.mark.shared_data
def test_the_answer_for_machines_is_one_documented_object(look, shared_data):
    answer = json.loads(look(shared_data / NYPD, "--profile", "nypd", "--json"))
    assert list(answer) == TOP_LEVEL_KEYS
    assert answer["schema"] == "commonweal/look/1"
    assert (answer["rows"], answer["incidents"], answer["duplicates"]) == (1980, 1825, 155)
    assert answer["refused"] == []
    assert list(answer["lineage"]) == ["inputs", "method", "version", "seed"]
    assert answer["lineage"]["inputs"][(shared_data / NYPD).name] == (
        "7f9fc04b11e468b3c61ca7dae957b1a3bf9da73f349d869340ad78a95abcd26e"
    )


@pytest.mark.shared_data
def test_with_outlines_every_borough_but_the_airport_police_joins(look, shared_data):
    answer = json.loads(
        look(
            shared_data / LONDON,
            *("--profile", "london-mps", "--json", "--area-id", "name"),
            *("--areas", shared_data / "geography/london_boroughs.geojson"),
        )
    )
    assert {one["value"] for one in answer["refused"]} == {"Aviation Security(SO18)"}
    assert (answer["incidents"], answer["refused_count"], answer["skipped"]) == (None, 7, 528)


@pytest.mark.shared_data
def test_people_get_sentences_and_tables(look, shared_data):
    text = look(shared_data / NYPD, "--profile", "nypd")
    assert text.startswith(
        "nypd_hate_crimes_2019-01_2022-12.csv, read as NYPD hate crimes\n"
        "1,980 rows, 1,825 incidents, 155 repeating an incident, 0 refused.\n"
    )
    assert "anti-jewish                       824\n" in text
    assert "\x1b" not in text
    assert "How to read these figures\n• Police records hold fewer incidents than" in text


@pytest.mark.shared_data
def test_what_a_reader_must_know_of_the_source_is_told_to_machines_as_well(look, shared_data):
    answer = json.loads(look(shared_data / NYPD, "--profile", "nypd", "--json"))
    assert any("The month of an incident is known" in caveat for caveat in answer["caveats"])


@pytest.mark.shared_data
def test_the_incidents_can_be_kept_as_parquet_with_their_lineage(look, shared_data, tmp_path):
    look(shared_data / NYPD, "--profile", "nypd", "--parquet", tmp_path / "out.parquet")
    written = pl.read_parquet(tmp_path / "out.parquet")
    assert written.height == 1825
    INCIDENTS.check(written)
    lineage = json.loads(pl.read_parquet_metadata(tmp_path / "out.parquet")["commonweal"])
    assert lineage["method"] == "commonweal.listening.coding"
    assert [path.name for path in tmp_path.iterdir()] == ["out.parquet"]


def test_refused_rows_are_shown_and_kept_with_personal_text_masked(look, town):
    out = town / "refused.csv"
    text = look(town / "town.csv", "--profile", town / "town.toml", "--rejects", out)
    assert "2 rows refused\n" in text
    assert "• row 3, column “who” “(masked)”: The profile does not know this group label." in text
    kept = pl.read_csv(out, infer_schema=False)
    assert kept.columns == [
        *("row", "column", "value", "code", "reason", "remedy", "id", "day", "who")
    ]
    assert kept.select("row", "value", "id", "day", "who").rows() == [
        ("3", "(masked)", "2", "2021-05", "(masked)"),
        ("4", "20x1", "'=3", "20x1", None),
    ]


def test_a_personal_word_is_in_no_output(look, town):
    out = town / "refused.csv"
    with (town / "town.csv").open("a") as file:
        file.write('Mrs Smith\n5,2021,a,Mrs Smith\nMrs Smith,2,"Mrs Smith\n')
    text = look(town / "town.csv", "--profile", town / "town.toml", "--json", "--rejects", out)
    assert json.loads(text)["refused_count"] == 5
    assert "Smith" not in text + out.read_text()


def test_a_header_without_rows_is_refused(look, town):
    (town / "town.csv").write_text("id,day,who\n")
    with pytest.raises(CommonwealError) as refused:
        look(town / "town.csv", "--profile", town / "town.toml")
    assert str(refused.value) == (
        "town.csv has a header and no rows below it. "
        "Export it again; if the source had nothing to report, ask it to say so."
    )


def test_outlines_without_the_name_of_their_id_are_refused(look, town):
    with pytest.raises(CommonwealError) as refused:
        look(town / "town.csv", "--profile", town / "town.toml", "--areas", town / "a.geojson")
    assert str(refused.value) == (
        "Which property of a.geojson holds the area id was not said. Add --area-id NAME."
    )


def test_a_folder_that_does_not_exist_cannot_be_written_to(look, town):
    with pytest.raises(CommonwealError) as refused:
        look(
            *(town / "town.csv", "--profile", town / "town.toml"),
            *("--parquet", town / "no" / "out.parquet"),
        )
    assert refused.value.code == "cannot-write"


def test_an_error_is_told_with_its_remedy_and_exit_code_two(monkeypatch, capsys, tmp_path):
    words = ["commonweal", "listening", "look", str(tmp_path / "none.csv"), "--profile", "nypt"]
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        "Error: There is no source profile “nypt”.\n"
        "What to do: Use one of nypd, london-mps, canonical, arvig, or the path of a .toml file.\n"
    )


def test_profiles_are_listed():
    text = CliRunner().invoke(app, ["listening", "profiles", "--json"]).stdout
    names = [one["name"] for one in json.loads(text)["profiles"]]
    assert names == ["arvig", "canonical", "london-mps", "nypd"]


def test_looking_at_a_file_never_loads_django():
    code = "import commonweal.cli.main, sys; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.parametrize("option", ["--rejects", "--parquet"])
def test_a_file_that_cannot_be_written_is_refused_before_the_work(look, town, option):
    target = town / "not-there" / "out"
    with pytest.raises(CommonwealError) as refused:
        look(town / "town.csv", "--profile", town / "town.toml", option, target)
    assert str(refused.value) == (
        f"{target} cannot be written. "
        "Name a file in a folder that is there and that you may write to."
    )
