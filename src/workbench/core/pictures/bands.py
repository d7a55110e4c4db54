"""A course as bands of belief: where nine in ten, half, and the middle of all runs lie by quarter.

`bands` draws one with its words, `small_bands` one for a table's cell. Above the line is better,
below is worse, whatever is drawn; nothing is told by colour alone. The words all come from the
caller, already translated. A course is, for each quarter, the 5, 25, 50, 75 and 95 % of the runs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from workbench.core.pictures.paint import Palette, paint
from workbench.core.pictures.svg import Attribute, element, words

Course = Sequence[Sequence[float]]
LOWEST, LOW, MIDDLE, HIGH, HIGHEST = range(5)
LEAST_REACH = 0.1
WIDTH, HEIGHT = 300.0, 150.0
LEFT, TOP, BASE, END = 6.0, 18.0, 124.0, 294.0
SMALL_WIDTH, SMALL_HEIGHT = 120.0, 52.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """Where quarters and differences stand; `reach` is the furthest difference either way."""

    left: float
    right: float
    top: float
    base: float
    quarters: int
    reach: float

    def x(self, quarter: int) -> float:
        """Where a quarter stands; quarter 0 is before anything was done."""
        return self.left + (self.right - self.left) * quarter / max(self.quarters, 1)

    def y(self, difference: float) -> float:
        """How high a difference stands, those out of reach at the edge."""
        share = min(max(difference / self.reach, -1.0), 1.0)
        return (self.top + self.base) / 2 - share * (self.base - self.top) / 2


def reach_of(courses: Sequence[Course]) -> float:
    """One reach for pictures that stand beside one another, so that they can be compared."""
    ends = [abs(value) for course in courses for quarter in course for value in quarter]
    return max([*ends, LEAST_REACH])


def bands(
    course: Course,
    *,
    reach: float,
    title: str,
    description: str,
    better: str,
    worse: str,
    ticks: Sequence[tuple[int, str]],
    picture_id: str,
    palette: Palette = "page",
) -> SafeString:
    """One course with its words; `ticks` gives quarters and words below the axis."""
    frame = _Frame(left=LEFT, right=END, top=TOP, base=BASE, quarters=len(course), reach=reach)
    names = {"title": f"{picture_id}-title", "desc": f"{picture_id}-desc"}
    inside = [
        element("title", words(title), attributes={"id": names["title"]}),
        element("desc", words(description), attributes={"id": names["desc"]}),
        *_drawn(course, frame, palette),
        _word(better, LEFT, TOP - 6, "start", palette),
        _word(worse, LEFT, BASE + 11, "start", palette),
        *(_tick(text, quarter, frame, palette) for quarter, text in ticks),
    ]
    root: dict[str, Attribute] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "id": picture_id,
        "class": "picture course",
        "viewBox": f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        "role": "img",
        "aria-labelledby": " ".join(names.values()),
    }
    return SafeString(element("svg", *inside, attributes=root))


def small_bands(course: Course, *, reach: float, palette: Palette = "page") -> SafeString:
    """A small course. Its words stand beside it, so readers of the screen skip it."""
    frame = _Frame(
        left=1,
        right=SMALL_WIDTH - 1,
        top=2,
        base=SMALL_HEIGHT - 2,
        quarters=len(course),
        reach=reach,
    )
    root: dict[str, Attribute] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "picture small-course",
        "viewBox": f"0 0 {SMALL_WIDTH:.0f} {SMALL_HEIGHT:.0f}",
        "aria-hidden": "true",
    }
    return SafeString(element("svg", *_drawn(course, frame, palette), attributes=root))


def _drawn(course: Course, frame: _Frame, palette: Palette) -> list[str]:
    """Both bands, the line of no difference, and the middle of the runs upon them."""
    level = frame.y(0)
    no_difference = paint(
        "no-difference", palette, x1=frame.left, x2=frame.right, y1=level, y2=level
    )
    middle = _points(course, frame, MIDDLE)
    return [
        element(
            "path", attributes=paint("band-90", palette, d=_band(course, frame, LOWEST, HIGHEST))
        ),
        element("path", attributes=paint("band-50", palette, d=_band(course, frame, LOW, HIGH))),
        element("line", attributes=no_difference),
        element("path", attributes=paint("middle-of-runs", palette, d=_path(middle))),
    ]


def _points(course: Course, frame: _Frame, level: int) -> list[tuple[float, float]]:
    """One level by quarter; before anything was done there is no difference."""
    steps = [0.0, *(quarter[level] for quarter in course)]
    return [(frame.x(place), frame.y(value)) for place, value in enumerate(steps)]


def _band(course: Course, frame: _Frame, low: int, high: int) -> str:
    upper, lower = _points(course, frame, high), _points(course, frame, low)
    return _path([*upper, *reversed(lower)]) + "z"


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _word(text: str, x: float, y: float, anchor: str, palette: Palette) -> str:
    look = paint("tick", palette, x=x, y=y, **{"text-anchor": anchor})
    return element("text", words(text), attributes=look)


def _tick(text: str, quarter: int, frame: _Frame, palette: Palette) -> str:
    anchor = "end" if quarter >= frame.quarters else "middle"
    return _word(text, frame.x(quarter), BASE + 24, anchor, palette)
