"""A relation, and what is on record about it: answers, talks, offers, use and earlier help.

Read `Relation`, `Answer` and `Records` first. A relation is one community, one provider and one
adversity (S001-6): nothing here speaks of a community alone. Records are only ever added; each
knows the day from which it was known, so that a past reading can be opened again. Nobody is named:
a voice is a body or a part of a community, and use is counted, never listed.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from commonweal.core.errors import CommonwealError
from commonweal.mapping.process.days import last_day

Side = Literal["community", "provider", "third party"]
Value = Literal["met", "partly", "not met", "unknown"]
Outcome = Literal["agreed", "open", "not agreed", "unknown"]
Keeper = Literal["both", "community", "provider", "nobody"]
Voluntariness = Literal["voluntary", "expected", "required", "unknown"]
LearnedFrom = Literal[
    "word of mouth", "community leaders", "provider", "school or work", "media", "unknown"
]


class InvalidRelation(CommonwealError):
    """A relation, or what is on record about it, breaks its rules."""

    code = "invalid-relation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """A community, not forced into a place: what holds it together and who speaks for it."""

    id: str
    name: str
    holds_together: tuple[str, ...] = ()
    speaks_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Who offers resources, and to whom they answer (S001-17, S001-24)."""

    id: str
    name: str
    kind: str = ""
    funder: str = ""
    reports_to: str = ""
    legal_duty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adversity:
    """What is to be overcome, why it exceeds the community's own means, and when it first struck.

    `first_incident` is an ISO day, month or year; blank where there was none or it is not known.
    """

    name: str
    beyond_own_means: str = ""
    first_incident: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """The unit of assessment: this community, this provider, this adversity."""

    id: str
    community: Community
    provider: Provider
    adversity: Adversity


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one side said of one condition, or of the question of a warning, on a day.

    `voice` is the body or part of that side that spoke, where it has several. `entered_on` is the
    day on which the answer came onto the record, where that was later.
    """

    condition: str
    value: Value
    judged_by: Side
    on: date
    evidence: str = ""
    voice: str = ""
    entered_on: date | None = None

    @property
    def known_on(self) -> date:
        """The day from which it was known."""
        return _later(self.on, self.entered_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What the problem is, in the words of one side (S001-30)."""

    by: Literal["community", "provider"]
    on: date
    words: str
    entered_on: date | None = None

    @property
    def known_on(self) -> date:
        """The day from which it was known."""
        return _later(self.on, self.entered_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Negotiation:
    """One meeting or agreement about one subject (S001-27), and what changed because of it.

    `minutes_by` says who keeps a record of it; only what both keep counts as agreed.
    """

    on: date
    subject: str
    outcome: Outcome
    minutes_by: Keeper = "nobody"
    agenda_by: Literal["both", "community", "provider", "unknown"] = "unknown"
    changed: str = ""
    dissent: str = ""
    entered_on: date | None = None

    @property
    def known_on(self) -> date:
        """The day from which it was known."""
        return _later(self.on, self.entered_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A resource, from the day on which it could be used."""

    on: date
    what: str
    place: str = ""
    language: str = ""
    entered_on: date | None = None

    @property
    def known_on(self) -> date:
        """The day from which it was known."""
        return _later(self.on, self.entered_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Navigation:
    """How often a resource was used in a span, at one degree of voluntariness (S001-28).

    Counts only: `uses` is None where nobody counted. `barrier` says what kept people away.
    """

    since: date
    until: date
    what: str
    uses: int | None
    voluntary: Voluntariness
    learned_from: LearnedFrom = "unknown"
    barrier: str = ""
    entered_on: date | None = None

    @property
    def known_on(self) -> date:
        """The day from which it was known."""
        return _later(self.until, self.entered_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoricAct:
    """Something the provider did for the community (S001-19); `on` is a day, month or year.

    `apart` is true where it had nothing to do with the topic of the relation, None if not known.
    """

    on: str
    what: str
    apart: bool | None = None
    asked_by: Literal["community", "provider", "unknown"] = "unknown"
    received: Literal["well", "mixed", "badly", "unknown"] = "unknown"
    entered_on: date | None = None

    @property
    def known_on(self) -> date:
        """The day from which it was known."""
        return _later(last_day(self.on), self.entered_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Everything on record about a relation beside the answers."""

    definitions: tuple[Definition, ...] = ()
    negotiations: tuple[Negotiation, ...] = ()
    offers: tuple[Offer, ...] = ()
    navigation: tuple[Navigation, ...] = ()
    historic_acts: tuple[HistoricAct, ...] = ()

    def known_on(self, day: date) -> "Records":
        """The records as they were known on that day, in an order of their own."""
        return Records(
            definitions=_known(self.definitions, day),
            negotiations=_known(self.negotiations, day),
            offers=_known(self.offers, day),
            navigation=_known(self.navigation, day),
            historic_acts=_known(self.historic_acts, day),
        )


def answers_known_on(answers: tuple[Answer, ...], day: date) -> tuple[Answer, ...]:
    """The answers as they were known on that day, each once, in an order of their own."""
    return _known(answers, day)


def _later(said: date, entered: date | None) -> date:
    return max(said, entered or said)


def _known[Record: Answer | Definition | Negotiation | Offer | Navigation | HistoricAct](
    records: tuple[Record, ...], day: date
) -> tuple[Record, ...]:
    found = {one for one in records if one.known_on <= day}
    return tuple(sorted(found, key=lambda one: (one.known_on, repr(one))))
