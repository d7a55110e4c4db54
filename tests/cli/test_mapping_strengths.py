"""`commonweal mapping strengths`, as a person and as a program meet it."""

import json
import re

import polars as pl
import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.core.errors import CommonwealError
from commonweal.core.tables import STRENGTHS
from tests.factories.hsds import location, service, write_json
from tests.factories.strengths import gathered, shipped

LONDON = "assets/london_cultural_infrastructure_2022"
BOROUGHS = "geography/london_boroughs.geojson"
EXAMPLES = "assets/hsds_3_0/examples"
TOP_LEVEL_KEYS = [
    "schema",
    "lineage",
    "file",
    "profile",
    "audience",
    "entries",
    "by_what",
    "by_area",
    "by_kind",
    "by_language",
    "by_need",
    "by_group",
    "by_protective_factor",
    "missing",
    "freshness",
    "refused",
    "refused_count",
    "skipped",
    "skipped_why",
    "not_mapped",
    "notices",
    "caveats",
]
HEADER = "strength_id,name,what,area,lat,lon,needs,confidential,confirmed_on,description\n"
OLD = (
    HEADER
    + "1,Hall,place,harbour,51.05,4.05,food,no,2020-01-01,A hall\n"
    + "2,Quiet House,place,harbour,51.06,4.06,safety,yes,,\n"
    + "3,Pool,place,hill,51.07,4.15,sport,no,,\n"
)
NEW = (
    HEADER
    + "1,Hall,place,harbour,51.05,4.05,food,no,2020-01-01,A hall and garden\n"
    + "2,Quiet House,place,harbour,51.07,4.06,safety,yes,,\n"
    + "4,Allotments,place,hill,51.08,4.15,outdoors,no,,\n"
    + "5,Nowhere,place,harbour,99,4.05,,no,,\n"
    + "6,Other Quiet House,place,harbour,98,4.05,,yes,,\n"
)


@pytest.fixture
def ask():
    """Run the command inside this process; errors are raised as they are."""

    def run(file, *words):
        arguments = ["mapping", "strengths", str(file), *map(str, words)]
        return CliRunner().invoke(app, arguments, catch_exceptions=False).stdout

    return run


@pytest.fixture
def town(tmp_path):
    """Two readings of one list, and what people made of it."""
    (tmp_path / "old.csv").write_text(OLD)
    (tmp_path / "new.csv").write_text(NEW)
    (tmp_path / "edited.csv").write_text(OLD.replace("A hall", "Our hall"))
    return tmp_path


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("file", "profile", "entries"),
    [
        ("Community_centres.csv", "london-community-centres", 903),
        ("Libraries.csv", "london-libraries", 342),
        ("Museums_and_public_galleries.csv", "london-museums", 163),
        ("Arts_centres.csv", "london-arts-centres", 26),
    ],
)
def test_the_london_lists_are_read_as_they_are(ask, shared_data, file, profile, entries):
    path = shared_data / LONDON / file
    without = json.loads(ask(path, "--profile", profile, "--json"))
    with_areas = ask(
        *(path, "--profile", profile, "--json"),
        *("--areas", shared_data / BOROUGHS, "--area-id", "code"),
    )
    answer = json.loads(with_areas)
    assert (without["entries"], answer["entries"], answer["refused_count"]) == (entries, entries, 0)
    assert sum(answer["by_area"].values()) == entries
    assert "not said" not in answer["by_area"]
    assert answer["freshness"]["never_confirmed"] == entries


@pytest.mark.shared_data
def test_the_answer_for_machines_is_one_documented_object(ask, shared_data):
    answer = json.loads(
        ask(shared_data / EXAMPLES / "service_full.json", "--profile", "hsds", "--json")
    )
    assert list(answer) == TOP_LEVEL_KEYS
    assert answer["schema"] == "commonweal/strengths/1"
    assert answer["by_language"] == {"ur": 1}
    assert answer["missing"]["point"] == 1
    assert {one["name"]: one["count"] for one in answer["not_mapped"]}["phone"] == 4
    (refused,) = answer["refused"]
    assert (refused["file"], refused["path"], refused["column"]) == (
        "service_full.json",
        "service_at_locations[0].location",
        "latitude",
    )


