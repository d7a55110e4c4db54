"""Signals as rows, without a search: a run, its alarm, a step, an event, a frozen brief."""

from datetime import date
from typing import Any

from django.utils import timezone

from tests.factories.findings import WEEK, finding, report
from workbench.accounts.models import Person
from workbench.core.city import current_city
from workbench.listening.models import Source
from workbench.listening.signals.actions.answering import AnswerFacts, answer_signal
from workbench.listening.signals.actions.calendar import EventFacts, add_event
from workbench.listening.signals.actions.freezing import fingerprint_of
from workbench.listening.signals.actions.steps import StepFacts, add_step
from workbench.listening.signals.actions.weekly import asked_of, keep_run
from workbench.listening.signals.models import (
    Answer,
    CalendarEvent,
    ExpectationStep,
    FrozenBrief,
    Signal,
    SignalRun,
)

EVENT = EventFacts(
    on=date(2026, 3, 15),
    name="Council election",
    reach="local",
    kind="election",
    told_by="Town gazette",
)
CURVE = [
    {"rate": rate, "rise": rise, "caught_share": share, "weeks": 6}
    for rate, rise, share in (
        (0.5, 4.0, 0.55),
        (0.5, 8.0, 0.86),
        (3.0, 2.0, 0.44),
        (3.0, 3.0, 0.91),
    )
]


def a_run(source: Source, *findings: Any, week: date = WEEK, **changed: Any) -> SignalRun:
    """A search of this source that found these findings."""
    asked = asked_of(source, current_city(), week=week)
    return keep_run(
        source,
        asked,
        report(*findings, **changed),
        CURVE,
        week=week,
        acting_person=None,
        now=timezone.now(),
    )


def a_signal(source: Source, **changed: Any) -> Signal:
    """A signal of this source that waits for an answer."""
    run = a_run(source, finding(**changed))
    return Signal.objects.get(raised_by=run)


def an_answer(signal: Signal, person: Person, verb: str = "seen", **facts: Any) -> Answer:
    """An answer that this person gave."""
    return answer_signal(
        signal, AnswerFacts(verb=verb, **facts), acting_person=person, now=timezone.now()
    )


def a_step(person: Person) -> ExpectationStep:
    """A campaign that lasts."""
    facts = StepFacts(what="campaign", label="Posters in trams", since=date(2026, 3, 1))
    return add_step(facts, acting_person=person, now=timezone.now())


def an_event(person: Person) -> CalendarEvent:
    """An event of the calendar."""
    return add_event(EVENT, acting_person=person)


def a_frozen_brief(week: date = WEEK, **changed: Any) -> FrozenBrief:
    """A brief that was frozen without having been made."""
    facts: dict[str, Any] = {
        "week": week,
        "language": "en",
        "title": "Week of 23 March 2026",
        "page": "<h1>Week of 23 March 2026</h1><p>Nothing new.</p>",
        "pdf": b"%PDF-1.7",
        "told": {"title": "Week of 23 March 2026"},
        "inputs": {"police": "ab" * 32},
        "version": "0.1.0",
        "made_at": timezone.now(),
    }
    frozen = FrozenBrief(**(facts | changed))
    frozen.sha256 = fingerprint_of(frozen)
    frozen.save()
    return frozen
