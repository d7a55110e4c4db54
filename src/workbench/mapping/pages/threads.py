"""Where a thread is missing, and which ties are worth making; for the city desk."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.mapping.network.gaps import SideBySide
from commonweal.mapping.network.worth import Change, Worth
from workbench.accounts.models import Person
from workbench.core.labels import CityNames, city_names, in_a_row
from workbench.core.numbers import whole
from workbench.mapping import access, weaving, words
from workbench.mapping.models import Party
from workbench.mapping.pages.network import Links, links_to
from workbench.mapping.pages.ties import party_address

OFFERED = (3, 5, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideLine:
    """Organisations of one place with hardly a tie among them."""

    area: str
    said: str
    parties: Links


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthLine:
    """One tie worth making: between whom, what it would change, who could introduce the two."""

    one: tuple[str, str]
    other: tuple[str, str]
    changes: tuple[str, ...]
    introduced_by: Links
    way: str
    start: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadsPage:
    """What threads.html may use."""

    lede: str
    beside: tuple[BesideLine, ...]
    unconnected: Links
    single: tuple[str, ...]
    worth: tuple[WorthLine, ...]
    offered: tuple[int, ...]
    most: int
    declined: str
    may_tell: bool


def threads_page(person: Person, asked: Mapping[str, str]) -> ThreadsPage:
    """Gaps by name, and a short list of ties with what each would change."""
    names = city_names()
    wanted = asked.get("most", "")
    most = int(wanted) if wanted in map(str, OFFERED) else OFFERED[0]
    woven = weaving.woven_for(person)
    found = weaving.read(woven.graph)
    alone = access.parties_without_tie()
    return ThreadsPage(
        lede=_("Where many work side by side without knowing it, and who stands alone."),
        beside=tuple(_beside(one, woven, names) for one in found.side_by_side),
        unconnected=tuple((party.named.name, party_address(party)) for party in alone),
        single=tuple(
            _("%(one)s and %(other)s") % {"one": one, "other": other}
            for one, other in sorted(found.single_threads)
        ),
        worth=tuple(_worth(one, woven, names) for one in weaving.worth_making(woven, most=most)),
        offered=OFFERED,
        most=most,
        declined=_declined(len(set(woven.declined))),
        may_tell=person.role in access.KEEPS,
    )


def _beside(one: SideBySide, woven: weaving.Woven, names: CityNames) -> BesideLine:
    among = (
        _("no tie is known among them")
        if not one.ties
        else ngettext(
            "%(ties)s of %(pairs)s ties among them is known",
            "%(ties)s of %(pairs)s ties among them are known",
            one.ties,
        )
        % {"ties": whole(one.ties), "pairs": whole(one.pairs)}
    )
    said = _("%(count)s organisations work here, and %(among)s; %(elsewhere)s have ties elsewhere.")
    counts = {"count": whole(len(one.ids)), "elsewhere": whole(one.elsewhere), "among": among}
    return BesideLine(
        area=names.area(one.area), said=said % counts, parties=links_to(woven.parties, one.ids)
    )


def _worth(one: Worth, woven: weaving.Woven, names: CityNames) -> WorthLine:
    first, second = (woven.parties[key] for key in one.ids)
    ends = {"source": first.pk, "target": second.pk}
    return WorthLine(
        one=_link(first),
        other=_link(second),
        changes=tuple(_changes(one.changes, names)),
        introduced_by=tuple(_link(woven.parties[key]) for key in one.by_ids),
        way=_way(len(one.by_ids)),
        start=f"{reverse('mapping-tie-new')}?{urlencode(ends)}",
    )


def _link(party: Party) -> tuple[str, str]:
    return party.named.name, party_address(party)


def _changes(changes: Iterable[Change], names: CityNames) -> Iterable[str]:
    """What it would change, one sentence for each of the two."""
    by_name: dict[str, list[Change]] = {}
    for change in changes:
        by_name.setdefault(change.name, []).append(change)
    for name, own in by_name.items():
        told = in_a_row([_change(one, names) for one in own])
        yield _("%(name)s would know %(whom)s.") % {"name": name, "whom": told}


def _change(one: Change, names: CityNames) -> str:
    if one.place:
        return _("somebody in %(area)s") % {"area": names.area(one.place)}
    if one.kind:
        kind = _("community") if one.kind == "community" else words.word("kind", one.kind)
        return _("somebody of another kind (%(kind)s)") % {"kind": kind}
    return _("somebody at all")


def _way(steps: int) -> str:
    if not steps:
        return _("Nobody known to both; the city desk would have to.")
    return _("Could introduce the two:") if steps == 1 else _("The way from one to the other:")


def _declined(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s pair in which a party declined a tie is never on the list.",
        "%(count)s pairs in which a party declined a tie are never on the list.",
        count,
    ) % {"count": whole(count)}
