"""What is to be expected: dated campaigns, channels and changes at a source, each reversible.

A step enters the expectation of every later search until it is withdrawn. Searches that are done
keep the steps that they took in.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.listening.models import Source
from workbench.listening.signals import access
from workbench.listening.signals.models import ExpectationStep


class UnfitStep(CommonwealError):
    """A step would end before it begins, or is over already."""

    code = "unfit-step"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFacts:
    """A step as a person describes it; without groups, areas or a source it holds for all."""

    what: str
    label: str
    since: date
    until: date | None = None
    groups: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    source: Source | None = None


@transaction.atomic
def add_step(facts: StepFacts, *, acting_person: Person, now: datetime) -> ExpectationStep:
    """Let a campaign or a channel enter what is expected."""
    access.refuse_unless_may_answer(acting_person)
    _refuse_backwards(facts.since, facts.until)
    step = ExpectationStep.objects.create(
        what=facts.what,
        label=facts.label.strip(),
        since=facts.since,
        until=facts.until,
        groups=list(facts.groups),
        areas=list(facts.areas),
        source=facts.source,
        made_by=acting_person,
        made_at=now,
    )
    after = {
        "what": step.what,
        "since": step.since,
        "until": step.until,
        "groups": step.groups,
        "areas": step.areas,
        "source_key": facts.source.key if facts.source else "",
    }
    record_audit(acting_person, "add-step", step, after=after)
    return step


@transaction.atomic
def end_step(step: ExpectationStep, *, until: date, acting_person: Person) -> ExpectationStep:
    """Say on which day a step ended."""
    access.refuse_unless_may_answer(acting_person)
    step = ExpectationStep.objects.select_for_update().get(pk=step.pk)
    _refuse_withdrawn(step)
    _refuse_backwards(step.since, until)
    before, step.until = step.until, until
    step.save(update_fields=["until"])
    record_audit(acting_person, "end-step", step, before={"until": before}, after={"until": until})
    return step


@transaction.atomic
def withdraw_step(
    step: ExpectationStep, *, acting_person: Person, now: datetime
) -> ExpectationStep:
    """Take a step out of what is expected; the row stays, and so does the log."""
    access.refuse_unless_may_answer(acting_person)
    step = ExpectationStep.objects.select_for_update().get(pk=step.pk)
    _refuse_withdrawn(step)
    step.withdrawn_at = now
    step.save(update_fields=["withdrawn_at"])
    change = ({"withdrawn": False}, {"withdrawn": True})
    record_audit(acting_person, "withdraw-step", step, *change)
    return step


def _refuse_backwards(since: date, until: date | None) -> None:
    if until and until < since:
        raise UnfitStep(
            _("It would end before it begins."),
            remedy=_("Change one of the two days."),
            field="until",
        )


def _refuse_withdrawn(step: ExpectationStep) -> None:
    if step.withdrawn_at is not None:
        raise UnfitStep(
            _("“%(label)s” was withdrawn already.") % {"label": step.label},
            remedy=_("Add it anew if it is to be expected again."),
        )
