"""Real sizes of outlines given in degrees: the ellipsoidal cylindrical equal-area projection.

Longitude and latitude are no measure of size: at 60° north a degree of longitude is half as long
as at the equator. `size_km2` projects the WGS84 ellipsoid with the equal-area formula of Snyder,
“Map projections: a working manual”, USGS Professional Paper 1395 (1987), equations 3-12 and
10-1 to 10-5, and measures there. `flat` gives a local plane in metres for distances and drawing.
"""

from collections.abc import Callable
from math import cos, radians, sqrt
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

type Numbers = NDArray[np.float64]
type Geometries = NDArray[np.object_]

SEMI_MAJOR_AXIS_M = 6_378_137.0  # WGS84
FLATTENING = 1 / 298.257223563  # WGS84
ECCENTRICITY = sqrt(FLATTENING * (2 - FLATTENING))
M_PER_DEGREE = SEMI_MAJOR_AXIS_M * radians(1)


def size_km2(geometries: Any) -> Numbers:
    """The size of each polygon in km²; what an invalid ring covers twice counts twice."""
    projected = shapely.transform(geometries, _equal_area_m)
    return np.asarray(shapely.area(projected), dtype=np.float64) / 1e6


def _equal_area_m(degrees: Numbers) -> Numbers:
    """Longitude and latitude as an (n, 2) array → metres in the equal-area plane."""
    e, sine = ECCENTRICITY, np.sin(np.radians(degrees[:, 1]))
    q = (1 - e**2) * (
        sine / (1 - (e * sine) ** 2) - np.log((1 - e * sine) / (1 + e * sine)) / (2 * e)
    )
    metres = np.empty_like(degrees)
    metres[:, 0] = SEMI_MAJOR_AXIS_M * np.radians(degrees[:, 0])
    metres[:, 1] = SEMI_MAJOR_AXIS_M * q / 2
    return metres


def flat(latitude: float) -> tuple[Callable[[Numbers], Numbers], Callable[[Numbers], Numbers]]:
    """Degrees → metres and back, in a plane that is true in the east–west direction there.

    Good to well under one percent over a city; not meant for sizes.
    """
    scale = np.array([M_PER_DEGREE * max(cos(radians(latitude)), 0.01), M_PER_DEGREE])
    return (lambda degrees: degrees * scale), (lambda metres: metres / scale)
