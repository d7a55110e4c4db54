"""Drawing on a map: one address takes every step, for its drawer and for the desk.

Read `draw` first. A step is a small form with a word `do`. The script asks for JSON and gets the
same part of the page that a reload would show; without it the answer leads back to the page.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.weighing import access
from workbench.weighing.actions import drawing as acts
from workbench.weighing.actions.maps import UnfitMap, set_state
from workbench.weighing.map_forms import ArrowForm, NodeForm, PullForm
from workbench.weighing.map_picture import free_place
from workbench.weighing.models import CausalMap
from workbench.weighing.pages.drawing import Asked, DrawingPage, drawing_page

NUDGE = 0.06
WAYS = {"left": (-NUDGE, 0.0), "right": (NUDGE, 0.0), "up": (0.0, -NUDGE), "down": (0.0, NUDGE)}
Show = Callable[[DrawingPage, int], HttpResponse]


class FormsToMend(Exception):
    """Something typed is to be mended."""

    def __init__(self, name: str, form: BaseForm) -> None:
        super().__init__(name)
        self.forms = {name: form}


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where the map is drawn: which map, by whom, at which address, and how a page is shown."""

    causal_map: CausalMap
    person: Person | None
    address: str
    show: Show


def draw(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page of a map; sent, one step on it."""
    asked = Asked(node=request.GET.get("node", ""), arrow=request.GET.get("arrow", ""))
    if request.method != "POST":
        return _answer(request, desk, asked, "", 200)
    try:
        said = _step(request, desk)
    except FormsToMend as wrong:
        kept = replace(asked, forms=wrong.forms, arrow=request.POST.get("arrow", ""))
        return _answer(request, desk, kept, _("Something is to be mended."), 400)
    except CommonwealError as fault:
        told = replace(asked, problem=f"{fault.message} {fault.remedy}")
        return _answer(request, desk, told, told.problem, fault.status)
    if _wants_json(request):
        return _answer(request, desk, Asked(), said, 200)
    return HttpResponseRedirect(desk.address)


def _answer(request: HttpRequest, desk: Desk, asked: Asked, said: str, status: int) -> HttpResponse:
    fresh = access.drawn_anew(desk.causal_map)
    page = drawing_page(
        fresh, address=desk.address, has_account=desk.person is not None, asked=asked
    )
    if not _wants_json(request):
        return desk.show(page, status)
    html = render_to_string("weighing/_drawing.html", {"page": page}, request=request)
    return JsonResponse({"html": html, "said": said}, status=status)


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _step(request: HttpRequest, desk: Desk) -> str:
    step = STEPS.get(request.POST.get("do", ""))
    if step is None:
        raise UnfitMap(
            _("This page does not know what was asked."), remedy=_("Load it again, and retry.")
        )
    return step(desk, request.POST)


def _add_node(desk: Desk, given: Any) -> str:
    form = NodeForm(given)
    if not form.is_valid():
        raise FormsToMend("node_form", form)
    at = _place(given) or free_place([(one.x, one.y) for one in desk.causal_map.nodes.all()])
    acts.add_node(desk.causal_map, **form.cleaned_data, at=at, acting_person=desk.person)
    return _("Added.")


def _move_node(desk: Desk, given: Any) -> str:
    number = _number(given, "node")
    at = _place(given)
    if at is None:
        node = desk.causal_map.nodes.filter(pk=number).first()
        across, down = WAYS.get(given.get("way", ""), (0.0, 0.0))
        at = (node.x + across, node.y + down) if node else (0.5, 0.5)
    acts.move_node(desk.causal_map, number, at=at, acting_person=desk.person)
    return _("Moved.")


def _drop_node(desk: Desk, given: Any) -> str:
    acts.drop_node(desk.causal_map, _number(given, "node"), acting_person=desk.person)
    return _("Taken away, with its arrows. “Take back the last step” brings it again.")


def _add_arrow(desk: Desk, given: Any) -> str:
    form = ArrowForm(given, nodes=desk.causal_map.nodes.all())
    if not form.is_valid():
        raise FormsToMend("arrow_form", form)
    ends = form.cleaned_data["source"], form.cleaned_data["target"]
    acts.add_arrow(desk.causal_map, *ends, form.pull(), acting_person=desk.person)
    return _("The arrow is drawn.")


def _change_arrow(desk: Desk, given: Any) -> str:
    number = _number(given, "arrow")
    there = desk.causal_map.arrows.filter(pk=number).first()
    form = PullForm(given, weight=there.weight if there else None, auto_id="chosen_%s")
    if not form.is_valid():
        raise FormsToMend("pull_form", form)
    acts.change_arrow(desk.causal_map, number, form.pull(), acting_person=desk.person)
    return _("Changed.")


def _drop_arrow(desk: Desk, given: Any) -> str:
    acts.drop_arrow(desk.causal_map, _number(given, "arrow"), acting_person=desk.person)
    return _("The arrow is taken away. “Take back the last step” brings it again.")


def _undo(desk: Desk, given: Any) -> str:  # noqa: ARG001 - the shape of a step
    acts.undo(desk.causal_map, acting_person=desk.person)
    return _("The last step is taken back.")


def _done(desk: Desk, given: Any) -> str:  # noqa: ARG001 - the shape of a step
    set_state(desk.causal_map, CausalMap.State.DONE.value, acting_person=desk.person)
    return _("Thank you. The map is handed over.")


def _go_on(desk: Desk, given: Any) -> str:  # noqa: ARG001 - the shape of a step
    set_state(desk.causal_map, CausalMap.State.OPEN.value, acting_person=desk.person)
    return _("You can draw on.")


STEPS: dict[str, Callable[[Desk, Any], str]] = {
    "add-node": _add_node,
    "move-node": _move_node,
    "drop-node": _drop_node,
    "add-arrow": _add_arrow,
    "change-arrow": _change_arrow,
    "drop-arrow": _drop_arrow,
    "undo": _undo,
    "done": _done,
    "go-on": _go_on,
}


def _number(given: Any, name: str) -> int:
    text = given.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0


def _place(given: Any) -> tuple[float, float] | None:
    """Where something was put, if that was sent and is a place."""
    try:
        x, y = float(given.get("x", "")), float(given.get("y", ""))
    except ValueError:
        return None
    return (x, y) if 0 <= x <= 1 and 0 <= y <= 1 else None
