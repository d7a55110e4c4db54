"""Moving what overlaps apart, a little at a time and no further than needed.

Read `pushed_apart` first. Pairs are found by sweeping along x, so that a thousand nodes are as
cheap as they are few beside each other.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

ROUNDS, FEW, ENOUGH = 120, 64, 0.03
"""How often circles are moved, how many are compared pair by pair, and what overlap nobody sees."""


def pushed_apart(
    points: Floats,
    radii: Floats,
    *,
    gap: float,
    within: Callable[[Floats], Floats] | None = None,
    rounds: int = ROUNDS,
) -> Floats:
    """The points, moved until no two circles of these radii come nearer than `gap`.

    `within` brings points back to where they may stand after each round. It ends after `rounds`,
    even where there is no room; then the last state is given.
    """
    moved = points.copy()
    for _round in range(rounds):
        steps, overlapping = pushes(moved, radii, gap)
        if not overlapping:
            break
        moved = moved + steps
        if within is not None:
            moved = within(moved)
    return moved


def pushes(
    points: Floats, radii: Floats, gap: float, owners: Integers | None = None
) -> tuple[Floats, bool]:
    """Half of each overlap as a step for both of its circles, and whether there was one.

    Circles of one owner may overlap each other.
    """
    if owners is None:
        owners = np.arange(len(points))
    return (_all_pairs if len(points) <= FEW else _sweep)(points, radii, gap, owners)


def _all_pairs(points: Floats, radii: Floats, gap: float, owners: Integers) -> tuple[Floats, bool]:
    """Every pair at once: fastest for few circles."""
    across = points[None, :, :] - points[:, None, :]
    apart = np.hypot(across[..., 0], across[..., 1])
    lacking = radii[:, None] + radii[None, :] + gap - apart
    close = (lacking > ENOUGH) & (owners[:, None] != owners[None, :])
    if not close.any():
        return np.zeros_like(points), False
    half = np.where(close, lacking * 0.5 + 0.01, 0.0) / np.maximum(apart, 1e-9)
    one, other = np.nonzero(close & (apart < 1e-9))
    across[one, other] = np.where(one < other, 1e-9, -1e-9)[:, None] * [1.0, 0.0]
    return -(across * half[..., None]).sum(axis=1), True


def _sweep(points: Floats, radii: Floats, gap: float, owners: Integers) -> tuple[Floats, bool]:
    """Pairs that stand near each other along x."""
    order = np.argsort(points[:, 0], kind="stable")
    sorted_points, sorted_radii = points[order], radii[order]
    sorted_owners = owners[order]
    steps = np.zeros_like(points)
    found = False
    reach = 2 * float(radii.max(initial=0)) + gap
    for shift in range(1, len(points)):
        across = sorted_points[shift:] - sorted_points[:-shift]
        if across[:, 0].min() >= reach:
            break
        lacking = sorted_radii[shift:] + sorted_radii[:-shift] + gap - np.hypot(*across.T)
        close = (lacking > ENOUGH) & (sorted_owners[shift:] != sorted_owners[:-shift])
        if close.any():
            found = True
            _push_pairs(across, lacking, np.flatnonzero(close), shift, steps)
    unsorted = np.empty_like(steps)
    unsorted[order] = steps
    return unsorted, found


def _push_pairs(
    across: Floats, lacking: Floats, close: Integers, shift: int, steps: Floats
) -> None:
    """Add the steps of the close pairs that stand `shift` apart in the sorted order."""
    apart = np.hypot(across[close, 0], across[close, 1])
    directions = across[close] / np.maximum(apart, 1e-9)[:, None]
    directions[apart < 1e-9] = (1.0, 0.0)
    half = directions * (lacking[close] * 0.5 + 0.01)[:, None]
    steps[close] -= half
    steps[close + shift] += half
