"""The drawing by ties alone: each connected part by its backbone, parts packed side by side.

Read `placed_by_ties` first.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from workbench.core.pictures.apart import pushed_apart
from workbench.core.pictures.network.backbone import backbone, drawn_distances
from workbench.core.pictures.network.placement import SIDE, TOUCHING, Point
from workbench.core.pictures.network.stress import first_points, hashed_points, majorized

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

HELD = 3.0
"""How strongly a node that had a place is held to it (see `stress.majorized`)."""
ASPECT, MOST_STRETCH = 1.4, 1.5
LONGEST_STEP = 1.7
"""Of the spacing: a chain of few nodes is not drawn out to fill the page."""


def placed_by_ties(
    keys: Sequence[str],
    tied: Bools,
    radii: Floats,
    *,
    spacing: float,
    width: float,
    before: Mapping[str, Point],
    floor: float,
) -> Floats:
    """A point for each of `keys`; `tied` says who is tied to whom, in that order.

    Parts of which half the nodes stand in `before` keep their place; the others are packed below
    `floor`, in rows no wider than `width`.
    """
    points = np.zeros((len(keys), 2))
    fresh: list[tuple[npt.NDArray[np.int64], Floats]] = []
    for members in connected_parts(tied):
        names = [keys[at] for at in members]
        known = [before[name] for name in names if name in before]
        part = np.ix_(members, members)
        if 2 * len(known) >= len(names):
            points[members] = _moved_on(names, tied[part], radii[members], before, spacing)
        else:
            fresh.append((members, _made(names, tied[part], radii[members], spacing, width)))
    for (members, made), corner in zip(fresh, _shelves(fresh, width, floor, spacing), strict=True):
        points[members] = made - made.min(axis=0) + corner
    return points


def connected_parts(tied: Bools) -> list[npt.NDArray[np.int64]]:
    """The members of each connected part, the largest first, then by their first member."""
    left = np.ones(len(tied), dtype=np.bool_)
    parts = []
    while left.any():
        reached = np.zeros(len(tied), dtype=np.bool_)
        edge = np.array([int(np.argmax(left))])
        while len(edge):
            reached[edge] = True
            edge = np.flatnonzero(tied[edge].any(axis=0) & ~reached)
        parts.append(np.flatnonzero(reached))
        left &= ~reached
    return sorted(parts, key=lambda part: (-len(part), int(part[0])))


def _made(names: list[str], tied: Bools, radii: Floats, spacing: float, width: float) -> Floats:
    """A part that is drawn for the first time."""
    asked = drawn_distances(backbone(tied))
    points = majorized(asked, first_points(asked, names))
    across, down = np.maximum(np.ptp(points, axis=0), 1e-6)
    stretch = np.sqrt(np.clip(ASPECT * down / across, 1, MOST_STRETCH))
    points = points * [stretch, 1 / stretch]
    by_area = np.sqrt(len(names) * 1.15 / max(across * down, 1e-6))
    step = spacing * min(by_area, LONGEST_STEP)
    step = min(step, (width - spacing) / (across * stretch))
    return pushed_apart(points * step, radii, gap=spacing * 0.22)


def _moved_on(
    names: list[str],
    tied: Bools,
    radii: Floats,
    before: Mapping[str, Point],
    spacing: float,
) -> Floats:
    """A part that people know: held to where it stood, new nodes beside those they are tied to."""
    known = np.array([name in before for name in names])
    asked = drawn_distances(backbone(tied))
    start = _start(names, tied, before, spacing)
    points = majorized(
        asked * _step(asked[np.ix_(known, known)], start[known], spacing),
        start,
        held=np.where(known, HELD, 0.0),
    )
    return pushed_apart(points, radii, gap=TOUCHING)


def _start(names: list[str], tied: Bools, before: Mapping[str, Point], spacing: float) -> Floats:
    known = np.array([name in before for name in names])
    points = np.array([before.get(name, (0.0, 0.0)) for name in names], dtype=np.float64)
    aside = hashed_points(names) * spacing
    for at in np.flatnonzero(~known):
        beside = tied[at] & known
        points[at] = points[beside if beside.any() else known].mean(axis=0) + aside[at]
    return points


def _step(asked: Floats, points: Floats, spacing: float) -> float:
    """How long one step was drawn before: the middle of distance by steps over all pairs."""
    one, other = np.triu_indices(len(points), 1)
    if not len(one):
        return spacing
    apart = np.hypot(*(points[one] - points[other]).T)
    return float(np.median(apart / asked[one, other]))


def _shelves(
    parts: Sequence[tuple[npt.NDArray[np.int64], Floats]], width: float, floor: float, gap: float
) -> list[Floats]:
    """The upper left corner of each part: in rows, each row in the middle of the width."""
    rows: list[list[Floats]] = []
    used = width
    for _members, made in parts:
        size = np.ptp(made, axis=0)
        if used + size[0] > width:
            rows.append([])
            used = 0.0
        rows[-1].append(size)
        used += float(size[0]) + gap
    corners, top = [], floor
    for row in rows:
        tallest = max(float(size[1]) for size in row)
        left = SIDE + (width - sum(float(size[0]) + gap for size in row) + gap) / 2
        for size in row:
            corners.append(np.array([left, top + (tallest - size[1]) / 2]))
            left += float(size[0]) + gap
        top += tallest + gap
    return corners
