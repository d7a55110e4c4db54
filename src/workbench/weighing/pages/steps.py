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
from workbench.weighing import access, round_words
from workbench.weighing.access.decisions import decision_of
from workbench.weighing.access.gates import missing_of
from workbench.weighing.access.looking import unlooked
from workbench.weighing.models import Decision, Proposal, Run


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


def decision_step(person: Person, proposal: Proposal) -> Step:  # noqa: ARG001 - the shape of a step
    """What was asked before the decision, and what was decided."""
    decision = decision_of(proposal)
    adopted = decision is not None and decision.state == Decision.State.ADOPTED
    left = len(missing_of(proposal, decision.option if decision else None))
    said = ngettext(
        "%(n)s thing is missing before it can be adopted.",
        "%(n)s things are missing before it can be adopted.",
        left,
    )
    waiting = said % {"n": whole(left)} if left else _("Everything is there to adopt it.")
    return Step(
        heading=_("Decision record"),
        state=_("Adopted.") if adopted else waiting,
        address=reverse("weighing-decision", args=[proposal.pk]),
        link=_("The record"),
        is_done=adopted,
    )


def watch_step(person: Person, proposal: Proposal) -> Step:  # noqa: ARG001 - the shape of a step
    """What is watched afterwards."""
    decision = decision_of(proposal)
    count = decision.watches.count() if decision else 0
    said = ngettext(
        "%(n)s indicator, where it is meant and elsewhere",
        "%(n)s indicators, where it is meant and elsewhere",
        count,
    )
    return Step(
        heading=_("Watch"),
        state=said % {"n": whole(count)} if count else _("Nothing is watched yet."),
        address=reverse("weighing-watches", args=[proposal.pk]),
        link=_("What is watched"),
        is_done=count > 0,
    )


def judgements_step(person: Person, proposal: Proposal) -> Step:  # noqa: ARG001 - as above
    """What departments and communities expect."""
    last = access.last_round(proposal)
    if last is None:
        state = _("Nobody has been asked yet")
    else:
        asked = access.standing_raters(proposal).count()
        answered = access.counted_in(last).values("rater").distinct().count()
        told = {"n": whole(answered), "asked": whole(asked), "round": round_words.round_name(last)}
        state = _("%(round)s: %(n)s of %(asked)s raters answered") % told
    return Step(
        heading=_("Judgements"),
        state=state,
        address=reverse("weighing-rounds", args=[proposal.pk]),
        link=_("Rounds and raters"),
        is_done=last is not None and last.closed_at is not None,
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


STEPS: tuple[StepBuilder, ...] = (
    options_step,
    judgements_step,
    maps_step,
    what_if_step,
    around_step,
    beside_step,
    decision_step,
    watch_step,
)
"""In the order of the work."""


def steps_of(person: Person, proposal: Proposal) -> tuple[Step, ...]:
    """Every card for this proposal."""
    return tuple(build(person, proposal) for build in STEPS)
