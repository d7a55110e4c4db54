"""A small bar for a table's cell: how large a count is beside the largest of its column."""

from django.utils.safestring import SafeString

from workbench.core.pictures.paint import Palette, paint
from workbench.core.pictures.svg import Attribute, element

WIDTH, HEIGHT = 96.0, 10.0


def small_bar(count: float, *, largest: float, palette: Palette = "page") -> SafeString:
    """A bar from 0 to `largest`. The number stands beside it, so readers of the screen skip it."""
    share = min(count / largest, 1.0) if largest > 0 else 0.0
    bar = element(
        "rect", attributes=paint("bar", palette, width=WIDTH * share, height=HEIGHT, rx=2)
    )
    root: dict[str, Attribute] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "picture small-bar",
        "viewBox": f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        "aria-hidden": "true",
    }
    return SafeString(element("svg", bar, attributes=root))
