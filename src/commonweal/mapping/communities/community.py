"""A community: what holds it together, where it is, who speaks for it and on what grounds.

Read `Community` first. A community is not a polygon: it may be in several places, in part, or in
none (S001-4). Who speaks for it is told with the grounds and with the subgroups that recognise it,
and never settled here (S002-8, S003-R1). Nothing in it is a score, and nobody in it is a private
person: voices are organisations and offices.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from commonweal.core.errors import CommonwealError
from commonweal.core.keys import KEY
from commonweal.core.nearest import listed, nearest_first


class InvalidCommunity(CommonwealError):
    """What is said of a community contradicts itself, or lacks what it rests on."""

    code = "invalid-community"


class Bond(StrEnum):
    """What holds a community together; several may."""

    PLACE = "place"
    FAITH = "faith"
    LANGUAGE = "language"
    ORIGIN = "origin"
    INTEREST = "interest"
    WORK = "work"
    EXPERIENCE = "experience"
    GENERATION = "generation"


class Grounds(StrEnum):
    """On what grounds somebody speaks for a community."""

    ELECTED = "elected"
    SENT = "sent"
    ASKED = "asked"
    APPOINTED = "appointed"
    OWN_WORD = "own-word"


GROUNDS_IN_WORDS: Mapping[Grounds, str] = {
    Grounds.ELECTED: "elected by its members",
    Grounds.SENT: "sent by organisations of the community",
    Grounds.ASKED: "on the strength of having asked people",
    Grounds.APPOINTED: "appointed by an authority",
    Grounds.OWN_WORD: "by its own word alone",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """An organisation or office that speaks for the community: on what grounds, shown by what.

    `evidence` says what was seen and `seen_on` when. `recognised_by` and `not_recognised_by` are
    keys of subgroups; both may be filled, because both may be true.
    """

    who: str
    grounds: Grounds
    evidence: str = ""
    seen_on: date | None = None
    recognised_by: frozenset[str] = frozenset()
    not_recognised_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Community:
    """One community in the words its members use for it.

    `presence`: area id → which share of the community is there, None where only that it is. Shares
    need not add up to one: people live, pray and work in different places, and some elsewhere.
    `groups` are keys of the city's list that it belongs to; `subgroups` key → name; `languages`
    BCP 47 codes; `review_on` the day by which all this is asked again, and `written_by` the
    organisation that wrote it down. Raises `InvalidCommunity`.
    """

    key: str
    name: str
    bonds: frozenset[Bond]
    written_by: str
    review_on: date
    presence: Mapping[str, float | None] = field(default_factory=dict)
    groups: tuple[str, ...] = ()
    subgroups: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    voices: tuple[Voice, ...] = ()

    def __post_init__(self) -> None:
        self._check_words()
        for area, share in self.presence.items():
            if share is not None and not 0 < share <= 1:
                raise self._wrong(
                    f"is said to be in {area} with a share of {share:g}",
                    "Write a share above 0 and up to 1, or leave the share open.",
                )
        for voice in self.voices:
            self._check_voice(voice)

    def _check_words(self) -> None:
        if not KEY.fullmatch(self.key):
            raise self._wrong(
                "has a key that cannot stand in an address",
                "Use small letters, figures and single hyphens.",
            )
        if not self.bonds:
            raise self._wrong(
                "has nothing that holds it together",
                f"Name at least one of {listed(Bond)}.",
            )
        for what, words in (("a name", self.name), ("who wrote it down", self.written_by)):
            if not words.strip():
                raise self._wrong(f"lacks {what}", "Fill it in, in its own words.")

    def _check_voice(self, voice: Voice) -> None:
        for key in sorted(voice.recognised_by | voice.not_recognised_by):
            if key not in self.subgroups:
                nearest = nearest_first(key, self.subgroups)[:5]
                raise self._wrong(
                    f"has no subgroup “{key}” that could recognise {voice.who}",
                    f"Subgroups are: {listed(nearest)}."
                    if nearest
                    else "Name its subgroups first.",
                )
        both = sorted(voice.recognised_by & voice.not_recognised_by)
        if both:
            raise self._wrong(
                f"says of “{both[0]}” both that it recognises {voice.who} and that it does not",
                "Keep what the subgroup said last, or divide the subgroup.",
            )
        if voice.grounds is not Grounds.OWN_WORD and not voice.evidence.strip():
            raise self._wrong(
                f"says that {voice.who} speaks for it, {GROUNDS_IN_WORDS[voice.grounds]}, and not "
                "what shows it",
                "Write what was seen, or that it rests on its own word.",
            )

    def _wrong(self, what: str, remedy: str) -> InvalidCommunity:
        return InvalidCommunity(
            f"The community “{self.key}” {what}.", remedy=remedy, community=self.key
        )

    def is_in(self, area: str) -> bool:
        """Whether some of it are in the area."""
        return area in self.presence


def by_name(communities: Iterable[Community]) -> list[Community]:
    """Communities by name: the order that ranks nobody (charter 2)."""
    return sorted(communities, key=lambda one: (one.name.casefold(), one.key))


def communities_in(area: str, communities: Iterable[Community]) -> list[Community]:
    """Those that are in the area, however small a part of them, by name."""
    return [one for one in by_name(communities) if one.is_in(area)]


def where_told(community: Community, names: Mapping[str, str]) -> str:
    """Where a community is, in one sentence; `names` of areas by id."""
    if not community.presence:
        return f"{community.name}: tied to no area of the city."
    placed = community.presence.items()
    parts = [f"{names.get(area, area)}{_share_in_words(share)}" for area, share in placed]
    parts.sort(key=str.casefold)
    return f"{community.name}: {listed(parts)}; perhaps elsewhere as well."


def _share_in_words(share: float | None) -> str:
    if share is None:
        return " (how many is not known)"
    return f" (about {100 * share:.0f} %)"


def voices_told(community: Community, *, today: date) -> list[str]:
    """What is to be known about who speaks for a community, each as a sentence.

    Subgroups that no voice speaks for, and disagreement among them, are findings and stay.
    """
    told = [_voice_told(voice, community) for voice in community.voices]
    if not community.voices:
        told.append(f"Nobody is known to speak for {community.name}.")
    heard = {key for voice in community.voices for key in voice.recognised_by}
    unheard = [name for key, name in community.subgroups.items() if key not in heard]
    if community.voices and unheard:
        told.append(f"No voice here is known to be recognised by: {listed(unheard)}.")
    if today > community.review_on:
        late = (today - community.review_on).days
        told.append(f"This should have been asked again by {community.review_on}, {late} days ago.")
    return told


def _voice_told(voice: Voice, community: Community) -> str:
    names = community.subgroups
    yes = [names[key] for key in names if key in voice.recognised_by]
    no = [names[key] for key in names if key in voice.not_recognised_by]
    shown = f" ({voice.evidence.rstrip('.')}" + (
        f", seen {voice.seen_on})" if voice.seen_on else ")"
    )
    parts = [f"{voice.who} speaks for it, {GROUNDS_IN_WORDS[voice.grounds]}"]
    parts[0] += shown if voice.evidence.strip() else ""
    if yes:
        parts.append(f"recognised by {listed(yes)}")
    if no:
        parts.append(f"not by {listed(no)}" if yes else f"not recognised by {listed(no)}")
    return "; ".join(parts) + "."
