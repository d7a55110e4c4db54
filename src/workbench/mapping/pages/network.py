"""The network: who is tied to whom, in a drawing and in words; never a rank of anybody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.forms import BaseForm
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person
from workbench.core.labels import city_names
from workbench.core.numbers import whole
from workbench.core.pictures.network import NetworkPicture, Placement
from workbench.mapping import access, drawing, weaving
from workbench.mapping.models import Party
from workbench.mapping.network_forms import NetworkForm
from workbench.mapping.pages.ties import party_address

MOST_DRAWN = 1000
Links = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure of the whole: what it says, its value, and how far it moves."""

    label: str
    said: str
    band: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPage:
    """What network.html may use; without a picture, `nothing` says why."""

    form: BaseForm
    lede: str
    nothing: str
    picture: NetworkPicture | None
    measures: tuple[Measure, ...]
    brokers: Links
    cuts: Links
    alone: Links
    alone_words: str
    is_filtered: bool
    may_see_threads: bool


def network_page(
    person: Person, asked: Mapping[str, str], *, previous: Placement | None
) -> NetworkPage:
    """The network that this person may see, or the part of it that was asked for."""
    names = city_names()
    form = NetworkForm(asked, names=names)
    wanted = form.cleaned_data if form.is_valid() else {}
    kinds = tuple(key for key, family in drawing.FAMILY_OF.items() if family == wanted.get("kind"))
    woven = weaving.woven_for(person, kinds=kinds, area=wanted.get("area", ""))
    found = weaving.read(woven.graph)
    picture = None
    if 0 < woven.graph.size <= MOST_DRAWN:
        picture = drawing.whole_picture(woven, found, names, previous=previous)
    return NetworkPage(
        form=form,
        lede=_lede(woven),
        nothing="" if picture else _nothing(woven.graph.size),
        picture=picture,
        measures=tuple(_measures(found)),
        brokers=links_to(woven.parties, drawing.brokers(found)),
        cuts=links_to(woven.parties, _cuts(found)),
        alone=links_to(woven.parties, found.alone),
        alone_words=_alone(len(found.alone)),
        is_filtered=any(wanted.values()),
        may_see_threads=person.role in access.DESK,
    )


def _nothing(size: int) -> str:
    if not size:
        return _("Nobody stands here yet.")
    return _("%(count)s parties are too many for a drawing that can be read. Choose an area.") % {
        "count": whole(size)
    }


def _lede(woven: weaving.Woven) -> str:
    pairs = len(woven.graph.pairs)
    return ngettext(
        "%(parties)s organisations and communities; %(pairs)s pair of them is tied, as far as is "
        "known.",
        "%(parties)s organisations and communities; %(pairs)s pairs of them are tied, as far as "
        "is known.",
        pairs,
    ) % {"parties": whole(woven.graph.size), "pairs": whole(pairs)}


def _measures(found: weaving.Read) -> Iterable[Measure]:
    """Bonding, bridging and linking in words people use; none where there is no such pair."""
    said = {
        "bonding": _("Among those of the same kind"),
        "bridging": _("Between different kinds"),
        "linking": _("With authorities and other levels"),
    }
    for name, label in said.items():
        value = getattr(found.shape, name)
        if value is not None:
            band = found.bands.of_measure[weaving.RATE][name]
            yield Measure(label=label, said=_share(value), band=_band(band))


def _share(value: float) -> str:
    return _("%(share)s of 1,000 possible ties are known") % {"share": whole(round(1000 * value))}


def _band(band: tuple[float, float] | None) -> str:
    if band is None:
        return _("too few ties to say how sure")
    low, high = (whole(round(1000 * end)) for end in band)
    return _("%(low)s to %(high)s if one tie in five were otherwise") % {"low": low, "high": high}


def _cuts(found: weaving.Read) -> tuple[str, ...]:
    return tuple(key for key, one in found.positions.items() if one.articulation)


def _alone(count: int) -> str:
    if not count:
        return _("Everybody here stands in a tie.")
    return ngettext(
        "%(count)s stands in no known tie.", "%(count)s stand in no known tie.", count
    ) % {"count": whole(count)}


def links_to(parties: Mapping[str, Party], keys: Iterable[str]) -> Links:
    """Names and addresses, by name: an order of size would be a rank."""
    found = ((parties[key].named.name, party_address(parties[key])) for key in keys)
    return tuple(sorted(found, key=lambda pair: pair[0].casefold()))
