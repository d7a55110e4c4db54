"""A small city of six square districts and an island, for drawing."""

import pytest
from shapely import box

from commonweal.core.places import Area, AreaSet

NAMES = ("Harbour", "Oldgate", "Tanners", "Castle Hill", "Millfield", "Southmead")


def square(column: int, row: int) -> object:
    west, north = 4.0 + column * 0.01, 52.0 - row * 0.01
    return box(west, north - 0.01, west + 0.01, north)


@pytest.fixture
def six_districts() -> AreaSet:
    """Three columns, two rows, and an island in the east."""
    squares = [square(place % 3, place // 3) for place in range(6)]
    districts = [
        Area(area=f"d{place}", name=name, geometry=outline)
        for place, (name, outline) in enumerate(zip(NAMES, squares, strict=True))
    ]
    island = Area(area="isle", name="St Anne’s Isle", geometry=box(4.05, 51.985, 4.06, 51.995))
    return AreaSet((*districts, island))
