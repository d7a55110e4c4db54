"""How many times the expected: the ratio of a finding, corrected for having been picked.

Read `corrected_ratio` first. A finding is shown because its count is high, so observed ÷ expected
overstates what is behind it. The interval holds the ratios under which the count would lie in the
middle nine tenths of all counts *that would have been shown* in that zone and window. The middle of
that distribution alone takes too much away; the value shown is the geometric mean of it and of
observed ÷ expected, as Zhong & Prentice average the two estimates (Biostatistics 2008, 9:621).
"""

from math import ceil, log, sqrt

from scipy.optimize import brentq
from scipy.special import gammainc

from commonweal.core.estimate import Estimate

METHOD = "90 % interval, given that the count was high enough to be shown"
HIGHEST, LOWEST = 1e4, 1e-4


def corrected_ratio(
    observed: float, expected: float, *, variance_ratio: float, least_score: float
) -> Estimate:
    """Observed ÷ expected with a 90 % interval, corrected for the threshold `least_score`.

    Counts scatter `variance_ratio` times as much as Poisson counts of that expectation.
    """
    shown_from = min(ceil(smallest_shown(expected, variance_ratio, least_score) - 1e-9), observed)

    def share_above(ratio: float) -> float:
        """P(a higher count, or half of the same | a count that is shown), at this true ratio."""
        mean = ratio * expected / variance_ratio
        shown = gammainc(shown_from / variance_ratio, mean)
        if shown <= 1e-290:
            return 0.0
        return float(gammainc((observed + 0.5) / variance_ratio, mean) / shown)

    def ratio_with(share: float) -> float:
        def apart(log_ratio: float) -> float:
            return share_above(2.718281828459045**log_ratio) - share

        if apart(log(LOWEST)) >= 0:
            return LOWEST
        if apart(log(HIGHEST)) <= 0:
            return HIGHEST
        return float(2.718281828459045 ** brentq(apart, log(LOWEST), log(HIGHEST), xtol=1e-6))

    low, middle, high = (ratio_with(share) for share in (0.05, 0.5, 0.95))
    value = min(max(sqrt(middle * observed / expected), low), high)
    return Estimate(value=value, low=low, high=high, n=int(observed), method=METHOD)


def smallest_shown(expected: float, variance_ratio: float, least_score: float) -> float:
    """The smallest count whose score reaches `least_score`."""
    wanted = least_score * variance_ratio

    def short(count: float) -> float:
        return count * log(count / expected) - count + expected - wanted

    high = max(2 * expected, 1.0)
    while short(high) < 0:
        high *= 2
    return float(brentq(short, expected, high, xtol=1e-6))
