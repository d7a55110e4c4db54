"""The communities of Aldermere: what holds each together, who speaks for it, what it puts first.

Read `COMMUNITIES` first. A community is not forced into one place: areas overlap, and some hold
together by a language or by what they do. The majority and groups that nothing happened to are
among them (S003-R3). What each puts first was taken before anybody showed it the city's own list
(S000-41). Speakers are bodies and offices, never persons.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeCommunity:
    """A community before its dates. `official` is what the city's own list says of it.

    `grounds` say why somebody speaks for it: elected, sent, asked, or by their own word.
    """

    id: str
    name: str
    bonds: tuple[str, ...]
    areas: tuple[str, ...]
    groups: tuple[str, ...]
    languages: tuple[str, ...]
    organisations: tuple[str, ...]
    speaks_for: str
    grounds: str
    evidence: str
    priorities: tuple[str, ...]
    official: tuple[str, ...]


COMMUNITIES: tuple[MadeCommunity, ...] = (
    MadeCommunity(
        id="harbour-mosque",
        name="Families around the Harbour mosque",
        bonds=("faith", "place"),
        areas=("harbour", "quayside", "ferry-lane"),
        groups=("anti-muslim",),
        languages=("ar", "en", "so", "tr"),
        organisations=("org-harbour-mosque", "org-harbour-youth"),
        speaks_for="The elected committee of the mosque; the young people's council for itself",
        grounds="elected",
        evidence="Election in the community, minutes shown",
        priorities=("Safe ways home in the evening", "A room for girls", "Fair letting of flats"),
        official=("Reporting of hostility", "Work with young men"),
    ),
    MadeCommunity(
        id="north-heath-families",
        name="Black families of North Heath",
        bonds=("origin", "place"),
        areas=("northmoor", "lindfield", "orchard"),
        groups=("anti-black",),
        languages=("en", "fr"),
        organisations=("org-northmoor-advice", "org-northmoor-youth"),
        speaks_for="The parents' assembly; the advice point for those who rent",
        grounds="asked",
        evidence="Assembly of all members twice a year",
        priorities=("Being believed when we report", "Apprenticeships", "A doctor in Lindfield"),
        official=("Health advice", "Reporting of hostility"),
    ),
    MadeCommunity(
        id="roma-families",
        name="Roma families of Westway and Tanners",
        bonds=("language", "origin"),
        areas=("westway", "tanners"),
        groups=("anti-roma",),
        languages=("en", "rom"),
        organisations=("org-westway-tenants", "org-tanners-youth"),
        speaks_for="The elders of four families; the mothers of the school table for themselves",
        grounds="asked",
        evidence="Named by each family when asked one by one",
        priorities=("Places to stay the winter", "School without being moved apart", "Work papers"),
        official=("School attendance", "Evening activities"),
    ),
    MadeCommunity(
        id="synagogue-house",
        name="Friends of the synagogue community house",
        bonds=("faith", "interest"),
        areas=("castle-hill", "st-anne"),
        groups=("anti-jewish",),
        languages=("en", "yi"),
        organisations=("org-castle-hill-synagogue",),
        speaks_for="The board of the community house",
        grounds="elected",
        evidence="Statutes and yearly election",
        priorities=("Doors that can stay open", "Lessons for schools", "Concerts for everybody"),
        official=("Protection of buildings",),
    ),
    MadeCommunity(
        id="rainbow-evenings",
        name="People of the rainbow evenings",
        bonds=("experience", "interest"),
        areas=("oldgate", "castle-hill"),
        groups=("anti-male-homosexual", "anti-transgender"),
        languages=("en",),
        organisations=("org-oldgate-rainbow",),
        speaks_for="The evening's round of hosts, a new one every month",
        grounds="asked",
        evidence="Agreed at an evening, noted on the board",
        priorities=("A late bus", "Doctors who listen", "An evening for the young"),
        official=("Reporting of hostility", "Late buses"),
    ),
    MadeCommunity(
        id="old-orchard",
        name="Old Orchard neighbours",
        bonds=("place",),
        areas=("orchard",),
        groups=("majority",),
        languages=("en",),
        organisations=("org-orchard-tenants", "org-orchard-library"),
        speaks_for="The tenants' association; nobody yet for those who own",
        grounds="own-word",
        evidence="",
        priorities=("Repairs", "The library on Saturdays", "Being asked before things change"),
        official=("Street lighting", "Repairs"),
    ),
    MadeCommunity(
        id="ferry-lane-ring",
        name="Trainers and families of the Ferry Lane ring",
        bonds=("interest",),
        areas=("ferry-lane", "quayside"),
        groups=("anti-black", "anti-muslim", "majority"),
        languages=("ar", "en"),
        organisations=("org-ferry-lane-boxing",),
        speaks_for="The club's trainers together with the parents' bench",
        grounds="asked",
        evidence="Club meeting, hands counted",
        priorities=("A second evening", "A roof that holds", "Travel to matches"),
        official=("Work with young men",),
    ),
    MadeCommunity(
        id="eastbank-tables",
        name="The Eastbank language tables",
        bonds=("language", "interest"),
        areas=("eastbank", "oldgate", "st-anne"),
        groups=("anti-asian", "majority"),
        languages=("bn", "de", "en", "pl"),
        organisations=("org-eastbank-language",),
        speaks_for="One host for each table",
        grounds="sent",
        evidence="Chosen at each table, list kept by the café",
        priorities=("A room in winter", "Help with letters", "Time with the school"),
        official=("Language courses",),
    ),
    MadeCommunity(
        id="steps-and-lifts",
        name="The circle “Steps and lifts”",
        bonds=("experience", "interest"),
        areas=("southmead", "westway", "castle-hill"),
        groups=("disability", "majority"),
        languages=("en",),
        organisations=("org-southmead-tenants",),
        speaks_for="A council of users, half of them new each year",
        grounds="elected",
        evidence="Minutes of the council",
        priorities=("Lifts that work", "Kerbs", "A seat on every tram"),
        official=("Accessible stations",),
    ),
)


def name_communities(today: date, rng: np.random.Generator) -> pl.DataFrame:
    """One row per community; list columns hold keys and words in order, dates are ISO days."""
    return pl.DataFrame([_row(one, today, rng) for one in COMMUNITIES])


def _row(one: MadeCommunity, today: date, rng: np.random.Generator) -> dict[str, object]:
    reviewed = today - timedelta(days=int(rng.integers(20, 420)))
    taken = today - timedelta(days=int(rng.integers(250, 620)))
    official = taken + timedelta(days=int(rng.integers(14, 90)))
    return {
        "community_id": one.id,
        "name": one.name,
        "bonds": list(one.bonds),
        "areas": list(one.areas),
        "groups": list(one.groups),
        "languages": list(one.languages),
        "organisations": list(one.organisations),
        "speaks_for": one.speaks_for,
        "grounds": one.grounds,
        "evidence": one.evidence or None,
        "priorities": list(one.priorities),
        "priorities_taken_on": taken.isoformat(),
        "official_priorities": list(one.official),
        "official_shown_on": official.isoformat(),
        "reviewed_on": reviewed.isoformat(),
        "review_due_on": (reviewed + timedelta(days=365)).isoformat(),
    }
