"""The map of strengths: what stands where, by its look, and what is there for the whole city.

Read `mapped` first. Whatever it is given, nothing confidential is ever in it. For everybody every
entry stands in the middle of its district, so that nobody's door is shown.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.places import AreaSet
from workbench.core.city import current_city
from workbench.core.labels import CityNames
from workbench.core.numbers import whole
from workbench.core.pictures.looks import key_symbol, looks_of
from workbench.core.pictures.strengths import (
    PublicPlaces,
    StrengthPicture,
    StrengthPlace,
    StrengthWords,
    strength_picture,
)
from workbench.mapping import access, looks, words
from workbench.mapping.models import Strength

Degrees = tuple[float, float]
MOST_PLACES, MOST_EXACT = 2_000, 300
"""More than this nobody could read; from so many on, entries stand in the middle of districts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElsewhereLine:
    """An entry without a district: it is there for the whole city."""

    name: str
    address: str
    symbol: SafeString
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthsMap:
    """What _map.html may use; `not_drawn` says why there is no picture."""

    picture: StrengthPicture | None
    not_drawn: str
    elsewhere: tuple[ElsewhereLine, ...]


def mapped(
    strengths: QuerySet[Strength],
    names: CityNames,
    *,
    for_everybody: bool = False,
    tells_gaps: bool = False,
    lived_in: Collection[str] = (),
) -> StrengthsMap:
    """These strengths as a map with its list; with `tells_gaps`, where nothing of them stands."""
    drawn = access.countable(strengths).filter(gone_on=None)
    count = drawn.count()
    if count > MOST_PLACES:
        return _too_many(count)
    exact = not for_everybody and count <= MOST_EXACT
    spots = _Spots.of(names.areas, exact=exact)
    found = [(one, spots.spot(one)) for one in drawn]
    places = tuple(
        _place(one, spot, names, linked=not for_everybody) for one, spot in found if spot
    )
    picture = strength_picture(
        names.areas,
        PublicPlaces(places=places),
        kinds=looks.kinds(),
        words=_words(len(places), exact=exact),
        sentences=_sentences(places, names),
        gaps=_gaps(places, names) if tells_gaps else {},
        lived_in=lived_in,
        links=_away(places, lived_in, names) if lived_in else None,
        water=current_city().water(),
    )
    elsewhere = tuple(
        _elsewhere(one, linked=not for_everybody) for one, spot in found if spot is None
    )
    return StrengthsMap(picture=picture, not_drawn="", elsewhere=elsewhere)


def _too_many(count: int) -> StrengthsMap:
    many = _("%(n)s entries are too many for a map that anybody could read. Choose fewer.")
    return StrengthsMap(picture=None, not_drawn=many % {"n": whole(count)}, elsewhere=())


@dataclass(frozen=True, slots=True)
class _Spots:
    """Where entries stand: at their own point where `exact`, else in the middle of a district."""

    middles: dict[str, Degrees]
    bounds: tuple[float, float, float, float]
    exact: bool

    @classmethod
    def of(cls, areas: AreaSet, *, exact: bool) -> "_Spots":
        finest = areas.at_level(areas.finest)
        inside = {area.area: area.geometry.representative_point() for area in finest}
        middles = {area: (float(point.x), float(point.y)) for area, point in inside.items()}
        return cls(middles, areas.bounds, exact)

    def spot(self, one: Strength) -> Degrees | None:
        """Longitude and latitude; None where it stands in no district."""
        west, south, east, north = self.bounds
        lon, lat, middle = one.lon, one.lat, self.middles.get(one.area)
        if not self.exact or middle is None or lon is None or lat is None:
            return middle
        return (lon, lat) if west <= lon <= east and south <= lat <= north else middle


def _place(one: Strength, spot: Degrees, names: CityNames, *, linked: bool) -> StrengthPlace:
    return StrengthPlace(
        place_id=str(one.pk),
        name=_name(one),
        kind=looks.look_of(one.kind),
        lon=spot[0],
        lat=spot[1],
        area=one.area,
        href=_address(one) if linked else "",
        sentence=_sentence(one, names),
        confidential=one.confidential,
    )


def _name(one: Strength) -> str:
    """Many entries share a name, so whoever holds it stands beside it."""
    return f"{one.name} ({one.organisation.name})" if one.organisation else one.name


def _address(one: Strength) -> str:
    return reverse("mapping-strength", args=[one.pk])


def _sentence(one: Strength, names: CityNames) -> str:
    needs = words.row_of("needs", one.needs) if one.needs else ""
    return f"{_name(one)}: {', '.join(filter(None, (names.area(one.area), needs)))}."


def _elsewhere(one: Strength, *, linked: bool) -> ElsewhereLine:
    look = looks_of([kind.key for kind in looks.kinds()])[looks.look_of(one.kind)]
    return ElsewhereLine(
        name=_name(one),
        address=_address(one) if linked else "",
        symbol=key_symbol(look),
        kind=words.word("kind", one.kind) if one.kind else "",
    )


def _sentences(places: Iterable[StrengthPlace], names: CityNames) -> dict[str, str]:
    there = [place.area for place in places]
    return {
        area.area: f"{area.name}: {_many(there.count(area.area))}."
        for area in names.areas.at_level(names.areas.finest)
    }


def _many(count: int) -> str:
    if not count:
        return _("nothing is told of")
    return ngettext("%(n)s strength", "%(n)s strengths", count) % {"n": whole(count)}


def _gaps(places: Iterable[StrengthPlace], names: CityNames) -> dict[str, str]:
    """Where nothing stands of what was asked for, in words."""
    there = {place.area for place in places}
    return {
        area.area: _("Nothing that fits is told of in %(area)s.") % {"area": area.name}
        for area in names.areas.at_level(names.areas.finest)
        if area.area not in there
    }


def _away(
    places: Iterable[StrengthPlace], lived_in: Collection[str], names: CityNames
) -> dict[str, str]:
    """On a community's map the districts that are not its own lead to the map of the city."""
    here = {*lived_in, *(place.area for place in places)}
    return {
        area.area: f"{reverse('mapping-map')}#strengths-{area.area}"
        for area in names.areas.at_level(names.areas.finest)
        if area.area not in here
    }


def _words(count: int, *, exact: bool) -> StrengthWords:
    caption = (
        _("A symbol may stand a little beside its place, where many are close together.")
        if exact
        else _("Entries stand in the middle of their district, not at their door.")
    )
    return StrengthWords(
        title=_("Map of what there is in %(city)s") % {"city": current_city().name},
        description=_("%(many)s; the list beside the map holds all of it.")
        % {"many": _many(count)},
        many=_many,
        gap=_("nothing that fits is told of"),
        lived_in=_("where they live or meet, as they say"),
        caption=caption,
        method_url="",
    )
