"""The words of a signal: no rise where more is told, chance in plain words, doubts always."""

import re
from datetime import date

import pytest
from django.utils import translation

from commonweal.listening.signals.findings import Doubt
from tests.factories.findings import finding
from workbench.listening.pages.labels import city_labels
from workbench.listening.signals import words
from workbench.listening.signals.models import CalendarEvent

BLAME = re.compile(r"guilt|blame|suspect|offender|danger|threat|hotspot|worst", re.IGNORECASE)
RISE = re.compile(r"\brise|rising|rose|increase|surge|Anstieg|Zunahme|gestiegen", re.IGNORECASE)
KINDS = ("rise", "reporting", "one-event")


@pytest.fixture
def labels(city):
    """The names of the small city."""
    return city_labels()


def test_a_rise_says_who_where_when_and_beside_what(labels):
    assert words.sentence(finding(), labels) == (
        "Jewish people, Northwest: 12 reports from 9 March 2026 to 29 March 2026, where about 4.2 "
        "would be usual."
    )


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_all_groups_are_told_of_is_never_worded_as_a_rise(labels, language):
    with translation.override(language):
        told = finding(kind="reporting", group="", areas=())
        said = [words.sentence(told, labels), words.kind_words("reporting")]
    assert [text for text in said if RISE.search(text)] == []
    assert any("more is being told" in text or "es wird mehr erzählt" in text for text in said)


def test_what_may_be_one_event_is_a_question(labels):
    assert words.kind_words("one-event") == "One event?"
    told = finding(kind="one-event", days=1, observed=6)
    assert words.sentence(told, labels) == (
        "Jewish people, Northwest: 6 reports of a single day, 29 March 2026. It may be one event "
        "that was told several times."
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "de"])
def test_no_sentence_speaks_of_blame(labels, kind, language):
    with translation.override(language):
        told = finding(kind=kind)
        said = [words.sentence(told, labels), words.kind_words(kind), words.chance(0.3)]
    assert [text for text in said if BLAME.search(text)] == []


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (
            0.3,
            "In a quiet year we would expect 0.3 alarms this striking: about one in three years.",
        ),
        (
            0.04,
            "In a quiet year we would expect 0.04 alarms this striking: about one in 25 years.",
        ),
        (0.8, "In a quiet year we would expect 0.8 alarms this striking: nearly one a year."),
        (1.02, "In a quiet year we would expect about one alarm this striking."),
        (3.2, "In a quiet year we would expect about 3 alarms this striking."),
        (
            0.002,
            "In a quiet city we would expect an alarm this striking less than once in 100 years.",
        ),
    ],
)
def test_the_chance_is_said_as_people_count(chance, said):
    assert words.chance(chance) == said


def test_more_trust_is_said_beside_every_signal_and_once(labels):
    doubts = words.doubts(finding(doubts=(Doubt(code="more-trust", sentence="Trust."),)), labels)
    assert [one.words for one in doubts] == [words.trust()]
    assert words.doubts(finding(), labels)[0].words.startswith("More reports can mean more trust")


def test_a_doubt_of_the_search_is_said_in_the_readers_language(labels):
    doubt = Doubt(
        code="one-area",
        sentence="9 of the 12 reports are from Northwest alone.",
        facts={"area": "NW", "count": 9, "observed": 12},
    )
    assert words.doubt_line(doubt, labels).words == doubt.sentence
    with translation.override("de"):
        assert words.doubt_line(doubt, labels).words == (
            "9 der 12 Meldungen sind allein aus Northwest."
        )


def test_a_doubt_without_words_here_is_marked_as_english(labels):
    told = words.doubt_line(Doubt(code="new-one", sentence="A new one."), labels)
    assert (told.words, told.lang) == ("A new one.", "en")


def test_an_event_in_those_days_is_a_doubt_and_no_reason(labels):
    vote = CalendarEvent(on=date(2026, 3, 15), name="Council election", reach="local")
    said = [one.words for one in words.doubts(finding(), labels, [vote])]
    assert said[-1] == (
        "In these days: Council election, 15 March 2026 (local). Near in time is not yet a reason."
    )


def test_many_areas_are_named_up_to_four_in_the_order_of_the_city(labels):
    assert words.where((), labels) == "the whole city"
    assert words.where(("SE", "NW"), labels) == "Northwest, Southeast"


@pytest.mark.parametrize(
    ("new", "back", "waiting", "said"),
    [
        (0, 0, 0, "Nothing new: no source shows more than habit and chance explain."),
        (0, 0, 2, "Nothing new; 2 signals of earlier weeks still wait for an answer."),
        (1, 0, 1, "1 signal is new."),
        (2, 1, 3, "2 signals are new, and 1 answered signal has returned."),
        (0, 1, 1, "1 answered signal has returned."),
    ],
)
def test_what_changed_is_one_sentence(new, back, waiting, said):
    assert words.changed(new, back, waiting) == said
