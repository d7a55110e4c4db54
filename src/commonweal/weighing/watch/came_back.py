"""For each one that left where it was meant: how many came where it was watched.

Read `came_back` first. Only counts can be told so; of measures there is nothing that leaves.
"""

from collections.abc import Sequence
from math import exp, sqrt

from scipy.special import stdtrit

from commonweal.core.estimate import Estimate
from commonweal.weighing.watch.changes import Change

METHOD = "90 % interval of a ratio of two changes (Fieller 1954)"


def came_back(
    meant: Change, elsewhere: Sequence[Change], *, more_is_worse: bool
) -> Estimate | None:
    """What came to all watched places together, for each one that left; None where it is open.

    The changes share their comparison, so they are not independent: Fieller's interval takes their
    covariance in. It is open where nothing can be told to have left. Places that share people count
    them twice.
    """
    if not meant.counted or not elsewhere:
        return None
    sign = 1.0 if more_is_worse else -1.0
    left = sign * (meant.expected - meant.observed)
    came = sum(sign * (one.observed - one.expected) for one in elsewhere)
    slope = -sign * meant.expected * exp(meant.change)
    slopes = [sign * one.expected * exp(one.change) for one in elsewhere]
    shared = min(one.shared for one in (meant, *elsewhere))
    own = sum(s**2 * (c.error**2 - shared) for s, c in zip(slopes, elsewhere, strict=True))
    return _fieller(
        left=(left, (slope * meant.error) ** 2),
        came=(came, own + sum(slopes) ** 2 * shared),
        both=slope * sum(slopes) * shared,
        degrees=min(one.degrees for one in (meant, *elsewhere)),
        n=min(one.after for one in elsewhere),
    )


def _fieller(
    *,
    left: tuple[float, float],
    came: tuple[float, float],
    both: float,
    degrees: float,
    n: int,
) -> Estimate | None:
    """The ratio came ÷ left, each a value with its variance, `both` their covariance."""
    (x, of_x), (y, of_y) = left, came
    once = float(stdtrit(degrees, 0.95)) ** 2
    a, b, c = x**2 - once * of_x, x * y - once * both, y**2 - once * of_y
    if x <= 0 or a <= 0 or b * b < a * c:
        return None
    low, high = ((b + side * sqrt(b * b - a * c)) / a for side in (-1, 1))
    return Estimate(value=y / x, low=low, high=high, n=n, method=METHOD)
