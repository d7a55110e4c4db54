"""Maps in words: what a node is called, and an arrow as a sentence that can be read aloud."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workbench.core.numbers import short
from workbench.weighing.models import MapArrow, MapNode
from workbench.weighing.words import policy_factors, quarters

STEPS: tuple[tuple[float, str | Promise], ...] = (
    (1.0, gettext_lazy("strongly more")),
    (0.6, gettext_lazy("more")),
    (0.3, gettext_lazy("slightly more")),
    (-0.3, gettext_lazy("slightly less")),
    (-0.6, gettext_lazy("less")),
    (-1.0, gettext_lazy("strongly less")),
)
"""More of the one makes … of the other; an arrow of no effect is no arrow."""


def thing_names() -> dict[str, str]:
    """The name of each factor by its key, retired ones too."""
    return {row.key: row.name for row in policy_factors().rows.values()}


def node_name(node: MapNode, names: dict[str, str]) -> str:
    """What is written on a node."""
    return names.get(node.factor, node.factor) or node.words


def step_words(weight: float) -> str:
    """The step nearest to a weight, in words."""
    return str(min(STEPS, key=lambda step: abs(step[0] - weight))[1])


def how_words(weight: float) -> str:
    """Which way and how strongly, as in a sentence."""
    told = (_("slightly"), _("clearly"), _("strongly"))
    strength = told[0 if abs(weight) < 0.45 else 1 if abs(weight) < 0.8 else 2]
    way = _("more makes more") if weight > 0 else _("more makes less")
    return f"{way}, {strength}"


def delay_words(delay_quarters: int) -> str:
    """When it follows."""
    if delay_quarters == 0:
        return _("at once")
    return _("after %(quarters)s") % {"quarters": quarters(delay_quarters)}


def sureness_words(sureness: int | None) -> str:
    """How sure the drawer is."""
    return str(MapArrow.Sureness(sureness).label) if sureness else _("sureness not said")


def arrow_words(weight: float, delay_quarters: int, sureness: int | None) -> str:
    """An arrow without its ends."""
    return ", ".join((how_words(weight), delay_words(delay_quarters), sureness_words(sureness)))


def sentence(arrow: MapArrow, names: dict[str, str]) -> str:
    """An arrow as it is read aloud."""
    way = f"{node_name(arrow.source, names)} → {node_name(arrow.target, names)}"
    said = arrow_words(arrow.weight, arrow.delay_quarters, arrow.sureness)
    return f"{way}: {said}"


def weight_choices(kept: float | None = None) -> list[tuple[str, str]]:
    """The steps to choose from; a weight between two steps, as a file brought it, stays one."""
    steps = [(str(weight), str(name)) for weight, name in STEPS]
    if kept is not None and kept not in dict(STEPS):
        told = _("as it was brought: %(weight)s") % {"weight": short(kept)}
        return [(str(kept), told), *steps]
    return steps
