"""What is drawn on a causal map: nodes and arrows added, moved, changed, taken away, taken back.

Read `add_node` first. Every change keeps what would take it back (`undo`): rows to put there, and
rows to take away. The drawer acts without a person; then floods are held off by the map itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.forms import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.weighing import access
from workbench.weighing.actions.maps import UnfitMap
from workbench.weighing.models import CausalMap, MapArrow, MapNode
from workbench.weighing.words import policy_factors

MOST_NODES, MOST_ARROWS, MOST_A_DAY = 100, 400, 3000
MOST_UNDONE = 40
Rows = dict[str, list[Any]]


class MapIsDone(CommonwealError):
    """The map was said to be done, or its proposal was closed."""

    code = "map-is-done"
    status = 409


class TooManyChanges(CommonwealError):
    """More was changed on one map today than people draw."""

    code = "too-many-changes"
    status = 429


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """How one thing drives another."""

    weight: float
    delay_quarters: int = 0
    sureness: int | None = None
    note: str = ""


@transaction.atomic
def add_node(
    causal_map: CausalMap,
    *,
    factor: str = "",
    words: str = "",
    at: tuple[float, float],
    acting_person: Person | None,
) -> MapNode:
    """One more thing on the map: a factor, or words of one's own."""
    causal_map = _drawable(causal_map)
    words = " ".join(words.split())
    _check_fits(causal_map, factor, words)
    x, y = at
    made = MapNode.objects.create(
        map=causal_map, factor=factor, words="" if factor else words, x=_inside(x), y=_inside(y)
    )
    noted = {"map_id": causal_map.pk, "factor": factor}
    record_audit(acting_person, "add-map-node", made, {}, noted)
    _keep_way_back(causal_map, {"drop_nodes": [made.pk]})
    return made


@transaction.atomic
def move_node(
    causal_map: CausalMap, node_id: int, *, at: tuple[float, float], acting_person: Person | None
) -> None:
    """Put a node elsewhere; moving it again and again is one step back."""
    causal_map = _drawable(causal_map)
    node = _node(causal_map, node_id)
    back: Rows = {"nodes": [_as_row(node)], "moved": [node.pk]}
    node.x, node.y = (_inside(one) for one in at)
    node.save(update_fields=["x", "y"])
    record_audit(acting_person, "move-map-node", node)
    last = causal_map.undone[-1] if causal_map.undone else {}
    _keep_way_back(causal_map, None if last.get("moved") == [node.pk] else back)


@transaction.atomic
def drop_node(causal_map: CausalMap, node_id: int, *, acting_person: Person | None) -> None:
    """Take a node away with its arrows."""
    causal_map = _drawable(causal_map)
    node = _node(causal_map, node_id)
    arrows = causal_map.arrows.filter(Q(source=node) | Q(target=node))
    back = {"nodes": [_as_row(node)], "arrows": [_as_row(one) for one in arrows]}
    record_audit(acting_person, "drop-map-node", node, {"factor": node.factor}, {})
    node.delete()
    _keep_way_back(causal_map, back)


@transaction.atomic
def add_arrow(
    causal_map: CausalMap,
    source_id: int,
    target_id: int,
    pull: Pull,
    *,
    acting_person: Person | None,
) -> MapArrow:
    """Draw an arrow; where there is one between the two already, it is changed."""
    causal_map = _drawable(causal_map)
    source, target = _node(causal_map, source_id), _node(causal_map, target_id)
    _check_pull(source, target, pull)
    there = causal_map.arrows.filter(source=source, target=target).first()
    if there is not None:
        return change_arrow(causal_map, there.pk, pull, acting_person=acting_person)
    if causal_map.arrows.count() >= MOST_ARROWS:
        raise UnfitMap(
            _("A map holds %(most)s arrows at most.") % {"most": MOST_ARROWS},
            remedy=_("Take some away, or bring the map as a file at the city desk."),
        )
    made = MapArrow.objects.create(
        map=causal_map, source=source, target=target, **_pulled(pull), note=pull.note
    )
    noted = {"map_id": causal_map.pk, "source_id": source.pk, "target_id": target.pk}
    record_audit(acting_person, "add-map-arrow", made, {}, {**noted, **_pulled(pull)})
    _keep_way_back(causal_map, {"drop_arrows": [made.pk]})
    return made


@transaction.atomic
def change_arrow(
    causal_map: CausalMap, arrow_id: int, pull: Pull, *, acting_person: Person | None
) -> MapArrow:
    """Say it otherwise: which way, how strongly, when, how sure."""
    causal_map = _drawable(causal_map)
    arrow = _arrow(causal_map, arrow_id)
    _check_pull(arrow.source, arrow.target, pull)
    back: Rows = {"arrows": [_as_row(arrow)]}
    before = {name: getattr(arrow, name) for name in _pulled(pull)}
    for name, value in {**_pulled(pull), "note": pull.note}.items():
        setattr(arrow, name, value)
    arrow.save()
    record_audit(acting_person, "change-map-arrow", arrow, before, _pulled(pull))
    _keep_way_back(causal_map, back)
    return arrow


