"""All maps of a proposal on one another: who drew which arrow, where they differ, what circles.

Nothing is averaged: every arrow is told with its drawer, opposite signs stand beside each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.weighing.causal import Drawn, Link, Loop, Merged, loops, merged
from commonweal.weighing.causal.loops import MOST as MOST_LOOPS
from workbench.core.labels import in_a_row
from workbench.core.numbers import whole
from workbench.weighing import access
from workbench.weighing.feeds.maps import arrows_of, folded_in, meanings_of
from workbench.weighing.map_forms import SameForm
from workbench.weighing.map_picture import MOST_DRAWN, Box, Line, map_sheets, places_for
from workbench.weighing.map_words import arrow_words, delay_words, sentence, thing_names
from workbench.weighing.models import CausalMap, Proposal
from workbench.weighing.pages.drawing import counted_words

READABLE = 40
MOST_LISTED = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class MapLine:
    """One map in the list."""

    address: str
    drawer: str
    people: str
    state: str
    is_done: bool
    counted: str
    refused: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """One link with who drew it, and who looked and saw none."""

    anchor: str
    words: str
    drawn: tuple[tuple[str, str], ...]
    left_out: str
    is_opposed: bool
    more: str
    less: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoopLine:
    """One circle in words."""

    sentence: str
    sort: str
    at_once: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """Words that are on no list, who wrote them, and the form to say what they mean."""

    words: str
    drawers: str
    form: SameForm


@dataclass(frozen=True, slots=True, kw_only=True)
class SameLine:
    """Words that are read as a factor."""

    same_id: int
    words: str
    factor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedPage:
    """What maps.html may use."""

    proposal_id: int
    title: str
    is_open: bool
    maps: tuple[MapLine, ...]
    counted: str
    notices: tuple[str, ...]
    sheets: tuple[SafeString, ...]
    opposed: tuple[LinkLine, ...]
    links: tuple[LinkLine, ...]
    loops: tuple[LoopLine, ...]
    more_loops: str
    own_words: tuple[OwnWords, ...]
    same: tuple[SameLine, ...]
    folded: tuple[str, ...]


def merged_page(proposal: Proposal) -> MergedPage:
    """The maps one by one, and laid on one another."""
    names = thing_names()
    laid = merged(arrows_of(proposal))
    found = loops(laid)
    links = tuple(_link_line(n, link, names) for n, link in enumerate(laid.links))
    return MergedPage(
        proposal_id=proposal.pk,
        title=proposal.title,
        is_open=proposal.state == Proposal.State.OPEN,
        maps=tuple(_map_line(one) for one in access.standing_maps(proposal)),
        counted=counted_words(len(laid.nodes), len(laid.links)),
        notices=_notices(laid, found),
        sheets=_sheets(laid, links, names),
        opposed=tuple(one for one in links if one.is_opposed),
        links=links,
        loops=tuple(_loop_line(one, names) for one in found[:MOST_LISTED]),
        more_loops=_more_loops(len(found)),
        own_words=_own_words(proposal),
        same=_same(proposal, names),
        folded=tuple(f"{one.map.drawer}: {sentence(one, names)}" for one in folded_in(proposal)),
    )


def _map_line(one: CausalMap) -> MapLine:
    people = ngettext("%(n)s person", "%(n)s people", one.people) % {"n": whole(one.people)}
    refused = len(one.refused)
    told = ngettext("%(n)s row could not be used", "%(n)s rows could not be used", refused)
    return MapLine(
        address=reverse("weighing-map", args=[one.pk]),
        drawer=one.drawer,
        people=people,
        state=str(one.get_state_display()),
        is_done=one.state == CausalMap.State.DONE,
        counted=counted_words(one.nodes.count(), one.arrows.count()),
        refused=told % {"n": whole(refused)} if refused else "",
    )


def _way(source: str, target: str, names: dict[str, str]) -> str:
    return f"{names.get(source, source)} → {names.get(target, target)}"


def _link_line(number: int, link: Link, names: dict[str, str]) -> LinkLine:
    return LinkLine(
        anchor=f"link-{number}",
        words=_way(link.source, link.target, names),
        drawn=tuple((one.drawer, _said(one)) for one in link.drawn),
        left_out=in_a_row(link.left_out) if link.left_out else "",
        is_opposed=link.opposed,
        more=in_a_row(link.more) if link.more else "",
        less=in_a_row(link.less) if link.less else "",
    )


def _said(one: Drawn) -> str:
    return arrow_words(one.weight, one.delay_quarters, one.sureness)


def _notices(laid: Merged, found: Sequence[Loop]) -> tuple[str, ...]:
    told = []
    if len(laid.nodes) > READABLE:
        told.append(
            _(
                "%(n)s things are more than people can talk about; %(most)s are the most that a "
                "table can follow. All are kept: name wider factors, or weigh a part."
            )
            % {"n": whole(len(laid.nodes)), "most": READABLE}
        )
    if len(laid.nodes) > MOST_DRAWN:
        told.append(
            _("Above %(most)s things nothing is drawn; the lists below hold all.")
            % {"most": MOST_DRAWN}
        )
    if len(laid.drawers) == 1:
        told.append(_("One map is one view: ask others to draw theirs before this one is used."))
    at_once = sum(not one.delay_quarters for one in found)
    if at_once:
        said = ngettext(
            "%(n)s circle would have to happen at once, since nobody drew a delay on it. Ask its "
            "drawers; in the runs it is kept as it was drawn.",
            "%(n)s circles would have to happen at once, since nobody drew a delay on them. Ask "
            "their drawers; in the runs they are kept as they were drawn.",
            at_once,
        )
        told.append(said % {"n": whole(at_once)})
    return tuple(told)


def _sheets(
    laid: Merged, lines: Sequence[LinkLine], names: dict[str, str]
) -> tuple[SafeString, ...]:
    if len(laid.nodes) > MOST_DRAWN:
        return ()
    number = {name: n for n, name in enumerate(laid.nodes)}
    places = places_for(list(laid.nodes), [(one.source, one.target) for one in laid.links])
    boxes = [
        Box(
            number=number[name],
            name=names.get(name, name),
            x=places[name][0],
            y=places[name][1],
            href="#links",
            said=f"{names.get(name, name)}: {in_a_row(drawers)}",
            mark="" if name in names else "own",
        )
        for name, drawers in laid.nodes.items()
    ]
    drawn = [
        _line(n, link, line, number, len(laid.drawers))
        for n, (link, line) in enumerate(zip(laid.links, lines, strict=True))
    ]
    return map_sheets(boxes, drawn, title=_("All maps on one another"))


def _line(n: int, link: Link, line: LinkLine, number: dict[str, int], drawers: int) -> Line:
    count = len(link.drawn)
    sort = "both" if link.opposed else "more" if link.more else "less"
    badges = {
        "both": f"+{len(link.more)} −{len(link.less)}",
        "more": f"+{count}",
        "less": f"−{count}",
    }
    told = _("%(n)s of %(all)s drew it") % {"n": count, "all": drawers}
    return Line(
        number=n,
        source=number[link.source],
        target=number[link.target],
        sort=sort,
        strength=1 if count == 1 else 3 if 3 * count >= 2 * drawers else 2,
        badge=badges[sort],
        href=f"#{line.anchor}",
        said=f"{line.words}: {told}",
    )


def _loop_line(one: Loop, names: dict[str, str]) -> LoopLine:
    way = " → ".join(names.get(node, node) for node in (*one.nodes, one.nodes[0]))
    told = {
        True: _("a change feeds itself"),
        False: _("a change is held back"),
        None: _("which way it turns is disputed"),
    }
    sort = {True: "grows", False: "holds", None: "disputed"}[one.grows]
    when = delay_words(one.delay_quarters) if one.delay_quarters else _("without delay")
    return LoopLine(
        sentence=f"{way}: {told[one.grows]}, {when}.", sort=sort, at_once=not one.delay_quarters
    )


def _more_loops(count: int) -> str:
    if count <= MOST_LISTED:
        return ""
    if count >= MOST_LOOPS:
        return _("There are %(n)s circles or more; the shortest %(shown)s are told.") % {
            "n": whole(count),
            "shown": MOST_LISTED,
        }
    return _("There are %(n)s circles; the shortest %(shown)s are told.") % {
        "n": whole(count),
        "shown": MOST_LISTED,
    }


def _own_words(proposal: Proposal) -> tuple[OwnWords, ...]:
    same = meanings_of(proposal)
    drawers: dict[str, tuple[str, list[str]]] = {}
    for node in access.words_drawn(proposal):
        if node.words.casefold() not in same:
            words = drawers.setdefault(node.words.casefold(), (node.words, []))
            words[1].append(node.map.drawer)
    return tuple(
        OwnWords(words=words, drawers=_each_once(names), form=SameForm(auto_id=f"same{n}_%s"))
        for n, (words, names) in enumerate(list(drawers.values())[:MOST_LISTED])
    )


def _each_once(names: Iterable[str]) -> str:
    return in_a_row(list(dict.fromkeys(names)))


def _same(proposal: Proposal, names: dict[str, str]) -> tuple[SameLine, ...]:
    return tuple(
        SameLine(same_id=one.pk, words=one.words, factor=names.get(one.factor, one.factor))
        for one in proposal.same_things.all()
    )
