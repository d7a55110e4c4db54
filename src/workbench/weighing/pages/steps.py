"""The way of a proposal from its question to its watch, as cards on its page.

Read `STEPS` first: each builder gives one card, in the order of the work. A part of the room adds
its builder here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person
from workbench.core.numbers import whole
from workbench.weighing import access
from workbench.weighing.models import Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One card: what it is, how far it is, where it leads."""

    heading: str
    state: str
    address: str
    link: str
    is_done: bool


StepBuilder = Callable[[Person, Proposal], Step]


def options_step(person: Person, proposal: Proposal) -> Step:  # noqa: ARG001 - the shape of a step
    """In which ways it could be done."""
    count = access.open_options(proposal).count()
    said = ngettext("%(n)s way, and doing nothing", "%(n)s ways, and doing nothing", count)
    return Step(
        heading=_("Ways of doing it"),
        state=said % {"n": whole(count)},
        address=reverse("weighing-options", args=[proposal.pk]),
        link=_("Ways and channels"),
        is_done=count > 0,
    )


def maps_step(person: Person, proposal: Proposal) -> Step:  # noqa: ARG001 - the shape of a step
    """Who has drawn what drives what."""
    maps = access.standing_maps(proposal)
    count, done = maps.count(), maps.filter(state="done").count()
    said = ngettext("%(n)s map, %(done)s done", "%(n)s maps, %(done)s done", count)
    return Step(
        heading=_("Maps"),
        state=said % {"n": whole(count), "done": whole(done)} if count else _("nobody has drawn"),
        address=reverse("weighing-maps", args=[proposal.pk]),
        link=_("What drives what"),
        is_done=done > 0,
    )


STEPS: tuple[StepBuilder, ...] = (options_step, maps_step)
"""In the order of the work."""


def steps_of(person: Person, proposal: Proposal) -> tuple[Step, ...]:
    """Every card for this proposal."""
    return tuple(build(person, proposal) for build in STEPS)
