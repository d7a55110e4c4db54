"""The samples in the key of a network drawing: a line of each family, a ring, a missing thread."""

from django.utils.safestring import SafeString

from workbench.core.pictures.network.facts import Line, Mark
from workbench.core.pictures.network.lines import DASHES, ROUND_ENDS
from workbench.core.pictures.network.symbols import cut_ring
from workbench.core.pictures.paint import Palette, paint
from workbench.core.pictures.svg import Attribute, element


def line_sample(line: Line, palette: Palette) -> SafeString:
    """A short line in the pattern of a family."""
    look: dict[str, Attribute] = {"class": f"family line-{line}"}
    if palette == "print":
        ends = "round" if line in ROUND_ENDS else None
        look = {**paint("tie", palette), "stroke-dasharray": DASHES[line], "stroke-linecap": ends}
    return _sample(element("path", attributes={**look, "stroke-width": 1.6, "d": "M1 8H27"}), 28)


def ring_sample(mark: Mark, palette: Palette) -> SafeString:
    """The ring of a mark around a small dot."""
    dot = element("circle", attributes=paint("dot", palette, cx=8, cy=8, r=3))
    if mark == "cut":
        return _sample(dot + cut_ring(8, 8, 6.2, palette), 16)
    ring = element("circle", attributes=paint("broker-ring", palette, cx=8, cy=8, r=6.2))
    return _sample(dot + ring, 16)


def thread_sample(palette: Palette) -> SafeString:
    """A missing thread."""
    line = element("path", attributes=paint("thread", palette, d="M2 8H26"))
    return _sample(line, 28)


def _sample(inside: str, width: int) -> SafeString:
    root: dict[str, Attribute] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "key-symbol wide" if width > 16 else "key-symbol",
        "viewBox": f"0 0 {width} 16",
        "aria-hidden": "true",
    }
    return SafeString(element("svg", inside, attributes=root))
