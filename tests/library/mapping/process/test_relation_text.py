"""A relation's file: read whole or refused with file, row and field; no place for a name."""

from copy import deepcopy
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.mapping.process import InvalidRelation, Records, RelationFile, relation_of
from commonweal.mapping.process.relation_text import NEEDED, SECTIONS
from tests.factories.relations import KNOWLEDGE, TODAY, helped, offer, relation, said, talk, used
from tests.library.mapping.process.test_properties import ANSWERS, RECORDS

WHOLE = {
    "id": "harbour-youth",
    "community": {"id": "harbour", "name": "Harbour families", "holds_together": ["faith"]},
    "provider": {"id": "youth", "name": "Youth office", "funder": ""},
    "adversity": {"name": "Hostility", "first_incident": "2026-02"},
    "definitions": [{"by": "community", "on": "2026-01-01", "words": "shouting"}],
    "answers": [
        {"condition": "C1", "value": "met", "judged_by": "community", "on": date(2026, 3, 1)},
        {"condition": "W4", "value": "unknown", "judged_by": "third party", "on": "2026-03-01"},
    ],
    "negotiations": [{"on": "2026-04-01", "subject": "evenings", "outcome": "agreed"}],
    "offers": [{"on": "2027-01-01", "what": "evenings"}],
    "navigation": [
        {
            "since": "2026-04-01",
            "until": "2026-05-01",
            "what": "evenings",
            "voluntary": "unknown",
            "uses": None,
        }
    ],
    "historic_acts": [{"on": date(2019, 5, 4), "what": "lent a hall", "apart": True}],
}


def parsed(content, today=TODAY):
    return relation_of(content, file="harbour.toml", knowledge=KNOWLEDGE, today=today)


def refused(content):
    with pytest.raises(InvalidRelation) as fault:
        parsed(content)
    return str(fault.value)


def changed(section, number=None, **fields):
    """The whole content with one field of one row changed."""
    content = deepcopy(WHOLE)
    row = content[section] if number is None else content[section][number]
    row.update(fields)
    return content


def test_a_whole_file_is_read():
    told = parsed(WHOLE)
    assert told.relation.community.holds_together == ("faith",)
    assert told.relation.adversity.first_incident == "2026-02"
    assert [one.condition for one in told.answers] == ["C1", "W4"]
    assert told.answers[1].on == date(2026, 3, 1)
    assert told.records.navigation[0].uses is None
    assert told.records.historic_acts[0].on == "2019-05-04"


def test_the_least_file_is_three_names():
    told = parsed({name: WHOLE[name] for name in ("id", "community", "provider", "adversity")})
    assert (told.answers, told.records) == ((), Records())


