"""What this room adds to the pages of others: strengths and ties beside a signal and in the brief.

Charter 3: a page that shows a problem shows, in the same view, what that place has and who is
connected to it; and which relation of that place or group is blocked. `signal_panel` and
`brief_panel` are registered in `apps.py`, and beside them `signal_part` and `brief_part`, which say
the same on paper. They are for the desk's pages alone: only the desk and its two sides may read a
relation.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.core.labels import CityNames, city_names, in_a_row
from workbench.core.numbers import whole
from workbench.core.rooms import PrintedPart
from workbench.mapping import access
from workbench.mapping.actions.viewing import note_use
from workbench.mapping.models import EntryView, Party, Relation, Strength
from workbench.mapping.nearby import Nearby, nearby
from workbench.mapping.pages.relations import RelationLine, relation_lines
from workbench.mapping.pages.ties import party_address

MOST, MOST_PARTIES = 4, 6
Links = tuple[tuple[str, str], ...]
Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NearLine:
    """A strength in a panel."""

    name: str
    address: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalPanel:
    """What _signal_panel.html may use; `uid` is unique on the page."""

    uid: str
    where: str
    for_group: tuple[NearLine, ...]
    for_group_words: str
    for_others: tuple[NearLine, ...]
    more: str
    more_address: str
    nothing: str
    connectors: Links
    more_connectors: str
    connected: str
    unconnected: Links
    blocked: tuple[RelationLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPanel:
    """What _brief_panel.html may use."""

    said: str
    asking: str
    unconnected: Links
    more_unconnected: str
    blocked: tuple[RelationLine, ...]
    more_blocked: str


def signal_panel(*, finding: Any, areas: Sequence[str], group: str, **_more: Any) -> SafeString:
    """Strengths of the signal's place and group, who connects their holders, what is blocked."""
    uid = "-".join(["near", group or "all", *areas, str(getattr(finding, "since", ""))])
    panel = _near_signal(areas, group, uid=uid)
    return SafeString(render_to_string("mapping/_signal_panel.html", {"panel": panel}))


def signal_part(*, areas: Sequence[str], group: str, **_more: Any) -> PrintedPart:
    """The same on paper."""
    panel = _near_signal(areas, group, uid="")
    heading = _("What is there already: %(areas)s") % {"areas": panel.where}
    return PrintedPart(heading=heading, lists=tuple(_signal_lists(panel)))


def _signal_lists(panel: SignalPanel) -> Iterator[tuple[str, Lines]]:
    """What a signal's panel says, list by list."""
    if panel.nothing:
        yield panel.nothing, ()
    if panel.for_group:
        yield panel.for_group_words, _near_lines(panel.for_group)
    if panel.for_others:
        yield _("For the majority and for others"), _near_lines(panel.for_others)
    if panel.more:
        yield panel.more, ()
    if panel.connected:
        yield _("Who connects them"), tuple(_connection(panel))
    if panel.blocked:
        yield _("Which relation is blocked, and how"), _blocked_lines(panel.blocked)


def _near_lines(lines: Sequence[NearLine]) -> Lines:
    return tuple(" · ".join(filter(None, (one.name, one.about))) for one in lines)


def _connection(panel: SignalPanel) -> Iterator[str]:
    yield panel.connected
    if panel.connectors:
        names = [*_names(panel.connectors), *filter(None, [panel.more_connectors])]
        yield _("Tied to at least two of them: %(names)s") % {"names": in_a_row(names)}
    if panel.unconnected:
        yield _unconnected_line(panel.unconnected, "")


def _unconnected_line(unconnected: Links, more: str) -> str:
    names = [*_names(unconnected), *filter(None, [more])]
    return _("In no tie that is known: %(names)s") % {"names": in_a_row(names)}


def _names(links: Links) -> list[str]:
    return [name for name, _address in links]


def _blocked_lines(lines: Sequence[RelationLine]) -> Lines:
    return tuple(
        _("%(community)s with %(provider)s: %(stands)s")
        % {"community": one.community, "provider": one.provider, "stands": one.stands}
        for one in lines
    )


def _blocked(relations: Iterable[Relation]) -> tuple[RelationLine, ...]:
    """The relations among these that are blocked, by the name of the community."""
    lines = relation_lines(relations, today=timezone.localdate())
    return tuple(line for line in lines if line.is_blocked)


def _near_signal(areas: Sequence[str], group: str, *, uid: str) -> SignalPanel:
    """What stands near a signal; that the entries stood there is noted for their holders."""
    found = nearby(areas, group)
    note_use(
        (*found.for_group[:MOST], *found.for_others[:MOST]),
        purpose=EntryView.Purpose.SIGNAL,
        today=timezone.localdate(),
    )
    return _signal_panel(found, areas, group, city_names(), uid=uid)


