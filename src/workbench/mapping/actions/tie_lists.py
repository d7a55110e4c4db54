"""A file of ties: whom its names mean, what of it is refused, and taking the rest onto the map.

Read `look_at_ties` and `take_ties`. Whoever keeps the file is a third party: each tie is told of,
and confirmed by nobody until one of its sides does so. What a party declined stays declined.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
from django.db import transaction

from commonweal.core.tables import REFUSED
from commonweal.core.words import plain
from commonweal.files.network import NetworkRead, read_network
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.mapping import access
from workbench.mapping.models import Party, Tie

type Why = tuple[str, str, str]
"""Why a row is refused: code, reason, remedy."""

FIRST, LAST = 1, 5
LONGEST_EVIDENCE = 300
NOBODY = "nobody"
"""What is answered where a name means none of those on the map."""
UNKNOWN = (
    "not-on-the-map",
    "Nobody of this name or identifier is on the map.",
    "Add the organisation first, or write its identifier as the map has it.",
)
SEVERAL = (
    "several-of-this-name",
    "Several on the map have this name, and nobody has said which is meant.",
    "Say which one when you bring the file in, or write its identifier.",
)
NOT_MEANT = (
    "none-of-them",
    "It was said that none of those on the map is meant.",
    "Add the organisation first.",
)
ONE_PARTY = (
    "self-tie",
    "Both ends are the same organisation on the map.",
    "Leave the row out, or correct one of the names.",
)
STRENGTH = (
    "bad-strength",
    "This is no whole number from 1 to 5.",
    "Write 1 (they have met) to 5 (they rely on each other), or leave the cell empty.",
)
DAY = (
    "no-date",
    "This is no date as it is read here.",
    "Write a year, a month or a day, such as 2024, 2024-05 or 2024-05-31.",
)
TOO_LONG = (
    "too-long",
    "What the tie rests on has more than 300 characters.",
    "Say it shorter.",
)
DECLINED_HERE = (
    "declined-by-a-party",
    "One of the two declined a tie of this kind; it stays declined.",
    "Leave the row out. Only they can begin it anew, between themselves.",
)
DECLINED_THERE = (
    "declined-in-the-file",
    "The file says that the tie was declined. Only a party itself declines one.",
    "Leave the row out.",
)
CONTRADICTS = (
    "contradictory-tie",
    "Another row of this file says something else of the same two.",
    "Keep the row that is true; the first one was taken.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A name of the file that several on the map have; `number` is its place among these."""

    number: int
    name: str
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedTies:
    """What a file of ties holds: what would be told, and what would not.

    `ties` are unsaved; `here` is how many stand on the map already. `repeats` rows say an earlier
    one again. `asked` are the names of which somebody has to say whom they mean.
    """

    ties: tuple[Tie, ...]
    here: int
    repeats: tuple[int, ...]
    asked: tuple[Asked, ...]
    refused: pl.DataFrame


@dataclass(slots=True)
class _Look:
    """The ends of the file as parties, and what was found so far."""

    parties: dict[str, Party | Why]
    before: dict[tuple[int, int, str], Tie]
    ties: dict[tuple[int, int, str], Tie] = field(default_factory=dict)
    here: int = 0
    repeats: list[int] = field(default_factory=list)
    refused: list[tuple[Any, ...]] = field(default_factory=list)

    def take(self, row: Mapping[str, Any], at: int) -> None:
        """Take one row, or refuse it with its first reason."""
        fault = self._fault(row)
        if fault is not None:
            column, why = fault
            self.refused.append((at, column, _shown(row[column]), *why))
            return
        source, target = (self.parties[row[end]] for end in ("source", "target"))
        assert isinstance(source, Party)  # noqa: S101 - `_fault` looked
        assert isinstance(target, Party)  # noqa: S101 - `_fault` looked
        key = _pair(source.pk, target.pk, row["kind"])
        if key in self.before:
            self.here += 1
        elif key in self.ties:
            self._again(row, at, self.ties[key])
        else:
            self.ties[key] = _tie(source, target, row)

    def _again(self, row: Mapping[str, Any], at: int, first: Tie) -> None:
        if (row["strength"], row["state"]) == (first.strength, first.state):
            self.repeats.append(at)
        else:
            self.refused.append((at, "target", row["target"], *CONTRADICTS))

    def _fault(self, row: Mapping[str, Any]) -> tuple[str, Why] | None:
        source, target = self.parties[row["source"]], self.parties[row["target"]]
        if not isinstance(source, Party):
            return "source", source
        if not isinstance(target, Party):
            return "target", target
        if source == target:
            return "target", ONE_PARTY
        before = self.before.get(_pair(source.pk, target.pk, row["kind"]))
        return _wrong_value(row) or _declined(row, before)


def _wrong_value(row: Mapping[str, Any]) -> tuple[str, Why] | None:
    """The first value of a row that cannot stand on the map, and why."""
    if row["strength"] is not None and row["strength"] not in range(FIRST, LAST + 1):
        return "strength", STRENGTH
    for name in ("since", "until"):
        if row[name] is not None and not _is_day(row[name]):
            return name, DAY
    if len(row["evidence"] or "") > LONGEST_EVIDENCE:
        return "evidence", TOO_LONG
    return None


