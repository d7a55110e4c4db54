"""How kinds are told apart: a colour and a shape together, the same on network and strength map.

Read `looks_of` first. Eight kinds get a look of their own, in the caller's order, so that a kind
keeps its look from visit to visit; all further ones share the ring.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.safestring import SafeString

from workbench.core.pictures.paint import Palette
from workbench.core.pictures.svg import Attribute, element, number

RING = "ring"
SHAPES = ("circle", "square", "triangle", "diamond", "cross", "wedge", "hexagon", "star")
LOOK_FILLS: Mapping[int, str] = {
    0: "#5b6870",
    1: "#0b5d6b",
    2: "#b9782a",
    3: "#1e316a",
    4: "#97848f",
    5: "#374901",
    6: "#5b8cd0",
    7: "#462f28",
    8: "#549765",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind that is told apart by its look, with the words of the key."""

    key: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One look: its colour's number (1 to 8; 0 is shared by the rest) and its shape."""

    number: int
    shape: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyEntry:
    """One line of a key. `number` is what a drawing's script filters by; 0 where it cannot."""

    number: int
    sample: SafeString
    words: str


REST = Look(number=0, shape=RING)


def looks_of(keys: Sequence[str]) -> dict[str, Look]:
    """A look for each kind; the ninth and all after it share `REST`."""
    own = {
        key: Look(number=place, shape=shape)
        for place, (key, shape) in enumerate(zip(keys, SHAPES, strict=False), start=1)
    }
    return {key: own.get(key, REST) for key in keys}


def symbol(look: Look, palette: Palette, *, x: float, y: float, r: float) -> str:
    """The shape as a path; every shape covers about the same ground as a circle of radius `r`."""
    attributes: dict[str, Attribute] = {"d": shape_path(look.shape, x=x, y=y, r=r)}
    if palette == "page":
        return element("path", attributes={"class": f"look look-{look.number}", **attributes})
    fill = LOOK_FILLS[look.number]
    hollow = look.shape == RING
    painted: dict[str, Attribute] = {
        "fill": "#ffffff" if hollow else fill,
        "stroke": fill if hollow else "#ffffff",
        "stroke-width": 2 if hollow else 1,
    }
    return element("path", attributes={**painted, **attributes})


def shape_path(shape: str, *, x: float, y: float, r: float) -> str:
    """The outline of one shape around a point."""
    if shape in {"circle", RING}:
        across = number(2 * r)
        half = number(r)
        return (
            f"M{number(x - r)} {number(y)}a{half} {half} 0 1 0 {across} 0"
            f"a{half} {half} 0 1 0-{across} 0z"
        )
    corners = [(x + r * dx, y + r * dy) for dx, dy in _CORNERS[shape]]
    return "M" + "L".join(f"{number(cx)} {number(cy)}" for cx, cy in corners) + "z"


def _round(sides: int, size: float, turn: float, inner: float = 1.0) -> list[tuple[float, float]]:
    """Corners around the middle; every second one lies nearer, at `inner` of the size."""
    return [
        (
            size * (inner if place % 2 else 1) * cos(turn + 2 * pi * place / sides),
            size * (inner if place % 2 else 1) * sin(turn + 2 * pi * place / sides),
        )
        for place in range(sides)
    ]


_ARM, _REACH = 0.42, 1.16
_CORNERS: Mapping[str, Sequence[tuple[float, float]]] = {
    "square": _round(4, 1.26, pi / 4),
    "diamond": _round(4, 1.3, 0),
    "triangle": [(dx, dy + 0.18) for dx, dy in _round(3, 1.48, -pi / 2)],
    "wedge": [(dx, dy - 0.18) for dx, dy in _round(3, 1.48, pi / 2)],
    "hexagon": _round(6, 1.1, 0),
    "star": _round(10, 1.55, -pi / 2, 0.48),
    "cross": [
        (_ARM, -_REACH),
        (_ARM, -_ARM),
        (_REACH, -_ARM),
        (_REACH, _ARM),
        (_ARM, _ARM),
        (_ARM, _REACH),
        (-_ARM, _REACH),
        (-_ARM, _ARM),
        (-_REACH, _ARM),
        (-_REACH, -_ARM),
        (-_ARM, -_ARM),
        (-_ARM, -_REACH),
    ],
}


def key_symbol(look: Look, palette: Palette = "page") -> SafeString:
    """The symbol by itself, for a key or a table row; the words beside it say what it means."""
    root: dict[str, Attribute] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "key-symbol",
        "viewBox": "0 0 16 16",
        "aria-hidden": "true",
    }
    return SafeString(element("svg", symbol(look, palette, x=8, y=8, r=5), attributes=root))


def kind_key(
    kinds: Sequence[Kind], there: Collection[str], palette: Palette
) -> tuple[KeyEntry, ...]:
    """The kinds that occur, in their order, each with its symbol."""
    looks = looks_of([kind.key for kind in kinds])
    return tuple(
        KeyEntry(number=at, sample=key_symbol(looks[kind.key], palette), words=kind.words)
        for at, kind in enumerate(kinds, start=1)
        if kind.key in there
    )
