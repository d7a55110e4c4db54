"""The strength map: what the city has and where; no area is shaded by how much (charter 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person
from workbench.core.city import current_city
from workbench.core.labels import CityNames, city_names
from workbench.core.numbers import whole
from workbench.core.pictures.strengths import (
    PartnerPlaces,
    StrengthPicture,
    StrengthPlace,
    StrengthWords,
    strength_picture,
)
from workbench.mapping import access
from workbench.mapping.drawing import OTHER, kinds_of
from workbench.mapping.forms import FindForm
from workbench.mapping.models import Strength
from workbench.mapping.pages.strengths import asked_for

MOST_PLACES = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthMapPage:
    """What map.html may use; without a picture, `nothing` says why."""

    form: FindForm
    lede: str
    nothing: str
    picture: StrengthPicture | None
    is_filtered: bool


def strength_map_page(person: Person, asked: Mapping[str, str], *, today: date) -> StrengthMapPage:
    """The strengths that this person may see, that fit, and that stand somewhere."""
    names = city_names()
    form, fitting = asked_for(person, asked, names, today=today)
    placed = fitting.exclude(lat=None).exclude(lon=None)
    there = list(placed[: MOST_PLACES + 1])
    nothing = _nothing(len(there))
    counted = access.countable(fitting).count()
    return StrengthMapPage(
        form=form,
        lede=_lede(counted, counted - access.countable(placed).count()) if not nothing else "",
        nothing=nothing,
        picture=None if nothing else _picture(there, names),
        is_filtered=any(asked.values()),
    )


def _nothing(count: int) -> str:
    if not count:
        return _("Nothing that fits has a point on the map.")
    if count > MOST_PLACES:
        return _("More than %(most)s places fit. Choose an area or a need.") % {
            "most": whole(MOST_PLACES)
        }
    return ""


def _lede(total: int, without: int) -> str:
    said = ngettext("%(count)s entry fits.", "%(count)s entries fit.", total)
    told = [said % {"count": whole(total)}]
    if without:
        more = ngettext(
            "%(count)s of them has no point and stands in the list of strengths only.",
            "%(count)s of them have no point and stand in the list of strengths only.",
            without,
        )
        told.append(more % {"count": whole(without)})
    return " ".join(told)


def _picture(strengths: list[Strength], names: CityNames) -> StrengthPicture:
    kinds = kinds_of(one.kind or OTHER for one in strengths)
    said = StrengthWords(
        title=_("What the city has, and where"),
        description=_("Each sign is a strength; a number stands for several close together."),
        many=lambda n: ngettext("%(n)s strength", "%(n)s strengths", n) % {"n": whole(n)},
        confidential=_("confidential: on pages of partners only"),
        caption=_("What somebody told of. Where nothing stands, nobody told of anything."),
        method_url=reverse("methods-page", args=["strengths"]),
    )
    areas = names.areas.at_level(names.areas.finest)
    return strength_picture(
        names.areas,
        PartnerPlaces(places=tuple(_place(one, names) for one in strengths)),
        kinds=kinds,
        words=said,
        sentences={area.area: area.name for area in areas},
        gaps={},
        water=current_city().water(),
    )


def _place(one: Strength, names: CityNames) -> StrengthPlace:
    holder = one.organisation.name if one.organisation else ""
    said = ", ".join(filter(None, (one.name, holder, names.area(one.area))))
    return StrengthPlace(
        place_id=str(one.pk),
        name=one.name,
        kind=one.kind or OTHER,
        lon=float(one.lon or 0),
        lat=float(one.lat or 0),
        area=one.area,
        href=reverse("mapping-strength", args=[one.pk]),
        sentence=f"{said}.",
        confidential=one.confidential,
    )
