"""Runs: those of a proposal that a person may read are theirs to read."""

from datetime import datetime, timedelta

from django.shortcuts import get_object_or_404

from workbench.accounts.models import Person
from workbench.weighing.access.proposals import proposals_for
from workbench.weighing.models import Option, Proposal, Run

STUCK_AFTER = timedelta(minutes=20)


def run_for(person: Person, run_id: int) -> Run:
    """One run; not found otherwise."""
    rows = Run.objects.select_related("proposal", "option")
    return get_object_or_404(rows.filter(proposal__in=proposals_for(person)), pk=run_id)


def kept_run(proposal: Proposal, option: Option | None, rests_on: str) -> Run | None:
    """The run with the most draws that is done for exactly this; None where there is none."""
    return (
        Run.objects.filter(proposal=proposal, option=option, rests_on=rests_on)
        .filter(state=Run.State.DONE)
        .order_by("-draws")
        .first()
    )


def is_stuck(run: Run, now: datetime) -> bool:
    """Whether it can be started again: it failed, or has been at it for far too long."""
    if run.state == Run.State.FAILED:
        return True
    return run.state != Run.State.DONE and now - run.made_at > STUCK_AFTER
