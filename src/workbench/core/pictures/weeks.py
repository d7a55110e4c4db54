"""Counts a week as bars, with the range and the middle of earlier years behind them.

`series` draws. A week whose count is not known (None) leaves a gap; it is never drawn as nought.
The words all come from the caller, already translated.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from workbench.core.pictures.paint import Palette, paint
from workbench.core.pictures.svg import Attribute, element, words

WIDTH, TOP, BASE, HEIGHT = 520.0, 18.0, 118.0, 138.0
RIGHT = 84.0
"""Room right of the last bar for its number and for the label of the middle line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekBar:
    """One week: its Monday, its count, the sentence that says it, and what earlier years held."""

    week: date
    count: float | None
    sentence: str
    low: float | None = None
    middle: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPicture:
    """A series with what stands around it on a page."""

    picture_id: str
    svg: SafeString
    caption: str
    reading_hint: str = ""
    method_url: str = ""
    table_url: str = ""
    beneath: tuple[str, ...] = ()
    """Sentences of the events that are marked below the axis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    weeks: int
    top: float

    def x(self, place: int) -> float:
        """The middle of a week's bar."""
        return WIDTH * (place + 0.5) / self.weeks

    def y(self, count: float) -> float:
        """The height at which a count stands."""
        return BASE - (BASE - TOP) * count / self.top


def series(
    bars: Sequence[WeekBar],
    *,
    title: str,
    description: str,
    ticks: Sequence[tuple[int, str]],
    last_label: str,
    middle_label: str = "",
    marked: int = 0,
    events: Sequence[tuple[int, str]] = (),
    picture_id: str = "series",
    palette: Palette = "page",
) -> SafeString:
    """The weeks as one SVG. The last `marked` bars are the ones that are spoken about.

    `ticks` gives place and words below the axis; `last_label` stands beside the last bar,
    `middle_label` beside the end of the middle line. `events` gives the place of each dated event
    and its words; it is a small mark on the axis.
    """
    scale = _Scale(weeks=max(len(bars), 1), top=_largest(bars))
    inside = [
        element("title", words(title), attributes={"id": f"{picture_id}-title"}),
        element("desc", words(description), attributes={"id": f"{picture_id}-desc"}),
        *_band(bars, scale, palette),
        *_bars(bars, scale, marked=marked, palette=palette),
        *_middle(bars, scale, palette),
        element("line", attributes=paint("axis", palette, x1=0, x2=WIDTH, y1=BASE, y2=BASE)),
        *_events(events, scale, palette),
        *_ticks(ticks, scale, palette),
        *_end_labels(bars, scale, last_label, middle_label, palette),
    ]
    root: dict[str, Attribute] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "id": picture_id,
        "class": "picture week-series",
        "viewBox": f"0 0 {WIDTH + RIGHT:.0f} {HEIGHT:.0f}",
        "role": "img",
        "aria-labelledby": f"{picture_id}-title {picture_id}-desc",
    }
    return SafeString(element("svg", *inside, attributes=root))


def _largest(bars: Sequence[WeekBar]) -> float:
    known = [value for bar in bars for value in (bar.count, bar.high) if value is not None]
    return max([*known, 4.0])


def _bars(bars: Sequence[WeekBar], scale: _Scale, *, marked: int, palette: Palette) -> list[str]:
    width = min(WIDTH / scale.weeks * 0.62, 14.0)
    drawn = []
    for place, bar in enumerate(bars):
        said = {"data-say": bar.sentence} if palette == "page" else {}
        part = "bar on" if place >= len(bars) - marked else "bar"
        height = 0.0 if bar.count is None else BASE - scale.y(bar.count)
        look = paint(
            part,
            palette,
            x=scale.x(place) - width / 2,
            y=BASE - height,
            width=width,
            height=height,
            rx=1.5,
            **said,
        )
        drawn.append(element("rect", attributes=look))
    return drawn


def _stretches(bars: Sequence[WeekBar]) -> list[list[tuple[int, WeekBar]]]:
    """Runs of weeks that have a range; where earlier years are missing the band is open."""
    runs: list[list[tuple[int, WeekBar]]] = []
    before = -2
    for place, bar in enumerate(bars):
        if bar.low is None or bar.high is None:
            continue
        if place != before + 1:
            runs.append([])
        runs[-1].append((place, bar))
        before = place
    return runs


def _band(bars: Sequence[WeekBar], scale: _Scale, palette: Palette) -> list[str]:
    half = WIDTH / scale.weeks / 2
    drawn = []
    for run in _stretches(bars):
        upper = [
            (scale.x(place) + side, scale.y(bar.high or 0))
            for place, bar in run
            for side in (-half, half)
        ]
        lower = [
            (scale.x(place) + side, scale.y(bar.low or 0))
            for place, bar in reversed(run)
            for side in (half, -half)
        ]
        drawn.append(
            element("path", attributes=paint("band", palette, d=_path(upper + lower) + "z"))
        )
    return drawn


def _middle(bars: Sequence[WeekBar], scale: _Scale, palette: Palette) -> list[str]:
    return [
        element("path", attributes=paint("middle", palette, d=_path(points)))
        for run in _stretches(bars)
        if (
            points := [
                (scale.x(place), scale.y(bar.middle))
                for place, bar in run
                if bar.middle is not None
            ]
        )
    ]


def _path(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def _ticks(ticks: Sequence[tuple[int, str]], scale: _Scale, palette: Palette) -> list[str]:
    drawn = []
    for place, text in ticks:
        x = scale.x(place)
        anchor = "start" if x < WIDTH * 0.08 else "end" if x > WIDTH * 0.92 else "middle"
        look = paint("tick", palette, x=x, y=BASE + 16, **{"text-anchor": anchor})
        drawn.append(element("text", words(text), attributes=look))
    return drawn


def _events(events: Sequence[tuple[int, str]], scale: _Scale, palette: Palette) -> list[str]:
    return [
        element(
            "path",
            element("title", words(said)),
            attributes=paint(
                "event", palette, d=f"M{scale.x(place):.1f} {BASE + 1:.0f}l3.5 5.5h-7z"
            ),
        )
        for place, said in events
    ]


def _end_labels(
    bars: Sequence[WeekBar], scale: _Scale, last: str, middle: str, palette: Palette
) -> list[str]:
    """The last count and the last middle, moved apart where they would cover each other."""
    if not bars:
        return []
    end = bars[-1]
    at_last = scale.y(end.count or 0) + 4
    drawn = [
        element("text", words(last), attributes=paint("note", palette, x=WIDTH + 6, y=at_last))
    ]
    if middle and end.middle is not None:
        at_middle = scale.y(end.middle) + 4
        if abs(at_middle - at_last) < 14:
            at_middle = at_last + 14 if at_middle >= at_last else at_last - 14
        at_middle = min(max(at_middle, 12.0), BASE + 4)
        look = paint("note soft", palette, x=WIDTH + 6, y=at_middle)
        drawn.append(element("text", words(middle), attributes=look))
    return drawn
