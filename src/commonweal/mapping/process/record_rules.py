"""What records alone can tell about a warning: that it holds here, that it does not, or nothing.

Read `RULES` first: the names stand in `knowledge/relation_warnings.toml`. A rule that finds no
record says nothing (None); the question is then asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from commonweal.core.conditions import RelationWarning
from commonweal.mapping.process.blocks import talk_words
from commonweal.mapping.process.facts import VOLUNTARY, WISH, Facts, closed


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the records say: whether the warning holds here, and the records themselves."""

    raised: bool
    evidence: tuple[str, ...]


Rule = Callable[[Facts, RelationWarning], Told | None]


def _willingness_used(facts: Facts, _row: RelationWarning) -> Told | None:
    """The community says it wants to; did anything come of it?"""
    if not facts.standings[WISH].holds:
        return None
    said = facts.words(WISH)
    if facts.is_agreed:
        return Told(raised=False, evidence=said)
    return Told(raised=True, evidence=(*said, "Nothing was agreed with it."))


def _community_changed_it(facts: Facts, _row: RelationWarning) -> Told | None:
    """Talks whose record says what changed because of the community."""
    talks = facts.records.negotiations
    changed = [one for one in talks if one.changed]
    if changed:
        return Told(
            raised=False, evidence=tuple(closed(f"{one.on}: {one.changed}") for one in changed)
        )
    if not talks and not facts.records.offers:
        return None
    told = tuple(map(talk_words, talks)) or ("Help is offered, and no talks are on record.",)
    return Told(raised=True, evidence=(*told, "No record says what the community changed."))


def _kept_by_both(facts: Facts, _row: RelationWarning) -> Told | None:
    """Talks of which both sides keep a record."""
    talks = facts.records.negotiations
    alone = [one for one in talks if one.minutes_by != "both"]
    if not talks:
        return None
    return Told(raised=bool(alone), evidence=tuple(map(talk_words, alone or talks)))


def _how_voluntary(facts: Facts, _row: RelationWarning) -> Told | None:
    """Use of which it is not known, or not the case, that it was voluntary."""
    if not facts.used:
        return None
    of_own_will = facts.standings[VOLUNTARY].values_of("community") == {"met"}
    doubtful = () if of_own_will else [one for one in facts.used if one.voluntary != "voluntary"]
    told = [f"{one.what} ({one.until}): voluntariness {one.voluntary}." for one in facts.used]
    doubts = [f"{one.what} ({one.until}): voluntariness {one.voluntary}." for one in doubtful]
    return Told(raised=bool(doubtful), evidence=tuple(doubts or told))


def _two_definitions(facts: Facts, _row: RelationWarning) -> Told | None:
    """The community's definition beside the provider's."""
    by = {one.by: one for one in facts.records.definitions}
    if not by:
        return None
    told = tuple(closed(f"{side}, {by[side].on}: {by[side].words}") for side in sorted(by))
    missing = () if "community" in by else ("No definition of the community is on record.",)
    return Told(raised=bool(missing), evidence=(*told, *missing))


def _capabilities_before_offer(facts: Facts, _row: RelationWarning) -> Told | None:
    """Whether any capability was answered before the first offer."""
    if not facts.records.offers:
        return None
    offered = min(one.on for one in facts.records.offers)
    looked = facts.capabilities_looked_at
    first = "no capability was ever looked at" if looked is None else f"looked at on {looked}"
    told = (f"First offer: {offered}.", f"Capabilities: {first}.")
    return Told(raised=looked is None or looked > offered, evidence=told)


def _contact_before_incident(facts: Facts, _row: RelationWarning) -> Told | None:
    """Whether the first contact on record came before the first incident."""
    if facts.contact == "cannot tell":
        return None
    day, what = facts.contacts[0]
    struck = facts.relation.adversity.first_incident
    told = (closed(f"First contact on record: {day}, {what}"), f"First incident: {struck}.")
    return Told(raised=facts.contact == "after", evidence=told)


def _provider_spoke_alone(facts: Facts, row: RelationWarning) -> Told | None:
    """What the provider judged and the community did not."""
    alone = [key for key in row.conditions if facts.standings[key].only_the_provider]
    if not alone:
        return None
    told = tuple(words for key in alone for words in facts.words(key))
    return Told(raised=True, evidence=(*told, f"The community did not answer {', '.join(alone)}."))


RULES: Mapping[str, Rule] = {
    "willingness-used": _willingness_used,
    "community-changed-it": _community_changed_it,
    "kept-by-both": _kept_by_both,
    "how-voluntary": _how_voluntary,
    "two-definitions": _two_definitions,
    "capabilities-before-offer": _capabilities_before_offer,
    "contact-before-incident": _contact_before_incident,
    "provider-spoke-alone": _provider_spoke_alone,
}
