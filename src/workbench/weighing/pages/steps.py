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


STEPS: tuple[StepBuilder, ...] = (options_step, judgements_step)
"""In the order of the work."""


def steps_of(person: Person, proposal: Proposal) -> tuple[Step, ...]:
    """Every card for this proposal."""
    return tuple(build(person, proposal) for build in STEPS)
