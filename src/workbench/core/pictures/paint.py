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
ACCENT, WARMTH, TIE, GAP = "#0b5d6b", "#8a5010", "#7c8d93", "#a27d47"

SHADE_FILLS: Mapping[str, str] = {
    "count-0": "#eff1ed",
    "count-1": "#d3e3e4",
    "count-2": "#abcacd",
    "count-3": "#84b2b8",
    "count-4": "#5d98a1",
    "below-2": "#8fb8bd",
    "below-1": "#c3dadb",
    "ground": "#f1f3ee",
    "within": "#e9ebe6",
    "above-1": "#f0d9ae",
    "above-2": "#c98f45",
}

_FONT = "Noto Sans, DejaVu Sans, Liberation Sans, sans-serif"

_HALO: Mapping[str, Attribute] = {
    "stroke": CARD,
    "stroke-width": 3,
    "stroke-linejoin": "round",
    "paint-order": "stroke",
}

_PRINT: Mapping[str, Mapping[str, Attribute]] = {
    "outline": {"stroke": CARD, "stroke-width": 1, "stroke-linejoin": "round"},
    "outline on": {"stroke": INK, "stroke-width": 1.6, "stroke-linejoin": "round"},
    "water": {"fill": "#cfdde2"},
    "hatch-ground": {"fill": "#f6f6f3"},
    "hatch-line": {"stroke": "#b9c1c1", "stroke-width": 1.2},
    "name": {"fill": INK, "font-size": 12, "font-family": _FONT, "text-anchor": "middle"},
    "name haloed": {
        "fill": INK,
        "font-size": 12,
        "font-family": _FONT,
        "text-anchor": "middle",
        **_HALO,
        "stroke": "#f1f3ee",
    },
    "band": {"fill": "#e9ebe6"},
    "middle": {
        "fill": "none",
        "stroke": SOFT,
        "stroke-width": 1.2,
        "stroke-dasharray": "3 3",
    },
    "band-90": {"fill": "#d3e3e4", "stroke": "#5b6870", "stroke-width": 0.6},
    "band-50": {"fill": "#84b2b8"},
    "middle-of-runs": {"fill": "none", "stroke": INK, "stroke-width": 2},
    "no-difference": {"stroke": SOFT, "stroke-width": 1, "stroke-dasharray": "4 3"},
    "bar": {"fill": "#8fb8bd"},
    "bar on": {"fill": "#0b5d6b"},
    "axis": {"stroke": LINE},
    "event": {"fill": "#8a5010"},
    "tick": {"fill": SOFT, "font-size": 11, "font-family": _FONT},
    "note": {"fill": INK, "font-size": 12, "font-weight": 600, "font-family": _FONT},
    "note soft": {"fill": SOFT, "font-size": 12, "font-family": _FONT},
    "tie": {"fill": "none", "stroke": TIE},
    "head": {"fill": TIE, "stroke": "none"},
    "thread": {
        "fill": "none",
        "stroke": WARMTH,
        "stroke-width": 2,
        "stroke-dasharray": "7 5",
        "stroke-linecap": "round",
    },
    "thread-sign": {"fill": CARD, "stroke": WARMTH, "stroke-width": 1.4},
    "thread-plus": {"fill": "none", "stroke": WARMTH, "stroke-width": 1.6},
    "weave-1": {"fill": "none", "stroke": "#0b5d6b", "stroke-width": 1.4},
    "weave-2": {"fill": "none", "stroke": "#b9782a", "stroke-width": 1.4},
    "weave-3": {"fill": "none", "stroke": "#1e316a", "stroke-width": 1.4},
    "room": {"fill": "#f4f5f1", "stroke": LINE, "stroke-width": 1},
    "room-name": {"fill": SOFT, "font-size": 12, "font-weight": 600, "font-family": _FONT, **_HALO},
    "node-name": {"fill": INK, "font-size": 12, "font-family": _FONT, **_HALO},
    "alone-heading": {
        "fill": SOFT,
        "font-size": 12,
        "font-weight": 600,
        "font-family": _FONT,
        **_HALO,
    },
    "alone-name": {"fill": INK, "font-size": 12, "font-family": _FONT},
    "gap-line": {"fill": "none", "stroke": GAP, "stroke-width": 1.1},
    "key-ground": {"fill": "#f1f3ee", "stroke": LINE},
    "sealed-ring": {"fill": "none", "stroke": INK, "stroke-width": 1.1, "stroke-dasharray": "2 2"},
    "heap": {"fill": CARD, "stroke": SOFT, "stroke-width": 1.4},
    "heap-count": {
        "fill": INK,
        "font-size": 11,
        "font-weight": 600,
        "font-family": _FONT,
        "text-anchor": "middle",
    },
    "dot": {"fill": SOFT},
    "broker-ring": {"fill": "none", "stroke": INK, "stroke-width": 1.5},
    "cut-ring": {"fill": "none", "stroke": INK, "stroke-width": 1.5},
    "self-ring": {"fill": CARD, "stroke": ACCENT, "stroke-width": 2.5},
}


def paint(part: str, palette: Palette, **more: Attribute) -> dict[str, Attribute]:
    """The attributes that colour `part`: a class on a page, plain attributes in print."""
    if palette == "page":
        return {"class": part, **more}
    return {**_PRINT[part], **more}


def shade(key: str, palette: Palette) -> dict[str, Attribute]:
    """The fill of a shade of a map or its key."""
    return {"class": f"shade {key}"} if palette == "page" else {"fill": SHADE_FILLS[key]}
