"""The samples in the key of a strength map: the hatch of a gap, a confidential place, a density."""

from django.utils.safestring import SafeString

from workbench.core.pictures.paint import Palette, paint
from workbench.core.pictures.svg import Attribute, element


def gap_sample(palette: Palette) -> SafeString:
    """The hatch of an area from which something lies too far away."""
    lines = element("path", attributes=paint("gap-line", palette, d="M3 3 13 13M3 8 8 13M8 3 13 8"))
    return sample(_square(palette) + lines)


def sealed_sample(palette: Palette) -> SafeString:
    """The dashed ring around a confidential place."""
    dot = element("circle", attributes=paint("dot", palette, cx=8, cy=8, r=3.4))
    ring = element("circle", attributes=paint("sealed-ring", palette, cx=8, cy=8, r=6.4))
    return sample(dot + ring)


def _square(palette: Palette) -> str:
    look = paint("key-ground", palette, x=1.5, y=1.5, width=13, height=13, rx=2.5)
    return element("rect", attributes=look)


def sample(inside: str, width: int = 16) -> SafeString:
    """A piece of a key by itself."""
    root: dict[str, Attribute] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "key-symbol wide" if width > 16 else "key-symbol",
        "viewBox": f"0 0 {width} 16",
        "aria-hidden": "true",
    }
    return SafeString(element("svg", inside, attributes=root))
