"""The words of findings, in English; the workbench has its own from the same facts.

Read `sentence` first. No word of blame, and none that names a level of danger (charter 2, 10).
"""

from datetime import date
from typing import TYPE_CHECKING

from commonweal.core.estimate import Estimate
from commonweal.core.notices import Notice
from commonweal.core.places import AreaSet
from commonweal.listening.signals.findings import Kind

if TYPE_CHECKING:
    from commonweal.listening.signals.search import Ground

MORE_TRUST = (
    "More reports can mean more trust: a campaign, a new reporting point, a change in how records "
    "are made or a delay in filing move these counts as well as events do."
)
REVISED_LATER = (
    "Sources revise their records for two or three quarters: the newest weeks may still go up or "
    "down."
)
BACKTEST_CAVEAT = (
    "This looks back with the records as they stand today. On the day itself, records that were "
    "revised since looked different, so the alarms of that day may have differed."
)
MOST_NAMES = 3
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def sentence(
    *,
    kind: Kind,
    group: str,
    place: str,
    since: date,
    until: date,
    observed: int,
    expected: float,
    ratio: Estimate,
    chance: float,
) -> str:
    """One finding in one or two sentences, with its count, its range and its chance."""
    when = span(since, until)
    came = f"{observed} reports {place} {when}, where {figure(expected)} were expected"
    if kind == "one-event":
        return f"{group}: {came}. They came on so few days that they may tell of one event."
    times = (
        f"about {figure(ratio.value)} times as many "
        f"(90 % range {figure(ratio.low)} to {figure(ratio.high)})"
    )
    how_often = f"In a quiet year we would expect {figure(chance)} alarms as striking as this."
    if kind == "reporting":
        return (
            f"More is being told across all groups: {came}, {times}. A campaign, a new way to "
            f"report or a change in recording would look like this. {how_often}"
        )
    who = group or "All groups together"
    return f"{who}: {came}, {times}. {how_often}"


def figure(value: float) -> str:
    """Two figures that count, and no exponent; “under 0.1” and “over 1,000” at the ends."""
    if value < 0.095:
        return "under 0.1"
    if value > 1000:
        return "over 1,000"
    if value >= 99.5:
        return f"{value:,.0f}"
    return f"{float(f'{value:.2g}'):g}"


def span(since: date, until: date) -> str:
    """“from 1 to 21 March 2021”, with as few words as are clear."""
    ends = f"{until.day} {MONTHS[until.month - 1]} {until.year}"
    if (since.year, since.month) == (until.year, until.month):
        return f"from {since.day} to {ends}"
    year = "" if since.year == until.year else f" {since.year}"
    return f"from {since.day} {MONTHS[since.month - 1]}{year} to {ends}"


def place_words(areas: tuple[str, ...], outlines: AreaSet | None) -> str:
    """“in the whole city”, “in Harbour and Quayside”, the parent's name where it is all of one."""
    if not areas or outlines is None:
        return "in the whole city"
    parent = _parent_of_all(areas, outlines)
    if parent is not None:
        return f"in {parent}"
    names = [outlines.get(area).name for area in areas]
    if len(names) == 1:
        return f"in {names[0]}"
    if len(names) <= MOST_NAMES:
        return f"in {', '.join(names[:-1])} and {names[-1]}"
    return f"in {', '.join(names[:2])} and {len(names) - 2} areas around them"


def _parent_of_all(areas: tuple[str, ...], outlines: AreaSet) -> str | None:
    parents = {outlines.get(area).parent for area in areas}
    if len(parents) != 1 or None in parents:
        return None
    parent = str(next(iter(parents)))
    children = {area.area for area in outlines.areas if area.parent == parent}
    return outlines.get(parent).name if children == set(areas) else None


def history_notices(ground: "Ground") -> list[Notice]:
    """What the length of the history allows, and what it does not."""
    periods, rhythm = len(ground.counts.periods), ground.rhythm
    unit = ground.counts.unit
    if periods < rhythm.fewest:
        told = (
            f"Too early: {periods} full {unit}s of history; from {rhythm.fewest} on there is an "
            "answer."
        )
        return [Notice(code="too-early", sentence=told, count=periods)]
    notices = []
    if periods <= rhythm.fewest_for_season:
        told = (
            f"{periods} {unit}s of history are too few to tell a season: a yearly high may be "
            f"taken for a rise until there are more than {rhythm.fewest_for_season}."
        )
        notices.append(Notice(code="no-season", sentence=told, count=periods))
    if ground.counts.daily is None:
        told = "Days are not known, so what may be one event cannot be told apart."
        notices.append(Notice(code="no-days", sentence=told))
    return notices
