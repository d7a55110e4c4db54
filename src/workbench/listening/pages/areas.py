"""The map of the city's areas with their residents, and the table behind it."""

import re
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.places import Area, AreaSet
from workbench.core.city import current_city
from workbench.core.numbers import whole
from workbench.core.pictures import MapPicture, area_map, count_scale

PICTURE = "areas"
AFTER_NUMBERS = 10**12


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLine:
    """One row of the table."""

    area: str
    name: str
    parent: str
    population: int | None
    row_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelLink:
    """One level of areas to switch to."""

    level: str
    count: int
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AreasPage:
    """What areas.html may use."""

    lede: str
    level: str
    levels: tuple[LevelLink, ...]
    map: MapPicture
    lines: tuple[AreaLine, ...]
    has_parents: bool


def areas_page(level: str | None) -> AreasPage:
    """The areas of one level; raises `InvalidAreas` for a level that the city does not have."""
    areas = current_city().areas()
    chosen = level or areas.finest
    shown = areas.at_level(chosen)
    levels = tuple(
        LevelLink(level=one, count=len(areas.at_level(one)), here=one == chosen)
        for one in areas.levels
    )
    return AreasPage(
        lede=_lede(shown),
        level=chosen,
        levels=levels,
        map=_map(areas, chosen, shown),
        lines=tuple(_line(area, areas) for area in sorted(shown, key=by_name)),
        has_parents=any(area.parent for area in shown),
    )


def by_name(area: Area) -> list[tuple[int, str]]:
    """For sorting as a reader would: 9 before 10, and letters whatever their case."""
    parts = re.findall(r"\d+|\D+", area.name)
    return [
        (int(part), "") if part.isdecimal() else (AFTER_NUMBERS, part.casefold()) for part in parts
    ]


def _lede(shown: tuple[Area, ...]) -> str:
    known = [area.population for area in shown if area.population is not None]
    many = ngettext("%(count)s area", "%(count)s areas", len(shown)) % {"count": len(shown)}
    if not known:
        return _("%(areas)s. How many people live in them is not known here.") % {"areas": many}
    if len(known) < len(shown):
        return _("%(areas)s; for %(known)s of them the number of residents is known.") % {
            "areas": many,
            "known": len(known),
        }
    return _("%(areas)s with %(residents)s residents together.") % {
        "areas": many,
        "residents": whole(sum(known)),
    }


def _map(areas: AreaSet, level: str, shown: tuple[Area, ...]) -> MapPicture:
    known = {area.area: area.population for area in shown if area.population is not None}
    scale = count_scale(known.values())
    svg = area_map(
        areas,
        level=level,
        water=current_city().water(),
        shades={area: scale.key_of(residents) for area, residents in known.items()},
        sentences={area.area: sentence_for(area) for area in shown},
        title=_("Map of %(city)s") % {"city": current_city().name},
        description=_lede(shown),
        picture_id=PICTURE,
    )
    used = {scale.key_of(residents) for residents in known.values()}
    return MapPicture(
        picture_id=PICTURE,
        svg=svg,
        key=tuple(shade for shade in scale.shades if shade.key in used),
        no_data=len(known) < len(shown),
        caption=_("Residents by area, as given with the outlines."),
        method_url=reverse("methods-page", args=["areas"]),
    )


def sentence_for(area: Area) -> str:
    """One area in a sentence."""
    if area.population is None:
        return _("%(area)s: the number of residents is not known.") % {"area": area.name}
    return _("%(area)s: %(residents)s residents.") % {
        "area": area.name,
        "residents": whole(area.population),
    }


def _line(area: Area, areas: AreaSet) -> AreaLine:
    return AreaLine(
        area=area.area,
        name=area.name,
        parent=areas.get(area.parent).name if area.parent else "",
        population=area.population,
        row_id=f"{PICTURE}-{area.area}",
    )
