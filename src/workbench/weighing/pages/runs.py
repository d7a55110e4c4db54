"""How far a run is, as the part of a page that refreshes itself."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from workbench.core.numbers import whole
from workbench.weighing.access.runs import is_stuck
from workbench.weighing.actions.runs import Answered
from workbench.weighing.models import Run
from workbench.weighing.pages.belief_words import rests_on


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """What _run.html may use; without `address` nothing moves any more."""

    rests_on: str
    words: str
    address: str
    reload: str
    again: str
    fault: str
    made: int
    of: int


def run_state(found: Answered) -> RunState:
    """What the answer rests on, and what is being made of it."""
    said = rests_on(found.answer)
    if found.sharper is None:
        return RunState(
            rests_on=said, words="", address="", reload="", again="", fault="", made=0, of=0
        )
    return sharper_state(found.sharper, said)


def sharper_state(run: Run, said: str = "") -> RunState:
    """How far the run is that sharpens an answer."""
    stuck = is_stuck(run, timezone.now())
    told = {"made": whole(run.made), "of": whole(run.draws)}
    if stuck:
        words = _("The sharper answer with %(of)s runs was not finished.") % told
    elif run.made:
        words = _("%(made)s of %(of)s runs are made; this page then shows them.") % told
    else:
        words = _("%(of)s runs are being made; this page then shows them.") % told
    return RunState(
        rests_on=said,
        words=words,
        address="" if stuck else reverse("weighing-run", args=[run.pk]),
        reload=page_of(run),
        again=reverse("weighing-run-again", args=[run.pk]) if stuck else "",
        fault=run.fault,
        made=run.made,
        of=run.draws,
    )


def page_of(run: Run) -> str:
    """The page that shows this run."""
    if run.option_id is None:
        return reverse("weighing-beside", args=[run.proposal_id])
    return reverse("weighing-what-if", args=[run.option_id])
