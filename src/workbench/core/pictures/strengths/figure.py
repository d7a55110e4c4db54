"""A strength map with all that stands around it on a page: key, list by area, caption.

Read `strength_picture` first; `core/_strength_map.html` and `core/_strength_list.html` show it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from shapely.geometry.base import BaseGeometry

from commonweal.core.places import AreaSet
from workbench.core.pictures.looks import KeyEntry, Kind, key_symbol, kind_key, looks_of
from workbench.core.pictures.paint import Palette
from workbench.core.pictures.strengths.community import weave_sample
from workbench.core.pictures.strengths.drawing import LIVED_IN, StrengthWords, strength_map
from workbench.core.pictures.strengths.facts import PartnerPlaces, PublicPlaces, StrengthPlace
from workbench.core.pictures.strengths.keys import gap_sample, sealed_sample


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """One place in the list beside the map."""

    name: str
    href: str
    kind: str
    symbol: SafeString
    sentence: str
    confidential: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """One area in the list: its gap, if there is one, and its places by name."""

    area: str
    name: str
    gap: str
    places: tuple[PlaceRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthPicture:
    """What `core/_strength_map.html` and `core/_strength_list.html` may use."""

    picture_id: str
    svg: SafeString
    kinds: tuple[KeyEntry, ...]
    marks: tuple[KeyEntry, ...]
    rows: tuple[AreaRow, ...]
    words: StrengthWords


def strength_picture(
    areas: AreaSet,
    seen: PublicPlaces | PartnerPlaces,
    *,
    kinds: Sequence[Kind],
    words: StrengthWords,
    sentences: Mapping[str, str],
    gaps: Mapping[str, str],
    lived_in: Collection[str] = (),
    picture_id: str = "strengths",
    level: str | None = None,
    links: Mapping[str, str] | None = None,
    water: Sequence[BaseGeometry] = (),
    palette: Palette = "page",
) -> StrengthPicture:
    """The map and its list: every area of the level in the order of the file, none ranked.

    An area that has a link leads there, and needs no row in the list.
    """
    svg = strength_map(
        areas,
        seen,
        kinds=kinds,
        sentences=sentences,
        gaps=gaps,
        words=words,
        lived_in=lived_in,
        picture_id=picture_id,
        level=level,
        links=links,
        water=water,
        palette=palette,
    )
    return StrengthPicture(
        picture_id=picture_id,
        svg=svg,
        kinds=kind_key(kinds, {place.kind for place in seen.places}, palette),
        marks=_mark_key(seen, gaps, lived_in, words, palette),
        rows=tuple(
            row for row in _rows(areas, seen, kinds, gaps, level) if row.area not in (links or {})
        ),
        words=words,
    )


def _mark_key(
    seen: PublicPlaces | PartnerPlaces,
    gaps: Mapping[str, str],
    lived_in: Collection[str],
    words: StrengthWords,
    palette: Palette,
) -> tuple[KeyEntry, ...]:
    found = []
    if lived_in and words.lived_in:
        sample = weave_sample(*LIVED_IN, palette)
        found.append(KeyEntry(number=0, sample=sample, words=words.lived_in))
    if gaps and words.gap:
        found.append(KeyEntry(number=0, sample=gap_sample(palette), words=words.gap))
    if any(place.confidential for place in seen.places) and words.confidential:
        found.append(KeyEntry(number=0, sample=sealed_sample(palette), words=words.confidential))
    return tuple(found)


def _rows(
    areas: AreaSet,
    seen: PublicPlaces | PartnerPlaces,
    kinds: Sequence[Kind],
    gaps: Mapping[str, str],
    level: str | None,
) -> tuple[AreaRow, ...]:
    said = {kind.key: kind.words for kind in kinds}
    symbols = {key: key_symbol(look) for key, look in looks_of(list(said)).items()}
    return tuple(
        AreaRow(
            area=area.area,
            name=area.name,
            gap=gaps.get(area.area, ""),
            places=tuple(
                _place_row(place, said[place.kind], symbols[place.kind])
                for place in sorted(seen.places, key=lambda one: one.name.casefold())
                if place.area == area.area
            ),
        )
        for area in areas.at_level(level or areas.finest)
    )


def _place_row(place: StrengthPlace, kind: str, symbol: SafeString) -> PlaceRow:
    return PlaceRow(
        name=place.name,
        href=place.href,
        kind=kind,
        symbol=symbol,
        sentence=place.sentence,
        confidential=place.confidential,
    )
