"""The page on which a map is drawn: by its drawer behind a link, or at the desk."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import BaseForm
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.core.numbers import whole
from workbench.weighing.map_forms import ArrowForm, NodeForm, PullForm, pull_of
from workbench.weighing.map_picture import MOST_DRAWN, Box, Line, map_sheets
from workbench.weighing.map_words import node_name, sentence, thing_names
from workbench.weighing.models import CausalMap, MapArrow, MapNode, Proposal

SIGNS = {True: "+", False: "−"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen on the drawing, to be changed or taken away."""

    sort: str
    number: int
    words: str
    form: BaseForm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLine:
    """A node or an arrow in a list."""

    number: int
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingPage:
    """What _drawing.html may use; `has_account` says whether forms need a token of the session."""

    map_id: int
    drawer: str
    question: str
    address: str
    link: str
    has_account: bool
    is_done: bool
    may_draw: bool
    may_undo: bool
    counted: str
    sheets: tuple[SafeString, ...]
    not_drawn: str
    things: tuple[DrawnLine, ...]
    arrows: tuple[DrawnLine, ...]
    node_form: BaseForm
    arrow_form: BaseForm
    chosen: Chosen | None
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the page is opened with: something chosen, forms to be mended, a problem to tell."""

    node: str = ""
    arrow: str = ""
    forms: Mapping[str, BaseForm] | None = None
    problem: str = ""


def drawing_page(
    causal_map: CausalMap, *, address: str, has_account: bool, asked: Asked
) -> DrawingPage:
    """The map with its lists and forms."""
    names = thing_names()
    nodes = list(causal_map.nodes.all())
    arrows = list(causal_map.arrows.select_related("source", "target"))
    drawable = _is_drawable(causal_map)
    return DrawingPage(
        map_id=causal_map.pk,
        drawer=causal_map.drawer,
        question=causal_map.proposal.question,
        address=address,
        has_account=has_account,
        is_done=causal_map.state == CausalMap.State.DONE,
        may_draw=drawable,
        may_undo=drawable and bool(causal_map.undone),
        counted=counted_words(len(nodes), len(arrows)),
        link=_link(address),
        sheets=_sheets(nodes, arrows, names, link=_link(address) if drawable else ""),
        not_drawn=_not_drawn(len(nodes)),
        things=tuple(DrawnLine(number=one.pk, words=node_name(one, names)) for one in nodes),
        arrows=tuple(
            DrawnLine(number=one.pk, words=sentence(one, names), note=one.note) for one in arrows
        ),
        chosen=_chosen(causal_map, asked, names) if drawable else None,
        problem=asked.problem,
        node_form=_node_form(nodes, asked),
        arrow_form=_arrow_form(nodes, asked),
    )


def counted_words(nodes: int, arrows: int) -> str:
    """How much is on a map."""
    things = ngettext("%(n)s thing", "%(n)s things", nodes) % {"n": whole(nodes)}
    drawn = ngettext("%(n)s arrow", "%(n)s arrows", arrows) % {"n": whole(arrows)}
    return f"{things}, {drawn}"


def badge_words(more: bool | None, delay_quarters: int) -> str:
    """What is written on an arrow: its sign, and after how many quarters."""
    sign = "±" if more is None else SIGNS[more]
    if not delay_quarters:
        return sign
    return _("%(sign)s %(n)s q") % {"sign": sign, "n": delay_quarters}


def strength_of(weight: float) -> int:
    """How thick an arrow is: 1 to 3."""
    return 1 if abs(weight) < 0.45 else 2 if abs(weight) < 0.8 else 3


def _link(address: str) -> str:
    """The address with room for one more question."""
    return f"{address}{'&' if '?' in address else '?'}"


def _is_drawable(causal_map: CausalMap) -> bool:
    is_weighed = causal_map.proposal.state == Proposal.State.OPEN
    return is_weighed and causal_map.state == CausalMap.State.OPEN


def _node_form(nodes: list[MapNode], asked: Asked) -> BaseForm:
    kept = (asked.forms or {}).get("node_form")
    return kept or NodeForm(taken=[one.factor for one in nodes if one.factor])


def _arrow_form(nodes: list[MapNode], asked: Asked) -> BaseForm:
    initial = {"target": nodes[1].pk} if len(nodes) > 1 else {}
    return (asked.forms or {}).get("arrow_form") or ArrowForm(nodes=nodes, initial=initial)


def _chosen(causal_map: CausalMap, asked: Asked, names: dict[str, str]) -> Chosen | None:
    if asked.arrow.isdecimal():
        arrow = causal_map.arrows.filter(pk=int(asked.arrow)).first()
        if arrow is not None:
            form = (asked.forms or {}).get("pull_form") or PullForm(
                initial=pull_of(arrow), weight=arrow.weight, auto_id="chosen_%s"
            )
            return Chosen(sort="arrow", number=arrow.pk, words=sentence(arrow, names), form=form)
    if asked.node.isdecimal():
        node = causal_map.nodes.filter(pk=int(asked.node)).first()
        if node is not None:
            return Chosen(sort="node", number=node.pk, words=node_name(node, names))
    return None


def _sheets(
    nodes: list[MapNode], arrows: list[MapArrow], names: dict[str, str], *, link: str
) -> tuple[SafeString, ...]:
    boxes = [
        Box(
            number=one.pk,
            name=node_name(one, names),
            x=one.x,
            y=one.y,
            href=f"{link}node={one.pk}#chosen" if link else "#things",
            said=_node_said(one, arrows, names),
            mark="" if one.factor else "own",
        )
        for one in nodes
    ]
    lines = [_line(one, names, link) for one in arrows]
    return map_sheets(boxes, lines, title=_("The map as a drawing"), grips=bool(link))


def _line(arrow: MapArrow, names: dict[str, str], link: str) -> Line:
    more = arrow.weight > 0
    return Line(
        number=arrow.pk,
        source=arrow.source_id,
        target=arrow.target_id,
        sort="more" if more else "less",
        strength=strength_of(arrow.weight),
        badge=badge_words(more, arrow.delay_quarters),
        href=f"{link}arrow={arrow.pk}#chosen" if link else "#arrows",
        said=sentence(arrow, names),
    )


def _node_said(node: MapNode, arrows: list[MapArrow], names: dict[str, str]) -> str:
    out = sum(one.source_id == node.pk for one in arrows)
    into = sum(one.target_id == node.pk for one in arrows)
    return _("%(name)s: %(out)s arrows from it, %(into)s to it") % {
        "name": node_name(node, names),
        "out": out,
        "into": into,
    }


def _not_drawn(count: int) -> str:
    if count <= MOST_DRAWN:
        return ""
    return _(
        "This map has %(n)s things, more than can be told apart in a drawing (%(most)s). All are "
        "kept, and listed below."
    ) % {"n": whole(count), "most": MOST_DRAWN}
