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
from workbench.weighing.access.looking import unlooked
from workbench.weighing.models import Proposal, Run


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


def what_if_step(person: Person, proposal: Proposal) -> Step:  # noqa: ARG001 - the shape of a step
    """What people believe would follow, told for the first way of doing it."""
    first = access.open_options(proposal)[0]
    runs = proposal.runs.filter(state=Run.State.DONE, option=first)
    draws = runs.order_by("-made_at").values_list("draws", flat=True).first()
    return Step(
        heading=_("What if"),
        state=_("%(n)s runs through people’s own maps.") % {"n": whole(draws)}
        if draws
        else _("Not run yet; a first answer takes seconds."),
        address=reverse("weighing-what-if", args=[first.pk]),
        link=_("What is believed would follow"),
        is_done=draws is not None,
    )


def around_step(person: Person, proposal: Proposal) -> Step:  # noqa: ARG001 - the shape of a step
    """Whether everybody who is not meant was looked at, for the way that is furthest."""
    left = {one: len(unlooked(proposal, one)) for one in access.open_options(proposal)}
    furthest = min(left, key=lambda one: left[one])
    said = ngettext(
        "%(n)s group or area that is not meant was not looked at.",
        "%(n)s groups and areas that are not meant were not looked at.",
        left[furthest],
    )
    return Step(
        heading=_("Look around"),
        state=said % {"n": whole(left[furthest])}
        if left[furthest]
        else _("Everybody was looked at for “%(way)s”.") % {"way": furthest.name},
        address=reverse("weighing-around", args=[furthest.pk]),
        link=_("Who else is touched"),
        is_done=not left[furthest],
    )


def beside_step(person: Person, proposal: Proposal) -> Step:  # noqa: ARG001 - the shape of a step
    """The ways and doing nothing beside one another."""
    count = access.open_options(proposal).count() + 1
    return Step(
        heading=_("Ways beside one another"),
        state=_("%(n)s ways with doing nothing; no total.") % {"n": whole(count)},
        address=reverse("weighing-beside", args=[proposal.pk]),
        link=_("Who gains, who may lose"),
        is_done=proposal.runs.filter(state=Run.State.DONE, option=None).exists(),
    )


STEPS: tuple[StepBuilder, ...] = (options_step, what_if_step, around_step, beside_step)
"""In the order of the work."""


def steps_of(person: Person, proposal: Proposal) -> tuple[Step, ...]:
    """Every card for this proposal."""
    return tuple(build(person, proposal) for build in STEPS)
