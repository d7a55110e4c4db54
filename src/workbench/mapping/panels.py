"""What this room adds to the pages of others: strengths and ties beside a signal and in the brief.

Charter 3: a page that shows a problem shows, in the same view, what that place has and who is
connected to it. `signal_panel` and `brief_panel` are registered in `apps.py`.
"""

from collections.abc import Sequence
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
from workbench.mapping import access
from workbench.mapping.actions.viewing import note_use
from workbench.mapping.models import EntryView, Party, Strength
from workbench.mapping.nearby import Nearby, nearby
from workbench.mapping.pages.ties import party_address

MOST, MOST_PARTIES = 4, 6
Links = tuple[tuple[str, str], ...]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPanel:
    """What _brief_panel.html may use."""

    said: str
    asking: str
    unconnected: Links
    more_unconnected: str


def signal_panel(*, finding: Any, areas: Sequence[str], group: str, **_more: Any) -> SafeString:
    """Strengths of the signal's place and group, and who connects those who hold them."""
    found = nearby(areas, group)
    note_use(
        (*found.for_group[:MOST], *found.for_others[:MOST]),
        purpose=EntryView.Purpose.SIGNAL,
        today=timezone.localdate(),
    )
    names = city_names()
    uid = "-".join(["near", group or "all", *areas, str(getattr(finding, "since", ""))])
    panel = _signal_panel(found, areas, group, names, uid=uid)
    return SafeString(render_to_string("mapping/_signal_panel.html", {"panel": panel}))


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
    """What the city has, what asks to be confirmed, and who stands in no tie."""
    strengths = access.countable(access.on_the_map())
    count = strengths.count()
    if not count:
        return None
    today = timezone.localdate()
    old = Q(confirmed_on=None) | Q(confirmed_on__lt=today - access.CONFIRMED_HOLDS)
    asking = strengths.filter(old).count()
    alone = access.parties_without_tie()
    panel = BriefPanel(
        said=_said(count),
        asking=ngettext(
            "%(count)s entry asks to be confirmed.",
            "%(count)s entries ask to be confirmed.",
            asking,
        )
        % {"count": whole(asking)},
        unconnected=_links(alone[:MOST_PARTIES]),
        more_unconnected=_and_more(len(alone) - MOST_PARTIES),
    )
    return SafeString(render_to_string("mapping/_brief_panel.html", {"panel": panel}))


def _said(count: int) -> str:
    holders = access.holders_on_the_map()
    return _("%(strengths)s strengths, held by %(holders)s organisations, stand on the map.") % {
        "strengths": whole(count),
        "holders": whole(holders),
    }
