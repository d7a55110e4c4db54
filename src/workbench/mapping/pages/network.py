"""The network as one person may see it: the drawing, the list beside it, and its figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person
from workbench.core.labels import CityNames, city_names
from workbench.core.numbers import whole
from workbench.core.pictures import TooManyToDraw
from workbench.core.pictures.network import (
    Mark,
    Network,
    NetworkPicture,
    NetworkWords,
    Placement,
    network_picture,
)
from workbench.core.pictures.network.placing import place
from workbench.mapping import access
from workbench.mapping.drawn import area_of, network_of
from workbench.mapping.fabric import Fabric, fabric_of
from workbench.mapping.measured import Measured
from workbench.mapping.models import Tie
from workbench.mapping.network_forms import NetworkForm
from workbench.mapping.pages.changed import Changed, changed_since
from workbench.mapping.pages.figures import Figures, figures_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPage:
    """What network.html may use; `placement` is the whole network's, to be kept."""

    lede: str
    form: NetworkForm
    shown: str
    is_filtered: bool
    picture: NetworkPicture | None
    not_drawn: str
    figures: Figures
    changed: Changed | None
    sees_part: bool
    placement: Placement | None = field(repr=False)


def network_page(
    person: Person, asked: Mapping[str, str], *, previous: Placement | None
) -> NetworkPage:
    """The network of the ties that this person may see and that fit."""
    names = city_names()
    form = NetworkForm(asked, names=names)
    given = form.cleaned_data if form.is_valid() else {}
    kind, area = given.get("kind", ""), given.get("area", "")
    everything = fabric_of(person)
    fabric = fabric_of(person, kind=kind) if kind else everything
    figures, _told = figures_of(fabric)
    placement = _placed(everything, names, previous)
    picture = _picture(_part(fabric, area), fabric, names, placement)
    return NetworkPage(
        lede=figures.lede,
        form=form,
        shown=_shown(kind, area, names),
        is_filtered=bool(kind or area),
        picture=picture,
        not_drawn=_too_many(len(fabric.parties)) if picture is None else "",
        figures=figures,
        changed=changed_since(fabric, given["since"]) if given.get("since") else None,
        sees_part=person.role not in access.DESK,
        placement=placement,
    )


def _shown(kind: str, area: str, names: CityNames) -> str:
    """What the filter leaves in the drawing, in words."""
    said = []
    if kind:
        said.append(_("Only ties of this kind: %(kind)s.") % {"kind": Tie.Kind(kind).label})
    if area:
        told = _("Drawn are those in %(area)s with their ties; the figures are the whole city’s.")
        said.append(told % {"area": names.area(area)})
    return " ".join(said)


def _placed(fabric: Fabric, names: CityNames, previous: Placement | None) -> Placement | None:
    """Where everybody stands, whatever is filtered: a filter moves nobody far."""
    network = _network(fabric, fabric, names)
    return place(network, previous=previous) if network else None


def _network(part: Fabric, fabric: Fabric, names: CityNames) -> Network | None:
    """A part of the network with its rings; None where it is too large to be drawn."""
    parties, ties, marks = part.parties.values(), part.ties, _marks(figures_of(fabric)[1])
    try:
        return network_of(parties, ties, names, marks=marks)
    except TooManyToDraw:
        return None


def _marks(told: Measured) -> dict[str, list[Mark]]:
    marks: dict[str, list[Mark]] = {number: ["broker"] for number in told.brokers}
    for number in told.cuts:
        marks.setdefault(number, []).append("cut")
    return marks


def _part(fabric: Fabric, area: str) -> Fabric:
    """Those of one district, and those they are tied to, with the ties of the district."""
    if not area:
        return fabric
    here = {number for number, party in fabric.parties.items() if area_of(party) == area}
    ties = tuple(one for one in fabric.ties if {str(one.source_id), str(one.target_id)} & here)
    near = here | {str(end) for one in ties for end in (one.source_id, one.target_id)}
    parties = {number: party for number, party in fabric.parties.items() if number in near}
    return replace(fabric, parties=parties, ties=ties)


def _picture(
    part: Fabric, fabric: Fabric, names: CityNames, previous: Placement | None
) -> NetworkPicture | None:
    network = _network(part, fabric, names)
    return network_picture(network, words=_words(network), previous=previous) if network else None


def _too_many(count: int) -> str:
    return ngettext(
        "%(n)s party cannot be drawn so that anybody could read it. Choose a district.",
        "%(n)s parties cannot be drawn so that anybody could read it. Choose a district.",
        count,
    ) % {"n": whole(count)}


def _words(network: Network) -> NetworkWords:
    count = len(network.ties)
    return NetworkWords(
        title=_("Who is tied to whom"),
        description=ngettext(
            "%(ties)s tie between %(parties)s parties; the list beside it holds all of it.",
            "%(ties)s ties between %(parties)s parties; the list beside it holds all of it.",
            count,
        )
        % {"ties": whole(count), "parties": whole(len(network.nodes))},
        caption=_(
            "Circles are districts, about where they lie on the map; near each other inside a "
            "circle stand those with ties. Size: how many others one is tied to."
        ),
        alone=_("No tie is known"),
        method_url=reverse("methods-page", args=["network"]),
        marks={
            "broker": _("many ways lead through it"),
            "cut": _("without it others would be cut off"),
        },
    )
