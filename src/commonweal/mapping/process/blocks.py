"""Where a relation is blocked, in words, with the rule behind it.

Read `blocks_of` first. Two sorts of rules: the stop of a condition (it stands in the knowledge
pack), and four rules on what is on record (`RECORDED`). A block says what is missing between two
sides; nothing here weighs, adds or compares.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from commonweal.core.conditions import LINKS, Condition
from commonweal.mapping.process.facts import AGREED, BEFORE_NAVIGATION, VOLUNTARY, Facts, closed
from commonweal.mapping.process.records import Negotiation
from commonweal.mapping.process.voices import Standing, Voice

Kind = Literal["stop", "missing step", "warning"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One place where the process is blocked.

    `rule` is a stable code: `stop-C1` for the stop of a condition, otherwise a rule on records.
    `cases` say in codes which of its sentences it is, for pages in other languages. `evidence`
    names the answers and records that it rests on.
    """

    link: str
    rule: str
    kind: Kind
    sentence: str
    conditions: tuple[str, ...]
    evidence: tuple[str, ...]
    remedy: str
    source: str
    cases: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The block as plain values."""
        return {
            "link": self.link,
            "rule": self.rule,
            "kind": self.kind,
            "sentence": self.sentence,
            "conditions": list(self.conditions),
            "evidence": list(self.evidence),
            "remedy": self.remedy,
            "source": self.source,
        }


def blocks_of(facts: Facts) -> tuple[Block, ...]:
    """Every block, in the order of the chain; within a link stops first, by condition."""
    stops = [_stop(row, facts.standings[row.key]) for row in facts.knowledge.in_chain]
    recorded = [rule(facts) for rule in RECORDED.values()]
    found = [block for block in (*stops, *recorded) if block is not None]
    return tuple(sorted(found, key=lambda block: list(LINKS).index(block.link)))


def _stop(row: Condition, standing: Standing) -> Block | None:
    stopping = [voice for voice in standing.counted if _stops(row, voice)]
    if not row.stop or not stopping:
        return None
    return Block(
        link=row.link,
        rule=f"stop-{row.key}",
        kind="warning" if row.stop_is == "warning" else "stop",
        sentence=row.stop,
        conditions=(row.key,),
        evidence=tuple(f"{row.key}: {voice.words}." for voice in standing.voices),
        remedy=row.remedy,
        source=row.source,
    )


def _stops(row: Condition, voice: Voice) -> bool:
    return voice.fell if row.stop_when == "falling" else "not met" in voice.values


def _nothing_negotiated(facts: Facts) -> Block | None:
    """Capability is there, or something is offered or talked about, and nothing is agreed."""
    begun = facts.capability_is_there or facts.is_offered or facts.newest_talks
    if facts.is_agreed or not begun:
        return None
    there, talks = _what_is_there(facts), _talks_told(facts)
    return Block(
        link="negotiation",
        rule="nothing-negotiated",
        kind="missing step",
        sentence=f"{WHAT_IS_THERE[there]}, and nothing was negotiated: {TALKS_TOLD[talks]}.",
        cases=(there, talks),
        conditions=(AGREED,),
        evidence=(*_talk_words(facts), *_offer_words(facts), *facts.words(AGREED)),
        remedy="Open talks with an agenda that both sides set, and let both keep the record.",
        source="S001-5, S001-27",
    )


WHAT_IS_THERE: Mapping[str, str] = {
    "capability": "The community wants this and has what it takes",
    "offer": "Help is offered",
    "talks": "Talks have begun",
}
TALKS_TOLD: Mapping[str, str] = {
    "no-talks": "no talks are on record",
    "one-sided": "no agreement is on record that both sides keep",
    "open": "the talks on record ended without an agreement or are still open",
}


def _what_is_there(facts: Facts) -> str:
    if facts.capability_is_there:
        return "capability"
    return "offer" if facts.is_offered else "talks"


def _talks_told(facts: Facts) -> str:
    if not facts.newest_talks:
        return "no-talks"
    agreed = any(talk.outcome == "agreed" for talk in facts.newest_talks)
    return "one-sided" if agreed else "open"


def _nobody_navigates(facts: Facts) -> Block | None:
    """Something is offered or agreed, and nobody is on record as having come."""
    if not facts.is_offered or facts.used:
        return None
    there = "offered" if facts.records.offers else "agreed on"
    counted = bool(facts.records.navigation)
    told = "by the records nobody came" if counted else "no use is on record"
    return Block(
        link="navigation",
        rule="nobody-navigates",
        kind="missing step",
        sentence=f"Help is {there}, and {told}.",
        cases=(there, "nobody came" if counted else "no use"),
        conditions=BEFORE_NAVIGATION,
        evidence=(*_offer_words(facts), *_barrier_words(facts), *_what_may_lie_behind(facts)),
        remedy="Ask the community what keeps people away: who offers it, its form, fear, or that "
        "nobody knows of it. Do not advertise more.",
        source="S001-5, S001-20",
    )


def _participation_is_not_navigation(facts: Facts) -> Block | None:
    """People came, and nothing says that they came of their own will (W7)."""
    if not facts.used or facts.is_navigated:
        return None
    ways = sorted({one.voluntary for one in facts.used})
    told = ", ".join("of unknown voluntariness" if way == "unknown" else way for way in ways)
    return Block(
        link="navigation",
        rule="participation-is-not-navigation",
        kind="missing step",
        sentence="People take part, and nothing says that they come of their own will: "
        f"their use was {told}.",
        cases=tuple(ways),
        conditions=(VOLUNTARY,),
        evidence=(*_use_words(facts), *facts.words(VOLUNTARY)),
        remedy="Ask those who use it how they came to it, and record use by how voluntary it was.",
        source="S001-28",
    )


def _first_contact_after_incident(facts: Facts) -> Block | None:
    """Every contact on record came with or after the first incident (S001-21)."""
    if facts.contact != "after":
        return None
    day, what = facts.contacts[0]
    return Block(
        link="provider",
        rule="first-contact-after-incident",
        kind="warning",
        sentence="The first contact on record came only with or after the first incident: "
        "who comes only for a crisis is met as its manager and not as a friend.",
        conditions=("C15",),
        evidence=(
            f"First incident: {facts.relation.adversity.first_incident}.",
            closed(f"First contact on record: {day}, {what}"),
            *facts.words("C15"),
        ),
        remedy="Say so openly, help with what the community itself puts first, and give it time. "
        "If there was earlier contact, enter it with its day.",
        source="S001-19, S001-21",
    )


RECORDED: Mapping[str, Callable[[Facts], Block | None]] = {
    "first-contact-after-incident": _first_contact_after_incident,
    "nothing-negotiated": _nothing_negotiated,
    "nobody-navigates": _nobody_navigates,
    "participation-is-not-navigation": _participation_is_not_navigation,
}


def _talk_words(facts: Facts) -> tuple[str, ...]:
    return tuple(talk_words(talk) for talk in facts.newest_talks)


def talk_words(talk: Negotiation) -> str:
    """One negotiation in one sentence."""
    kept = "both sides" if talk.minutes_by == "both" else talk.minutes_by
    return f"{talk.on}, {talk.subject}: {talk.outcome}; record kept by {kept}."


def _offer_words(facts: Facts) -> tuple[str, ...]:
    return tuple(closed(f"Offered since {one.on}: {one.what}") for one in facts.records.offers)


def _use_words(facts: Facts) -> tuple[str, ...]:
    return tuple(
        f"{one.what}, {one.since} to {one.until}: voluntariness {one.voluntary}."
        for one in facts.used
    )


def _barrier_words(facts: Facts) -> tuple[str, ...]:
    said = [one for one in facts.records.navigation if one.barrier]
    return tuple(closed(f"{one.what}, {one.since} to {one.until}: {one.barrier}") for one in said)


def _what_may_lie_behind(facts: Facts) -> tuple[str, ...]:
    """What the community says of the conditions for coming, where that is not “met”."""
    return tuple(
        f"{key}: {voice.words}."
        for key in BEFORE_NAVIGATION
        for voice in facts.standings[key].of("community")
        if voice.values != {"met"}
    )
