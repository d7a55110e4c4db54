"""The water of a city: rivers, harbours and lakes that its maps show behind the names.

It is background only. Nothing is counted in it, and no incident is placed by it.
"""

from pathlib import Path

from shapely.geometry.base import BaseGeometry

from commonweal.core.errors import InvalidAreas
from commonweal.files.outlines import read_outlines


def read_water(path: Path) -> tuple[BaseGeometry, ...]:
    """The polygons of a GeoJSON file in WGS84 degrees; a file that is not there holds none.

    Raises `UnreadableFile` or `InvalidAreas`; the message names the first piece of no use.
    """
    if not path.exists():
        return ()
    outlines = read_outlines(path)
    for outline in outlines:
        if outline.fault:
            raise InvalidAreas(
                f"{path.name}, feature {outline.number} cannot be drawn: {outline.fault}.",
                remedy="Mend it, or leave it out; a river is a polygon here, not a line.",
                file=path.name,
            )
    return tuple(outline.geometry for outline in outlines)
