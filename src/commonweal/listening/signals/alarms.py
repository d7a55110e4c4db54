"""How alarms are counted: an alarm is an episode, the first week in which a finding appears.

Read `episodes` first. Later findings of the same group that share an area (a zone of the whole city
shares all) and come within twelve weeks of the last one belong to it, whatever detector found them.
Every budget, power and comparison in this project counts alarms with this rule.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from commonweal.listening.signals import kernels
from commonweal.listening.signals.findings import ALL_GROUPS, Alarm, Finding

TOGETHER = timedelta(weeks=12)
TOGETHER_WEEKS = 12


@dataclass(slots=True)
class _Episode:
    """An episode while it grows; `areas` empty: the whole city."""

    finding: Finding
    latest: Finding
    raised_on: date
    last_seen: date
    areas: set[str] = field(default_factory=set)
    whole: bool = False


def episodes(weeks: Iterable[tuple[date, Sequence[Finding]]]) -> list[Alarm]:
    """The alarms among findings, week by week (the first day of each week, in order).

    Within a week the most striking finding (smallest `chance_per_year`) is taken first. A finding
    that fits two episodes joins the older one. What all groups share belongs to the alarm of one of
    them; a group that stands out after such a finding is news of its own.
    """
    known: list[_Episode] = []
    for week, findings in weeks:
        for finding in sorted(findings, key=lambda one: one.chance_per_year):
            held = next((one for one in known if _belongs(finding, one, week)), None)
            if held is None:
                held = _Episode(finding, finding, week, week)
                known.append(held)
            held.latest, held.last_seen = finding, week
            held.areas.update(finding.areas)
            held.whole = held.whole or not finding.areas
    return [
        Alarm(
            finding=one.finding,
            latest=one.latest,
            raised_on=one.raised_on,
            last_seen=one.last_seen,
            areas=() if one.whole else tuple(sorted(one.areas)),
        )
        for one in known
    ]


def _belongs(finding: Finding, episode: _Episode, week: date) -> bool:
    if finding.group not in (episode.finding.group, ALL_GROUPS):
        return False
    if week - episode.last_seen > TOGETHER:
        return False
    return episode.whole or not finding.areas or not episode.areas.isdisjoint(finding.areas)


def count_episodes(
    rows: npt.NDArray[np.float64],
    threshold: float,
    members: npt.NDArray[np.bool_],
    since: int,
) -> int:
    """How many alarms one group's rows of `kernels.walk` raise from week `since` on.

    `members` (zones, areas) says which areas a zone holds. Same rule as `episodes`, a test holds
    the two together.
    """
    return int(kernels.count_alarms(rows, threshold, members, since, TOGETHER_WEEKS))
