"""`commonweal listening publish`: a plan, then closed quarters in order, each once."""

import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.core.errors import CommonwealError
from commonweal.listening.publication.ledger import ledger_of
from tests.factories.incidents import row, write_file

PARENTS = "area,parent,population\nNW,North,12000\nNE,North,8000\nSW,South,20000\nSE,South,10000\n"
HELD = {"anti-jewish": {"NW": 14, "SW": 12}, "anti-muslim": {"NE": 16, "SE": 4}}
"""Group → district → incidents in each quarter of 2024 and 2025."""


def quarter_rows(year, quarter):
    return [
        row(
            f"{year}{quarter}{group}{area}{n}",
            reported_on=f"{year}-{3 * quarter:02}-{1 + n:02}",
            area=area,
            groups=group,
        )
        for group, areas in HELD.items()
        for area, many in areas.items()
        for n in range(many)
    ]


@pytest.fixture
def folder(tmp_path):
    """Two years of a small town's incidents, the larger areas, and a plan for 2025."""
    rows = [one for year in (2024, 2025) for q in (1, 2, 3, 4) for one in quarter_rows(year, q)]
    write_file(tmp_path / "town.csv", rows)
    (tmp_path / "parents.csv").write_text(PARENTS)
    told = said(tmp_path, "--propose", "2025", "--parents", tmp_path / "parents.csv")
    assert told.exit_code == 0, told.output
    plan = tmp_path / "plan.toml"
    text = plan.read_text()
    for group in HELD:
        known = f'key = "{group}"\nleast_people = 300\npeople_source = "census"'
        text = text.replace(f'key = "{group}"', known)
    plan.write_text(text)
    return tmp_path


def said(folder, *words):
    plain = [
        str(folder / "town.csv"),
        "--profile",
        "canonical",
        "--plan",
        str(folder / "plan.toml"),
    ]
    return CliRunner().invoke(app, ["listening", "publish", *plain, *map(str, words)])


def released(folder, *words):
    return said(folder, "--ledger", folder / "ledger.json", *words)


def test_a_plan_is_proposed_from_the_year_before_and_read_back(folder):
    text = (folder / "plan.toml").read_text()
    assert 'key = "North"' in text
    assert "people = 20000" in text
    assert 'key = "anti-jewish"' in text


def test_a_quarter_is_released_with_its_small_cells_hidden(folder):
    told = released(folder, "--quarter", "2025Q1")
    assert told.exit_code == 0, told.output
    assert "2025Q1 was released and entered in ledger.json." in told.stdout
    assert "fewer incidents than the floor" in told.stdout
    (release,) = ledger_of(json.loads((folder / "ledger.json").read_text())).releases
    assert release.shown["South", "others"] is None
    assert release.shown["*", "*"] == 45
    assert all(n is None or n % 5 == 0 for n in release.shown.values())


def test_a_look_releases_nothing(folder):
    told = released(folder, "--quarter", "2025Q1", "--look")
    assert "Nothing was released." in told.stdout
    assert not (folder / "ledger.json").exists()


def test_the_whole_year_goes_out_in_order_and_the_ledger_only_grows(folder):
    before = ""
    for words in (("--quarter", f"2025Q{n}") for n in (1, 2, 3, 4)):
        assert released(folder, *words).exit_code == 0
        now = json.loads((folder / "ledger.json").read_text())
        assert json.dumps(now["entries"]).startswith(before.rstrip("]"))
        before = json.dumps(now["entries"])


def test_a_machine_reads_one_object(folder):
    told = json.loads(released(folder, "--quarter", "2025Q1", "--json").stdout)
    assert told["schema"] == "commonweal/publish/1"
    assert list(told["lineage"]["inputs"]) == ["town.csv"]
    assert told["released"] is True
    assert told["release"]["edition"] == "2025Q1"


def refused(folder, *words):
    failed = released(folder, *words)
    assert isinstance(failed.exception, CommonwealError), failed.output
    return failed.exception


def test_a_quarter_is_not_released_twice(folder):
    released(folder, "--quarter", "2025Q1")
    error = refused(folder, "--quarter", "2025Q1")
    assert error.code == "released-already"
    assert error.message == "2025Q1 was released already, and stays as it is."


def test_a_quarter_is_not_released_out_of_order(folder):
    error = refused(folder, "--quarter", "2025Q3")
    assert (error.code, error.remedy) == ("out-of-order", "Release 2025Q1 next.")


def test_a_quarter_that_the_file_does_not_reach_is_not_closed(folder):
    rows = [one for q in (1, 2, 3, 4) for one in quarter_rows(2024, q)]
    write_file(folder / "town.csv", rows)
    error = refused(folder, "--quarter", "2025Q1")
    assert error.message == "The source ends on 2024-12-16, before the last month of 2025Q1."


def test_another_plan_for_the_same_year_is_refused(folder):
    released(folder, "--quarter", "2025Q1")
    plan = folder / "plan.toml"
    plan.write_text(plan.read_text().replace("floor = 10", "floor = 5"))
    assert refused(folder, "--quarter", "2025Q2").code == "plan-is-fixed"


def test_a_ledger_that_was_changed_is_refused(folder):
    released(folder, "--quarter", "2025Q1")
    ledger = folder / "ledger.json"
    ledger.write_text(ledger.read_text().replace('"count": 45', '"count": 50'))
    assert refused(folder, "--quarter", "2025Q2").code == "broken-ledger"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), "no-edition"),
        (("--quarter", "2025Q1", "--year", "2025"), "no-edition"),
        (("--quarter", "2025"), "invalid-edition"),
        (("--quarter", "soon"), "invalid-edition"),
    ],
)
def test_an_edition_that_is_none_is_refused(folder, words, code):
    assert refused(folder, *words).code == code


def test_a_plan_is_never_written_over(folder):
    failed = said(folder, "--propose", "2025", "--parents", folder / "parents.csv")
    assert failed.exception.message == "There is a file plan.toml already."
