"""The strength map: what a city has, where, by colour and shape, and where nothing is near.

Read `strength_map` first. Areas are not coloured by how much they have: a map of shades would rank
them. An area from which something needed lies too far away is hatched, and its sentence says what.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from django.utils.safestring import SafeString
from shapely.geometry.base import BaseGeometry

from commonweal.core.places import AreaSet
from workbench.core.pictures.lettering import BOLD, LINE_EM, text_width
from workbench.core.pictures.looks import Kind, Look, looks_of, symbol
from workbench.core.pictures.maps import Overlay, area_map, frame_of, layout_of, pattern
from workbench.core.pictures.paint import Palette, paint
from workbench.core.pictures.strengths.community import weave
from workbench.core.pictures.strengths.facts import GROUND, PartnerPlaces, PublicPlaces
from workbench.core.pictures.strengths.spots import Box, Spot, spots_of
from workbench.core.pictures.svg import Attribute, element, words

NAME_SIZE = 12.0
LIVED_IN = (0, 2)
"""The hatch of areas in which a community lives: its direction, and how dense."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthWords:
    """What a strength map says, already translated.

    `many` says how many places a number stands for (“12 strengths”); `gap` and `confidential`
    explain the hatch and the dashed ring in the key, `lived_in` the hatch of a community's areas.
    """

    title: str
    description: str
    many: Callable[[int], str]
    gap: str = ""
    confidential: str = ""
    lived_in: str = ""
    caption: str = ""
    beneath: tuple[str, ...] = ()
    method_url: str = ""
    table_url: str = ""


def strength_map(
    areas: AreaSet,
    seen: PublicPlaces | PartnerPlaces,
    *,
    kinds: Sequence[Kind],
    sentences: Mapping[str, str],
    gaps: Mapping[str, str],
    words: StrengthWords,
    lived_in: Collection[str] = (),
    picture_id: str = "strengths",
    level: str | None = None,
    links: Mapping[str, str] | None = None,
    water: Sequence[BaseGeometry] = (),
    palette: Palette = "page",
) -> SafeString:
    """The areas of one level with the places in them.

    `gaps` gives the areas from which something lies too far, each with the sentence that says so;
    `lived_in` are the areas of the community that the map is about; `sentences` and `links` are as
    for `area_map`.
    """
    said = {
        area.area: " ".join(
            part for part in (sentences.get(area.area, area.name), gaps.get(area.area, "")) if part
        )
        for area in areas.at_level(level or areas.finest)
    }
    gap_id, lived_id = f"{picture_id}-gap", f"{picture_id}-lived"
    hatched = dict.fromkeys(lived_in, (lived_id,))
    hatched |= {area: (*hatched.get(area, ()), gap_id) for area in gaps}
    return area_map(
        areas,
        shades=dict.fromkeys(said, GROUND),
        sentences=said,
        title=words.title,
        description=words.description,
        picture_id=picture_id,
        level=level,
        links=links,
        water=water,
        overlay=Overlay(
            patterns=(gap_pattern(gap_id, palette), weave(lived_id, *LIVED_IN, palette)),
            hatched=hatched,
            marks=_marks(areas, seen, kinds, words, picture_id, level, palette),
        ),
        palette=palette,
    )


def gap_pattern(pattern_id: str, palette: Palette) -> str:
    """The hatch of an area from which something lies too far away."""
    line = element("path", attributes=paint("gap-line", palette, d="M0 0v6"))
    return pattern(pattern_id, line, step=6, turn=-45)


def placed_spots(
    areas: AreaSet, seen: PublicPlaces | PartnerPlaces, level: str | None = None
) -> list[Spot]:
    """Where the map puts its symbols and numbers."""
    degrees = np.array([(one.lon, one.lat) for one in seen.places]).reshape(-1, 2)
    points = frame_of(areas, level).project(degrees)
    sheet = layout_of(areas, level)
    return spots_of(
        seen.places,
        points,
        names=name_boxes(areas, level),
        sheet=(sheet.width, sheet.height),
    )


def name_boxes(areas: AreaSet, level: str | None = None) -> list[Box]:
    """Where the names of areas stand that are shown without zooming."""
    boxes = []
    for shape in layout_of(areas, level).shapes:
        if shape.name is None or shape.name.room < 1:
            continue
        across = max(text_width(line, NAME_SIZE) for line in shape.name.lines) * BOLD / 2
        down = len(shape.name.lines) * LINE_EM * NAME_SIZE / 2
        x, y = shape.name.x, shape.name.y
        boxes.append((x - across, y - down, x + across, y + down))
    return boxes


def _marks(
    areas: AreaSet,
    seen: PublicPlaces | PartnerPlaces,
    kinds: Sequence[Kind],
    words: StrengthWords,
    picture_id: str,
    level: str | None,
    palette: Palette,
) -> tuple[str, ...]:
    looks = looks_of([kind.key for kind in kinds])
    numbers = {kind.key: at for at, kind in enumerate(kinds, start=1)}
    drawn = []
    for at, spot in enumerate(placed_spots(areas, seen, level)):
        inside = _single(spot, looks, palette) if len(spot.places) == 1 else _number(spot, palette)
        if palette == "print":
            drawn += inside
            continue
        group = numbers[spot.places[0].kind] if len(spot.places) == 1 else None
        drawn.append(_link(spot, inside, words, picture_id, at, group))
    return (element("g", *drawn, attributes={"class": "places"}),)


def _single(spot: Spot, looks: Mapping[str, Look], palette: Palette) -> list[str]:
    [place] = spot.places
    drawn = [symbol(looks[place.kind], palette, x=spot.x, y=spot.y, r=spot.r)]
    if place.confidential:
        ring = paint("sealed-ring", palette, cx=spot.x, cy=spot.y, r=spot.r + 2.6)
        drawn.append(element("circle", attributes=ring))
    return drawn


def _number(spot: Spot, palette: Palette) -> list[str]:
    """A number in a circle; the circle is a path, as every symbol's outline is."""
    r = spot.r
    disc = f"M{spot.x - r:.1f} {spot.y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0-{2 * r} 0z"
    at = {"x": spot.x, "y": round(spot.y + 3.8, 1)}
    return [
        element("path", attributes=paint("heap", palette, d=disc)),
        element(
            "text", words(str(len(spot.places))), attributes=paint("heap-count", palette, **at)
        ),
    ]


def _link(
    spot: Spot,
    inside: Sequence[str],
    said: StrengthWords,
    picture_id: str,
    at: int,
    group: int | None,
) -> str:
    first = spot.places[0]
    if len(spot.places) == 1:
        sentence, href = first.sentence or first.name, first.href
    else:
        listed = ", ".join(sorted(place.name for place in spot.places))
        sentence, href = f"{said.many(len(spot.places))}: {listed}", ""
    around: dict[str, Attribute] = {
        "href": href or f"#{picture_id}-{first.area}",
        "class": "place",
        "data-n": at,
        "data-group": group,
        "aria-label": sentence,
    }
    return element("a", element("title", words(sentence)), *inside, attributes=around)