REFUSED = [
    (
        changed("answers", 0, condition="C91"),
        "harbour.toml, answer 1: “C91” is neither a condition nor a warning. The nearest keys are",
    ),
    (
        changed("answers", 1, value="maybe"),
        "harbour.toml, answer 2: “maybe” is no value. Write value as one of: met, partly, not met, "
        "unknown.",
    ),
    (
        changed("answers", 0, judged_by="police"),
        "harbour.toml, answer 1: “police” is no judged_by. Write judged_by as one of: community, "
        "provider, third party.",
    ),
    (
        changed("answers", 0, on="1 March"),
        "harbour.toml, answer 1: “on” is not a day, such as 2026-03-01. Write on as a day, such as "
        "2026-03-01.",
    ),
    (
        changed("answers", 0, on="2026-07-01"),
        "harbour.toml, answer 1: “on” is 2026-07-01, which lies after 2026-06-30. Enter what has "
        "happened; leave out what is only planned.",
    ),
    (
        changed("navigation", 0, uses=-1),
        "harbour.toml, navigation 1: “uses” is not a whole number of uses, zero or more; people "
        "are counted, never named. Write uses as",
    ),
    (
        changed("navigation", 0, since="2026-05-02"),
        "harbour.toml, navigation 1: it ends on 2026-05-01 and begins on 2026-05-02. Exchange the "
        "two days, or mend the wrong one.",
    ),
    (
        changed("navigation", 0, user="Maria"),
        "harbour.toml, navigation 1: there is no field “user”. The fields there are: uses,",
    ),
    (
        changed("community", **{"id": " "}),
        "harbour.toml, community: “id” is not a text in quotes. Write id as a text in quotes.",
    ),
    (
        changed("adversity", name=None),
        "harbour.toml, adversity: name is missing. Add name.",
    ),
    (
        changed("adversity", first_incident="2026-02-30"),
        "harbour.toml, adversity: “first_incident” is not a day, month or year, such as",
    ),
    (
        {**WHOLE, "schema": "commonweal/relation-file/9"},
        "harbour.toml: the schema “commonweal/relation-file/9” is not known. Write schema =",
    ),
    (
        {**WHOLE, "answer": []},
        "harbour.toml: there is no field “answer”. The fields there are: answers,",
    ),
    (
        {**WHOLE, "offers": {"on": "2026-01-01"}},
        "harbour.toml: “offers” is no list of tables. Begin each one with [[offers]], or write a",
    ),
    ({**WHOLE, "offers": ["evenings"]}, "harbour.toml, offer 1 is no table. Write it as a table"),
    ({"id": "x"}, "harbour.toml: community, provider, adversity are missing. Add community,"),
    ([], "harbour.toml holds no table of fields. Begin it with id = “…” and the tables"),
]


@pytest.mark.parametrize(("content", "words"), REFUSED, ids=lambda one: str(one)[:60])
def test_what_cannot_be_read_is_refused_with_its_place_and_a_remedy(content, words):
    assert refused(content).startswith(words)


@pytest.mark.parametrize("value", [True, 1.0, "12", [3]])
def test_a_count_is_a_whole_number(value):
    assert "“uses” is not a whole number" in refused(changed("navigation", 0, uses=value))


def test_a_moment_is_no_day():
    assert "“on” is not a day" in refused(
        changed("answers", 0, on=datetime(2026, 3, 1, 9, tzinfo=UTC))
    )


def test_an_offer_may_lie_ahead_and_is_read_from_its_day_on():
    assert parsed(WHOLE).records.offers[0].on == date(2027, 1, 1)
    assert parsed(WHOLE).records.known_on(TODAY).offers == ()


def test_no_section_has_a_place_for_a_person():
    fields = {name for section in SECTIONS.values() for name in section}
    assert not fields & {"person", "persons", "people", "user", "users", "who", "participants"}
    assert [name for name, section in SECTIONS.items() if "name" in section] == [
        "community",
        "provider",
        "adversity",
    ]


def test_every_needed_field_is_a_field():
    assert all(set(needed) <= set(SECTIONS[name]) for name, needed in NEEDED.items())


def test_what_is_written_comes_back_the_same():
    told = RelationFile(
        relation=relation(first_incident="2026-02"),
        answers=(said("C1", voice="elders", entered_on=date(2026, 3, 4)),),
        records=Records(
            negotiations=(talk(dissent="one family"),),
            offers=(offer(),),
            navigation=(used(0), used(None)),
            historic_acts=(helped("2019"),),
        ),
    )
    assert parsed(told.as_content()) == told


@given(answers=ANSWERS, records=RECORDS)
def test_any_relation_comes_back_the_same(answers, records):
    kept = Records(**{name: tuple(rows) for name, rows in records.items()})
    told = RelationFile(relation=relation(), answers=tuple(answers), records=kept)
    assert parsed(told.as_content()) == told


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(section=st.sampled_from([*SECTIONS, "id", "schema"]), junk=JUNK)
def test_junk_is_refused_and_never_breaks_the_reader(section, junk):
    try:
        parsed({**WHOLE, section: junk})
    except InvalidRelation as fault:
        assert fault.remedy
