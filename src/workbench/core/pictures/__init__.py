"""Pictures as SVG text, made on the server: the same figure for a page and for the PDF.

Read `area_map` and `series` first, then `network` (who is tied to whom) and `strengths` (what is
where). They take plain values and words and know nothing of rows or requests. On a page colours
come from `static/core/pictures.css` through classes, and `static/core/drawing.js`, `map.js`,
`network.js` and `series.js` add zoom, tips and reading by keyboard; with `palette="print"` the
colours stand in the SVG itself, for typst.
"""

from workbench.core.pictures.bands import bands, reach_of, small_bands
from workbench.core.pictures.bars import small_bar
from workbench.core.pictures.dots import dot_and_range
from workbench.core.pictures.looks import KeyEntry, Kind
from workbench.core.pictures.maps import MapPicture, area_map
from workbench.core.pictures.paint import SHADE_FILLS, Palette
from workbench.core.pictures.refusals import NotPublic, TooManyToDraw
from workbench.core.pictures.shades import (
    RANGE_KEYS,
    CountScale,
    Shade,
    count_scale,
    range_key,
    range_scale,
)
from workbench.core.pictures.weeks import SeriesPicture, WeekBar, series

__all__ = [
    "RANGE_KEYS",
    "SHADE_FILLS",
    "CountScale",
    "KeyEntry",
    "Kind",
    "MapPicture",
    "NotPublic",
    "Palette",
    "SeriesPicture",
    "Shade",
    "TooManyToDraw",
    "WeekBar",
    "area_map",
    "bands",
    "count_scale",
    "dot_and_range",
    "range_key",
    "range_scale",
    "reach_of",
    "series",
    "small_bands",
    "small_bar",
]
