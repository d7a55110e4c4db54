"""The area map: one SVG for pages and PDF, each area carrying its own sentence.

`area_map` draws; `MapPicture` is what the template `core/_area_map.html` shows around it.
The words all come from the caller, already translated.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.utils.safestring import SafeString
from shapely.geometry.base import BaseGeometry

from commonweal.core.places import AreaSet
from workbench.core.pictures.layout import Frame, Layout, Shape, frame_for, lay_out
from workbench.core.pictures.names import NamePlace
from workbench.core.pictures.paint import Palette, paint, shade
from workbench.core.pictures.reading import arrow_moves
from workbench.core.pictures.shades import Shade
from workbench.core.pictures.svg import Attribute, element, words

WIDTH = 480.0
LINE_EM = 1.17
PHONE_ROOM = 1.5
"""On a phone the drawing is shown at two thirds of its size, so a name needs more room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPicture:
    """A map with all that stands around it on a page."""

    picture_id: str
    svg: SafeString
    key: tuple[Shade, ...]
    no_data: bool
    caption: str
    beneath: tuple[str, ...] = ()
    method_url: str = ""
    table_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What a map shows over its shades: hatches by area, and marks below the names.

    `patterns` are SVG patterns; `hatched` names for each area the ids of those laid over it.
    """

    patterns: tuple[str, ...] = ()
    hatched: Mapping[str, Sequence[str]] = field(default_factory=dict)
    marks: tuple[str, ...] = ()


NOTHING_OVER = Overlay()


def area_map(
    areas: AreaSet,
    *,
    shades: Mapping[str, str],
    sentences: Mapping[str, str],
    title: str,
    description: str,
    picture_id: str = "map",
    level: str | None = None,
    marked: Collection[str] = (),
    links: Mapping[str, str] | None = None,
    water: Sequence[BaseGeometry] = (),
    overlay: Overlay = NOTHING_OVER,
    palette: Palette = "page",
) -> SafeString:
    """The areas of one level (the finest, if none is named), each in the shade of its value.

    `shades` gives the shade key by area (see `shades.py`); an area that is missing there is
    hatched: no data. `sentences` says each area in full, for readers of the screen and for the
    tip. `links` gives each area's address; without one it leads to its row in the table,
    `#{picture_id}-{area}`. The SVG of 77 detailed areas stays below 150 kB.
    """
    layout, neighbours = _laid_out(areas, level or areas.finest, tuple(water))
    moves = arrow_moves({one.area: (one.x, one.y) for one in layout.shapes}, neighbours)
    drawn = [
        _area(
            one,
            said=sentences.get(one.area, one.area),
            fill=_fill(one.area, shades, picture_id, palette),
            hatches=overlay.hatched.get(one.area, ()),
            on=one.area in marked,
            href=(links or {}).get(one.area, f"#{picture_id}-{one.area}"),
            moves=moves[one.area],
            palette=palette,
        )
        for one in sorted(layout.shapes, key=lambda one: one.area in marked)
    ]
    names = _names(layout, shades, overlay, palette)
    water_paths = [
        element("path", attributes=paint("water", palette, d=d)) for d in layout.background
    ]
    inside = [
        element("title", words(title), attributes={"id": f"{picture_id}-title"}),
        element("desc", words(description), attributes={"id": f"{picture_id}-desc"}),
        element("defs", _hatch(picture_id, palette), *overlay.patterns),
        element("g", *drawn, attributes={"class": "areas", "fill-rule": "evenodd"}),
        *water_paths,
        *overlay.marks,
        element("g", *names, attributes={"class": "names", "aria-hidden": "true"}),
    ]
    return SafeString(element("svg", *inside, attributes=_root(layout, picture_id)))


@lru_cache(maxsize=16)
def _laid_out(
    areas: AreaSet, level: str, water: tuple[BaseGeometry, ...]
) -> tuple[Layout, Mapping[str, Collection[str]]]:
    return lay_out(areas, level, background=water, width=WIDTH), areas.neighbours()


def _root(layout: Layout, picture_id: str) -> dict[str, Attribute]:
    return {
        "xmlns": "http://www.w3.org/2000/svg",
        "id": picture_id,
        "class": "picture area-map",
        "viewBox": f"0 0 {layout.width:.0f} {layout.height:.0f}",
        "role": "group",
        "aria-labelledby": f"{picture_id}-title {picture_id}-desc",
    }


def _fill(
    area: str, shades: Mapping[str, str], picture_id: str, palette: Palette
) -> dict[str, Attribute]:
    key = shades.get(area)
    return {"fill": f"url(#{picture_id}-hatch)"} if key is None else shade(key, palette)


def _area(
    one: Shape,
    *,
    said: str,
    fill: Mapping[str, Attribute],
    hatches: Sequence[str],
    on: bool,
    href: str,
    moves: Mapping[str, str],
    palette: Palette,
) -> str:
    part = "outline on" if on else "outline"
    look = paint(part, palette, d=one.path)
    classes = " ".join(str(look[k]) for look in (look, fill) if (k := "class") in look)
    path = element("path", attributes={**look, **fill, "class": classes or None})
    path += "".join(
        element("path", attributes={"fill": f"url(#{hatch})", "d": one.path}) for hatch in hatches
    )
    if palette == "print":
        return path
    keys = {f"data-{direction}": target for direction, target in moves.items()}
    around = {"href": href, "data-area": one.area, "aria-label": said, **keys}
    return element("a", path, attributes=around)


def _names(
    layout: Layout, shades: Mapping[str, str], overlay: Overlay, palette: Palette
) -> list[str]:
    return [
        _name(
            one.name,
            shades.get(one.area),
            palette,
            haloed=bool(overlay.marks or overlay.hatched.get(one.area)),
        )
        for one in layout.shapes
        if one.name
    ]


def _name(
    place: NamePlace, shade_key: str | None, palette: Palette, *, haloed: bool = False
) -> str:
    if palette == "print" and place.room < 1:
        return ""
    first = 0.35 - (len(place.lines) - 1) * LINE_EM / 2
    lines = [
        element(
            "tspan",
            words(line),
            attributes={"x": place.x, "dy": f"{LINE_EM if row else first:.3g}em"},
        )
        for row, line in enumerate(place.lines)
    ]
    look = paint("name haloed" if haloed else "name", palette, x=place.x, y=place.y)
    if palette == "page":
        look["class"] = " ".join((str(look["class"]), *_name_classes(place, shade_key)))
        look["data-room"] = f"{place.room:g}"
    return element("text", *lines, attributes=look)


def _name_classes(place: NamePlace, shade_key: str | None) -> list[str]:
    """`tight`: fits only when zoomed in; `snug`: fits on a desk, not on a phone."""
    classes = ["on-strong"] if shade_key in {"count-4", "above-2"} else []
    if place.room < 1:
        return [*classes, "tight"]
    return [*classes, "snug"] if place.room < PHONE_ROOM else classes


def _hatch(picture_id: str, palette: Palette) -> str:
    ground = element("rect", attributes=paint("hatch-ground", palette, width=7, height=7))
    line = element("path", attributes=paint("hatch-line", palette, d="M0 0v7"))
    return pattern(f"{picture_id}-hatch", ground, line, step=7, turn=45)


def pattern(pattern_id: str, *inside: str, step: float, turn: float) -> str:
    """A square of `step` units, repeated and turned."""
    return element(
        "pattern",
        *inside,
        attributes={
            "id": pattern_id,
            "width": step,
            "height": step,
            "patternUnits": "userSpaceOnUse",
            "patternTransform": f"rotate({turn:g})",
        },
    )


def frame_of(areas: AreaSet, level: str | None = None) -> Frame:
    """How degrees become this map's drawing units, for what is drawn over it."""
    chosen = tuple(replace(area, parent=None) for area in areas.at_level(level or areas.finest))
    frame, _across, _down = frame_for(AreaSet(chosen).bounds, width=WIDTH)
    return frame


def layout_of(areas: AreaSet, level: str | None = None) -> Layout:
    """The areas as the map draws them, for what must keep clear of their names."""
    layout, _neighbours = _laid_out(areas, level or areas.finest, ())
    return layout
