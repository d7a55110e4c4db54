"""A person's network as the drawing takes it: nodes with their sentences, ties with theirs.

Read `network_of` first. A sentence says what kind of tie it is and how strong, and never what it
rests on.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.core.city import current_city
from workbench.core.labels import CityNames
from workbench.core.numbers import whole
from workbench.core.pictures.maps import layout_of
from workbench.core.pictures.network import Gathering, Mark, Network, NetworkNode, NetworkTie
from workbench.mapping import looks, words
from workbench.mapping.models import Organisation, Party, Tie
from workbench.mapping.pages.ties import party_address


def network_of(
    parties: Iterable[Party],
    ties: Iterable[Tie],
    names: CityNames,
    *,
    marks: Mapping[str, Collection[Mark]] | None = None,
    gathered: bool = True,
) -> Network:
    """The drawing's facts; raises `TooManyToDraw` above a thousand parties.

    `marks` says by a party's number what its ring stands for; `gathered` draws districts as
    circles, where they lie on the map.
    """
    drawn = tuple(_tie(one) for one in ties)
    pairs = {frozenset((one.source, one.target)) for one in drawn}
    count = Counter(end for pair in pairs for end in pair)
    districts = _gatherings() if gathered else ()
    known = {one.key for one in districts}
    return Network(
        nodes=tuple(
            _node(one, names, known, (marks or {}).get(str(one.pk), ()), count[str(one.pk)])
            for one in parties
        ),
        ties=drawn,
        groups=looks.kinds(),
        families=looks.families(),
        gatherings=districts,
    )


def _gatherings() -> tuple[Gathering, ...]:
    """The districts, where they lie on the map."""
    areas = current_city().areas()
    said = {area.area: area.name for area in areas.at_level(areas.finest)}
    return tuple(
        Gathering(key=one.area, words=said[one.area], east=one.x, south=one.y)
        for one in sorted(layout_of(areas).shapes, key=lambda shape: list(said).index(shape.area))
    )


def kind_of(party: Party) -> str:
    """The kind by which a party is drawn."""
    named = party.named
    return named.kind if isinstance(named, Organisation) else "community"


def kind_words(kind: str) -> str:
    """The kind of a party in words; empty where none is told."""
    if kind == "community":
        return _("community")
    return words.word("kind", kind) if kind else ""


def area_of(party: Party) -> str:
    """The district in which a party stands; a community stands in none of its own."""
    named = party.named
    return named.area if isinstance(named, Organisation) else ""


def _node(
    party: Party, names: CityNames, known: Collection[str], marks: Collection[Mark], ties: int
) -> NetworkNode:
    area = area_of(party)
    return NetworkNode(
        node_id=str(party.pk),
        name=party.named.name,
        group=looks.look_of(kind_of(party)),
        gathering=area if area in known else "",
        href=party_address(party),
        sentence=_sentence(party, names, ties),
        marks=frozenset(marks),
    )


def _sentence(party: Party, names: CityNames, ties: int) -> str:
    kind, area = kind_of(party), names.area(area_of(party))
    about = [said for said in (kind_words(kind), area) if said]
    known = (
        ngettext("tied to %(n)s other", "tied to %(n)s others", ties) % {"n": whole(ties)}
        if ties
        else _("no tie is known")
    )
    return f"{party.named.name}: {', '.join([*about, known])}."


def _tie(tie: Tie) -> NetworkTie:
    return NetworkTie(
        source=str(tie.source_id),
        target=str(tie.target_id),
        family=looks.FAMILY_OF[tie.kind],
        strength=tie.strength,
        directed=tie.directed,
        public=tie.source_shows and tie.target_shows,
        sentence=f"{tie.source.named.name} – {tie.target.named.name}: {tie.get_kind_display()}",
    )
