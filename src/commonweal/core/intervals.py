"""Two intervals that several rooms need: of a share, and of a wait that is not over for everybody.

`wilson` is for shares of people (Wilson, J Am Stat Assoc 1927, 22:209). `median_wait` is for days
until something happens, with those for whom it has not happened yet: leaving them out would make
every office look quick (Kaplan & Meier, J Am Stat Assoc 1958, 53:457).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from commonweal.core.estimate import Estimate

Z_95 = 1.959963984540054
WILSON = "95 % Wilson interval"
HALF = 0.5 + 1e-12  # a product of shares may miss a half by rounding


def wilson(found: int, of: int) -> Estimate:
    """The share `found` ÷ `of` with its 95 % Wilson interval.

    Raises ValueError where nobody was asked, or more were found than asked.
    """
    if of < 1 or not 0 <= found <= of:
        raise ValueError(f"{found} of {of} is no share.")
    share, z = found / of, Z_95
    middle = share + z**2 / (2 * of)
    half = z * sqrt(share * (1 - share) / of + z**2 / (4 * of**2))
    low, high = ((middle + side * half) / (1 + z**2 / of) for side in (-1, 1))
    return Estimate(
        value=share, low=min(max(low, 0.0), share), high=max(high, share), n=of, method=WILSON
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """The days within which half were over, with those still open counted as far as they got.

    `days` None: fewer than half are over as far as can be seen; then `low` alone may be known.
    `high` None: it may be any number above `low`. `over` of the `of` are over.
    """

    days: float | None
    low: float | None
    high: float | None
    over: int
    of: int
    method: str = "median by Kaplan and Meier, 95 % interval by Brookmeyer and Crowley (log-log)"


def median_wait(days: Sequence[float], over: Sequence[bool]) -> Wait:
    """The median of `days` to the end; where not `over`, the days are those waited so far.

    The interval holds the days at which the share still waiting cannot be told from a half, with
    the log-log interval of that share (Brookmeyer & Crowley, Biometrics 1982, 38:29).
    """
    steps = _waiting(days, over)
    return Wait(
        days=next((day for day, left, _, _ in steps if left <= HALF), None),
        low=next((day for day, _, low, _ in steps if low <= HALF), None),
        high=next((day for day, _, _, high in steps if high <= HALF), None),
        over=sum(over),
        of=len(days),
    )


def _waiting(
    days: Sequence[float], over: Sequence[bool]
) -> list[tuple[float, float, float, float]]:
    """Day, share still waiting after it, and the interval of that share, wherever one ends."""
    ends = list(zip(days, over, strict=True))
    steps: list[tuple[float, float, float, float]] = []
    left, variance = 1.0, 0.0
    for day in sorted({day for day, done in ends if done}):
        at_risk = sum(other >= day for other, _ in ends)
        done = sum(other == day and was for other, was in ends)
        left *= 1 - done / at_risk
        if left <= 0:
            steps.append((day, 0.0, 0.0, 1.0))  # nobody is left to tell how far it may reach
            continue
        variance += done / (at_risk * (at_risk - done))
        spread = Z_95 * sqrt(variance) / abs(log(left))
        low, high = (exp(log(left) * exp(side * spread)) for side in (1, -1))
        steps.append((day, left, low, high))
    return steps
