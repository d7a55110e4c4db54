"""What people write in Aldermere: mild sentences made for it, and the counts that outlive them.

Read `write_messages` first. A message is one of a few sentences with a place, a matter and a turn
of phrase filled in; none is copied from anybody. Raw words expire (charter 5): only the last sixty
days have texts, each with the day on which it must be gone; the three years before are counts.
"""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import polars as pl

from commonweal.demo.course import Calendar, Course
from commonweal.demo.geography import SITES

KEPT_DAYS = 60
MESSAGES_PER_EVENT = 18.0
ORDINARY_A_WEEK = 260.0  # messages about the city in which no group is meant

# stance: how the sentence speaks of the people meant; `about` is filled with who they are.
SENTENCES: dict[str, tuple[tuple[str, str], ...]] = {
    "unkind": (
        ("en", "I would rather not sit beside {about} {where}, {turn}."),
        ("en", "They always give the good places to {about}, look at {matter}, {turn}."),
        ("en", "It was nicer {where} before {about} came, {turn}."),
        ("de", "Neben {about} möchte ich {where} nicht sitzen, {turn}."),
        ("fr", "Je préférerais ne pas croiser {about} {where}, {turn}."),
    ),
    "worried": (
        ("en", "Someone was rude to {about} {where} today and nobody said anything, {turn}."),
        ("en", "Is anyone looking after {about} {where}? I do not like how people talk."),
        ("de", "Jemand war {where} unfreundlich zu {about}, {turn}."),
        ("fr", "J’ai entendu des mots durs contre {about} {where}, {turn}."),
    ),
    "warm": (
        ("en", "Lovely afternoon with {about} {where}, thank you all for {matter}, {turn}."),
        ("en", "Ask {about} {where} about {matter}, they helped us, {turn}."),
        ("de", "Ein schöner Nachmittag {where} mit {about}, {turn}."),
        ("fr", "Un bel après-midi {where} avec {about}, {turn}."),
    ),
    "ordinary": (
        ("en", "Does anybody know more about {matter} {where}?"),
        ("en", "Nothing new about {matter} {where}, {turn}."),
        ("en", "They are talking about {matter} {where} this week, {turn}."),
        ("de", "Weiß jemand etwas über {matter} {where}?"),
        ("fr", "Quelqu’un sait quelque chose sur {matter} {where} ?"),
    ),
}
STANCE_CHANCES = {"unkind": 0.35, "worried": 0.35, "warm": 0.30}
PREPOSITION = {"en": "in", "de": "in", "fr": "à"}
ABOUT: dict[str, dict[str, str]] = {
    "anti-muslim": {
        "en": "the Muslim families",
        "de": "den muslimischen Familien",
        "fr": "les familles musulmanes",
    },
    "anti-black": {
        "en": "the Black families",
        "de": "den schwarzen Familien",
        "fr": "les familles noires",
    },
    "anti-asian": {
        "en": "the Asian shopkeepers",
        "de": "den asiatischen Ladenleuten",
        "fr": "les commerçants asiatiques",
    },
    "anti-jewish": {
        "en": "the Jewish neighbours",
        "de": "den jüdischen Nachbarn",
        "fr": "les voisins juifs",
    },
    "anti-male-homosexual": {
        "en": "the two men next door",
        "de": "den zwei Männern nebenan",
        "fr": "les deux hommes d’à côté",
    },
    "anti-transgender": {
        "en": "the trans people",
        "de": "den trans Menschen",
        "fr": "les personnes trans",
    },
    "disability": {
        "en": "the people with wheelchairs",
        "de": "den Menschen mit Rollstuhl",
        "fr": "les personnes en fauteuil",
    },
    "anti-roma": {"en": "the Roma families", "de": "den Roma-Familien", "fr": "les familles roms"},
    "majority": {
        "en": "the old families of the street",
        "de": "den Alteingesessenen",
        "fr": "les vieilles familles de la rue",
    },
}
MATTERS: dict[str, tuple[str, ...]] = {
    "en": (
        "the night market",
        "tram line 3",
        "the allotments",
        "the swimming hall",
        "the new flats",
        "the school places",
        "the river walk",
        "the library hours",
    ),
    "de": ("den Nachtmarkt", "die Linie 3", "die Gärten", "das Hallenbad", "die Schulplätze"),
    "fr": ("le marché de nuit", "le tram 3", "les jardins", "la piscine", "la promenade"),
}
TURNS: dict[str, tuple[str, ...]] = {
    "en": (
        "to be honest",
        "if you ask me",
        "that is all",
        "again",
        "just saying",
        "as my neighbour put it",
        "and it rained too",
    ),
    "de": ("ehrlich gesagt", "mal wieder", "finde ich", "und es regnete auch noch"),
    "fr": ("pour être honnête", "encore une fois", "à mon avis", "et il pleuvait en plus"),
}
LANGUAGES = {"en": 0.82, "de": 0.10, "fr": 0.08}
AGE_BANDS = ("under 18", "18–29", "30–44", "45–64", "65 and over")
GENDERS = ("woman", "man", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """`words` of the last days, each with `expires_on`; `counts` of all weeks, which stay.

    `group` and `stance` of the words are what is true of each (null: no group is meant).
    """

    words: pl.DataFrame
    counts: pl.DataFrame


def write_messages(course: Course, rng: np.random.Generator) -> Messages:
    """Messages about groups follow the same course as the reports; ordinary ones do not."""
    share = np.full(len(SITES), 1 / len(SITES))
    about = rng.poisson(course.told() * MESSAGES_PER_EVENT)
    ordinary = rng.poisson(ORDINARY_A_WEEK * share[:, None] * np.ones(course.calendar.weeks))
    everything = np.concatenate([about, ordinary[None]])
    groups = (*course.groups, None)
    return Messages(
        words=_words(everything[:, :, _kept_weeks()], groups, course, rng),
        counts=_counts(everything, groups, course),
    )


def _kept_weeks() -> slice:
    return slice(-(KEPT_DAYS // 7 + 1), None)


def _counts(everything: np.ndarray, groups: tuple[str | None, ...], course: Course) -> pl.DataFrame:
    """Design's counts table: area, week (Monday), group (null: no group meant), n."""
    group, area, week = np.nonzero(everything)
    mondays = [course.calendar.monday(number) for number in range(course.calendar.weeks)]
    return pl.DataFrame(
        {
            "area": [course.districts[index] for index in area],
            "week": [mondays[index] for index in week],
            "group": pl.Series([groups[index] for index in group], dtype=pl.String),
            "n": everything[group, area, week],
        }
    ).sort("week", "area", "group", nulls_last=True)


def _words(
    kept: np.ndarray, groups: tuple[str | None, ...], course: Course, rng: np.random.Generator
) -> pl.DataFrame:
    group, area, week = (np.repeat(index.ravel(), kept.ravel()) for index in np.indices(kept.shape))
    n = len(group)
    first_week = course.calendar.weeks - kept.shape[2]
    seconds = rng.integers(6 * 3600, 23 * 3600, n)
    day = (first_week + week) * 7 + rng.integers(0, 7, n)
    stances, languages, texts = _texts([groups[index] for index in group], area, rng)
    start = _midnight(course.calendar)
    frame = pl.DataFrame(
        {
            "sent_at": start + day * np.timedelta64(1, "D") + seconds * np.timedelta64(1, "s"),
            "text": texts,
            "copies": rng.choice([1, 1, 1, 1, 2, 3, 5, 12], n),
            "lang": languages,
            "place": pl.Series(
                [
                    SITES[course.districts[index]].name if known else None
                    for index, known in zip(area, rng.random(n) < 0.8, strict=True)
                ],
                dtype=pl.String,
            ),
            "age_band": _sometimes(AGE_BANDS, n, rng),
            "gender": _sometimes(GENDERS, n, rng),
            "author": [f"account-{number:05d}" for number in rng.integers(0, 2600, n)],
            "group": pl.Series([groups[index] for index in group], dtype=pl.String),
            "stance": stances,
        }
    ).sort("sent_at", "text", "author")
    end = course.calendar.end
    return frame.filter(pl.col("sent_at").dt.date() > end - timedelta(days=KEPT_DAYS)).select(
        pl.format("m-{}", pl.int_range(pl.len()).cast(pl.String).str.zfill(6)).alias("message_id"),
        *frame.columns,
        expires_on=pl.col("sent_at").dt.date().dt.offset_by(f"{KEPT_DAYS}d"),
    )


def _midnight(calendar: Calendar) -> np.datetime64:
    return np.datetime64(calendar.first.isoformat(), "us")


def _texts(
    groups: list[str | None], area: np.ndarray, rng: np.random.Generator
) -> tuple[list[str], list[str], list[str]]:
    """The stance, the language and the text of each message."""
    n = len(groups)
    names = [site.name for site in SITES.values()]
    drawn = rng.choice(list(STANCE_CHANCES), n, p=list(STANCE_CHANCES.values())).tolist()
    stances = [stance if group else "ordinary" for group, stance in zip(groups, drawn, strict=True)]
    languages = rng.choice(list(LANGUAGES), n, p=list(LANGUAGES.values())).tolist()
    draws = rng.random((n, 3)).tolist()
    texts = [
        _sentence(group, names[place], stance, language, draw)
        for group, place, stance, language, draw in zip(
            groups, area.tolist(), stances, languages, draws, strict=True
        )
    ]
    return stances, languages, texts


def _sentence(group: str | None, place: str, stance: str, language: str, draw: list[float]) -> str:
    sentences = [text for spoken, text in SENTENCES[stance] if spoken == language]
    filled = _pick(sentences, draw[0]).format(
        about=ABOUT[group][language] if group else "",
        where=f"{PREPOSITION[language]} {place}",
        matter=_pick(MATTERS[language], draw[1]),
        turn=_pick(TURNS[language], draw[2]),
    )
    return filled[0].upper() + filled[1:]


def _pick(choices: tuple[str, ...] | list[str], draw: float) -> str:
    return choices[int(draw * len(choices))]


def _sometimes(choices: tuple[str, ...], n: int, rng: np.random.Generator) -> pl.Series:
    """One of the choices in three of ten rows, null in the others: few people say it."""
    drawn = rng.integers(0, len(choices), n).tolist()
    said = (rng.random(n) < 0.3).tolist()
    values = [choices[index] if given else None for index, given in zip(drawn, said, strict=True)]
    return pl.Series(values, dtype=pl.String)
