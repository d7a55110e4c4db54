"""The three relations of Aldermere told whole, before the truths take something out of them.

Read `Story` first. Days count back from the end of the data. `{asked}` in the evidence is how many
were asked, drawn from the seed. No person is named: sides speak through bodies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One answer of one side."""

    condition: str
    value: Literal["met", "partly", "not met", "unknown"]
    side: Literal["community", "provider", "third party"]
    days_before_end: int
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A relation in which everything was done in its order; `barrier` is told where nobody came."""

    id: str
    community: str
    provider: Mapping[str, str]
    adversity: str
    beyond_own_means: str
    struck_days_before_end: int
    definitions: tuple[tuple[str, int, str], ...]
    answers: tuple[Said, ...]
    talks: tuple[Mapping[str, Any], ...]
    acts: tuple[Mapping[str, Any], ...]
    offer: Mapping[str, Any]
    barrier: str


def _community(condition: str, days: int, evidence: str, value: Any = "met") -> Said:
    return Said(
        condition=condition,
        value=value,
        side="community",
        days_before_end=days,
        evidence=evidence,
    )


def _provider(condition: str, days: int, evidence: str, value: Any = "met") -> Said:
    return Said(
        condition=condition, value=value, side="provider", days_before_end=days, evidence=evidence
    )


def _talk(days: int, subject: str, outcome: str, minutes_by: str, changed: str = "") -> Any:
    return {
        "days_before_end": days,
        "subject": subject,
        "outcome": outcome,
        "minutes_by": minutes_by,
        "agenda_by": "both",
        "changed": changed,
    }


def _act(days: int, what: str, *, apart: bool, asked_by: str = "provider") -> Any:
    return {
        "days_before_end": days,
        "what": what,
        "apart": apart,
        "asked_by": asked_by,
        "received": "well",
    }


NORTH_HEATH = Story(
    id="north-heath-health",
    community="north-heath-families",
    provider={
        "id": "org-health",
        "name": "Public health service",
        "kind": "authority",
        "funder": "the city",
        "reports_to": "the city council",
    },
    adversity="The slow rise of hostility in North Heath",
    beyond_own_means="It comes from many sides, and reports lead nowhere",
    struck_days_before_end=546,
    definitions=(
        ("community", 310, "We are not believed when we tell what happens on our streets"),
        ("provider", 330, "A strain on the health of families in three districts"),
    ),
    answers=(
        _community("C1", 300, "Said at the parents' assembly, minutes shown"),
        _community("C3", 290, "List of skills, taken at two evenings"),
        _community("C4", 290, "Assembly and advice point, each named by those it speaks for"),
        _community("C5", 280, "List of needs, three pages"),
        _community("C6", 280, "Order agreed by show of hands"),
        _community("C7", 240, "Survey, {asked} answered"),
        _community("C8", 240, "Survey, {asked} answered"),
        _community("C12", 220, "Vote at the assembly"),
        _community("C13", 220, "Asked at the assembly before the start"),
        _community("C16", 200, "Survey, {asked} answered", "partly"),
        _provider("C11", 230, "Reasons in the service's plan"),
        _provider("C15", 230, "Two acts with dates"),
        _provider("C18", 60, "Agreement of both"),
        _community("C18", 58, "Agreement of both"),
        _community("C21", 8, "Asked at the door, {asked} answered"),
        _provider("C23", 210, "Note on the service's page: no part for the police"),
    ),
    talks=(
        _talk(150, "A health visitor in Lindfield", "open", "both"),
        _talk(62, "A health visitor in Lindfield", "agreed", "both", "Evenings, not mornings"),
    ),
    acts=(
        _act(1500, "Vaccinations at the allotment shed", apart=True, asked_by="community"),
        _act(760, "Visits through the hot weeks", apart=True),
    ),
    offer={
        "days_before_end": 45,
        "what": "Health visitor in Lindfield, two evenings",
        "place": "Lindfield library",
        "language": "en, fr",
    },
    barrier="Nobody has said",
)
WESTWAY = Story(
    id="westway-evenings",
    community="roma-families",
    provider={
        "id": "org-city-youth",
        "name": "City youth office",
        "kind": "authority",
        "funder": "the city, and a grant for prevention",
        "reports_to": "the city council and the ministry that pays the grant",
    },
    adversity="Children being kept apart and spoken of badly at school",
    beyond_own_means="Schools decide where children sit",
    struck_days_before_end=800,
    definitions=(
        ("community", 420, "Our children are put in other rooms and nobody says why"),
        ("provider", 450, "Young people at risk of missing school"),
    ),
    answers=(
        _community("C1", 410, "Said by the mothers of the school table, and by the elders"),
        _community("C2", 410, "Written down at the school table"),
        _community("C4", 400, "Each family was asked whom it follows"),
        _community("C5", 400, "List of needs"),
        _community("C9", 380, "Drawn together at a table", "partly"),
        _community("C10", 380, "Table of families and streets"),
        _community("C12", 360, "Elders and mothers were asked, two offices to choose from"),
        _community("C13", 360, "Asked before the start"),
        _community("C14", 120, "Rated by {asked}, with examples", "partly"),
        _community("C16", 110, "Asked house by house, {asked} answered"),
        _provider("C16", 130, "Impression of the team after four visits"),
        _provider("C11", 350, "Reasons in the grant's plan"),
        _provider("C15", 350, "Acts with dates"),
        _community("C18", 290, "Agreement of both"),
        _provider("C18", 290, "Agreement of both"),
        _community("C19", 280, "Looked at by the school table"),
        _community("C20", 100, "{asked} asked, most had heard of it"),
        _community("C22", 100, "Some fear that names go to the grant's ministry", "partly"),
        _community("C21", 20, "Asked at the door"),
        _provider("C24", 340, "Told at the first meeting: the ministry receives numbers"),
        _provider("C27", 340, "Two years, budget shown"),
    ),
    talks=(
        _talk(330, "Evenings for young people", "open", "both"),
        _talk(295, "Evenings for young people", "agreed", "both", "A room in Tanners, not Westway"),
    ),
    acts=(
        _act(1900, "Boats lent for the summer camp", apart=True, asked_by="community"),
        _act(1100, "Help with forms after the flood in Westway", apart=True),
    ),
    offer={
        "days_before_end": 240,
        "what": "Evenings for young people, with homework",
        "place": "Tanners youth house",
        "language": "en, rom",
    },
    barrier="People say that lists are kept at the door",
)
HARBOUR = Story(
    id="harbour-living-together",
    community="harbour-mosque",
    provider={
        "id": "org-city-integration",
        "name": "City office for living together",
        "kind": "authority",
        "funder": "the city",
        "reports_to": "the mayor",
    },
    adversity="Hostility at the waterfront",
    beyond_own_means="It happens on the way, not at home",
    struck_days_before_end=27,
    definitions=(
        ("community", 19, "People are shouted at on their way home, and buses stop early"),
        ("provider", 20, "A rise of reported hostility in two districts"),
    ),
    answers=(
        _community("C1", 19, "Said at the mosque after the evening prayer, minutes shown"),
        _community("C4", 19, "Committee elected, young people's council for itself"),
        _community("C5", 17, "List of ways home, with hours"),
        _community("C6", 17, "Order agreed with the young people's council"),
        _community("C12", 15, "Consent of the committee"),
        _community("C13", 15, "Asked at the first visit"),
        _community("C15", 15, "They came to our feast days before", "partly"),
        _community("C16", 14, "Asked after the visit, {asked} answered", "partly"),
        _provider("C11", 14, "Decision of the mayor, reasons given"),
        _community("C18", 9, "Agreement of both"),
        _provider("C18", 9, "Agreement of both"),
        _community("C21", 2, "Asked on the way, {asked} answered"),
        _provider("C23", 9, "Note: the police do not walk along"),
    ),
    talks=(
        _talk(15, "Walking home together", "open", "both"),
        _talk(10, "Walking home together", "agreed", "both", "From the tram stop, not the office"),
    ),
    acts=(
        _act(900, "Tables lent for the feast at the end of Ramadan", apart=True),
        _act(18, "First visit after the reports", apart=False),
    ),
    offer={
        "days_before_end": 8,
        "what": "Walking home together, five evenings a week",
        "place": "Tram stop Quayside",
        "language": "ar, en, so, tr",
    },
    barrier="Nobody has said",
)
STORIES = (NORTH_HEATH, WESTWAY, HARBOUR)
