"""When an answered alarm returns, and how one week's findings join the alarms that stand.

Read `why_returned` first. An answered alarm returns only if it gains an area, if the lower end of
its ratio exceeds the ratio that was answered, or if twelve weeks have passed with a quiet week
between; why is always said. Nothing here changes data or a threshold: an answer is remembered,
never learnt from. Method page: docs/methods/answers.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Literal

from commonweal.listening.signals.findings import ALL_GROUPS, WHOLE_CITY, Finding

WEEKS_OF_AN_EPISODE = 12

Why = Literal["area", "ratio", "again"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What an alarm was when somebody answered it.

    `areas` are those of all its findings by then (empty: the whole city), `ratio` the highest
    observed ÷ expected that was shown, `week` the Monday of the last week in which it was found.
    """

    areas: tuple[str, ...]
    ratio: float
    week: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """Why an answered alarm is asked about again: a stable code, its facts, a sentence."""

    code: Why
    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The reason as plain values."""
        return {"code": self.code, "sentence": self.sentence, "facts": dict(self.facts)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An alarm that stands at the desk. `weeks`: each searched week, and whether it was found then.

    `answered` is None while nobody has answered, or since it returned.
    """

    key: int
    group: str
    areas: tuple[str, ...]
    last_seen: date
    answered: Answered | None
    weeks: Mapping[date, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """What one alarm gained in a week; `key` is None where the findings raise a new alarm.

    `findings` begin with the most striking one; `areas` are those of the alarm from now on.
    """

    key: int | None
    findings: tuple[Finding, ...]
    areas: tuple[str, ...]
    returned: Return | None


@dataclass(slots=True)
class _Growing:
    """An alarm while a week's findings join it."""

    group: str
    areas: tuple[str, ...]
    standing: Standing | None = None
    findings: list[Finding] = field(default_factory=list)
    returned: Return | None = None


def why_returned(
    answered: Answered, finding: Finding, *, week: date, weeks: Mapping[date, bool]
) -> Return | None:
    """Why an alarm returns that was answered, now that `week` holds this finding; None: it stays.

    `week` is a Monday; `weeks` says of each week that was searched whether the alarm was found.
    """
    gained = _gained(answered.areas, finding.areas)
    if gained is not None:
        return Return(code="area", sentence=_gained_sentence(gained), facts={"areas": list(gained)})
    if finding.ratio_low > answered.ratio:
        return Return(
            code="ratio",
            sentence=f"Answered at {answered.ratio:.1f} times what was expected; "
            f"now it is at least {finding.ratio_low:.1f} times.",
            facts={"answered": round(answered.ratio, 4), "low": round(finding.ratio_low, 4)},
        )
    passed = (week - answered.week).days // 7
    quiet = sum(1 for one, found in weeks.items() if answered.week < one < week and not found)
    if passed >= WEEKS_OF_AN_EPISODE and quiet:
        return Return(
            code="again",
            sentence=f"{passed} weeks have passed since it was answered, "
            f"{quiet} of them without it.",
            facts={"weeks": passed, "quiet": quiet},
        )
    return None


def share_an_area(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether two alarms speak of a common place; the whole city shares every area."""
    return not some or not others or not set(some).isdisjoint(others)


def areas_together(many: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """The areas of several findings; the whole city where one of them is city-wide."""
    lists = list(many)
    if not all(lists):
        return WHOLE_CITY
    return tuple(sorted({area for areas in lists for area in areas}))


def join(
    findings: Iterable[Finding], standing: Iterable[Standing], *, week: date
) -> tuple[Joined, ...]:
    """Which alarm each finding of `week` belongs to; the alarms of that week, old ones first.

    The rule is that of `alarms.episodes`: a finding joins the oldest alarm of its group that shares
    an area with it and was seen within twelve weeks, whatever detector found it. An answered alarm
    takes in later findings too, and returns only by `why_returned`. What joins nothing raises a
    new alarm.
    """
    alarms = [
        _Growing(group=one.group, areas=one.areas, standing=one)
        for one in sorted(standing, key=lambda one: _first_asked(one, week))
    ]
    for finding in sorted(findings, key=_striking):
        alarm = next((one for one in alarms if _belongs(finding, one, week)), None)
        if alarm is None:
            alarm = _Growing(group=finding.group, areas=finding.areas)
            alarms.append(alarm)
        alarm.returned = alarm.returned or _asked_again(finding, alarm, week)
        alarm.findings.append(finding)
        alarm.areas = areas_together([alarm.areas, finding.areas])
    return tuple(
        Joined(
            key=one.standing.key if one.standing else None,
            findings=tuple(one.findings),
            areas=one.areas,
            returned=one.returned,
        )
        for one in alarms
        if one.findings
    )


def _first_asked(alarm: Standing, week: date) -> tuple[bool, int]:
    """Alarms that still run come before those that were answered long ago, older ones first."""
    return (not _runs(alarm, week), alarm.key)


def _runs(alarm: Standing, week: date) -> bool:
    return week - alarm.last_seen <= timedelta(weeks=WEEKS_OF_AN_EPISODE)


def _belongs(finding: Finding, alarm: _Growing, week: date) -> bool:
    if finding.group != alarm.group and ALL_GROUPS not in (finding.group, alarm.group):
        return False
    there = alarm.standing
    lasting = there is None or there.answered is not None or _runs(there, week)
    return lasting and share_an_area(finding.areas, alarm.areas)


def _asked_again(finding: Finding, alarm: _Growing, week: date) -> Return | None:
    there = alarm.standing
    if there is None or there.answered is None:
        return None
    return why_returned(there.answered, finding, week=week, weeks=there.weeks)


def _gained(before: tuple[str, ...], now: tuple[str, ...]) -> tuple[str, ...] | None:
    """The areas that are new; empty where it is the whole city now; None where none are."""
    if not before:
        return None
    if not now:
        return WHOLE_CITY
    new = tuple(area for area in now if area not in before)
    return new or None


def _gained_sentence(areas: tuple[str, ...]) -> str:
    if not areas:
        return "It was answered for some areas and is now found in the whole city."
    return f"It was answered without {', '.join(areas)}, where it is found now as well."


def _striking(finding: Finding) -> tuple[float, str, tuple[str, ...], str]:
    return (finding.chance_per_year, finding.group, finding.areas, finding.detector)
