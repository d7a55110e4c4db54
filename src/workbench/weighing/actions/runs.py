"""Run what people believe: a preview while a page waits, then many more in the background.

Read `answered` first. A run is a calculation on what stands already, kept so that it is made once;
it changes nothing that anybody said, so no audit row tells of it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from commonweal.core.errors import CommonwealError
from workbench.weighing import access, running
from workbench.weighing.access.runs import is_stuck, kept_run
from workbench.weighing.beliefs import Beliefs, beliefs_of, refuse_unless_weighable, rests_on
from workbench.weighing.models import Option, Proposal, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The sharpest answer there is now, and the run that sharpens it where it is not done."""

    run: Run
    sharper: Run | None

    @property
    def answer(self) -> dict[str, Any]:
        """What is kept of the run; a run that is done has an answer."""
        return self.run.answer or {}


def answered(
    proposal: Proposal, option: Option | None, *, now: datetime, fresh: list[int]
) -> Answered:
    """The answer for what stands now; a preview is made where there is none.

    Raises `NotYetWeighable`. The ids of runs that have to be started are added to `fresh`.
    """
    beliefs = beliefs_of(proposal)
    options = _options(proposal, option)
    for one in options:
        refuse_unless_weighable(beliefs, one)
    rests = rests_on(beliefs, options)
    kept = kept_run(proposal, option, rests) or _previewed(beliefs, option, rests, now)
    if kept.draws >= _full(option):
        return Answered(run=kept, sharper=None)
    sharper, is_new = Run.objects.get_or_create(
        proposal=proposal,
        option=option,
        rests_on=rests,
        draws=_full(option),
        defaults={"made_at": now, "seed": running.SEED},
    )
    if is_new:
        fresh.append(sharper.pk)
    return Answered(run=kept, sharper=sharper)


def sharpen(run_id: int) -> None:
    """Make a run that waits. One that has begun, or whose beliefs have changed since, is left."""
    if not Run.objects.filter(pk=run_id, state=Run.State.WAITING).update(state=Run.State.RUNNING):
        return
    run = Run.objects.select_related("proposal", "option").get(pk=run_id)
    try:
        _keep(run, _answer_for(run))
    except CommonwealError as fault:
        _fail(run, f"{fault.message} {fault.remedy}")
    except Exception:
        _fail(run, "")
        raise


@transaction.atomic
def start_again(run: Run, *, now: datetime) -> bool:
    """Let a run that failed or hangs wait for its turn anew; whether it does."""
    run = Run.objects.select_for_update().get(pk=run.pk)
    if not is_stuck(run, now):
        return False
    run.state, run.fault, run.made, run.made_at = Run.State.WAITING, "", 0, now
    run.save(update_fields=["state", "fault", "made", "made_at"])
    return True


def _options(proposal: Proposal, option: Option | None) -> list[Option]:
    return [option] if option is not None else list(access.open_options(proposal))


def _full(option: Option | None) -> int:
    return running.FULL_COMPARED if option is None else running.FULL


def _previewed(beliefs: Beliefs, option: Option | None, rests: str, now: datetime) -> Run:
    """A preview made now and kept; where another request was faster, theirs."""
    if option is not None:
        answer = running.what_if_answer(beliefs, option)
    else:
        answer = running.compared_answer(beliefs, _options(beliefs.proposal, None))
    run, _ = Run.objects.get_or_create(
        proposal=beliefs.proposal,
        option=option,
        rests_on=rests,
        draws=answer["draws"],
        defaults={
            "state": Run.State.DONE,
            "seed": running.SEED,
            "made": answer["draws"],
            "answer": answer,
            "made_at": now,
        },
    )
    return run


def _answer_for(run: Run) -> dict[str, Any] | None:
    """The answer of a run in the background; None where something changed since it was asked."""
    beliefs = beliefs_of(run.proposal)
    options = _options(run.proposal, run.option)
    if rests_on(beliefs, options) != run.rests_on:
        return None

    told = _told_now_and_then(run)
    if run.option is None:
        return running.compared_answer(beliefs, options, draws=run.draws, progress=told)
    return running.what_if_answer(beliefs, run.option, draws=run.draws, progress=told)


def _told_now_and_then(run: Run) -> running.Progress:
    """Note how many runs are made, about a dozen times."""
    steps = max(run.draws // 12, 1)
    last = 0

    def told(made: int, _: int) -> None:
        nonlocal last
        if made - last >= steps:
            last = made
            Run.objects.filter(pk=run.pk).update(made=made)

    return told


@transaction.atomic
def _keep(run: Run, answer: dict[str, Any] | None) -> None:
    """Keep what was found, and drop the preview that it replaces; nothing where all has changed."""
    if answer is None:
        run.delete()
        return
    same = {"proposal": run.proposal, "option": run.option, "rests_on": run.rests_on}
    Run.objects.filter(**same, draws__lt=run.draws).delete()
    run.state, run.answer, run.made = Run.State.DONE, answer, run.draws
    run.save(update_fields=["state", "answer", "made"])


def _fail(run: Run, words: str) -> None:
    run.state, run.fault = Run.State.FAILED, words[:500]
    run.save(update_fields=["state", "fault"])
