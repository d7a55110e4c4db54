"""The course of each tie over the paper: straight, bent aside, or along a strand.

Read `courses` first. Several ties of one pair are bent apart. Between two circles of a drawing by
gatherings, ties run together on the way and part again at its ends, so that a hundred of them
read as one strand.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import hypot

from workbench.core.pictures.network.facts import Network, NetworkTie
from workbench.core.pictures.network.placement import Placement, Point
from workbench.core.pictures.svg import number

Course = tuple[Point, ...]
"""Two points of a line, or three or four of a Bézier curve, from the tie's source to its target."""

BESIDE = 3.0
"""How far apart the lines of several ties between the same two nodes are drawn."""
LEAVING = 0.36
"""Of the way between two circles: where ties meet, and as far from the end where they part."""


def courses(network: Network, placement: Placement) -> list[tuple[NetworkTie, Course]]:
    """Every tie with its course, in an order that only depends on the ties."""
    ties = sorted(network.ties, key=lambda tie: (tie.family, tie.source, tie.target))
    pairs: dict[frozenset[str], list[int]] = defaultdict(list)
    for at, tie in enumerate(ties):
        pairs[frozenset((tie.source, tie.target))].append(at)
    bends = [0.0] * len(ties)
    for places in pairs.values():
        for step, at in enumerate(places):
            aside = BESIDE * (2 * step - len(places) + 1)
            bends[at] = aside if ties[at].source < ties[at].target else -aside
    return [(tie, _course(network, placement, tie, bends[at])) for at, tie in enumerate(ties)]


def course_path(course: Course) -> str:
    """The course as an SVG path."""
    start, *rest = (f"{number(x)} {number(y)}" for x, y in course)
    return f"M{start}{'LQC'[len(rest) - 1]}{' '.join(rest)}"


def half_way(course: Course) -> tuple[Point, Point]:
    """The point in the middle of a course, and the direction (of length 1) it has there."""
    points: Sequence[Point] = course
    before, after = course[0], course[-1]
    while len(points) > 1:
        before, after = points[0], points[-1]
        points = [_between(one, other) for one, other in pairwise(points)]
    dx, dy = after[0] - before[0], after[1] - before[1]
    far = max(hypot(dx, dy), 1e-9)
    return points[0], (dx / far, dy / far)


def _between(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _course(network: Network, placement: Placement, tie: NetworkTie, bend: float) -> Course:
    start, end = placement[tie.source], placement[tie.target]
    here = placement.rooms.get(network.by_id[tie.source].gathering)
    there = placement.rooms.get(network.by_id[tie.target].gathering)
    if placement.centre is not None and placement.centre not in (start, end):
        return _past_the_centre(start, end, placement.centre, bend)
    if here is None or there is None or here == there:
        return _bent(start, end, bend)
    dx, dy = there.x - here.x, there.y - here.y
    far = max(hypot(dx, dy), 1.0)
    aside = (-dy / far * bend * 0.7, dx / far * bend * 0.7)
    leaving, arriving = (
        (here.x + dx * share + aside[0], here.y + dy * share + aside[1])
        for share in (LEAVING, 1 - LEAVING)
    )
    return start, leaving, arriving, end


def _bent(start: Point, end: Point, bend: float) -> Course:
    if not bend:
        return start, end
    dx, dy = end[0] - start[0], end[1] - start[1]
    far = max(hypot(dx, dy), 1.0)
    x, y = _between(start, end)
    return start, (x - dy / far * bend * 2, y + dx / far * bend * 2), end


def _past_the_centre(start: Point, end: Point, centre: Point, bend: float) -> Course:
    """A tie between two of those around: bowed inwards, so that it passes its neighbours by."""
    x, y = _between(start, end)
    pull = 0.5 + bend / 40
    return start, (x + (centre[0] - x) * pull, y + (centre[1] - y) * pull), end