@pytest.mark.shared_data
def test_every_official_example_is_told_to_people(ask, shared_data):
    for path in sorted((shared_data / EXAMPLES).iterdir()):
        text = ask(path, "--profile", "hsds")
        assert text.startswith(f"{path.name}, read as HSDS directory\n")


@pytest.mark.shared_data
def test_people_get_sentences_and_tables(ask, shared_data):
    text = ask(
        *(shared_data / LONDON / "Libraries.csv", "--profile", "london-libraries"),
        *("--areas", shared_data / BOROUGHS, "--area-id", "code"),
    )
    assert text.startswith("Libraries.csv, read as Libraries in London\n342 entries, 0 refused.\n")
    assert re.search(r"^Brent +9$", text, re.MULTILINE)
    assert "• 0 entries confirmed within 12 months, 0 longer ago, 342 never.\n" in text
    assert "• A snapshot of November 2022" in text
    assert "\x1b" not in text


def test_confidential_entries_are_in_no_answer_but_one_for_partners(ask, town):
    for words in ((), ("--json",), ("--compare", town / "old.csv", "--json")):
        text = ask(town / "new.csv", "--profile", "strengths", *words)
        for secret in ("Quiet", "safety", "51.06", '"98"', "“98”"):
            assert secret not in text
    public = json.loads(ask(town / "new.csv", "--profile", "strengths", "--json"))
    partners = json.loads(
        ask(town / "new.csv", "--profile", "strengths", "--json", "--for-partners")
    )
    assert (public["entries"], public["refused_count"]) == (2, 1)
    assert (partners["entries"], partners["refused_count"], partners["confidential"]) == (3, 2, 1)
    assert partners["audience"] == "partners"
    assert partners["caveats"][-1].startswith("For partners only")


@pytest.mark.parametrize("form", ["hsds-json", "hsds-lines", "hsds-tabular", "parquet", "csv"])
@pytest.mark.parametrize("partners", [False, True])
def test_entries_are_written_in_every_form_without_confidential_ones(ask, town, form, partners):
    names = {"hsds-json": "out.json", "hsds-lines": "out.jsonl", "hsds-tabular": "out"}
    out = town / names.get(form, f"out.{form}")
    more = ["--for-partners"] if partners else []
    ask(town / "old.csv", "--profile", "strengths", "--write", form, out, *more)
    how = shipped("hsds" if form.startswith("hsds") else "strengths")
    found = gathered(out, how).strengths
    expected = ["Hall", "Quiet House", "Pool"] if partners else ["Hall", "Pool"]
    assert found["name"].to_list() == expected
    assert found["strength_id"].to_list() == (["1", "2", "3"] if partners else ["1", "3"])


def test_parquet_keeps_its_lineage_and_the_contract(ask, town):
    ask(town / "old.csv", "--profile", "strengths", "--write", "parquet", town / "out.parquet")
    STRENGTHS.check(pl.read_parquet(town / "out.parquet"))
    lineage = json.loads(pl.read_parquet_metadata(town / "out.parquet")["commonweal"])
    assert lineage["method"] == "commonweal.mapping.strengths"
    assert list(lineage["inputs"]) == ["old.csv", "profile strengths"]


def test_an_unknown_form_is_refused_with_those_that_are_known(ask, town):
    with pytest.raises(CommonwealError) as refused:
        ask(town / "old.csv", "--profile", "strengths", "--write", "shape", town / "out")
    assert str(refused.value) == (
        "“shape” is no form in which strengths are written. The forms are hsds-json, hsds-lines, "
        "hsds-tabular, parquet, csv."
    )


def test_two_readings_are_set_against_each_other(ask, town):
    answer = json.loads(
        ask(town / "new.csv", "--profile", "strengths", "--compare", town / "old.csv", "--json")
    )["compared"]
    assert (answer["matched"], answer["matched_by"]) == (1, {"identifier": 1})
    assert [one["name"] for one in answer["new"]] == ["Allotments"]
    assert [one["name"] for one in answer["gone"]] == ["Pool"]
    assert answer["changed"] == [
        {
            "strength_id": "1",
            "column": "description",
            "before": "A hall",
            "after": "A hall and garden",
        }
    ]
    assert answer["conflicting"] == []


