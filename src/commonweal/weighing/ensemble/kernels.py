"""One run of a map, for all groups and areas at once, compiled.

Time grows as quarters × (arrows + factors × channels) × cells, memory as quarters × factors ×
cells. Cells stand area by area, in each the groups; one more stands at the end that nothing is done
to, and every course is told as its difference from that one.
"""

import numpy as np
import numpy.typing as npt
from numba import njit

Numbers = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]

KOSKO_TANH, CHANGE_TANH, KOSKO_SIGMOID, CHANGE_SIGMOID, RESCALE = range(5)
SETTLED = 0.01
FAR = 4.9


@njit(cache=True, fastmath=True)
def _squash(x: float) -> float:
    """tanh to 1e-4, as a quotient of polynomials that a compiler can run side by side (Lambert)."""
    x = min(max(x, -FAR), FAR)
    y = x * x
    up = x * (135135.0 + y * (17325.0 + y * (378.0 + y)))
    return up / (135135.0 + y * (62370.0 + y * (3150.0 + 28.0 * y)))


@njit(cache=True, fastmath=True)
def spread(
    course: Numbers,
    quarter: int,
    to_areas: bool,
    groups: int,
    starts: Whole,
    neighbours: Whole,
    strength: float,
    passes: npt.NDArray[np.bool_],
    meant: npt.NDArray[np.bool_],
    into: Numbers,
) -> None:
    """Add what a channel carries from differences of `quarter` into cells that are not meant."""
    cells = course.shape[2] - 1
    areas = cells // groups
    for factor in range(course.shape[1]):
        if not passes[factor]:
            continue
        row = course[quarter, factor]
        base = row[cells]
        for area in range(areas):
            if to_areas:
                count = starts[area + 1] - starts[area]
                if count == 0:
                    continue
                share = strength / count
                for at in range(starts[area], starts[area + 1]):
                    other = neighbours[at] * groups
                    for group in range(groups):
                        cell = area * groups + group
                        if not meant[cell]:
                            into[factor, cell] += share * (row[other + group] - base)
            elif groups > 1:
                total = 0.0
                for group in range(groups):
                    total += row[area * groups + group] - base
                for group in range(groups):
                    cell = area * groups + group
                    if not meant[cell]:
                        own = row[cell] - base
                        into[factor, cell] += strength * (total - own) / (groups - 1)


@njit(cache=True, fastmath=True)
def step(course: Numbers, quarter: int, pushed: Numbers, rule: int) -> None:
    """The next quarter from what pushes each factor in each cell."""
    sigmoid = rule >= KOSKO_SIGMOID
    for factor in range(course.shape[1]):
        now, after = course[quarter, factor], course[quarter + 1, factor]
        for cell in range(now.shape[0]):
            x = pushed[factor, cell]
            if rule in (CHANGE_TANH, CHANGE_SIGMOID):
                x += now[cell]
            elif rule == RESCALE:
                x += 2.0 * now[cell] - 1.0
            after[cell] = 0.5 + 0.5 * _squash(0.5 * x) if sigmoid else _squash(x)


@njit(cache=True, fastmath=True)
def follow(
    course: Numbers, quarter: int, ends: Whole, weights: Numbers, rule: int, pushed: Numbers
) -> None:
    """What the arrows carry into each factor, each from as many quarters back as it takes."""
    for arrow in range(ends.shape[0]):
        back = quarter - ends[arrow, 2]
        if back < 0:
            back = 0
        source, weight = course[back, ends[arrow, 0]], weights[arrow]
        target = pushed[ends[arrow, 1]]
        if rule == RESCALE:
            for cell in range(source.shape[0]):
                target[cell] += weight * (2.0 * source[cell] - 1.0)
        else:
            for cell in range(source.shape[0]):
                target[cell] += weight * source[cell]


@njit(cache=True, fastmath=True)
def all_quarters(
    course: Numbers,
    ends: Whole,
    weights: Numbers,
    rule: int,
    push: Numbers,
    begins: int,
    groups: int,
    starts: Whole,
    neighbours: Whole,
    to_areas: npt.NDArray[np.bool_],
    delays: Whole,
    strengths: Numbers,
    passes: npt.NDArray[np.bool_],
    meant: npt.NDArray[np.bool_],
) -> None:
    """Every quarter after the first: arrows, then channels in their order, then the rule.

    `push` acts from quarter `begins` on; channels stand one a row in `to_areas`, `delays`,
    `strengths` and `passes`.
    """
    pushed = np.empty_like(push)
    for quarter in range(course.shape[0] - 1):
        if quarter >= begins:
            pushed[:] = push
        else:
            pushed[:] = 0.0
        follow(course, quarter, ends, weights, rule, pushed)
        for channel in range(strengths.shape[0]):
            back = quarter - delays[channel]
            if back >= 0:
                spread(
                    course,
                    back,
                    to_areas[channel],
                    groups,
                    starts,
                    neighbours,
                    strengths[channel],
                    passes[channel],
                    meant,
                    pushed,
                )
        step(course, quarter, pushed, rule)


@njit(cache=True, fastmath=True)
def side_by_side(
    course: Numbers, ends: Whole, weights: Numbers, rule: int, push: Numbers, begins: int
) -> None:
    """Many runs of one cell, a column each with weights (arrows, runs) of its own.

    `course` is (quarters + 1, factors, runs) and holds the start; without channels.
    """
    pushed = np.empty_like(push)
    for quarter in range(course.shape[0] - 1):
        if quarter >= begins:
            pushed[:] = push
        else:
            pushed[:] = 0.0
        for arrow in range(ends.shape[0]):
            back = max(quarter - ends[arrow, 2], 0)
            source, weight = course[back, ends[arrow, 0]], weights[arrow]
            target = pushed[ends[arrow, 1]]
            if rule == RESCALE:
                for run in range(source.shape[0]):
                    target[run] += weight[run] * (2.0 * source[run] - 1.0)
            else:
                for run in range(source.shape[0]):
                    target[run] += weight[run] * source[run]
        step(course, quarter, pushed, rule)


@njit(cache=True)
def count_into(course: Numbers, first: int, reach: float, counts: npt.NDArray[np.uint16]) -> None:
    """Count each difference from the untouched cell into its bin, quarter by quarter."""
    cells, bins = course.shape[2] - 1, counts.shape[3]
    half = (bins - 1) // 2
    for quarter in range(counts.shape[0]):
        for factor in range(course.shape[1]):
            row = course[first + quarter, factor]
            base = row[cells]
            for cell in range(cells):
                at = int(np.rint((row[cell] - base) / reach * half)) + half
                counts[quarter, factor, cell, min(max(at, 0), bins - 1)] += 1
