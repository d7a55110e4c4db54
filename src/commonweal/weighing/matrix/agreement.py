"""How far raters agree: over a whole matrix, and in one cell.

Read `alpha` first. Agreement says nothing about being right: raters who share an error agree.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from commonweal.core.estimate import Estimate

Numbers = npt.NDArray[np.float64]

RESAMPLES = 1_000
ENOUGH_CELLS = 10


def alpha(ratings: Numbers) -> float | None:
    """Krippendorff's alpha for ordered ratings (raters, cells), NaN where one did not judge.

    1: all agree; 0: no more than chance; below: they differ systematically. None where fewer than
    two judged any cell, or where no rating differs from another at all, since agreement is then
    not told apart from habit. Source: Krippendorff, “Content Analysis”, 2004, chapter 11.
    """
    return _alpha(_counts(ratings))


def _counts(ratings: Numbers) -> Numbers:
    """How often each value was given in each cell (cells, values)."""
    values = np.unique(ratings[~np.isnan(ratings)])
    return np.asarray((ratings[:, :, None] == values).sum(axis=0), dtype=float)


def _alpha(counts: Numbers) -> float | None:
    """Of how often each value was given in each cell (cells, values)."""
    pairable = counts[counts.sum(axis=1) >= 2]
    if not len(pairable):
        return None
    given = pairable.sum(axis=1, keepdims=True)
    met = (pairable / (given - 1)).T @ pairable - np.diag((pairable / (given - 1)).sum(axis=0))
    total = pairable.sum(axis=0)
    apart = _ordinal(total)
    chance = (np.outer(total, total) - np.diag(total)) / (total.sum() - 1)
    expected = float((chance * apart).sum())
    return None if expected == 0 else 1 - float((met * apart).sum()) / expected


def _ordinal(total: Numbers) -> Numbers:
    """Squared distance of two ranks: all ratings between them, their own by half."""
    middle = np.cumsum(total) - total / 2
    return np.asarray((middle[:, None] - middle[None, :]) ** 2)


def alpha_estimate(
    ratings: Numbers, rng: np.random.Generator, *, resamples: int = RESAMPLES
) -> Estimate | None:
    """Alpha with the middle 95 % of alphas of cells drawn anew (with replacement).

    None where alpha is, and below ten cells that two judged: so few cannot tell their own range.
    How often the range holds the truth: docs/methods/policy-matrix.md.
    """
    value = alpha(ratings)
    cells = ratings[:, (~np.isnan(ratings)).sum(axis=0) >= 2]
    if value is None or cells.shape[1] < ENOUGH_CELLS:
        return None
    counts = _counts(cells)
    drawn = [_alpha(counts[rng.integers(0, len(counts), len(counts))]) for _ in range(resamples)]
    low, high = np.quantile([one for one in drawn if one is not None], [0.025, 0.975])
    return Estimate(
        value=value,
        low=min(float(low), value),
        high=max(float(high), value),
        n=cells.shape[1],
        method="middle 95 % over cells drawn anew",
    )


def consensus(counts: Sequence[int]) -> float | None:
    """Van der Eijk's A of how often each step of an ordered scale was chosen.

    1: all on one step; 0: spread evenly; -1: half on either end. None where nobody chose. The
    counts are taken apart into layers of equal height; each layer's agreement is weighed by its
    share (van der Eijk, “Measuring agreement in ordered rating scales”, Quality & Quantity 2001,
    35:325).
    """
    left = np.asarray(counts, dtype=float)
    total = left.sum()
    if total == 0:
        return None
    told = 0.0
    while (there := left > 0).any():
        height = left[there].min()
        told += _layer(there) * height * there.sum() / total
        left = left - height * there
    return float(told)


def _layer(there: npt.NDArray[np.bool_]) -> float:
    """Agreement of a pattern of chosen and empty steps."""
    steps, chosen = len(there), int(there.sum())
    if chosen == 1:
        return 1.0
    if chosen == steps:
        return 0.0
    with_gap = together = 0
    for first in range(steps):
        for second in range(first + 1, steps):
            for third in range(second + 1, steps):
                pattern = (there[first], there[second], there[third])
                with_gap += pattern == (True, False, True)
                together += pattern in ((True, True, False), (False, True, True))
    one_peaked = ((steps - 2) * together - (steps - 1) * with_gap) / (
        (steps - 2) * (together + with_gap)
    )
    return one_peaked * (1 - (chosen - 1) / (steps - 1))
