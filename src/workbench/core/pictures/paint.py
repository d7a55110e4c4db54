"""What each part of a picture looks like, on a page and in print.

On a page a part carries only its class: `static/core/pictures.css` gives it a colour for light
and for dark. A PDF knows no style sheet, so there the same part carries presentation attributes.
`tests/web/core/pictures` holds both against each other: contrast of every name on its shade, and
shades that stay apart for colour-blind readers.
"""

from collections.abc import Mapping
from typing import Literal

from workbench.core.pictures.svg import Attribute

Palette = Literal["page", "print"]

INK, SOFT, CARD, LINE = "#1d2a33", "#5b6870", "#ffffff", "#dfe3e1"

SHADE_FILLS: Mapping[str, str] = {
    "count-0": "#eff1ed",
    "count-1": "#d3e3e4",
    "count-2": "#abcacd",
    "count-3": "#84b2b8",
    "count-4": "#5d98a1",
    "below-2": "#8fb8bd",
    "below-1": "#c3dadb",
    "within": "#e9ebe6",
    "above-1": "#f0d9ae",
    "above-2": "#c98f45",
}

_FONT = "Noto Sans, DejaVu Sans, Liberation Sans, sans-serif"

_PRINT: Mapping[str, Mapping[str, Attribute]] = {
    "outline": {"stroke": CARD, "stroke-width": 1, "stroke-linejoin": "round"},
    "outline on": {"stroke": INK, "stroke-width": 1.6, "stroke-linejoin": "round"},
    "water": {"fill": "#cfdde2"},
    "hatch-ground": {"fill": "#f6f6f3"},
    "hatch-line": {"stroke": "#b9c1c1", "stroke-width": 1.2},
    "name": {"fill": INK, "font-size": 12, "font-family": _FONT, "text-anchor": "middle"},
    "band": {"fill": "#e9ebe6"},
    "middle": {
        "fill": "none",
        "stroke": SOFT,
        "stroke-width": 1.2,
        "stroke-dasharray": "3 3",
    },
    "bar": {"fill": "#8fb8bd"},
    "bar on": {"fill": "#0b5d6b"},
    "axis": {"stroke": LINE},
    "event": {"fill": "#8a5010"},
    "tick": {"fill": SOFT, "font-size": 11, "font-family": _FONT},
    "note": {"fill": INK, "font-size": 12, "font-weight": 600, "font-family": _FONT},
    "note soft": {"fill": SOFT, "font-size": 12, "font-family": _FONT},
}


def paint(part: str, palette: Palette, **more: Attribute) -> dict[str, Attribute]:
    """The attributes that colour `part`: a class on a page, plain attributes in print."""
    if palette == "page":
        return {"class": part, **more}
    return {**_PRINT[part], **more}


def shade(key: str, palette: Palette) -> dict[str, Attribute]:
    """The fill of a shade of a map or its key."""
    return {"class": f"shade {key}"} if palette == "page" else {"fill": SHADE_FILLS[key]}
