"""What holds for every relation: order, repetition, unknown answers and views change nothing."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from commonweal.mapping.process import (
    Answer,
    Community,
    HistoricAct,
    Navigation,
    Negotiation,
    Offer,
    Reading,
    Records,
    reading,
)
from tests.factories.relations import KNOWLEDGE, TODAY, read, relation, said

DAYS = st.dates(TODAY - timedelta(days=400), TODAY)
RULED = st.sampled_from(["C1", "C4", "C16", "C18", "C21", "W4"])  # what rules look at most
KEYS = RULED | st.sampled_from([*KNOWLEDGE.conditions, *KNOWLEDGE.warnings])
SIDES = st.sampled_from(["community", "provider", "third party"])
VALUES = st.sampled_from(["met", "partly", "not met", "unknown"])
ENTERED = st.none() | DAYS
ANSWERS = st.lists(
    st.builds(
        Answer,
        condition=KEYS,
        value=VALUES,
        judged_by=SIDES,
        on=DAYS,
        evidence=st.sampled_from(["", "minutes"]),
        voice=st.sampled_from(["", "elders"]),
        entered_on=ENTERED,
    ),
    max_size=25,
)
WORDS = st.sampled_from(["evenings", "a room"])
RECORDS = st.fixed_dictionaries(
    {
        "negotiations": st.lists(
            st.builds(
                Negotiation,
                on=DAYS,
                subject=WORDS,
                outcome=st.sampled_from(["agreed", "open", "not agreed", "unknown"]),
                minutes_by=st.sampled_from(["both", "community", "provider", "nobody"]),
                changed=st.sampled_from(["", "the hour"]),
                entered_on=ENTERED,
            ),
            max_size=4,
        ),
        "offers": st.lists(st.builds(Offer, on=DAYS, what=WORDS), max_size=2),
        "navigation": st.lists(
            st.builds(
                Navigation,
                since=st.just(date(2025, 1, 1)),
                until=DAYS,
                what=WORDS,
                uses=st.none() | st.integers(0, 40),
                voluntary=st.sampled_from(["voluntary", "expected", "required", "unknown"]),
            ),
            max_size=4,
        ),
        "historic_acts": st.lists(
            st.builds(
                HistoricAct,
                on=st.sampled_from(["2024", "2025", "2026-01", "2026-02-01"]),
                what=WORDS,
            ),
            max_size=3,
        ),
    }
)
STRUCK = st.sampled_from(["", "2025", "2026-01", "2026-01-15"])


def read_all(answers, records, struck, *, on=TODAY):
    return read(answers, on=on, first_incident=struck, **{k: tuple(v) for k, v in records.items()})


def found(told: Reading):
    """What is decided: blocks by rule, states of conditions and links, disagreements, warnings."""
    standings = {one.row.key: one.state for link in told.links for one in link.standings}
    return (
        [block.rule for block in told.blocks],
        standings,
        [link.state for link in told.links],
        [(one.condition, one.between) for one in told.disagreements],
        [(one.key, one.state) for one in told.warnings],
    )


@given(answers=ANSWERS, records=RECORDS, struck=STRUCK, shuffle=st.randoms())
def test_the_order_of_answers_and_records_does_not_matter(answers, records, struck, shuffle):
    told = read_all(answers, records, struck)
    shuffle.shuffle(answers)
    for rows in records.values():
        shuffle.shuffle(rows)
    again = read_all(answers, records, struck)
    assert again == told
    assert again.as_answer() == told.as_answer()


@given(answers=ANSWERS, records=RECORDS, struck=STRUCK)
def test_saying_the_same_again_changes_nothing(answers, records, struck):
    doubled = {name: [*rows, *rows] for name, rows in records.items()}
    told = read_all(answers, records, struck)
    assert read_all([*answers, *answers], doubled, struck) == told


@given(answers=ANSWERS, records=RECORDS, struck=STRUCK, key=KEYS, side=SIDES, on=DAYS)
def test_an_unknown_answer_never_blocks_nor_unblocks(answers, records, struck, key, side, on):
    unknown = said(key, "unknown", side, on=on)
    before = found(read_all(answers, records, struck))
    assert found(read_all([*answers, unknown], records, struck)) == before


@given(answers=ANSWERS, records=RECORDS, struck=STRUCK, on=DAYS, value=VALUES)
def test_a_provider_s_view_of_a_starred_condition_moves_no_block(
    answers, records, struck, on, value
):
    before = read_all(answers, records, struck)
    for row in KNOWLEDGE.in_chain:
        if row.starred:
            told = read_all([*answers, said(row.key, value, "provider", on=on)], records, struck)
            assert [one.rule for one in told.blocks] == [one.rule for one in before.blocks]
            assert found(told)[1] == found(before)[1]


@given(answers=ANSWERS, records=RECORDS, struck=STRUCK)
def test_the_weakest_link_is_the_earliest_blocked_one(answers, records, struck):
    told = read_all(answers, records, struck)
    states = [link.state for link in told.links]
    if told.weakest is None:
        assert "blocked" not in states and told.blocks == ()
    else:
        assert states.index("blocked") == told.links.index(told.weakest)
        assert told.blocks[0].link == told.weakest.link


@given(answers=ANSWERS, records=RECORDS, struck=STRUCK)
def test_every_warning_names_its_evidence_or_says_that_nobody_answered(answers, records, struck):
    for one in read_all(answers, records, struck).warnings:
        if one.state == "asked":
            assert one.question in one.sentence
            assert one.evidence or "Nobody answered" in one.sentence
        else:
            assert one.evidence


@given(answers=ANSWERS, records=RECORDS, struck=STRUCK, on=DAYS)
def test_a_past_day_is_read_as_if_it_were_that_day(answers, records, struck, on):
    known = [one for one in answers if one.known_on <= on]
    kept = {name: [r for r in rows if r.known_on <= on] for name, rows in records.items()}
    assert read_all(answers, records, struck, on=on) == read_all(known, kept, struck, on=on)


@given(answers=ANSWERS, records=RECORDS)
def test_who_the_community_is_changes_no_finding(answers, records):
    kept = Records(**{name: tuple(rows) for name, rows in records.items()})
    known = relation()
    other = replace(known, community=Community(id="other", name="Other people"))
    told, again = (reading(one, answers, kept, KNOWLEDGE, TODAY) for one in (known, other))
    assert found(again) == found(told)
