"""The course of a set of areas: counts are summed and laid on a scale of shares, measures averaged.

Read `courses_of` first. Common shocks and seasons multiply counts everywhere alike, so on a scale
of logarithms they fall away when one set is held beside another.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
HALF = 0.5  # added to a count before its logarithm, so that a period without any has one


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How values are compared: `counted` on a scale of shares, else in their own unit."""

    counted: bool

    def line(self, values: Numbers) -> Numbers:
        """Values on the scale on which they are compared."""
        return np.log(values + HALF) if self.counted else values


@dataclass(frozen=True, slots=True, kw_only=True)
class Courses:
    """Sets of areas: `lines` (sets, periods), `totals` as they were, before the scale.

    A set scatters as 1 ÷ its size (`sizes` (sets, periods): the total for counts), and `share` is
    how far what carries over evens out among its areas (1 for one area).
    """

    lines: Numbers
    totals: Numbers
    sizes: Numbers
    share: Numbers


def courses_of(values: Numbers, members: Numbers, scale: Scale, sizes: Numbers) -> Courses:
    """Courses of sets: values (areas, periods), members (sets, areas) of 0 and 1.

    `sizes` (areas): the mean count of each area, or the people asked, or 1.
    """
    if scale.counted:
        totals = members @ values
        size = np.maximum(totals, 1.0)
        share = (members @ sizes**2) / (members @ sizes) ** 2
    else:
        many = members.sum(axis=1)
        totals = (members @ values) / many[:, None]
        size = np.repeat((many**2 / (members @ (1 / sizes)))[:, None], values.shape[1], axis=1)
        share = 1 / many
    return Courses(lines=scale.line(totals), totals=totals, sizes=size, share=share)
