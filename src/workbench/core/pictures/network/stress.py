"""Points whose distances on paper come as near as they can to the distances that are asked.

Read `majorized` first: stress majorization after Gansner, Koren and North, “Graph drawing by
stress majorization” (2004), each pair weighted by the inverse square of its distance. Nodes that
had a place before are held to it like by a spring, so that a drawing stays the one people know.
No chance is involved: where two points would coincide, their ids say which way they part.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

ROUNDS = 60
SETTLED = 1e-3
"""Of one step's length: below this no point moves any more."""


def hashed_points(keys: Sequence[str]) -> Floats:
    """For each id a point in the square from -1 to 1 that only depends on the id."""
    digests = (blake2b(key.encode(), digest_size=8).digest() for key in keys)
    numbers = np.array([np.frombuffer(one, dtype="<u4") for one in digests], dtype=np.float64)
    return numbers.reshape(len(keys), 2) / 2**31 - 1.0


def first_points(asked: Floats, keys: Sequence[str]) -> Floats:
    """Classical scaling of the distances, turned the same way each time and wider than tall."""
    squares = asked**2
    centred = squares - squares.mean(axis=0) - squares.mean(axis=1)[:, None] + squares.mean()
    values, vectors = np.linalg.eigh(-centred / 2)
    found = vectors[:, [-1, -2]] if len(asked) > 1 else np.zeros((1, 2))
    points = found * np.sqrt(np.maximum(values[[-1, -2]] if len(asked) > 1 else 0.0, 1e-9))
    marks = hashed_points(keys)
    signs = np.where((points * marks).sum(axis=0) < 0, -1.0, 1.0)
    return np.asarray(points * signs + 0.02 * marks, dtype=np.float64)


def majorized(
    asked: Floats,
    start: Floats,
    *,
    held_at: Floats | None = None,
    held: Floats | None = None,
    rounds: int = ROUNDS,
) -> Floats:
    """Points near the distances `asked`, beginning at `start`.

    `held` says for each point how strongly it is held to its row of `held_at`, as a share of the
    pull of all others together: 0 leaves it free, 1 holds it as strongly as they pull.
    """
    if len(asked) < 2:
        return start.copy()
    weights = _weights(asked)
    pull = np.zeros(len(asked)) if held is None else held * weights.sum(axis=1)
    system = np.diag(weights.sum(axis=1) + pull) - weights
    if not pull.any():
        system = system + 1 / len(asked)
    solved, wanted = np.linalg.inv(system), weights * asked
    kept = pull[:, None] * (start if held_at is None else held_at)
    points = start
    for _round in range(rounds):
        moved = solved @ (_target(points, wanted) + kept)
        settled = np.abs(moved - points).max() < SETTLED
        points = moved
        if settled:
            break
    return points


def _weights(asked: Floats) -> Floats:
    safe = np.where(asked > 0, asked, 1.0)
    found: Floats = np.where(asked > 0, safe**-2.0, 0.0)
    return found


def _target(points: Floats, pulled: Floats) -> Floats:
    """What each point is drawn towards, given the present distances."""
    across = points[:, 0, None] - points[None, :, 0]
    down = points[:, 1, None] - points[None, :, 1]
    apart = np.sqrt(across * across + down * down)
    ratios = pulled / np.maximum(apart, 1e-6)
    np.fill_diagonal(ratios, 0)
    found: Floats = ratios.sum(axis=1)[:, None] * points - ratios @ points
    return found
