"""What a reader of reach must know beside the figures."""

import numpy as np

from commonweal.mapping.reach.people import People
from commonweal.mapping.reach.places import Places
from commonweal.mapping.reach.rows import Ground
from commonweal.mapping.reach.starts import Starts

STRAIGHT = (
    "Distances are straight lines: they ignore rivers, railways and hills, and say nothing of "
    "opening hours, cost, stairs, or whether somebody feels welcome."
)
TIMES = (
    "Travel times are the table's own; they say nothing of opening hours, cost, stairs, or whether "
    "somebody feels welcome. A pair that is not in the table counts as out of reach."
)
CONFIDENTIAL = "Strengths marked confidential are never reckoned with, nor counted."
EDGE = (
    "What lies beyond the city is in the figures only where the list holds it, so areas on the "
    "edge may have more than is shown."
)
NO_GRADE = (
    "Access is a property of what is provided, not of the people: areas stand by name, and their "
    "figures are not to be ranked."
)

EVENLY = (
    "Residents are spread evenly over their areas, on {:,} points; parks, water and empty land "
    "count as lived in, so numbers of people are about."
)
IN_POINTS = (
    "Each area stands in {}; half of the areas are more than {} across. Where that is more than "
    "the catchment, spread the residents over a grid, or give smaller areas."
)
NO_CAPACITY = "No strength says how many people it can take; each counts as one."
SOME_CAPACITY = (
    "Of {:,} strengths, {:,} without a capacity count as one person a week: access rests on the "
    "others."
)
OPEN_TO_ALL = (
    "Of {:,} strengths, {:,} without a word on whom they serve count as open to everybody."
)
UNKNOWN = "How many people live in {} of {} areas is not known; {}."
NOBODY_THERE = "nobody there is reckoned to use what they reach"
GROUPS_ADDED = "the groups were added up there, though one person may belong to several"
UNSIZED_GROUPS = (
    "Some strengths serve groups whose size is not known in every area; there, everybody was "
    "reckoned to ask for them."
)
AT_THE_DESK = "This is the desk's own view: it shows small numbers of people; do not publish it."
REPLACED = (
    "Numbers of people below {}, and those that would give one away, are not shown; they were "
    "replaced before anything was computed, so no figure depends on them."
)


def caveats_of(ground: Ground, people: People, places: Places) -> tuple[str, ...]:
    """The sentences that belong to every figure of this answer."""
    told = [
        STRAIGHT if ground.unit == "m" else TIMES,
        _points(people.starts, ground),
        _capacity(places),
        _open_to_all(places),
        _residents(people),
        _groups(people, places),
        _floor(ground),
        EDGE,
        CONFIDENTIAL,
        NO_GRADE,
    ]
    return tuple(sentence for sentence in told if sentence)


def _points(starts: Starts, ground: Ground) -> str:
    if ground.unit != "m":
        return ""
    if starts.even:
        return EVENLY.format(len(starts.area))
    several = len(starts.area) > len(starts.areas)
    across = ground.far(2 * float(np.median(starts.radius_m)))
    return IN_POINTS.format("the points given for it" if several else "one point", across)


def _capacity(places: Places) -> str:
    if not places.unsized:
        return ""
    if places.unsized == len(places.ids):
        return NO_CAPACITY
    return SOME_CAPACITY.format(len(places.ids), places.unsized)


def _open_to_all(places: Places) -> str:
    silent = sum(not places.sorts[sort] for sort in places.sort.tolist())
    return OPEN_TO_ALL.format(len(places.ids), silent) if silent else ""


def _residents(people: People) -> str:
    unknown = sum(n is None for n in people.audiences[0].people)
    if not unknown:
        return ""
    then = NOBODY_THERE if len(people.audiences) == 1 else GROUPS_ADDED
    return UNKNOWN.format(unknown, len(people.starts.areas), then)


def _groups(people: People, places: Places) -> str:
    sized = {one.group for one in people.audiences if None not in one.people}
    named = {group for sort in places.sorts for group in sort}
    return "" if named <= sized else UNSIZED_GROUPS


def _floor(ground: Ground) -> str:
    return AT_THE_DESK if ground.floor is None else REPLACED.format(ground.floor)
