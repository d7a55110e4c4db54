"""The lines of a network drawing: ties by family, and the threads that are missing.

Read `tie_lines` first. A line's pattern is its family, its width its strength; a head in its
middle says that it runs one way only.
"""

from collections import defaultdict
from collections.abc import Mapping
from math import hypot

from workbench.core.pictures.network.courses import Course, course_path, courses, half_way
from workbench.core.pictures.network.facts import MissingThread, Network, NetworkTie
from workbench.core.pictures.network.placement import Placement, Point
from workbench.core.pictures.paint import Palette, paint
from workbench.core.pictures.svg import Attribute, element, number, words

WIDTHS = (0.5, 0.7, 1.0, 1.4, 2.0)
DASHES: Mapping[str, str | None] = {
    "solid": None,
    "dashes": "5 2.5",
    "dots": "0.1 2.6",
    "dash-dot": "6 2.5 0.1 2.5",
}
ROUND_ENDS = frozenset({"dots", "dash-dot"})
HEAD, SIGN = 4.5, 6.5
FAR, SOFT = 3.0, 0.55
"""From how many spacings on a tie is far, and how strongly it is then drawn."""


def width_of(strength: float | None) -> int:
    """1 to 5; a tie whose strength is not said is drawn as thin as a weak one."""
    return 1 if strength is None else min(max(round(strength), 1), 5)


def tie_lines(
    network: Network, placement: Placement, numbers: Mapping[str, int], palette: Palette
) -> list[str]:
    """One group of lines for each family that occurs, in the families' order."""
    drawn: dict[str, list[str]] = defaultdict(list)
    for tie, course in courses(network, placement):
        soft = _far(course, placement)
        drawn[tie.family].append(_line(tie, course, numbers, palette, soft=soft))
        if tie.directed:
            drawn[tie.family].append(_head(tie, course, numbers, palette, soft=soft))
    return [
        element("g", *drawn[family.key], attributes=_family(place, family.line, palette))
        for place, family in enumerate(network.families, start=1)
        if drawn[family.key]
    ]


def _family(place: int, line: str, palette: Palette) -> dict[str, Attribute]:
    if palette == "page":
        return {"class": f"family line-{line}", "data-family": place}
    ends = "round" if line in ROUND_ENDS else None
    return {**paint("tie", palette), "stroke-dasharray": DASHES[line], "stroke-linecap": ends}


def _ends(source: str, target: str, numbers: Mapping[str, int]) -> dict[str, Attribute]:
    return {"data-a": numbers[source], "data-b": numbers[target]}


def _far(course: Course, placement: Placement) -> bool:
    """Whether a tie crosses much of the drawing; it is then drawn paler than those nearby.

    Around one organisation, those are the ties of the others among themselves.
    """
    if placement.centre is not None:
        return placement.centre not in (course[0], course[-1])
    (x, y), (end_x, end_y) = course[0], course[-1]
    return len(course) == 4 or hypot(end_x - x, end_y - y) > FAR * placement.spacing


def _line(
    tie: NetworkTie,
    course: Course,
    numbers: Mapping[str, int],
    palette: Palette,
    *,
    soft: bool,
) -> str:
    width, path = width_of(tie.strength), course_path(course)
    if palette == "print":
        return element(
            "path",
            attributes={
                "d": path,
                "stroke-width": WIDTHS[width - 1],
                "stroke-opacity": SOFT if soft else None,
            },
        )
    said = [element("title", words(tie.sentence))] if tie.sentence else []
    ends = _ends(tie.source, tie.target, numbers)
    return element(
        "path",
        *said,
        attributes={"class": f"w{width} soft" if soft else f"w{width}", **ends, "d": path},
    )


def _head(
    tie: NetworkTie,
    course: Course,
    numbers: Mapping[str, int],
    palette: Palette,
    *,
    soft: bool,
) -> str:
    (x, y), (dx, dy) = half_way(course)
    corners = [
        (x + dx * HEAD, y + dy * HEAD),
        (x - dx * HEAD / 2 - dy * HEAD * 0.7, y - dy * HEAD / 2 + dx * HEAD * 0.7),
        (x - dx * HEAD / 2 + dy * HEAD * 0.7, y - dy * HEAD / 2 - dx * HEAD * 0.7),
    ]
    path = "M" + "L".join(f"{number(cx)} {number(cy)}" for cx, cy in corners) + "z"
    look = paint("head", palette)
    if palette == "page":
        look = {"class": "head soft" if soft else "head"}
        look |= _ends(tie.source, tie.target, numbers)
    return element("path", attributes={**look, "d": path})


def thread_lines(
    network: Network, placement: Placement, numbers: Mapping[str, int], palette: Palette
) -> list[str]:
    """The missing threads: long dashes in their own colour, with a plus in the middle."""
    return [
        _thread(one, placement, numbers, palette)
        for one in sorted(network.missing, key=lambda one: (one.source, one.target))
    ]


def thread_sign(thread: MissingThread, placement: Placement) -> Point:
    """The middle of a missing thread, where its plus stands."""
    (x, y), (end_x, end_y) = placement[thread.source], placement[thread.target]
    return (x + end_x) / 2, (y + end_y) / 2


def _thread(
    thread: MissingThread, placement: Placement, numbers: Mapping[str, int], palette: Palette
) -> str:
    x, y = thread_sign(thread, placement)
    course = (placement[thread.source], placement[thread.target])
    plus = f"M{number(x - 3.5)} {number(y)}h7M{number(x)} {number(y - 3.5)}v7"
    said = [element("title", words(thread.sentence))] if thread.sentence else []
    inside = [
        element("path", attributes=paint("thread", palette, d=course_path(course))),
        element("circle", attributes=paint("thread-sign", palette, cx=x, cy=y, r=SIGN)),
        element("path", attributes=paint("thread-plus", palette, d=plus)),
    ]
    if palette == "print":
        return element("g", *inside)
    ends = _ends(thread.source, thread.target, numbers)
    return element("g", *said, *inside, attributes={"class": "missing", **ends})
