"""What a coordinator says to a signal. An answer alters neither data nor threshold.

The one thing that an answer may add is a dated step in what is expected, where a campaign or a
new channel explains the signal; the step is logged and can be withdrawn (`actions.steps`).
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.listening.signals import access
from workbench.listening.signals.actions.steps import StepFacts, add_step
from workbench.listening.signals.models import Answer, ExpectationStep, Signal

STEPS = {
    Answer.ExplainedBy.CAMPAIGN: ExpectationStep.What.CAMPAIGN,
    Answer.ExplainedBy.CHANNEL: ExpectationStep.What.CHANNEL,
}


class UnfitAnswer(CommonwealError):
    """An answer lacks what it needs: a reason, an explanation, a date."""

    code = "unfit-answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFacts:
    """What a person says: the verb, what explains it with its days, and a note."""

    verb: str
    explained_by: str = ""
    since: date | None = None
    until: date | None = None
    note: str = ""


@transaction.atomic
def answer_signal(
    signal: Signal, facts: AnswerFacts, *, acting_person: Person, now: datetime
) -> Answer:
    """Keep an answer to a signal; a campaign or a channel enters what is expected from then on."""
    access.refuse_unless_may_answer(acting_person)
    _refuse_unfit(facts)
    signal = Signal.objects.select_for_update().get(pk=signal.pk)
    step = _step(signal, facts, acting_person=acting_person, now=now)
    answer = Answer.objects.create(
        signal=signal,
        verb=facts.verb,
        explained_by=facts.explained_by,
        since=facts.since,
        until=facts.until,
        note=facts.note.strip(),
        step=step,
        person=acting_person,
        at=now,
        week=signal.last_seen,
        ratio=max(one.finding["ratio"] for one in signal.sightings.all()),
        areas=signal.areas,
        asked_since=signal.returned_on or signal.raised_on,
    )
    signal.state = Signal.State.ANSWERED
    signal.save(update_fields=["state"])
    record_audit(acting_person, "answer-signal", answer, after=_noted(answer))
    return answer


def _refuse_unfit(facts: AnswerFacts) -> None:
    if facts.verb not in Answer.Verb.values:
        raise UnfitAnswer(
            _("“%(verb)s” is no answer to a signal.") % {"verb": facts.verb[:40]},
            remedy=_("Answer seen, explained, acted on or declined."),
        )
    if facts.verb == Answer.Verb.DECLINED and not facts.note.strip():
        raise UnfitAnswer(
            _("A signal is declined with a reason."),
            remedy=_("Write the reason in the note."),
            field="note",
        )
    if facts.verb != Answer.Verb.EXPLAINED:
        if facts.explained_by:
            raise UnfitAnswer(
                _("Only the answer “explained” says what explains a signal."),
                remedy=_("Choose “explained”, or leave the explanation empty."),
                field="explained_by",
            )
        return
    if facts.explained_by not in Answer.ExplainedBy.values:
        raise UnfitAnswer(
            _("It is not said what explains the signal."),
            remedy=_("Choose a campaign, a channel, one event or a delay."),
            field="explained_by",
        )
    _refuse_unfit_days(facts)


def _refuse_unfit_days(facts: AnswerFacts) -> None:
    if facts.since is None:
        raise UnfitAnswer(
            _("An explanation needs the day on which it began."),
            remedy=_("Give the day; it is kept with the answer."),
            field="since",
        )
    if facts.until and facts.until < facts.since:
        raise UnfitAnswer(
            _("The explanation would end before it begins."),
            remedy=_("Change one of the two days."),
            field="until",
        )


def _step(
    signal: Signal, facts: AnswerFacts, *, acting_person: Person, now: datetime
) -> ExpectationStep | None:
    """The step that a campaign or a channel makes; of the signal's group, areas and source."""
    what = STEPS.get(Answer.ExplainedBy(facts.explained_by)) if facts.explained_by else None
    if what is None or facts.since is None:
        return None
    return add_step(
        StepFacts(
            what=what,
            label=facts.note.strip()[:120] or str(ExpectationStep.What(what).label),
            since=facts.since,
            until=facts.until,
            groups=(signal.group,) if signal.group else (),
            areas=tuple(signal.areas),
            source=signal.source,
        ),
        acting_person=acting_person,
        now=now,
    )


def _noted(answer: Answer) -> dict[str, object]:
    return {
        "signal_id": answer.signal_id,
        "verb": answer.verb,
        "explained_by": answer.explained_by,
        "since": answer.since,
        "until": answer.until,
        "step_id": answer.step_id,
    }