def _declined(row: Mapping[str, Any], before: Tie | None) -> tuple[str, Why] | None:
    """Whether the file tells of a tie that a party declined, or declines one for a party."""
    said, here = row["state"] == Tie.State.DECLINED, before and before.state == Tie.State.DECLINED
    if here and not said:
        return "target", DECLINED_HERE
    return ("state", DECLINED_THERE) if said and before is None else None


def look_at_ties(path: Path, *, answers: Mapping[str, str] | None = None) -> LookedTies:
    """What a file of ties holds for this map; nothing is stored.

    `answers` say whom a name means that several have: the number of a party, or `NOBODY`.
    """
    read = read_network(path)
    ends = {*read.ties["source"], *read.ties["target"]}
    names = {row["id"]: str(row["name"]) for row in read.nodes.iter_rows(named=True)}
    parties, asked = _meant(sorted(ends), names, answers or {})
    look = _Look(parties=parties, before=_told())
    for row, at in zip(read.ties.iter_rows(named=True), read.rows, strict=True):
        look.take(row, at)
    return LookedTies(
        ties=tuple(look.ties.values()),
        here=look.here,
        repeats=tuple(sorted((*read.repeats, *look.repeats))),
        asked=asked,
        refused=_refused(read, look),
    )


@transaction.atomic
def take_ties(
    path: Path, *, answers: Mapping[str, str], acting_person: Person, now: datetime
) -> LookedTies:
    """Tell of the ties of a file, each confirmed by nobody and shown to nobody."""
    access.refuse_unless_keeps(acting_person)
    looked = look_at_ties(path, answers=answers)
    for tie in looked.ties:
        tie.told_by, tie.told_at = acting_person, now
    for tie in Tie.objects.bulk_create(looked.ties):
        noted = {"source_id": tie.source_id, "target_id": tie.target_id, "kind": tie.kind}
        record_audit(acting_person, "tell-tie", tie, {}, noted)
    return looked


def _meant(
    ends: Collection[str], names: Mapping[str, str], answers: Mapping[str, str]
) -> tuple[dict[str, Party | Why], tuple[Asked, ...]]:
    """The party that each end means, or why there is none; and the names to ask about."""
    by_key, by_name = _on_the_map()
    found: dict[str, Party | Why] = {}
    asked: list[Asked] = []
    for end in ends:
        named = by_name.get(plain(names.get(end, end)), ())
        if end in by_key:
            found[end] = by_key[end]
        elif len(named) == 1:
            found[end] = named[0]
        elif not named:
            found[end] = UNKNOWN
        else:
            asked.append(Asked(number=len(asked), name=names.get(end, end), parties=tuple(named)))
            found[end] = _answered(named, answers.get(names.get(end, end), ""))
    return found, tuple(asked)


def _answered(named: Collection[Party], answer: str) -> Party | Why:
    if answer == NOBODY:
        return NOT_MEANT
    chosen = {str(party.pk): party for party in named}
    return chosen.get(answer, SEVERAL)


def _on_the_map() -> tuple[dict[str, Party], dict[str, list[Party]]]:
    by_key: dict[str, Party] = {}
    by_name: dict[str, list[Party]] = defaultdict(list)
    for party in access.parties_on_the_map():
        by_key[party.key] = party
        by_name[plain(party.named.name)].append(party)
    return by_key, by_name


def _told() -> dict[tuple[int, int, str], Tie]:
    """Every tie that was told, whatever became of it, by its two ends and its kind."""
    return {_pair(one.source_id, one.target_id, one.kind): one for one in Tie.objects.all()}


def _is_day(text: str) -> bool:
    """Whether the text is a year, a month or a day as ISO 8601 writes them."""
    whole = text + "-01-01"[len(text) - 4 :] if len(text) in {4, 7} else text
    try:
        return date.fromisoformat(whole).isoformat() == whole
    except ValueError:
        return False


def _pair(one: int, other: int, kind: str) -> tuple[int, int, str]:
    return (min(one, other), max(one, other), kind)


def _tie(source: Party, target: Party, row: Mapping[str, Any]) -> Tie:
    personal = row["kind"] == Tie.Kind.PERSONAL
    return Tie(
        source=source,
        target=target,
        kind=row["kind"],
        strength=None if row["strength"] is None or personal else int(row["strength"]),
        directed=row["directed"],
        since=row["since"] or "",
        ended_on=row["until"] or "",
        evidence="" if personal else row["evidence"] or "",
        state=row["state"],
    )


def _refused(read: NetworkRead, look: _Look) -> pl.DataFrame:
    own = pl.DataFrame(look.refused, schema=REFUSED.schema, orient="row")
    return pl.concat([read.refused, own]).sort("row", maintain_order=True)


def _shown(value: Any) -> str | None:
    return None if value is None else str(value)[:80]
