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


# Divisions follow NumPy's rules: Python's ask for a zero each time, and then no loop runs side by
# side. Single precision throughout: one double among them would halve what a register holds.
_FAR, _ONE, _TWO, _HALF = (np.float32(one) for one in (4.9, 1.0, 2.0, 0.5))
_UP = (np.float32(135135.0), np.float32(17325.0), np.float32(378.0))
_DOWN = (np.float32(62370.0), np.float32(3150.0), np.float32(28.0))


@njit(cache=True, fastmath=True, error_model="numpy")
def _squash(x: np.float32) -> np.float32:
    """tanh to 1e-4, as a quotient of polynomials that a compiler can run side by side (Lambert)."""
    x = min(max(x, -_FAR), _FAR)
    y = x * x
    up = x * (_UP[0] + y * (_UP[1] + y * (_UP[2] + y)))
    return up / (_UP[0] + y * (_DOWN[0] + y * (_DOWN[1] + _DOWN[2] * y)))


@njit(cache=True, fastmath=True, error_model="numpy")
def spread(
    course: Numbers,
    quarter: int,
    to_areas: bool,
    groups: int,
    starts: Whole,
    neighbours: Whole,
    strength: float,
    passes: npt.NDArray[np.bool_],
    open_to: Numbers,
    into: Numbers,
) -> None:
    """Add what a channel carries from differences of `quarter` into cells that are open to it.

    `open_to` is 1 for a cell that is not meant, and 0 for one that is.
    """
    cells = course.shape[2] - 1
    areas = cells // groups
    sums = np.empty(groups, dtype=np.float32)
    for factor in range(course.shape[1]):
        if not passes[factor]:
            continue
        row, told = course[quarter, factor], into[factor]
        base = row[cells]
        for area in range(areas):
            first = area * groups
            if to_areas:
                count = starts[area + 1] - starts[area]
                share = np.float32(strength / max(count, 1))
                sums[:] = -base * np.float32(count)
                for at in range(starts[area], starts[area + 1]):
                    other = row[neighbours[at] * groups :]
                    for group in range(groups):
                        sums[group] += other[group]
                for group in range(groups):
                    told[first + group] += open_to[first + group] * share * sums[group]
            elif groups > 1:
                total = np.float32(0.0)
                for group in range(groups):
                    total += row[first + group] - base
                share = np.float32(strength / (groups - 1))
                for group in range(groups):
                    carried = share * (total - (row[first + group] - base))
                    told[first + group] += open_to[first + group] * carried


@njit(cache=True, fastmath=True, error_model="numpy")
def step(course: Numbers, quarter: int, pushed: Numbers, rule: int) -> None:
    """The next quarter from what pushes each factor in each cell."""
    keeps, less = np.float32(0.0), np.float32(0.0)
    if rule in (CHANGE_TANH, CHANGE_SIGMOID):
        keeps = _ONE
    elif rule == RESCALE:
        keeps, less = _TWO, _ONE
    for factor in range(course.shape[1]):
        now, after, push = course[quarter, factor], course[quarter + 1, factor], pushed[factor]
        if rule >= KOSKO_SIGMOID:
            for cell in range(now.shape[0]):
                x = push[cell] + keeps * now[cell] - less
                after[cell] = _HALF + _HALF * _squash(_HALF * x)
        else:
            for cell in range(now.shape[0]):
                after[cell] = _squash(push[cell] + keeps * now[cell])


@njit(cache=True, fastmath=True, error_model="numpy")
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


@njit(cache=True, fastmath=True, error_model="numpy")
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
    open_to: Numbers,
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
                    open_to,
                    pushed,
                )
        step(course, quarter, pushed, rule)


@njit(cache=True, fastmath=True, error_model="numpy")
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


@njit(cache=True, error_model="numpy")
def count_into(
    courses: Numbers, held: int, reaches: Numbers, counts: npt.NDArray[np.uint16]
) -> None:
    """Count the differences of the first `held` courses from their untouched cell into bins.

    Courses stand one a row (runs, quarters + 1, factors, cells + 1) with a reach each. Several are
    counted at once because a cell's bins then stay at hand.
    """
    cells, bins = courses.shape[3] - 1, counts.shape[3]
    half = (bins - 1) // 2
    middle, last = np.float32(half + 0.5), np.float32(bins - 1)
    times = (half / reaches).astype(np.float32)
    at = np.empty((held, cells), dtype=np.int32)
    for quarter in range(counts.shape[0]):
        for factor in range(courses.shape[2]):
            for run in range(held):
                row, base, by = (
                    courses[run, quarter + 1, factor],
                    courses[run, quarter + 1, factor, cells],
                    times[run],
                )
                for cell in range(cells):
                    at[run, cell] = np.int32(
                        min(max((row[cell] - base) * by + middle, np.float32(0.0)), last)
                    )
            for cell in range(cells):
                told = counts[quarter, factor, cell]
                for run in range(held):
                    told[at[run, cell]] += 1


@njit(cache=True, error_model="numpy")
def levels_of(
    counts: npt.NDArray[np.uint16], levels: npt.NDArray[np.float64], good: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    """The middle of the bin at which each level is reached (quarters, factors, cells, levels).

    In bins from the middle one; bins of a factor that is not `good` are read from the other end.
    """
    quarters, factors, cells, bins = counts.shape
    half = (bins - 1) // 2
    found = np.empty((quarters, factors, cells, levels.shape[0]))
    for quarter in range(quarters):
        for factor in range(factors):
            for cell in range(cells):
                told = counts[quarter, factor, cell]
                total = 0
                for one in range(bins):
                    total += told[one]
                below, at = 0, -1
                for level in range(levels.shape[0]):
                    while below < levels[level] * total:
                        at += 1
                        below += told[at] if good[factor] else told[bins - 1 - at]
                    found[quarter, factor, cell, level] = max(at, 0) - half
    return found
