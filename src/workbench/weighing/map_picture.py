"""A causal map as a drawing: things as rounded boxes, arrows between them, on a wide and a narrow
sheet, so that words keep their size on a telephone.

Read `map_sheets` first. Boxes that would cover each other are moved aside; an arrow bends past the
boxes in its way. Colours are classes of maps.css; each sign also has a mark and a dash of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

import numpy as np
import numpy.typing as npt
import rustworkx
from django.utils.safestring import SafeString, mark_safe

from workbench.core.pictures.apart import pushed_apart
from workbench.core.pictures.lettering import broken, text_width
from workbench.core.pictures.svg import Attribute, element, number, words

Point = tuple[float, float]
Floats = npt.NDArray[np.float64]

MOST_DRAWN = 60
BENDS = (0.12, -0.12, 0.28, -0.28, 0.5, -0.5)
TIP = 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is drawn on: its size, that of a box with the room around it, and of its letters.

    `tall` is the height that each further box adds.
    """

    name: str
    width: float
    height: float
    tall: float
    box: Point
    room: Point
    letters: float


WIDE = Sheet(name="wide", width=900, height=560, tall=40, box=(150, 54), room=(56, 44), letters=15)
NARROW = Sheet(
    name="narrow", width=360, height=500, tall=56, box=(108, 50), room=(24, 42), letters=12
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One thing: `x` and `y` in a unit square, `said` is read aloud, `mark` is its look."""

    number: int
    name: str
    x: float
    y: float
    href: str
    said: str
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One arrow. `sort` is more, less or both; `strength` 1 to 3; `badge` is written on it."""

    number: int
    source: int
    target: int
    sort: str
    strength: int
    badge: str
    href: str
    said: str


def map_sheets(
    boxes: Sequence[Box], lines: Sequence[Line], *, title: str, grips: bool = False
) -> tuple[SafeString, ...]:
    """The map on both sheets; nothing where it has more things than can be told apart.

    With `grips` each box has a handle from which an arrow can be drawn.
    """
    if not boxes or len(boxes) > MOST_DRAWN:
        return ()
    return tuple(_drawn(boxes, lines, sheet, title, grips) for sheet in (WIDE, NARROW))


def places_for(things: Sequence[str], links: Sequence[tuple[str, str]]) -> dict[str, Point]:
    """Places in the unit square for a map that nobody has laid out: what is tied lies near.

    Parts without a tie to each other are held together, and half of a place is its rank, so that
    nothing flees to a corner.
    """
    rows = {thing: n for n, thing in enumerate(things)}
    graph: rustworkx.PyGraph[str, None] = rustworkx.PyGraph()
    graph.add_nodes_from(list(things))
    graph.add_edges_from_no_data([(rows[one], rows[other]) for one, other in links])
    if len(things) < 2:
        return dict.fromkeys(things, (0.5, 0.5))
    heads = [max(part, key=graph.degree) for part in rustworkx.connected_components(graph)]
    graph.add_edges_from_no_data([(heads[0], head) for head in heads[1:]])
    spring = rustworkx.spring_layout(graph, seed=1, num_iter=200, k=1.6 / len(things) ** 0.5)
    at = np.array([spring[n] for n in range(len(things))])
    even = at.argsort(axis=0).argsort(axis=0) / (len(things) - 1)
    low, span = at.min(axis=0), np.ptp(at, axis=0)
    at = 0.5 * even + 0.5 * (at - low) / np.where(span > 0, span, 1)
    return {thing: (float(at[n][0]), float(at[n][1])) for thing, n in rows.items()}


def free_place(taken: Sequence[Point]) -> Point:
    """A place in the square that lies far from all others, near the middle where it can."""
    spots = [(x / 10, y / 10) for y in range(1, 10) for x in range(1, 10)]
    if not taken:
        return 0.5, 0.5
    return max(spots, key=lambda spot: min(hypot(spot[0] - x, spot[1] - y) for x, y in taken))


def _drawn(
    boxes: Sequence[Box], lines: Sequence[Line], sheet: Sheet, title: str, grips: bool
) -> SafeString:
    height = max(sheet.height, sheet.tall * len(boxes))
    placed = _placed(boxes, sheet, height)
    at = {box.number: point for box, point in zip(boxes, placed, strict=True)}
    svg = element(
        "svg",
        _markers(sheet),
        *(_line(line, at, sheet) for line in lines),
        *(_box(box, at[box.number], sheet, grips) for box in boxes),
        attributes={
            "class": f"causal {sheet.name}",
            "viewBox": f"0 0 {number(sheet.width)} {number(height)}",
            "role": "group",
            "aria-label": title,
            "data-box": f"{number(sheet.box[0])} {number(sheet.box[1])}",
        },
    )
    return mark_safe(svg)  # noqa: S308 - every word went through svg.element or svg.words


def _placed(boxes: Sequence[Box], sheet: Sheet, height: float) -> list[Point]:
    """Where the boxes stand, moved aside where they would cover each other."""
    wide, tall = sheet.box
    need = wide + sheet.room[0], tall + sheet.room[1]
    rim = np.array([wide / 2 + 14, tall / 2 + 10])
    room = np.array([sheet.width, height]) - 2 * rim
    unit = np.array([[box.x, box.y] for box in boxes])
    squash = np.array([need[1] / need[0], 1.0])
    apart = pushed_apart(
        (rim + unit * room) * squash,
        np.full(len(boxes), need[1] / 2),
        gap=0.0,
        within=lambda points: np.clip(points, rim * squash, (rim + room) * squash),
    )
    return [(float(x), float(y)) for x, y in apart / squash]


def _box(box: Box, at: Point, sheet: Sheet, grips: bool) -> str:
    wide, tall = sheet.box
    said = broken(box.name, em=(wide - 8) / sheet.letters)
    step = sheet.letters * 1.15
    top = sheet.letters * 0.36 - step * (len(said) - 1) / 2
    text = "".join(
        element("tspan", words(line), attributes={"x": "0", "y": top + n * step})
        for n, line in enumerate(said)
    )
    shape = {"x": -wide / 2, "y": -tall / 2, "width": wide, "height": tall, "rx": 14}
    attributes: dict[str, Attribute] = {
        "class": f"thing {box.mark}".strip(),
        "href": box.href,
        "data-node": box.number,
        "tabindex": 0,
        "aria-label": box.said,
        "transform": _moved(at),
    }
    return element(
        "a",
        element("rect", attributes=shape),
        element("text", text, attributes={"font-size": sheet.letters}),
        _grip(wide / 2) if grips else "",
        attributes=attributes,
    )


def _moved(at: Point) -> str:
    return f"translate({number(at[0])} {number(at[1])})"


def _grip(x: float) -> str:
    return element(
        "g",
        element("circle", attributes={"class": "reach", "r": 18}),
        element("circle", attributes={"class": "dot", "r": 11}),
        element("path", attributes={"d": "M-5 0H4M0 -4L4 0L0 4"}),
        attributes={"class": "grip", "transform": f"translate({number(x)} 0)"},
    )


def _markers(sheet: Sheet) -> str:
    return element(
        "defs",
        *(
            element(
                "marker",
                element("path", attributes={"d": "M0 0L10 5L0 10Z"}),
                attributes={
                    "id": f"tip-{sort}-{sheet.name}",
                    "class": f"tip {sort}",
                    "viewBox": "0 0 10 10",
                    "refX": 9,
                    "refY": 5,
                    "markerWidth": 11,
                    "markerHeight": 11,
                    "markerUnits": "userSpaceOnUse",
                    "orient": "auto",
                },
            )
            for sort in ("more", "less", "both")
        ),
    )


def _line(line: Line, at: dict[int, Point], sheet: Sheet) -> str:
    others = [point for key, point in at.items() if key not in {line.source, line.target}]
    start, bend, end = _course(at[line.source], at[line.target], others, sheet)
    path = " ".join(number(one) for one in (*start, *bend, *end)).split()
    course = f"M{path[0]} {path[1]}Q{path[2]} {path[3]} {path[4]} {path[5]}"
    return element(
        "a",
        element("path", attributes={"class": "reach", "d": course}),
        element(
            "path",
            attributes={
                "class": "course",
                "d": course,
                "marker-end": f"url(#tip-{line.sort}-{sheet.name})",
            },
        ),
        _badge(line, _along(start, bend, end, 0.5), sheet),
        attributes={
            "class": f"pull {line.sort} strength-{line.strength}",
            "href": line.href,
            "data-arrow": line.number,
            "tabindex": 0,
            "data-source": line.source,
            "data-target": line.target,
            "aria-label": line.said,
        },
    )


def _badge(line: Line, at: Point, sheet: Sheet) -> str:
    size = sheet.letters - 2
    wide = max(text_width(line.badge, size) + 10, 20)
    shape = {"x": -wide / 2, "y": -10, "width": wide, "height": 20, "rx": 10}
    return element(
        "g",
        element("rect", attributes=shape),
        element("text", words(line.badge), attributes={"y": size * 0.36, "font-size": size}),
        attributes={"class": "badge-mark", "transform": _moved(at)},
    )


def _course(
    source: Point, target: Point, others: Sequence[Point], sheet: Sheet
) -> tuple[Point, Point, Point]:
    """Start, bend and end of the curve that crosses the fewest boxes, the straighter first."""
    found = (_bent(source, target, bend, sheet) for bend in BENDS)
    return min(found, key=lambda course: _crossed(course, others, sheet))


def _bent(source: Point, target: Point, bend: float, sheet: Sheet) -> tuple[Point, Point, Point]:
    (x, y), (to_x, to_y) = source, target
    turn = (
        (x + to_x) / 2 - (to_y - y) * bend,
        (y + to_y) / 2 + (to_x - x) * bend,
    )
    return _rim(source, turn, sheet, 0.0), turn, _rim(target, turn, sheet, TIP)


def _crossed(course: tuple[Point, Point, Point], others: Sequence[Point], sheet: Sheet) -> int:
    wide, tall = sheet.box[0] / 2 + 6, sheet.box[1] / 2 + 6
    way = [_along(*course, step / 12) for step in range(1, 12)]
    return sum(any(abs(x - px) < wide and abs(y - py) < tall for px, py in way) for x, y in others)


def _along(start: Point, bend: Point, end: Point, t: float) -> Point:
    a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
    return (
        a * start[0] + b * bend[0] + c * end[0],
        a * start[1] + b * bend[1] + c * end[1],
    )


def _rim(middle: Point, towards: Point, sheet: Sheet, gap: float) -> Point:
    """Where the way from the middle of a box leaves it, `gap` outside."""
    across, down = towards[0] - middle[0], towards[1] - middle[1]
    length = hypot(across, down) or 1.0
    wide, tall = sheet.box[0] / 2, sheet.box[1] / 2
    share = min(wide / abs(across) if across else np.inf, tall / abs(down) if down else np.inf)
    reach = share + gap / length
    return middle[0] + across * reach, middle[1] + down * reach
