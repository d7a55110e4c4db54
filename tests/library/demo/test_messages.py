"""The messages of Aldermere are mild, written for it, and gone in time."""

import re
from datetime import date, timedelta

import polars as pl
import pytest

from commonweal.demo import Aldermere, make_aldermere
from commonweal.demo.dialogues import EVENING_OPENING, RIVER_WALK
from commonweal.demo.messages import (
    ABOUT,
    KEPT_DAYS,
    MATTERS,
    PREPOSITION,
    SENTENCES,
    TURNS,
)

# Roots of words that wound or threaten; no text of the city may hold one of them.
HARSH = re.compile(
    r"\b(kill|dead|hate|attack|burn|beat|vermin|filth|scum|rape|terror|bomb|stupid|"
    r"disgust|invad|parasit|animal|trash|töt|hass|dreck|abschaum|tuer|haine|sale|ordure)",
    re.IGNORECASE,
)


def written() -> list[str]:
    """Every text that the city can put together a sentence from."""
    sentences = [text for templates in SENTENCES.values() for _, text in templates]
    fillers = [text for words in (*MATTERS.values(), *TURNS.values()) for text in words]
    people = [text for words in ABOUT.values() for text in words.values()]
    return [*sentences, *fillers, *people, *RIVER_WALK, *EVENING_OPENING]


def test_nothing_that_can_be_written_is_harsh() -> None:
    assert [text for text in written() if HARSH.search(text)] == []


def as_pattern(template: str, language: str) -> str:
    """A template as an expression that only its own fillers fit."""
    parts = {
        "about": [words[language] for words in ABOUT.values()],
        "where": [f"{PREPOSITION[language]} [A-Z][A-Za-z ]+"],
        "matter": list(MATTERS[language]),
        "turn": list(TURNS[language]),
    }
    pattern = re.escape(template)
    for name, words in parts.items():
        choice = "|".join(words if name == "where" else map(re.escape, words))
        pattern = pattern.replace(re.escape(f"{{{name}}}"), f"(?:{choice})")
    return pattern


def test_every_message_is_one_of_our_sentences_with_our_words_in_it(city: Aldermere) -> None:
    patterns = {
        language: re.compile(
            "|".join(
                as_pattern(text, language)
                for templates in SENTENCES.values()
                for spoken, text in templates
                if spoken == language
            ),
            re.IGNORECASE,
        )
        for language in PREPOSITION
    }
    foreign = [
        text
        for text, language in city.messages.words.select("text", "lang").iter_rows()
        if not patterns[language].fullmatch(text)
    ]
    assert foreign == []


def test_words_are_kept_for_sixty_days_and_say_when_they_go(city: Aldermere) -> None:
    words, end = city.messages.words, city.calendar.end
    assert words.select(pl.col("sent_at").dt.date().min()).item() > end - timedelta(days=KEPT_DAYS)
    assert words["expires_on"].min() > end
    lasting = words.select((pl.col("expires_on") - pl.col("sent_at").dt.date()).unique())
    assert lasting.to_series().to_list() == [timedelta(days=KEPT_DAYS)]


def test_counts_stay_for_all_three_years_and_agree_with_the_words(city: Aldermere) -> None:
    counts = city.messages.counts
    assert counts["week"].n_unique() == city.calendar.weeks
    week = city.calendar.monday(-1)
    counted = counts.filter(week=week)["n"].sum()
    sent = city.messages.words.filter(pl.col("sent_at").dt.date() >= week).height
    assert sent == counted


@pytest.mark.parametrize("until", [date(2026, 3, 1), date(2028, 2, 29)])
def test_any_day_will_do_as_the_end(until: date) -> None:
    city = make_aldermere(until=until)
    assert until - timedelta(days=7) < city.calendar.end <= until
    assert all(delivery.received_on <= until for delivery in city.deliveries)
