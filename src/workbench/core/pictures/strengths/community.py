"""Where a community lives and meets: hatches that may lie over each other, never one outline.

Read `community_picture` first. The denser the hatch, the more of the community is there; up to
three communities may be shown together, each with its own direction and colour.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from shapely.geometry.base import BaseGeometry

from commonweal.core.places import AreaSet
from workbench.core.pictures.looks import KeyEntry
from workbench.core.pictures.maps import Overlay, area_map, pattern
from workbench.core.pictures.paint import Palette, paint
from workbench.core.pictures.strengths.facts import GROUND
from workbench.core.pictures.strengths.keys import sample
from workbench.core.pictures.svg import element

STEPS = (14.0, 9.0, 6.0, 4.0)
"""Drawing units between two lines of each density, the thinnest first."""
BOUNDS = (0.1, 0.25, 0.5)
"""The largest weight of each density but the last."""
TURNS = (45.0, -45.0, 90.0)
MOST_TOGETHER = len(TURNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityAreas:
    """One community: its words, and for each area its weight, from just above 0 to 1."""

    key: str
    words: str
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityWords:
    """What a map of communities says, already translated; `densities` the thinnest first."""

    title: str
    description: str
    densities: tuple[str, str, str, str]
    caption: str = ""
    beneath: tuple[str, ...] = ()
    table_url: str = ""
    method_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityPicture:
    """What `core/_community_map.html` may use."""

    picture_id: str
    svg: SafeString
    communities: tuple[KeyEntry, ...]
    densities: tuple[KeyEntry, ...]
    words: CommunityWords


def community_picture(
    areas: AreaSet,
    communities: Sequence[CommunityAreas],
    *,
    words: CommunityWords,
    sentences: Mapping[str, str],
    picture_id: str = "community",
    level: str | None = None,
    links: Mapping[str, str] | None = None,
    water: Sequence[BaseGeometry] = (),
    palette: Palette = "page",
) -> CommunityPicture:
    """The map of up to three communities with its key. `sentences` says each area in full."""
    svg = community_map(
        areas,
        communities,
        sentences=sentences,
        title=words.title,
        description=words.description,
        picture_id=picture_id,
        level=level,
        links=links,
        water=water,
        palette=palette,
    )
    return CommunityPicture(
        picture_id=picture_id,
        svg=svg,
        communities=community_key(communities, palette),
        densities=density_key(words.densities, palette),
        words=words,
    )


def density(weight: float) -> int:
    """Which of the four densities a weight gets, from 0 for the thinnest."""
    return bisect_left(BOUNDS, weight)


def community_map(
    areas: AreaSet,
    communities: Sequence[CommunityAreas],
    *,
    sentences: Mapping[str, str],
    title: str,
    description: str,
    picture_id: str = "community",
    level: str | None = None,
    links: Mapping[str, str] | None = None,
    water: Sequence[BaseGeometry] = (),
    palette: Palette = "page",
) -> SafeString:
    """The areas of one level, hatched for each community by its weight there.

    Areas where none of them lives are left plain. Raises ValueError for more than three.
    """
    if len(communities) > MOST_TOGETHER:
        raise ValueError(f"At most {MOST_TOGETHER} communities can be told apart on one map.")
    places = areas.at_level(level or areas.finest)
    hatched = {
        area.area: tuple(
            f"{picture_id}-weave-{at}-{density(one.weights[area.area])}"
            for at, one in enumerate(communities)
            if one.weights.get(area.area, 0) > 0
        )
        for area in places
    }
    return area_map(
        areas,
        shades={area.area: GROUND for area in places},
        sentences=sentences,
        title=title,
        description=description,
        picture_id=picture_id,
        level=level,
        links=links,
        water=water,
        overlay=Overlay(
            patterns=tuple(
                weave(f"{picture_id}-weave-{at}-{step}", at, step, palette)
                for at in range(len(communities))
                for step in range(len(STEPS))
            ),
            hatched=hatched,
        ),
        palette=palette,
    )


def weave(pattern_id: str, community: int, step: int, palette: Palette) -> str:
    """The hatch of one community at one density."""
    apart = STEPS[step]
    line = paint(f"weave-{community + 1}", palette, d=f"M{apart / 2:g} 0v{apart:g}")
    return pattern(pattern_id, element("path", attributes=line), step=apart, turn=TURNS[community])


def community_key(
    communities: Sequence[CommunityAreas], palette: Palette = "page"
) -> tuple[KeyEntry, ...]:
    """Each community with its hatch."""
    return tuple(
        KeyEntry(number=0, sample=weave_sample(at, 2, palette), words=one.words)
        for at, one in enumerate(communities)
    )


def density_key(words: Sequence[str], palette: Palette = "page") -> tuple[KeyEntry, ...]:
    """The four densities with the caller's words, the thinnest first."""
    return tuple(
        KeyEntry(number=0, sample=weave_sample(0, step, palette), words=said)
        for step, said in enumerate(words)
    )


def weave_sample(community: int, step: int, palette: Palette) -> SafeString:
    """A little square of a hatch, drawn line by line: a key needs no pattern."""
    apart, lines = STEPS[step] * 0.6, []
    ground = paint("key-ground", palette, x=1, y=1, width=14, height=14, rx=2)
    for at in range(-8, 9):
        offset = at * apart
        path = {
            0: _diagonal(offset, rising=True),
            1: _diagonal(offset, rising=False),
            2: f"M1.5 {8 + offset:g}H14.5" if abs(offset) < 6.5 else "",
        }[community]
        if path:
            lines.append(
                element("path", attributes=paint(f"weave-{community + 1}", palette, d=path))
            )
    return sample("".join([element("rect", attributes=ground), *lines]))


def _diagonal(offset: float, *, rising: bool) -> str:
    """A diagonal of the square from 1.5 to 14.5, moved aside; empty where it lies outside."""
    low, high = max(1.5, 1.5 + offset * 1.4), min(14.5, 14.5 + offset * 1.4)
    if high - low < 1:
        return ""
    start, end = (low, high) if not rising else (16 - low, 16 - high)
    return f"M{start:.3g} {low - offset * 1.4:.3g}L{end:.3g} {high - offset * 1.4:.3g}"