def _signal_panel(
    found: Nearby, areas: Sequence[str], group: str, names: CityNames, *, uid: str
) -> SignalPanel:
    where = in_a_row([names.area(area) for area in areas]) if areas else _("the whole city")
    left = max(len(found.for_group) - MOST, 0) + max(len(found.for_others) - MOST, 0)
    more = ngettext("%(n)s more entry", "%(n)s more entries", left) % {"n": whole(left)}
    return SignalPanel(
        uid=uid,
        where=where,
        for_group=_lines(found.for_group, names),
        for_group_words=_("For the group: %(group)s") % {"group": names.group(group)}
        if group
        else "",
        for_others=_lines(found.for_others, names),
        more=more if left else "",
        more_address=_more_address(areas, group),
        nothing=_("Nothing on the map lies within: %(areas)s.") % {"areas": where}
        if not found.strengths
        else "",
        connectors=_links(found.connectors[:MOST_PARTIES]),
        more_connectors=_and_more(len(found.connectors) - MOST_PARTIES),
        connected=_connected(found),
        unconnected=_links(found.unconnected),
        blocked=_blocked(access.relations_near(areas, group)),
    )


def _and_more(left: int) -> str:
    if left < 1:
        return ""
    return ngettext("and %(n)s more", "and %(n)s more", left) % {"n": whole(left)}


def _lines(strengths: Sequence[Strength], names: CityNames) -> tuple[NearLine, ...]:
    return tuple(
        NearLine(
            name=one.name,
            address=reverse("mapping-strength", args=[one.pk]),
            about=" · ".join(
                filter(
                    None,
                    (one.organisation.name if one.organisation else "", names.area(one.area)),
                )
            ),
        )
        for one in strengths[:MOST]
    )


def _more_address(areas: Sequence[str], group: str) -> str:
    asked = {"area": areas[0]} if len(areas) == 1 else {"group": group} if group else {}
    return reverse("mapping-strengths") + (f"?{urlencode(asked)}" if asked else "")


def _connected(found: Nearby) -> str:
    if not found.pairs:
        return ""
    return _("Of %(pairs)s pairs of those who hold them, %(tied)s are tied as far as is known.") % {
        "pairs": whole(found.pairs),
        "tied": whole(found.tied_pairs),
    }


def _links(parties: Sequence[Party]) -> Links:
    return tuple((party.named.name, party_address(party)) for party in parties)


def brief_panel(**_facts: Any) -> SafeString | None:
    """What the city has, what asks to be confirmed, who stands in no tie, what is blocked."""
    panel = _city_panel()
    if panel is None:
        return None
    return SafeString(render_to_string("mapping/_brief_panel.html", {"panel": panel}))


def brief_part(**_facts: Any) -> PrintedPart | None:
    """The same on paper."""
    panel = _city_panel()
    if panel is None:
        return None
    lists: list[tuple[str, Lines]] = [(" ".join(filter(None, (panel.said, panel.asking))), ())]
    if panel.unconnected:
        lists.append((_unconnected_line(panel.unconnected, panel.more_unconnected), ()))
    if panel.blocked:
        lines = (*_blocked_lines(panel.blocked), *filter(None, [panel.more_blocked]))
        lists.append((_("Which relation is blocked, and how"), lines))
    return PrintedPart(heading=_("What is there already"), lists=tuple(lists))


def _city_panel() -> BriefPanel | None:
    """What the brief says of the whole city; nothing where the map is empty."""
    strengths = access.countable(access.on_the_map())
    count = strengths.count()
    blocked = _blocked(access.standing_relations())
    if not count and not blocked:
        return None
    today = timezone.localdate()
    old = Q(confirmed_on=None) | Q(confirmed_on__lt=today - access.CONFIRMED_HOLDS)
    asking = strengths.filter(old).count()
    alone = access.parties_without_tie()
    return BriefPanel(
        said=_said(count),
        asking=ngettext(
            "%(count)s entry asks to be confirmed.",
            "%(count)s entries ask to be confirmed.",
            asking,
        )
        % {"count": whole(asking)},
        unconnected=_links(alone[:MOST_PARTIES]),
        more_unconnected=_and_more(len(alone) - MOST_PARTIES),
        blocked=blocked[:MOST_PARTIES],
        more_blocked=_and_more(len(blocked) - MOST_PARTIES),
    )


def _said(count: int) -> str:
    holders = access.holders_on_the_map()
    return _("%(strengths)s strengths, held by %(holders)s organisations, stand on the map.") % {
        "strengths": whole(count),
        "holders": whole(holders),
    }
