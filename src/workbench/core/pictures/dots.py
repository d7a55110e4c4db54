"""A share with its range, from nobody to everybody: a dot on a line, for a table's cell."""

from django.utils.safestring import SafeString

from workbench.core.pictures.looks import SHAPES, Look, symbol
from workbench.core.pictures.paint import Palette, paint
from workbench.core.pictures.svg import Attribute, element

WIDTH, HEIGHT, EDGE, THICK, DOT = 180.0, 18.0, 8.0, 6.0, 5.0


def dot_and_range(
    value: float, low: float, high: float, *, look: int = 1, palette: Palette = "page"
) -> SafeString:
    """A dot at `value` and a bar from `low` to `high`, all from 0 to 1, with a mark at the half.

    `look` is a number of `looks`, so that one group keeps its colour and shape. The numbers stand
    beside it, so readers of the screen skip it.
    """
    middle = HEIGHT / 2
    half = element(
        "line", attributes=paint("axis", palette, x1=_x(0.5), x2=_x(0.5), y1=1.0, y2=HEIGHT - 1)
    )
    ground = element(
        "line", attributes=paint("axis", palette, x1=_x(0), x2=_x(1), y1=middle, y2=middle)
    )
    span = element(
        "rect",
        attributes=paint(
            "bar",
            palette,
            x=_x(low),
            y=middle - THICK / 2,
            width=max(_x(high) - _x(low), 1.0),
            height=THICK,
            rx=3,
        ),
    )
    shape = SHAPES[(look - 1) % len(SHAPES)]
    dot = symbol(Look(number=look, shape=shape), palette, x=_x(value), y=middle, r=DOT)
    root: dict[str, Attribute] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "picture dot-and-range",
        "viewBox": f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        "aria-hidden": "true",
    }
    return SafeString(element("svg", ground, half, span, dot, attributes=root))


def _x(share: float) -> float:
    return EDGE + min(max(share, 0.0), 1.0) * (WIDTH - 2 * EDGE)