def test_what_people_edited_is_listed_as_conflicting_with_all_three_values(ask, town):
    words = ("--compare", town / "old.csv", "--edited", town / "edited.csv")
    answer = json.loads(ask(town / "new.csv", "--profile", "strengths", *words, "--json"))
    assert answer["compared"]["conflicting"] == [
        {
            "strength_id": "1",
            "column": "description",
            "source_before": "A hall",
            "person": "Our hall",
            "source_now": "A hall and garden",
        }
    ]
    text = ask(town / "new.csv", "--profile", "strengths", *words)
    assert (
        "• conflicting: 1, description: the source said “A hall”, here stands “Our hall”, the "
        "source now says “A hall and garden”. What stands here was kept.\n"
    ) in text


def test_what_people_edited_needs_a_comparison(ask, town):
    with pytest.raises(CommonwealError) as refused:
        ask(town / "new.csv", "--profile", "strengths", "--edited", town / "edited.csv")
    assert refused.value.remedy == "Add --compare FILE with what the source said last time."


def test_a_single_table_is_no_package_of_hsds(ask, town):
    with pytest.raises(CommonwealError) as refused:
        ask(town / "new.csv", "--profile", "hsds")
    assert str(refused.value) == (
        "new.csv is one table; HSDS as tables is a package of several. Name the folder or zip that "
        "holds organizations.csv, services.csv and so on; for a single list, name another profile."
    )


def test_refused_rows_are_kept_with_their_cells_and_their_reason(ask, town):
    ask(town / "new.csv", "--profile", "strengths", "--rejects", town / "bad.csv")
    kept = pl.read_csv(town / "bad.csv", infer_schema=False)
    assert kept.select("row", "column", "value", "name").rows() == [("5", "lat", "99", "Nowhere")]
    ask(town / "new.csv", "--profile", "strengths", "--rejects", town / "all.csv", "--for-partners")
    assert pl.read_csv(town / "all.csv")["row"].to_list() == [5, 6]


def test_refused_objects_are_kept_with_their_place(ask, tmp_path):
    nowhere = [{"id": "l1", "location": location(latitude=100)}]
    both = [service(service_at_locations=nowhere), service(2, status="=cmd")]
    path = write_json(tmp_path / "town.json", both)
    ask(path, "--profile", "hsds", "--rejects", tmp_path / "bad.csv")
    kept = pl.read_csv(tmp_path / "bad.csv", infer_schema=False)
    assert kept.columns == ["file", "row", "path", "column", "value", "code", "reason", "remedy"]
    assert kept.select("path", "column", "value").rows() == [
        ("[0].service_at_locations[0].location", "latitude", "100"),
        ("[1]", "status", "'=cmd"),
    ]


def test_the_months_are_the_citys_to_set(ask, town):
    answers = [
        json.loads(ask(town / "old.csv", "--profile", "strengths", "--months", n, "--json"))
        for n in (12, 1200)
    ]
    assert [one["freshness"]["stale"] for one in answers] == [1, 0]
    assert [one["freshness"]["fresh"] for one in answers] == [0, 1]


def test_a_city_gives_its_areas_its_lists_and_its_months(ask, town, tmp_path):
    from tests.factories.city import small_city

    folder = small_city(tmp_path / "foursquare").folder
    settings = folder / "city.toml"
    settings.write_text(settings.read_text() + "confirm_after_months = 100\n")
    (folder / "knowledge" / "needs.toml").write_text('[[need]]\nkey = "food"\nretired = true\n')
    (town / "plain.csv").write_text("strength_id,name,what,confirmed_on\n1,Hall,place,2020-01-01\n")
    answer = json.loads(
        ask(town / "plain.csv", "--profile", "strengths", "--city", folder, "--json")
    )
    assert answer["freshness"]["confirm_after_months"] == 100
    assert "areas of the city" in answer["lineage"]["inputs"]


def test_a_list_of_no_rows_says_so(ask, tmp_path):
    (tmp_path / "none.csv").write_text("strength_id,name,what\n")
    with pytest.raises(CommonwealError, match=r"none\.csv has a header and no rows below it"):
        ask(tmp_path / "none.csv", "--profile", "strengths")


def test_an_unknown_profile_is_refused_with_the_nearest(ask, town):
    with pytest.raises(CommonwealError) as refused:
        ask(town / "old.csv", "--profile", "hsd")
    assert refused.value.message == "There is no source profile “hsd”."
    assert refused.value.remedy.startswith("Use one of hsds, ")
