"""Isolation and polarisation beside each other: two measures, four quadrants, never one score.

Read `quadrants` first (S003-16: a pair that is watched together). A group may be isolated and close
within, or in contact and hostile; a sum of the two would hide which.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from commonweal.core.estimate import Estimate
from commonweal.core.spans import Span
from commonweal.weighing.indicators.series import InvalidIndicator, Series, share


class Quadrant(StrEnum):
    """Above or below the marks of both."""

    BOTH = "isolated and polarised"
    ISOLATED = "isolated"
    POLARISED = "polarised"
    NEITHER = "neither"
    UNSURE = "cannot be told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One area and group in one period: its quadrant, and the nearest one by the middle values.

    `quadrant` is “cannot be told” where an interval holds its mark; `nearest` then says where the
    middle of the two lies.
    """

    area: str | None
    group: str | None
    period: Span
    isolation: Estimate
    polarisation: Estimate
    quadrant: Quadrant
    nearest: Quadrant


def quadrants(
    isolation: Sequence[Series],
    polarisation: Sequence[Series],
    *,
    isolated_from: float,
    polarised_from: float,
) -> tuple[Standing, ...]:
    """Where each area and group stands in each period in which both shares were measured.

    The marks are the city's own (charter: no ranking of areas by a hidden rule) and are given.
    Raises `InvalidIndicator` where no area and group has both.
    """
    other = {(one.area, one.group): one for one in polarisation}
    found: list[Standing] = []
    for first in isolation:
        second = other.get((first.area, first.group))
        if second is not None:
            found += _standings(first, second, isolated_from, polarised_from)
    if not found:
        raise InvalidIndicator(
            "No area and group has both indicators in one period.",
            remedy="Both need the same areas, groups and periods; look at each alone until then.",
        )
    return tuple(found)


def _standings(
    first: Series, second: Series, isolated_from: float, polarised_from: float
) -> list[Standing]:
    beside = {point.period: point for point in second.points if point.value is not None}
    rows = []
    for point in first.points:
        if point.value is None or point.period not in beside:
            continue
        one = share(point, first.indicator)
        two = share(beside[point.period], second.indicator)
        sides = (_side(one, isolated_from), _side(two, polarised_from))
        middle = (one.value >= isolated_from, two.value >= polarised_from)
        sure = None not in sides
        rows.append(
            Standing(
                area=first.area,
                group=first.group,
                period=point.period,
                isolation=one,
                polarisation=two,
                quadrant=_named(*middle) if sure else Quadrant.UNSURE,
                nearest=_named(*middle),
            )
        )
    return rows


def _side(one: Estimate, mark: float) -> bool | None:
    """Above (True) or below the mark with the whole interval; None where it holds the mark."""
    if one.low >= mark:
        return True
    return False if one.high < mark else None


def _named(isolated: bool, polarised: bool) -> Quadrant:
    if isolated and polarised:
        return Quadrant.BOTH
    if isolated:
        return Quadrant.ISOLATED
    return Quadrant.POLARISED if polarised else Quadrant.NEITHER
