"""The network of parties as a drawing: facts and words for the picture module.

Read `whole_picture` and `picture_around` first. Ties of several kinds are drawn as four families;
one about persons is drawn as what it is, declared, and says nothing more (charter 8).
"""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.core.labels import CityNames
from workbench.core.numbers import whole
from workbench.core.pictures import Kind
from workbench.core.pictures.network import (
    Gathering,
    Mark,
    Network,
    NetworkNode,
    NetworkPicture,
    NetworkTie,
    NetworkWords,
    Placement,
    TieFamily,
    neighbourhood_picture,
    network_picture,
)
from workbench.mapping import words
from workbench.mapping.models import Community, Party, Tie
from workbench.mapping.pages.ties import party_address
from workbench.mapping.weaving import Read, Woven

FAMILY_OF = {
    Tie.Kind.CONTACT: "light",
    Tie.Kind.KNOWLEDGE: "light",
    Tie.Kind.DIALOGUE: "trust",
    Tie.Kind.TRUST: "trust",
    Tie.Kind.REFERRAL: "work",
    Tie.Kind.JOINT_WORK: "work",
    Tie.Kind.FUNDING: "money",
    Tie.Kind.PERSONAL: "declared",
}
COMMUNITY, OTHER = "community", "other"
FIRST = (COMMUNITY, "youth", "school", "faith", "library", "women", "tenants", "authority")
MOST_BROKERS = 10


def families() -> tuple[TieFamily, ...]:
    """The ways in which ties are drawn, with their words."""
    return (
        TieFamily(key="light", words=_("contact and exchange")),
        TieFamily(key="trust", words=_("trust and dialogue"), line="dashes"),
        TieFamily(key="work", words=_("referral and joint work"), line="dots"),
        TieFamily(key="money", words=_("funding"), line="dash-dot"),
        TieFamily(key="declared", words=_("declared only"), line="dots"),
    )


def network_of(woven: Woven, names: CityNames, *, marked: Read | None = None) -> Network:
    """The facts of the drawing; with `marked`, brokers and those who hold parts together."""
    kinds = kinds_of(_kind_of(party) for party in woven.parties.values())
    between = brokers(marked) if marked else ()
    nodes = tuple(
        NetworkNode(
            node_id=key,
            name=party.named.name,
            group=_kind_of(party),
            gathering=_area_of(party, names),
            href=party_address(party),
            marks=_marks(key, between, marked),
        )
        for key, party in woven.parties.items()
    )
    there = {node.gathering for node in nodes} - {""}
    return Network(
        nodes=nodes,
        ties=tuple(_tie(one) for one in woven.ties),
        groups=kinds,
        families=families(),
        gatherings=tuple(one for one in _gatherings(names) if one.key in there),
    )


def brokers(read: Read) -> tuple[str, ...]:
    """Those that most shortest paths lead through, and that stay so in most drawn networks."""
    order = sorted(read.positions.values(), key=lambda one: (-one.betweenness, one.id))
    return tuple(one.id for one in order[:MOST_BROKERS] if one.betweenness > 0)


def _marks(key: str, between: Iterable[str], read: Read | None) -> frozenset[Mark]:
    marks: set[Mark] = set()
    if key in between:
        marks.add("broker")
    if read and read.positions[key].articulation:
        marks.add("cut")
    return frozenset(marks)


def _kind_of(party: Party) -> str:
    if isinstance(party.named, Community):
        return COMMUNITY
    return party.named.kind or OTHER


def kinds_of(keys: Iterable[str]) -> tuple[Kind, ...]:
    """The kinds that occur with their words, in an order that stays: eight have a look each."""
    there = set(keys)
    said = {key: words.word("kind", key) for key in there - {COMMUNITY, OTHER}}
    said |= {COMMUNITY: _("communities"), OTHER: _("others")}
    rest = sorted(there - {*FIRST, OTHER}, key=lambda key: said[key].casefold())
    order = [*FIRST, *rest, OTHER]
    return tuple(Kind(key=key, words=said[key]) for key in order if key in there)


def _area_of(party: Party, names: CityNames) -> str:
    area = "" if isinstance(party.named, Community) else party.named.area
    return area if area in names.areas.ids else ""


def _gatherings(names: CityNames) -> tuple[Gathering, ...]:
    areas = names.areas.at_level(names.areas.finest)
    points = [(area, area.geometry.representative_point()) for area in areas]
    return tuple(
        Gathering(key=area.area, words=area.name, east=point.x, south=-point.y)
        for area, point in points
    )


def _tie(tie: Tie) -> NetworkTie:
    declared = tie.kind == Tie.Kind.PERSONAL
    return NetworkTie(
        source=tie.source.key,
        target=tie.target.key,
        family=FAMILY_OF[Tie.Kind(tie.kind)],
        strength=None if declared or tie.strength is None else float(tie.strength),
        directed=tie.directed,
        public=tie.source_shows and tie.target_shows,
    )


def whole_picture(
    woven: Woven, read: Read, names: CityNames, *, previous: Placement | None
) -> NetworkPicture:
    """The whole network; what stood somewhere last time stays there."""
    counts = {"parties": whole(woven.graph.size), "pairs": whole(len(woven.graph.pairs))}
    said = NetworkWords(
        title=_("Who is tied to whom"),
        description=_("%(parties)s organisations and communities, %(pairs)s pairs with a tie.")
        % counts,
        caption=_("What is known of. A tie that nobody told of is not here."),
        method_url=reverse("methods-page", args=["ties"]),
        alone=_("Without a known tie"),
        marks={
            "broker": _("many shortest ways lead through here"),
            "cut": _("holds two parts together"),
        },
    )
    network = network_of(woven, names, marked=read)
    return network_picture(network, words=said, previous=previous)


def picture_around(woven: Woven, key: str, names: CityNames) -> NetworkPicture | None:
    """One party with those it is tied to; None where it stands in no tie that may be seen."""
    network = network_of(woven, names)
    near = network.neighbours.get(key, {})
    if not near:
        return None
    name = network.by_id[key].name
    said = NetworkWords(
        title=_("Who %(name)s is tied to") % {"name": name},
        description=ngettext(
            "%(name)s and %(count)s other.", "%(name)s and %(count)s others.", len(near)
        )
        % {"name": name, "count": whole(len(near))},
        caption=_("What you may see of it; a tie that nobody told of is not here."),
        method_url=reverse("methods-page", args=["ties"]),
    )
    return neighbourhood_picture(network, key, words=said)