@transaction.atomic
def drop_arrow(causal_map: CausalMap, arrow_id: int, *, acting_person: Person | None) -> None:
    """Take an arrow away."""
    causal_map = _drawable(causal_map)
    arrow = _arrow(causal_map, arrow_id)
    back: Rows = {"arrows": [_as_row(arrow)]}
    record_audit(acting_person, "drop-map-arrow", arrow, {"weight": arrow.weight}, {})
    arrow.delete()
    _keep_way_back(causal_map, back)


@transaction.atomic
def undo(causal_map: CausalMap, *, acting_person: Person | None) -> None:
    """Take the last change back."""
    causal_map = _drawable(causal_map)
    if not causal_map.undone:
        raise UnfitMap(
            _("There is nothing to take back."), remedy=_("Draw on; each step can be taken back.")
        )
    back = causal_map.undone.pop()
    MapArrow.objects.filter(map=causal_map, pk__in=back.get("drop_arrows", ())).delete()
    MapNode.objects.filter(map=causal_map, pk__in=back.get("drop_nodes", ())).delete()
    _put_back(MapNode, causal_map, back.get("nodes", ()))
    _put_back(MapArrow, causal_map, back.get("arrows", ()))
    record_audit(acting_person, "undo-on-causal-map", causal_map)
    _keep_way_back(causal_map, None)


def _put_back(
    model: type[MapNode | MapArrow], causal_map: CausalMap, rows: Sequence[dict[str, Any]]
) -> None:
    for row in rows:
        facts = {name: value for name, value in row.items() if name != "id"}
        model.objects.update_or_create(pk=row["id"], defaults={**facts, "map_id": causal_map.pk})


def _as_row(one: MapNode | MapArrow) -> dict[str, Any]:
    kept = model_to_dict(one, exclude=["map", "source", "target"])
    if isinstance(one, MapArrow):
        kept |= {"source_id": one.source_id, "target_id": one.target_id}
    return {**kept, "id": one.pk}


def _keep_way_back(causal_map: CausalMap, back: Rows | None) -> None:
    """Note the change of today, and how it is taken back."""
    today = timezone.localdate()
    if causal_map.changed_on != today:
        causal_map.changed_on, causal_map.changes_that_day = today, 0
    causal_map.changes_that_day += 1
    if back is not None:
        causal_map.undone = [*causal_map.undone, back][-MOST_UNDONE:]
    causal_map.save(update_fields=["changed_on", "changes_that_day", "undone"])


def _drawable(causal_map: CausalMap) -> CausalMap:
    """The map under a lock; raises where it is not to be drawn on, or was enough today."""
    rows = CausalMap.objects.select_related("proposal").select_for_update(of=("self",))
    causal_map = rows.get(pk=causal_map.pk)
    access.refuse_unless_open(causal_map.proposal)
    if causal_map.state != CausalMap.State.OPEN:
        raise MapIsDone(
            _("This map was said to be done."), remedy=_("Choose “Draw on” first, then change it.")
        )
    today = causal_map.changed_on == timezone.localdate()
    if today and causal_map.changes_that_day >= MOST_A_DAY:
        raise TooManyChanges(
            _("So much was changed on this map today that no more is taken."),
            remedy=_("What is drawn is kept. Please go on tomorrow."),
        )
    return causal_map


def _check_fits(causal_map: CausalMap, factor: str, words: str) -> None:
    if not factor and not words:
        raise UnfitMap(
            _("There is nothing to add yet."),
            remedy=_("Choose from the list, or write your own words."),
        )
    if factor and factor not in policy_factors():
        raise UnfitMap(
            _("This factor is not on the list."), remedy=_("Write it in your own words instead.")
        )
    there = causal_map.nodes.filter(Q(factor=factor) if factor else Q(words__iexact=words))
    if there.exists():
        raise UnfitMap(
            _("That is on the map already."), remedy=_("Draw your arrow from there or to it.")
        )
    if causal_map.nodes.count() >= MOST_NODES:
        raise UnfitMap(
            _("A drawing holds %(most)s things at most.") % {"most": MOST_NODES},
            remedy=_("Use wider words, or bring the map as a file at the city desk."),
        )


def _check_pull(source: MapNode, target: MapNode, pull: Pull) -> None:
    if source == target:
        raise UnfitMap(
            _("Nothing drives itself."), remedy=_("Name what stands in between, and draw it.")
        )
    if not -1 <= pull.weight <= 1 or pull.weight == 0:
        raise UnfitMap(
            _("How strongly goes from -1 to 1, and is not 0."),
            remedy=_("Where there is no link, leave the arrow out."),
        )


def _pulled(pull: Pull) -> dict[str, Any]:
    return {
        "weight": pull.weight,
        "delay_quarters": pull.delay_quarters,
        "sureness": pull.sureness,
    }


def _inside(value: float) -> float:
    return min(max(float(value), 0.0), 1.0)


def _node(causal_map: CausalMap, node_id: int) -> MapNode:
    node = causal_map.nodes.filter(pk=node_id).first()
    if node is None:
        raise _gone()
    return node


def _arrow(causal_map: CausalMap, arrow_id: int) -> MapArrow:
    arrow = causal_map.arrows.select_related("source", "target").filter(pk=arrow_id).first()
    if arrow is None:
        raise _gone()
    return arrow


def _gone() -> UnfitMap:
    return UnfitMap(
        _("That is not on this map any more."), remedy=_("Load the page again, and look.")
    )
