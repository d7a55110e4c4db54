"""Dated campaigns, channels and source starts: they change what is reported, not what happens.

Read `factors_of` first. In the cells and weeks of a step the expectation is multiplied by a factor
that is estimated from those cells themselves, all groups of the step together: what the campaign
brings is then expected, and what goes beyond it in one group or area is still seen (S003-R5;
charter 10). Counts are never changed.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from commonweal.core.steps import Step
from commonweal.listening.signals.counts import Counts, InvalidSearch
from commonweal.listening.signals.model import FittedCity

Numbers = npt.NDArray[np.float64]

DRAWN_TO_ONE = 0.5  # reports that a factor of 1 is worth


def cells_of(step: Step, counts: Counts) -> npt.NDArray[np.bool_]:
    """The cells of a step: (series, places, periods); all groups together follow their groups."""
    groups = np.array([not step.groups or key in step.groups for key in counts.groups])
    series = np.append(groups, False) if counts.together is not None else groups
    places = np.array([not step.areas or area in step.areas for area in (*counts.areas, None)])
    when = np.array(
        [
            period.last >= step.since and (step.until is None or period.first <= step.until)
            for period in counts.periods
        ]
    )
    inside: npt.NDArray[np.bool_] = (
        series[:, None, None] & places[None, :, None] & when[None, None, :]
    )
    return inside


def _refuse_strange_areas(step: Step, counts: Counts) -> None:
    strange = sorted(set(step.areas) - set(counts.areas))
    if strange:
        raise InvalidSearch(
            f"The {step.what} “{step.label}” names areas that the outlines do not have: "
            f"{', '.join(strange[:5])}.",
            remedy="Write the ids of the finest areas, as the outlines have them.",
            areas=strange,
        )


def factors_of(
    steps: Sequence[Step], counts: Counts, series: npt.NDArray[np.int64], fitted: FittedCity
) -> Numbers | None:
    """What the steps make of each cell of `series`, given a first fit; None without steps."""
    if not steps:
        return None
    for step in steps:
        _refuse_strange_areas(step, counts)
    factors = np.ones(series.shape)
    terms = fitted.design(series.shape[2])
    expected = np.array(
        [
            course.shares[:, None] * np.exp(terms @ course.coefficients)[None, :]
            for course in fitted.courses
        ]
    )
    alone = slice(0, len(counts.groups))
    for step in steps:
        inside = cells_of(step, counts)
        seen = float(series[alone][inside[alone]].sum())
        usual = float((factors * expected)[alone][inside[alone]].sum())
        factors[inside] *= (seen + DRAWN_TO_ONE) / (usual + DRAWN_TO_ONE)
    if counts.together is not None:
        whole = expected[alone].sum(axis=0)
        factors[-1] = (factors * expected)[alone].sum(axis=0) / whole
    return factors
