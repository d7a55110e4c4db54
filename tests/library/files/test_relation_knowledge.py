"""The conditions C1–C29 and warnings W1–W17 as shipped, and what a city may change in them."""

import re

import pytest

from commonweal.core.errors import InvalidKnowledge
from commonweal.files.knowledge import read_relation_knowledge, shipped_relation_knowledge

STARRED = ["C1", "C4", "C7", "C8", "C12", "C13", "C14", "C16", "C17", "C19", "C21", "C22", "C29"]
BOTH = ["C2", "C3", "C9", "C10", "C15", "C18", "C25", "C28"]
PROVIDER = ["C11", "C23", "C24", "C26", "C27"]
LAST_OF_LINK = {
    "capability": 10,
    "provider": 17,
    "negotiation": 19,
    "navigation": 22,
    "framing": 29,
}


@pytest.fixture
def own(tmp_path):
    (tmp_path / "knowledge").mkdir()

    def write(text, name="relation_conditions.toml"):
        (tmp_path / "knowledge" / name).write_text(text)
        return tmp_path

    return write


def test_all_conditions_and_warnings_of_the_model_are_shipped_in_its_order():
    shipped = shipped_relation_knowledge()
    assert list(shipped.conditions) == [f"C{n}" for n in range(1, 30)]
    assert list(shipped.warnings) == [f"W{n}" for n in range(1, 18)]


def test_each_condition_stands_in_its_link_of_the_chain():
    links = {key: row.link for key, row in shipped_relation_knowledge().conditions.items()}
    first = 1
    for link, last in LAST_OF_LINK.items():
        assert {links[f"C{n}"] for n in range(first, last + 1)} == {link}
        first = last + 1


def test_who_answers_and_which_are_starred_is_as_in_the_model():
    rows = shipped_relation_knowledge().conditions
    assert [key for key, row in rows.items() if row.starred] == STARRED
    assert [key for key, row in rows.items() if row.answered_by == "both"] == BOTH
    assert [key for key, row in rows.items() if row.answered_by == "provider"] == PROVIDER


def test_every_row_names_its_place_in_the_source():
    shipped = shipped_relation_knowledge()
    for row in (*shipped.conditions.values(), *shipped.warnings.values()):
        assert re.fullmatch(r"S001-\d+(, S001-\d+)*", row.source), row.key
    elsewhere = {key for key, row in shipped.warnings.items() if "S001-32" not in row.source}
    assert elsewhere == {"W4"}


def test_every_condition_has_evidence_and_every_stop_a_remedy():
    for row in shipped_relation_knowledge().conditions.values():
        assert row.evidence and row.remedy, row.key


def test_a_city_rewords_and_adds_conditions(own):
    city = own(
        '[[relation_condition]]\nkey = "C16"\nto_community = "Can you rely on them?"\n'
        '[[relation_condition]]\nkey = "rooms"\nname = "There is a room"\nlink = "navigation"\n'
        'answered_by = "both"\nto_community = "Is there a room?"\nto_provider = "Which room?"\n'
        'evidence = "A key"\nsource = "local"\n'
    )
    knowledge = read_relation_knowledge(city)
    assert knowledge.conditions["C16"].to_community == "Can you rely on them?"
    assert knowledge.conditions["C16"].starred
    assert [row.key for row in knowledge.of_link("navigation")] == ["C20", "C21", "C22", "rooms"]


def test_a_city_adds_a_warning_that_looks_at_its_own_condition(own):
    city = own(
        '[[relation_warning]]\nkey = "W18"\nname = "No room"\nquestion = "Is there a room?"\n'
        'answered_by = "both"\nconditions = ["C20"]\nsource = "local"\n',
        "relation_warnings.toml",
    )
    assert read_relation_knowledge(city).warnings["W18"].conditions == ("C20",)


def refused(city):
    with pytest.raises(InvalidKnowledge) as fault:
        read_relation_knowledge(city)
    return str(fault.value)


def test_a_star_cannot_be_taken_off(own):
    assert refused(own('[[relation_condition]]\nkey = "C16"\nstarred = false\n')) == (
        "relation_conditions.toml: the star of C16 cannot be taken off: what it asks about can be "
        "judged by the community alone. Leave `starred` out of the row. The provider's view is "
        "kept and shown beside the community's answer."
    )


def test_a_starred_condition_cannot_be_made_the_provider_s_alone(own):
    city = own(
        '[[relation_condition]]\nkey = "C16"\nanswered_by = "provider"\nto_provider = "Trusted?"\n'
    )
    assert refused(city).startswith(
        "relation_conditions.toml: C16 carries a star and cannot be asked of the provider only: "
        "what it asks about can be judged by the community alone."
    )


def test_a_shipped_condition_keeps_its_link(own):
    assert refused(own('[[relation_condition]]\nkey = "C1"\nlink = "framing"\n')) == (
        "relation_conditions.toml: C1 belongs to the link “capability” and cannot be moved. "
        "Leave `link` out of the row, or add a condition of your own."
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '[[relation_condition]]\nkey = "C1"\nstared = true\n',
            "relation_conditions.toml, relation_condition 1 (C1): there is no field “stared”.",
        ),
        (
            '[[relation_condition]]\nkey = "mine"\n',
            "relation_conditions.toml, relation_condition mine: name, answered_by, source, link",
        ),
    ],
)
def test_a_row_that_is_wrong_is_named_with_its_file(own, text, words):
    assert refused(own(text)).startswith(words)


def test_a_warning_that_looks_at_nothing_is_named_with_its_file(own):
    city = own('[[relation_warning]]\nkey = "W1"\nconditions = ["C81"]\n', "relation_warnings.toml")
    assert refused(city).startswith(
        "relation_warnings.toml: W1 looks at the condition “C81”, which is not there. The nearest"
    )
