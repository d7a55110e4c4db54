"""What is known of a relation on one day, asked in the words of the rules.

Read `Facts` first. Each question is answered from answers and records as they were known; an
absent record is told as absent, never as a “no”.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from commonweal.core.conditions import RelationKnowledge
from commonweal.mapping.process.days import first_day, surely_before, surely_not_before
from commonweal.mapping.process.records import (
    Answer,
    Navigation,
    Negotiation,
    Records,
    Relation,
)
from commonweal.mapping.process.voices import Standing

WISH, AGREED, VOLUNTARY = "C1", "C18", "C21"
NO_MEANS = (WISH, "C2", "C3")
"""Conditions of the first link that say nothing of what the community has to act with."""
BEFORE_NAVIGATION = ("C14", "C16", "C17", "C20", "C22")
"""What the source names as needed for people to come: understanding, trust, form, knowledge,
no fear (S001-5)."""

Order = Literal["before", "after", "cannot tell"]


@dataclass(frozen=True, kw_only=True)
class Facts:
    """A relation with its answers and records as known on one day; `standings` by key."""

    relation: Relation
    answers: tuple[Answer, ...]
    records: Records
    standings: Mapping[str, Standing]
    knowledge: RelationKnowledge

    @cached_property
    def means(self) -> tuple[str, ...]:
        """The conditions that tell what the community has to act with."""
        of_link = [row.key for row in self.knowledge.of_link("capability")]
        return tuple(key for key in of_link if key not in NO_MEANS)

    @cached_property
    def capability_is_there(self) -> bool:
        """Whether the community wants to overcome it and has something to do it with."""
        wish = self.standings[WISH].holds
        return wish and any(self.standings[key].holds for key in self.means)

    @cached_property
    def capabilities_looked_at(self) -> date | None:
        """The first day on which anybody knew something of what the community has."""
        known = [one for one in self.answers if one.value != "unknown"]
        return min((one.on for one in known if one.condition in self.means), default=None)

    @cached_property
    def newest_talks(self) -> tuple[Negotiation, ...]:
        """The last record of each subject that was talked about; all of its day."""
        newest = {one.subject: one.on for one in self.records.negotiations}
        for one in self.records.negotiations:
            newest[one.subject] = max(newest[one.subject], one.on)
        talks = [one for one in self.records.negotiations if one.on == newest[one.subject]]
        return tuple(sorted(talks, key=lambda one: (one.on, one.subject, repr(one))))

    @cached_property
    def agreements(self) -> tuple[Negotiation, ...]:
        """The agreements of which both sides keep a record and that nobody has ended since."""
        ended: dict[str, date] = {}
        for one in self.records.negotiations:
            if one.outcome == "not agreed":
                ended[one.subject] = max(one.on, ended.get(one.subject, one.on))
        return tuple(
            one
            for one in self.records.negotiations
            if is_agreement(one) and ended.get(one.subject, date.min) < one.on
        )

    @cached_property
    def is_agreed(self) -> bool:
        """Whether something was agreed, by the records or because both sides say so."""
        standing = self.standings[AGREED]
        both_say = standing.values_of("community") == standing.values_of("provider") == {"met"}
        return bool(self.agreements) or both_say

    @cached_property
    def used(self) -> tuple[Navigation, ...]:
        """The records of use that say that somebody came."""
        return tuple(one for one in self.records.navigation if one.uses != 0)

    @cached_property
    def is_offered(self) -> bool:
        """Whether there is something to come to."""
        return bool(self.records.offers or self.is_agreed or self.used)

    @cached_property
    def is_navigated(self) -> bool:
        """Whether people came of their own will, by the records or by the community's word."""
        of_own_will = self.standings[VOLUNTARY].values_of("community") == {"met"}
        return any(one.voluntary == "voluntary" or of_own_will for one in self.used)

    @cached_property
    def contacts(self) -> tuple[tuple[str, str], ...]:
        """Every dated contact of the provider with the community, the earliest first."""
        acts = [(one.on, one.what) for one in self.records.historic_acts]
        talks = [(one.on.isoformat(), one.subject) for one in self.records.negotiations]
        offers = [(one.on.isoformat(), one.what) for one in self.records.offers]
        return tuple(sorted([*acts, *talks, *offers], key=lambda one: (first_day(one[0]), one)))

    @cached_property
    def contact(self) -> Order:
        """Whether the first contact came before the first incident, or only with or after it."""
        struck = self.relation.adversity.first_incident
        if not struck or not self.contacts:
            return "cannot tell"
        if any(surely_before(day, struck) for day, _ in self.contacts):
            return "before"
        if all(surely_not_before(day, struck) for day, _ in self.contacts):
            return "after"
        return "cannot tell"

    def words(self, key: str) -> tuple[str, ...]:
        """What every voice says of one condition."""
        return tuple(f"{key}: {voice.words}." for voice in self.standings[key].voices)


def is_agreement(talk: Negotiation) -> bool:
    """Whether it ended in an agreement of which both sides keep a record."""
    return talk.outcome == "agreed" and talk.minutes_by == "both"


def closed(words: str) -> str:
    """Somebody's words with one full stop at their end."""
    return words.rstrip(" .") + "."
