"""The one door to signals: who reads them, who answers, who keeps the calendar.

Coordinators and analysts read; a coordinator answers and says what is to be expected; both keep
the calendar of dated events. Partners and operators see none of it (charter 8).
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Model, Prefetch, QuerySet
from django.http import Http404
from django.tasks import TaskResultStatus
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from commonweal.core.errors import NotAllowed
from workbench.accounts.models import Person, Role
from workbench.listening.signals.models import (
    Answer,
    CalendarEvent,
    ExpectationStep,
    FrozenBrief,
    Sighting,
    Signal,
    SignalRun,
)

READS_SIGNALS = frozenset({Role.COORDINATOR, Role.ANALYST})
ANSWERS = frozenset({Role.COORDINATOR})
KEEPS_CALENDAR = READS_SIGNALS
STARTS_SEARCH = READS_SIGNALS
WEEKLY_TASK = "workbench.listening.tasks.weekly"


def signals_for(person: Person) -> QuerySet[Signal]:
    """Every signal that this person may read, the newest first."""
    signals = Signal.objects.select_related("source", "raised_by")
    return signals if person.role in READS_SIGNALS else signals.none()


def signal_for(person: Person, signal_id: int) -> Signal:
    """The signal, if this person may read it; otherwise not found."""
    return _one(signals_for(person).filter(pk=signal_id))


def waiting_signals(person: Person) -> QuerySet[Signal]:
    """The signals that wait for this person's answer."""
    signals = signals_for(person)
    return signals.filter(state=Signal.State.OPEN) if may_answer(person) else signals.none()


def sightings_of(signal: Signal) -> QuerySet[Sighting]:
    """The weeks in which a signal was found, oldest first."""
    return signal.sightings.select_related("run").order_by("run__week")


def answers_of(signal: Signal) -> QuerySet[Answer]:
    """What was answered to a signal, newest first."""
    return signal.answers.select_related("person", "step").order_by("-pk")


def answers_for(person: Person) -> QuerySet[Answer]:
    """Every answer that this person may read, oldest first."""
    answers = Answer.objects.select_related("signal", "person").order_by("pk")
    return answers if person.role in READS_SIGNALS else answers.none()


def runs_for(person: Person) -> QuerySet[SignalRun]:
    """Every search that this person may read, newest first."""
    runs = SignalRun.objects.select_related("source").order_by("-week", "source__name")
    return runs if person.role in READS_SIGNALS else runs.none()


def every_frozen_brief() -> Iterator[FrozenBrief]:
    """All frozen briefs, for the doctor who reads none of them (`commonweal check`)."""
    return FrozenBrief.objects.order_by("week", "language").iterator()


def search_that_stopped(person: Person) -> datetime | None:
    """When the newest search in the background stopped with an error; None where it did not."""
    if person.role not in READS_SIGNALS:
        return None
    searches = DBTaskResult.objects.filter(task_path=WEEKLY_TASK)
    newest = searches.exclude(finished_at=None).order_by("-finished_at").first()
    stopped = newest is not None and newest.status == TaskResultStatus.FAILED
    return newest.finished_at if newest is not None and stopped else None


def steps_for(person: Person) -> QuerySet[ExpectationStep]:
    """What is to be expected, the latest first, withdrawn steps included."""
    answers = Prefetch("answers", queryset=Answer.objects.order_by("pk"))
    steps = ExpectationStep.objects.select_related("source", "made_by").prefetch_related(answers)
    return steps if person.role in READS_SIGNALS else steps.none()


def step_for(person: Person, step_id: int) -> ExpectationStep:
    """The step, if this person may read it; otherwise not found."""
    return _one(steps_for(person).filter(pk=step_id))


def events_for(person: Person) -> QuerySet[CalendarEvent]:
    """The calendar, the latest first."""
    events = CalendarEvent.objects.all()
    return events if person.role in READS_SIGNALS else events.none()


def event_for(person: Person, event_id: int) -> CalendarEvent:
    """The event, if this person may read it; otherwise not found."""
    return _one(events_for(person).filter(pk=event_id))


def frozen_for(person: Person) -> QuerySet[FrozenBrief]:
    """The frozen briefs, newest week first, without their contents."""
    frozen = FrozenBrief.objects.defer("page", "pdf", "told").order_by("-week", "language")
    return frozen if person.role in READS_SIGNALS else frozen.none()


def frozen_brief_for(person: Person, week: date, language: str) -> FrozenBrief:
    """One frozen brief with its contents; in another language where it was not frozen in this."""
    frozen = FrozenBrief.objects.filter(week=week)
    if person.role not in READS_SIGNALS:
        frozen = frozen.none()
    return frozen.filter(language=language).first() or _one(frozen.order_by("pk"))


def may_answer(person: Person) -> bool:
    """Whether this person answers signals and says what is to be expected."""
    return person.role in ANSWERS


def refuse_unless_may_answer(person: Person) -> None:
    """Raises `NotAllowed` unless this person answers signals."""
    if not may_answer(person):
        raise NotAllowed(
            _("You may not answer a signal, nor change what is expected."),
            remedy=_("A coordinator of your city may."),
        )


def refuse_unless_keeps_calendar(person: Person) -> None:
    """Raises `NotAllowed` unless this person keeps the calendar."""
    if person.role not in KEEPS_CALENDAR:
        raise NotAllowed(
            _("You may not change the calendar of events."),
            remedy=_("A coordinator or an analyst of your city may."),
        )


def refuse_unless_starts_search(person: Person | None) -> None:
    """Raises `NotAllowed`; None is the command line, which whoever runs the server may use."""
    if person is not None and person.role not in STARTS_SEARCH:
        raise NotAllowed(
            _("You may not start the week's search."),
            remedy=_("A coordinator or an analyst of your city may."),
        )


def _one[Row: Model](rows: QuerySet[Row]) -> Row:
    row = rows.first()
    if row is None:
        raise Http404
    return row
