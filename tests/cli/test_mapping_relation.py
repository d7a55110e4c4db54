"""`commonweal mapping relation`: for people as calm text, for machines as one object."""

import json
from datetime import date, timedelta

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.core.errors import InvalidKnowledge, UnreadableFile
from commonweal.files.relations import read_relation_file
from commonweal.mapping.process import InvalidRelation

RELATION = """\
id = "harbour-youth"
[community]
id = "harbour"
name = "Harbour families"
[provider]
id = "youth"
name = "Youth office"
[adversity]
name = "Hostility at the waterfront"
[[answers]]
condition = "C1"
value = "met"
judged_by = "community"
on = 2025-03-01
evidence = "minutes"
[[answers]]
condition = "C4"
value = "met"
judged_by = "community"
on = 2025-03-01
[[answers]]
condition = "C16"
value = "met"
judged_by = "provider"
on = 2025-03-02
[[negotiations]]
on = 2025-06-01
subject = "evenings"
outcome = "agreed"
minutes_by = "both"
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "harbour.toml"
    path.write_text(RELATION, encoding="utf-8")
    return path


def said(*words):
    return CliRunner().invoke(app, ["mapping", "relation", *map(str, words)])


def test_where_it_is_blocked_is_told_after_what_is_there(file):
    told = said(file)
    assert told.exit_code == 0
    text = told.stdout
    assert text.startswith("Harbour families × Youth office × Hostility at the waterfront. As of ")
    assert "Blocked first at navigation: Help is agreed on, and no use is on record." in text
    assert text.index("What is there") < text.index("Where it is blocked")
    assert "W4: Do youth workers and the community's leaders know of each other's work?" in text
    assert "no two readings can be set in an order" in text


def test_a_view_that_does_not_count_is_shown_as_one(file):
    text = said(file).stdout
    assert (
        "• C16: Trust and confidence are there: the provider says “met” (2025-03-02, no evidence "
        "given), kept as a view"
    ) in text


def test_a_past_reading_is_opened_again(file):
    assert "Blocked first at negotiation" in said(file, "--as-of", "2025-05-31").stdout
    assert "Nothing on record blocks it so far" in said(file, "--as-of", "2025-02-01").stdout


def test_a_machine_reads_one_object_with_its_lineage(file):
    told = json.loads(said(file, "--json", "--as-of", "2025-05-31").stdout)
    assert told["schema"] == "commonweal/relation/1"
    assert list(told["lineage"]["inputs"]) == ["harbour.toml"]
    assert (told["as_of"], told["weakest"]) == ("2025-05-31", "negotiation")
    assert [block["rule"] for block in told["blocks"]] == ["nothing-negotiated"]
    assert [link["link"] for link in told["links"]] == [
        "capability",
        "provider",
        "negotiation",
        "navigation",
        "framing",
    ]
    assert told["there"] == ["C1", "C4"]
    assert len(told["warnings"]) == 17
    assert told["caveats"]


def test_the_same_relation_as_json_is_read_the_same(file, tmp_path):
    path = tmp_path / "harbour.json"
    path.write_text(json.dumps(read_relation_file(file), default=str), encoding="utf-8")
    one, other = (json.loads(said(each, "--json").stdout) for each in (file, path))
    assert {**one, "lineage": None} == {**other, "lineage": None}


def test_each_side_is_asked_its_own_questions_and_sees_its_own_answers(file):
    community = said(file, "--questions", "community").stdout
    assert "What the community is asked" in community
    assert "• C16: Do you trust them?" in community
    assert "So far: the community says “met” (2025-03-01, minutes)." in community
    assert "the provider says" not in community
    told = json.loads(said(file, "--questions", "provider", "--json").stdout)
    assert told["schema"] == "commonweal/relation-questions/1"
    assert "C16" not in [one["key"] for one in told["questions"]]


def test_a_city_asks_in_its_own_words(file, tmp_path):
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "relation_conditions.toml").write_text(
        '[[relation_condition]]\nkey = "C16"\nto_community = "Can you rely on them?"\n'
    )
    told = said(file, "--questions", "community", "--city", tmp_path)
    assert "• C16: Can you rely on them?" in told.stdout


def test_a_star_that_a_city_takes_off_is_refused(file, tmp_path):
    (tmp_path / "knowledge").mkdir()
    (tmp_path / "knowledge" / "relation_conditions.toml").write_text(
        '[[relation_condition]]\nkey = "C16"\nstarred = false\n'
    )
    assert isinstance(said(file, "--city", tmp_path).exception, InvalidKnowledge)


def test_a_wrong_answer_is_refused_with_its_place(file):
    file.write_text(RELATION.replace('"C4"', '"C44"'), encoding="utf-8")
    told = said(file)
    assert isinstance(told.exception, InvalidRelation)
    assert str(told.exception).startswith(
        "harbour.toml, answer 2: “C44” is neither a condition nor a warning. The nearest keys are "
        "C4, "
    )


def test_a_day_ahead_is_refused(file):
    ahead = date.today() + timedelta(days=2)  # noqa: DTZ011 - as the command counts days
    told = said(file, "--as-of", ahead)
    assert isinstance(told.exception, InvalidRelation)
    assert str(told.exception) == (
        f"{ahead} lies ahead: nothing is known as of that day. "
        "Give --as-of a day that is over, or leave it out."
    )


def test_another_sort_of_file_is_refused(tmp_path):
    path = tmp_path / "harbour.csv"
    path.write_text("a\n")
    assert isinstance(said(path).exception, UnreadableFile)
