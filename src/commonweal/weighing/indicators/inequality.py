"""How unequal areas or groups are, with what samples alone would have made of equal ones.

Read `inequality` first (S003-37). Small samples make any city look unequal, so an index without its
expectation under equality says little; and its range is drawn from the samples' own error.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.core.estimate import Estimate
from commonweal.weighing.indicators.series import InvalidIndicator

Numbers = npt.NDArray[np.float64]
DRAWS = 2000
THEIL = "Theil's T between parts (Theil 1967) less what samples add; 95 % of redrawn samples"
RATIO = "95 % interval of a ratio of two shares by logarithms (Katz 1978)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inequality:
    """Theil's T between the parts, 0 where all are alike.

    `index` has what sampling adds taken away; `as_measured` has not; `if_equal` is what samples of
    these sizes would show in 95 of 100 cities whose parts were all alike.
    """

    index: Estimate
    as_measured: float
    if_equal: float
    parts: int

    @property
    def sentence(self) -> str:
        """What may be said."""
        if self.as_measured <= self.if_equal:
            return (
                f"The differences between {self.parts} parts are no larger than samples of this "
                "size make between equal ones."
            )
        return (
            f"The {self.parts} parts differ by more than samples of this size would make: Theil's "
            f"T {self.index.value:.3f} ({self.index.low:.3f} to {self.index.high:.3f})."
        )


def inequality(
    found: Mapping[str, tuple[float, int]],
    residents: Mapping[str, int],
    rng: np.random.Generator,
) -> Inequality:
    """From part → (share, people asked) and part → residents, of at least three parts.

    The spread of the samples is drawn binomially around each share, and around the one share of the
    whole city for `if_equal`.
    """
    _check(found, residents)
    shares = np.array([one[0] for one in found.values()])
    asked = np.array([one[1] for one in found.values()])
    weights = np.array([residents[part] for part in found], dtype=float)
    weights /= weights.sum()
    measured = float(theil(shares[None], weights)[0])
    redrawn = theil(_redrawn(shares, asked, rng), weights)
    equal = theil(_redrawn(np.full_like(shares, weights @ shares), asked, rng), weights)
    added = float(redrawn.mean()) - measured
    low, high = np.quantile(redrawn, [0.025, 0.975]) - 2 * added
    value = max(measured - added, 0.0)
    return Inequality(
        index=Estimate(
            value=value,
            low=min(max(float(low), 0.0), value),
            high=max(float(high), value),
            n=int(asked.sum()),
            method=THEIL,
        ),
        as_measured=measured,
        if_equal=float(np.quantile(equal, 0.95)),
        parts=len(found),
    )


def _check(found: Mapping[str, tuple[float, int]], residents: Mapping[str, int]) -> None:
    if len(found) < 3:
        raise InvalidIndicator(
            f"Inequality between {len(found)} parts cannot be told.",
            remedy="Give three areas or groups; for two, tell their ratio.",
        )
    if lacking := [part for part in found if residents.get(part, 0) <= 0]:
        raise InvalidIndicator(
            f"How many live in {lacking[0]} is not known.",
            remedy="Give the residents of every part, so that each counts by its people.",
        )


def theil(values: Numbers, weights: Numbers) -> Numbers:
    """Theil's T of rows of values: Σ w · (x ÷ mean) · ln(x ÷ mean), 0 · ln 0 taken as 0."""
    beside = values / (values @ weights)[:, None]
    logs = np.log(np.where(beside > 0, beside, 1.0))
    return np.asarray((beside * logs) @ weights)


def _redrawn(shares: Numbers, asked: npt.NDArray[np.int64], rng: np.random.Generator) -> Numbers:
    drawn = rng.binomial(asked, np.clip(shares, 0, 1), (DRAWS, len(shares))) / asked
    return np.where(drawn.sum(axis=1, keepdims=True) > 0, drawn, 1 / asked.max())


def ratio(one: tuple[float, int], other: tuple[float, int]) -> Estimate:
    """The share of one part ÷ that of another, each (share, people asked), named beforehand.

    The highest and the lowest of many, picked after looking, differ by chance alone.
    """
    (first, n), (second, m) = one, other
    if min(first * n, second * m) < 1:
        raise InvalidIndicator(
            "A ratio of shares of which one is nobody cannot be told.",
            remedy="Tell both shares with their intervals.",
        )
    spread = 1.959963984540054 * np.sqrt((1 - first) / (first * n) + (1 - second) / (second * m))
    value = first / second
    return Estimate(
        value=value,
        low=float(value * np.exp(-spread)),
        high=float(value * np.exp(spread)),
        n=n + m,
        method=RATIO,
    )
