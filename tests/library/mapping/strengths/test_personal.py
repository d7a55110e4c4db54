"""Strengths are never private persons: names, addresses and numbers of people stay out."""

import pytest

from commonweal.mapping.strengths.personal import (
    has_title,
    reads_like_a_person,
    without_personal_words,
)
from tests.factories.strengths import gathered, profile, refusals, told, words

ROLES = words().roles


@pytest.mark.parametrize(
    "name",
    [
        "Fatima Khan",
        "Jan van der Berg",
        "Mrs Smith",
        "Dr. Ali Hassan",
        "Imam Yusuf",
        "Fatima",
        "Youth worker, call 020 7946 0000",
        "Youth worker (ali@home.example)",
        "مترجم",  # a role, in a script without small letters and with no word that is known
    ],
)
def test_names_of_people_are_seen(name):
    assert reads_like_a_person(name, ROLES)


@pytest.mark.parametrize(
    "name",
    [
        "Youth worker at the harbour",
        "Youth Worker",
        "Imam of the Harbour mosque",
        "Somali-speaking mediator",
        "Street Pastors",
        "Midwives",
        "Éducatrice de rue",
        "Somebody who listens",
        "Neighbour since 1994",
    ],
)
def test_roles_are_let_in(name):
    assert not reads_like_a_person(name, ROLES)


@pytest.mark.parametrize(
    ("text", "of_role", "shown"),
    [
        (
            "Ask ali@home.example or info@hall.example, 020 7946 0958",
            True,
            "Ask (masked) or (masked), (masked)",
        ),
        (
            "Ask ali@home.example or info@hall.example, 020 7946 0958",
            False,
            "Ask (masked) or info@hall.example, 020 7946 0958",
        ),
        ("Open since 2022-11-27, from 10 to 12", True, "Open since 2022-11-27, from 10 to 12"),
        ("Call +44 (0)20 7946-0958 now", True, "Call (masked) now"),
        ("Reading room", True, "Reading room"),
    ],
)
def test_addresses_and_numbers_of_people_are_masked(text, of_role, shown):
    assert without_personal_words(text, of_role=of_role) == shown


def test_a_title_counts_only_before_a_name():
    assert has_title("Mr Smith vouches")
    assert not has_title("Sister organisations")


@pytest.fixture
def town(tmp_path):
    """A list with roles and their holders, read by our own column names."""

    def read(text):
        path = tmp_path / "town.csv"
        path.write_text(text, encoding="utf-8")
        how = profile(
            columns={
                "strength_id": "id",
                "name": "name",
                "what": "what",
                "description": "about",
                "vouched_by": "by",
            }
        )
        return gathered(path, how)

    return read


def test_a_role_that_names_a_person_is_refused_with_the_reason_and_nothing_of_the_name(town):
    found = town("id,name,what,about,by\n1,Fatima Khan,role,,\n2,Fatima Khan,place,,\n")
    assert refusals(found) == [(2, "name", "(masked)", "names-a-person")]
    (refused,) = found.refused.to_dicts()
    assert refused["reason"] == (
        "The name of this role reads like that of a person, or holds an address or number."
    )
    assert refused["remedy"] == (
        "Name the role and not who holds it, such as “youth worker at the harbour”. If it is a "
        "role, add its word to knowledge/role_words.toml in the city folder."
    )
    assert found.strengths["strength_id"].to_list() == ["2"]
    assert "Fatima" not in str(found.refused.to_dicts())


def test_what_is_personal_in_a_role_is_masked_and_told(town):
    found = town(
        "id,name,what,about,by\n"
        "1,Youth worker,role,Ask ali@home.example,Mrs Smith\n"
        "2,Hall,place,Write to info@hall.example,City office\n"
    )
    assert found.strengths["description"].to_list() == [
        "Ask (masked)",
        "Write to info@hall.example",
    ]
    assert found.strengths["vouched_by"].to_list() == [None, "City office"]
    assert told(found) == [
        "In 1 entry an e-mail address or telephone number was masked: strengths are places, "
        "groups and roles, never private persons.",
        "In 1 entry a person or mailbox vouches; it was left out, since an organisation vouches "
        "for an entry.",
    ]
