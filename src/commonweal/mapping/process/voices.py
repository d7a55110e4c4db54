"""What each side says of a condition now: the latest known answer of every voice, never a mean.

Read `hear` first. An answer “unknown” says that somebody was asked and does not know; it is kept
and shown, and replaces nothing that was known. On a starred condition only the community's
voices count (decision 2301); on every other one, all of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from commonweal.core.conditions import Asked
from commonweal.mapping.process.records import Answer, Side, Value

SIDES: tuple[Side, ...] = ("community", "provider", "third party")
WORSE: tuple[Value, ...] = ("met", "partly", "not met")
NAMES = {"community": "the community", "provider": "the provider", "third party": "a third party"}

State = Literal["met", "partly", "not met", "differs", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One voice of one side on one condition.

    `latest` holds its latest known answer: several only where it gave different ones on one day,
    none where it never knew. `fell` says that it is lower than the known one before it;
    `asked_again_on` is the day of a later “unknown”.
    """

    side: Side
    name: str
    latest: tuple[Answer, ...]
    counts: bool
    fell: bool = False
    asked_again_on: date | None = None

    @property
    def values(self) -> frozenset[Value]:
        """What it says: one value, or several where it contradicts itself."""
        return frozenset(answer.value for answer in self.latest)

    @property
    def words(self) -> str:
        """Who says what, when, on which evidence."""
        who = NAMES[self.side] + (f" ({self.name})" if self.name else "")
        if not self.latest:
            return f"{who} was asked on {self.asked_again_on} and does not know"
        said = " and ".join(_said(answer) for answer in self.latest)
        again = f"; asked again on {self.asked_again_on}: unknown" if self.asked_again_on else ""
        return f"{who} says {said}{again}{'' if self.counts else ', kept as a view'}"

    def as_dict(self) -> dict[str, Any]:
        """The voice as plain values."""
        again = self.asked_again_on
        return {
            "side": self.side,
            "voice": self.name,
            "counts": self.counts,
            "answers": [
                {"value": one.value, "on": one.on.isoformat(), "evidence": one.evidence}
                for one in self.latest
            ],
            "unknown_since": again.isoformat() if again else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a condition stands: every voice, side by side."""

    row: Asked
    voices: tuple[Voice, ...]

    @property
    def counted(self) -> tuple[Voice, ...]:
        """The voices that count and know."""
        return tuple(voice for voice in self.voices if voice.counts and voice.latest)

    @property
    def state(self) -> State:
        """What the counted voices agree on; “differs” where they do not, “unknown” without any."""
        values = {value for voice in self.counted for value in voice.values}
        if not values:
            return "unknown"
        return next(iter(values)) if len(values) == 1 else "differs"

    @property
    def holds(self) -> bool:
        """Whether it is met at least partly, and no counted voice says that it is not."""
        values = {value for voice in self.counted for value in voice.values}
        return bool(values) and "not met" not in values

    def of(self, side: Side) -> tuple[Voice, ...]:
        """The voices of one side that know, whether or not they count."""
        return tuple(voice for voice in self.voices if voice.side == side and voice.latest)

    def values_of(self, side: Side) -> frozenset[Value]:
        """Everything that one side says."""
        return frozenset(value for voice in self.of(side) for value in voice.values)

    @property
    def only_the_provider(self) -> bool:
        """Whether the provider has judged what the community has not."""
        return bool(self.of("provider")) and not self.of("community")

    def as_dict(self) -> dict[str, Any]:
        """The standing as plain values."""
        return {
            "key": self.row.key,
            "name": self.row.name,
            "starred": self.row.starred,
            "state": self.state,
            "voices": [voice.as_dict() for voice in self.voices],
        }


def hear(row: Asked, answers: Iterable[Answer]) -> Standing:
    """How the condition stands after these answers; those to other conditions are passed over."""
    heard: dict[tuple[Side, str], list[Answer]] = {}
    for answer in answers:
        if answer.condition == row.key:
            heard.setdefault((answer.judged_by, answer.voice), []).append(answer)
    order = sorted(heard, key=lambda who: (SIDES.index(who[0]), who[1]))
    voices = tuple(_voice(row, side, name, heard[side, name]) for side, name in order)
    return Standing(row=row, voices=voices)


def _voice(row: Asked, side: Side, name: str, answers: list[Answer]) -> Voice:
    known = [answer for answer in answers if answer.value != "unknown"]
    days = sorted({_said_on(answer) for answer in known}, reverse=True)
    latest = _on(known, days[0]) if days else ()
    before = _on(known, days[1]) if len(days) > 1 else ()
    unknown = [answer.on for answer in answers if answer.value == "unknown"]
    later = [day for day in unknown if not days or day > days[0][0]]
    return Voice(
        side=side,
        name=name,
        latest=latest,
        counts=side == "community" or not row.starred,
        fell=_is_lower(latest, before),
        asked_again_on=max(later, default=None),
    )


def _said_on(answer: Answer) -> tuple[date, date]:
    """When it was said; of two answers of one day the one entered later corrects the other."""
    return answer.on, answer.known_on


def _on(answers: Iterable[Answer], day: tuple[date, date]) -> tuple[Answer, ...]:
    found = {answer for answer in answers if _said_on(answer) == day}
    return tuple(sorted(found, key=lambda one: (WORSE.index(one.value), one.evidence)))


def _is_lower(latest: tuple[Answer, ...], before: tuple[Answer, ...]) -> bool:
    """Whether the best of the latest answers is lower than the worst of those before."""
    if not latest or not before:
        return False
    best = min(WORSE.index(answer.value) for answer in latest)
    return best > max(WORSE.index(answer.value) for answer in before)


def _said(answer: Answer) -> str:
    return f"“{answer.value}” ({answer.on}, {answer.evidence or 'no evidence given'})"
