"""What the search for rises says: findings, alarms, courses, and how the figures were made.

Read `Finding` and `Alarm` first. A *finding* is what one week's search shows. An *alarm* is an
episode: the first week in which a finding appears (`alarms.episodes` joins later ones to it). The
*budget* is the expected number of alarms a year in a quiet city under the whole procedure;
`chance_per_year` of a finding is the expected number of alarms at least as extreme in a quiet year
(S003-55, S003-R5; charter 10). Method page: docs/methods/signals.md.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Literal

from commonweal.core.lineage import Lineage
from commonweal.core.notices import Notice
from commonweal.listening.earlier_years import Unit
from commonweal.listening.week import Basis

Kind = Literal["rise", "reporting", "one-event"]
"""A rise of one group; all groups at once, as a campaign or a new channel makes it; or many reports
of what may be one event (too few different days)."""

WHOLE_CITY: tuple[str, ...] = ()
ALL_GROUPS = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Another explanation of a finding: stable code, facts for other languages, a sentence."""

    code: str
    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rise in one group (`ALL_GROUPS`: every group rose) that habit and chance do not explain.

    `areas` are ids on the finest level, empty for the whole city; `since` and `until` the first
    and last day; `observed` reports stand against `expected` ones. `ratio` is observed ÷ expected
    with a 90 % interval, corrected for having been picked as the most striking of many;
    `chance_per_year` is the expected number of alarms at least as extreme in a quiet year.
    """

    group: str
    areas: tuple[str, ...]
    since: date
    until: date
    observed: int
    expected: float
    ratio: float
    ratio_low: float
    ratio_high: float
    chance_per_year: float
    detector: str
    kind: Kind
    days: int
    sentence: str
    doubts: tuple[Doubt, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The finding as it stands in `--json` answers."""
        return {
            "group": self.group,
            "areas": list(self.areas),
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "observed": self.observed,
            "expected": round(self.expected, 4),
            "ratio": round(self.ratio, 4),
            "ratio_low": round(self.ratio_low, 4),
            "ratio_high": round(self.ratio_high, 4),
            "chance_per_year": float(f"{self.chance_per_year:.4g}"),
            "detector": self.detector,
            "kind": self.kind,
            "days": self.days,
            "sentence": self.sentence,
            "doubts": [doubt.sentence for doubt in self.doubts],
            "doubt_codes": [
                {"code": doubt.code, "facts": dict(doubt.facts)} for doubt in self.doubts
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """An episode of findings. `finding` is the one that raised it, `latest` the last that joined.

    `raised_on` and `last_seen` are the first days (Mondays) of the weeks in which it was found
    first and last; `areas` are those of all its findings together.
    """

    finding: Finding
    latest: Finding
    raised_on: date
    last_seen: date
    areas: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The alarm as it stands in `--json` answers: what raised it, and how long it was seen."""
        return {
            **self.finding.as_dict(),
            "raised_on": self.raised_on.isoformat(),
            "last_seen": self.last_seen.isoformat(),
            "areas_in_all": list(self.areas),
            "ratio_last_seen": round(self.latest.ratio, 4),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A series with what was expected of it, a value for each week (or month) in `firsts`.

    `low` and `high`: nine quiet weeks in ten fall there. `areas` empty: the whole city.
    """

    group: str
    areas: tuple[str, ...]
    firsts: tuple[date, ...]
    observed: tuple[int, ...]
    expected: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    def as_dict(self) -> dict[str, Any]:
        """The course as it stands in `--json` answers."""
        return {
            "group": self.group,
            "areas": list(self.areas),
            "firsts": [first.isoformat() for first in self.firsts],
            "observed": list(self.observed),
            "expected": [round(value, 3) for value in self.expected],
            "low": [round(value, 3) for value in self.low],
            "high": [round(value, 3) for value in self.high],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietGroup:
    """How one group's reports move while nothing happens, as fitted on its history.

    `a_week` is the level of the last weeks in the whole city; `trend_a_year` a factor;
    `season` the factor between the highest and the lowest week (1 where none was fitted);
    `dispersion` variance ÷ mean without bursts; `bursts_a_year` events that bring three or more
    reports, `burst_size` their mean number of reports.
    """

    group: str
    a_week: float
    trend_a_year: float
    season: float
    dispersion: float
    bursts_a_year: float
    burst_size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalReport:
    """What a search on one day found, and everything needed to say how.

    `state` is `too-early` where the history is under 26 weeks (6 months); `findings` are then
    empty. `one_event` holds what has enough reports on too few days. `quiet` says what the search
    takes for quiet, group by group; `years_simulated` how many quiet years the budget rests on.
    """

    state: Literal["ready", "too-early"]
    as_of: date
    unit: Unit
    basis: Basis
    counted: str
    budget: float
    history_since: date | None
    newest: date | None
    periods: int
    findings: tuple[Finding, ...]
    one_event: tuple[Finding, ...]
    courses: tuple[Course, ...]
    quiet: tuple[QuietGroup, ...]
    years_simulated: int
    notices: tuple[Notice, ...]
    caveats: tuple[str, ...]
    lineage: Lineage

    def as_answer(self) -> dict[str, Any]:
        """The keys of the `--json` answer."""
        return {
            "state": self.state,
            "as_of": self.as_of.isoformat(),
            "period": self.unit,
            "dated_by": self.basis,
            "counted": self.counted,
            "budget": self.budget,
            "history": {
                "since": self.history_since.isoformat() if self.history_since else None,
                "newest": self.newest.isoformat() if self.newest else None,
                "periods": self.periods,
            },
            "findings": [finding.as_dict() for finding in self.findings],
            "one_event": [finding.as_dict() for finding in self.one_event],
            "courses": [course.as_dict() for course in self.courses],
            "quiet": [asdict(group) for group in self.quiet],
            "years_simulated": self.years_simulated,
            "notices": [
                {"code": one.code, "sentence": one.sentence, "count": one.count}
                for one in self.notices
            ],
            "caveats": list(self.caveats),
        }
