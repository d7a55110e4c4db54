"""The figures of a network in plain words: each with what it would be were some ties otherwise.

Read `figures_of` first. Nobody is put in an order but that of the alphabet.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.core.numbers import whole
from workbench.mapping.fabric import Fabric
from workbench.mapping.measured import Counted, Measured, measured
from workbench.mapping.pages.showing import and_more
from workbench.mapping.pages.ties import party_address

MOST_NAMED = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    """One sort of tie: how many there are, of how many pairs, the band, and whether it misses."""

    label: str
    ties: str
    pairs: str
    band: str
    outside: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLine:
    """A party with how often it is found again."""

    name: str
    address: str
    again: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Parties of one sort, by name: `said` is another sentence where there is none."""

    key: str
    heading: str
    said: str
    lines: tuple[NamedLine, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What _network_figures.html may use."""

    lede: str
    counts: tuple[CountLine, ...]
    named: tuple[Named, ...]
    drawn: str


def figures_of(fabric: Fabric) -> tuple[Figures, Measured]:
    """The figures in words, and as they are, for the marks in the drawing."""
    told = measured(fabric.graph)
    return Figures(
        lede=_lede(told, len(fabric.parties)),
        counts=tuple(_counts(told)),
        named=tuple(_named(fabric, told)),
        drawn=ngettext(
            "%(n)s network was drawn for this.",
            "%(n)s networks were drawn for this.",
            told.resamples,
        )
        % {"n": whole(told.resamples)},
    ), told


def _lede(told: Measured, parties: int) -> str:
    known = ngettext(
        "%(ties)s pair of %(parties)s parties is tied, as far as is known.",
        "%(ties)s pairs of %(parties)s parties are tied, as far as is known.",
        told.ties,
    ) % {"ties": whole(told.ties), "parties": whole(parties)}
    inside = told.parts - len(told.alone)
    if inside < 2:
        return known
    apart = ngettext(
        "They fall into %(n)s part.",
        "They fall into %(n)s parts without a tie between them.",
        inside,
    )
    return f"{known} {apart % {'n': whole(inside)}}"


def _counts(told: Measured) -> list[CountLine]:
    return [
        _count(_("between two of the same kind (bonding)"), told.same_kind),
        _count(_("between two of different kinds (bridging)"), told.other_kind),
        _count(_("between two in the same district"), told.same_area),
        _count(_("between two in different districts"), told.other_area),
        _count(_("upward or downward: grassroots, organisation, authority (linking)"), told.upward),
    ]


def _count(label: str, told: Counted) -> CountLine:
    band = (
        _("%(low)s to %(high)s") % {"low": whole(told.band[0]), "high": whole(told.band[1])}
        if told.band
        else "–"
    )
    return CountLine(
        label=label,
        ties=whole(told.ties),
        pairs=whole(told.pairs),
        band=band,
        outside=told.band is not None and not told.band[0] <= told.ties <= told.band[1],
    )


def _named(fabric: Fabric, told: Measured) -> list[Named]:
    return [_brokers(fabric, told.brokers), _cuts(fabric, told.cuts), _alone(fabric, told.alone)]


def _brokers(fabric: Fabric, found: Mapping[str, float]) -> Named:
    there = _(
        "Most of the shortest ways between two others lead through these. That is no merit: much "
        "hangs on them, and it may be a burden."
    )
    return Named(
        key="brokers",
        heading=_("Who connects"),
        said=there if found else _("No way between two others leads through anybody."),
        lines=_lines(fabric, found, _("connects in %(share)s of 100 drawn networks")),
        more=and_more(len(found) - MOST_NAMED),
    )


def _cuts(fabric: Fabric, found: Mapping[str, float]) -> Named:
    there = _("Without one of these, others would lose their last known way to the rest.")
    return Named(
        key="cuts",
        heading=_("Without whom it would fall apart"),
        said=there if found else _("Nobody: for each there is another way around."),
        lines=_lines(fabric, found, _("holds parts together in %(share)s of 100")),
        more=and_more(len(found) - MOST_NAMED),
    )


def _alone(fabric: Fabric, found: Mapping[str, float]) -> Named:
    there = _("No tie is known of these. Perhaps nobody asked them.")
    return Named(
        key="alone",
        heading=_("Who stands alone"),
        said=there if found else _("Nobody: each has at least one known tie."),
        lines=_lines(fabric, found, _("stands alone in %(share)s of 100")),
        more=and_more(len(found) - MOST_NAMED),
    )


def _lines(fabric: Fabric, found: Mapping[str, float], said: str) -> tuple[NamedLine, ...]:
    """The parties by name, each with how often it is found again."""
    by_name = sorted(found, key=lambda number: (fabric.named(number).casefold(), number))
    return tuple(
        NamedLine(
            name=fabric.named(number),
            address=party_address(fabric.parties[number]),
            again=said % {"share": whole(round(100 * found[number]))},
        )
        for number in by_name[:MOST_NAMED]
    )
