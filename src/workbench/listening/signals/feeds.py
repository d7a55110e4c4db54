"""The bridge between rows of signals and the library's values, and a week's signals for the brief.

Read `signals_of_week` first. It reads what the searches of that week stored; nothing is searched
and nothing is worded here (`cards` and `words` do that).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from commonweal.listening.signals.answers import Answered, Standing
from commonweal.listening.signals.findings import Course, Doubt, Finding
from workbench.listening.signals.models import (
    Answer,
    CalendarEvent,
    ExpectationStep,
    FrozenBrief,
    Sighting,
    Signal,
    SignalRun,
)
from workbench.listening.signals.searching import DatedStep


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalOfWeek:
    """A signal as one week's search found it, with the answer that stands."""

    signal_id: int
    finding: Finding
    course: Course | None
    raised_on: date
    is_new: bool
    is_open: bool
    returned: Mapping[str, Any] | None
    answer: Answer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOfWeek:
    """One source's search for a week. `new`, `returned`: how many signals ask for an answer."""

    source_key: str
    source: str
    state: str
    by_month: bool
    history_since: date | None
    signals: tuple[SignalOfWeek, ...]
    one_event: tuple[Finding, ...]
    budget: float
    years_simulated: int
    counted: str
    caveats: tuple[str, ...]
    notices: tuple[str, ...]
    lineage: Mapping[str, Any]
    steps: tuple[Mapping[str, Any], ...]


def signals_of_week(week: date) -> tuple[RunOfWeek, ...]:
    """What the searches for this week found, source by source; empty where none has run."""
    runs = SignalRun.objects.filter(week=week).select_related("source").order_by("source__name")
    return tuple(run_of_week(run) for run in runs)


def run_of_week(run: SignalRun) -> RunOfWeek:
    """One search as it was kept, with the answers that stand today."""
    report = run.report
    courses = {
        (one["group"], tuple(one["areas"])): course_of(one) for one in report.get("courses", ())
    }
    since = report.get("history", {}).get("since")
    sightings = run.sightings.select_related("signal").order_by("signal_id")
    return RunOfWeek(
        source_key=run.source.key,
        source=run.source.name,
        state=run.state,
        by_month=run.unit == "month",
        history_since=date.fromisoformat(since) if since else None,
        signals=tuple(_signal_of_week(one, run, courses) for one in sightings),
        one_event=tuple(finding_of(one) for one in report.get("one_event", ())),
        budget=report["budget"],
        years_simulated=report["years_simulated"],
        counted=report["counted"],
        caveats=tuple(report["caveats"]),
        notices=tuple(one["code"] for one in report["notices"]),
        lineage=run.lineage,
        steps=tuple(run.steps),
    )


def _signal_of_week(
    sighting: Sighting, run: SignalRun, courses: Mapping[tuple[str, tuple[str, ...]], Course]
) -> SignalOfWeek:
    signal, finding = sighting.signal, finding_of(sighting.finding)
    return SignalOfWeek(
        signal_id=signal.pk,
        finding=finding,
        course=courses.get((finding.group, finding.areas)) or courses.get((finding.group, ())),
        raised_on=signal.raised_on,
        is_new=signal.raised_on == run.week,
        is_open=signal.state == Signal.State.OPEN,
        returned=signal.returned_because,
        answer=signal.answers.first(),
    )


def finding_of(kept: Mapping[str, Any]) -> Finding:
    """A finding as it was kept (`Finding.as_dict`)."""
    plain = {name: kept[name] for name in _PLAIN}
    sentences = [*kept["doubts"]]
    codes = [*kept.get("doubt_codes", ())]
    return Finding(
        **plain,
        areas=tuple(kept["areas"]),
        since=date.fromisoformat(kept["since"]),
        until=date.fromisoformat(kept["until"]),
        doubts=tuple(
            Doubt(
                code=codes[n]["code"] if n < len(codes) else "",
                sentence=sentence,
                facts=codes[n]["facts"] if n < len(codes) else {},
            )
            for n, sentence in enumerate(sentences)
        ),
    )


_PLAIN = (
    "group",
    "observed",
    "expected",
    "ratio",
    "ratio_low",
    "ratio_high",
    "chance_per_year",
    "detector",
    "kind",
    "days",
    "sentence",
)


def course_of(kept: Mapping[str, Any]) -> Course:
    """A course as it was kept (`Course.as_dict`)."""
    return Course(
        group=kept["group"],
        areas=tuple(kept["areas"]),
        firsts=tuple(date.fromisoformat(first) for first in kept["firsts"]),
        **{name: tuple(kept[name]) for name in ("observed", "expected", "low", "high")},
    )


def standing_signals(source_id: int, *, before: date) -> list[Standing]:
    """The signals of a source as the rule of joining sees them in a week after `before`."""
    searched = sorted(
        SignalRun.objects.filter(source_id=source_id, week__lt=before).values_list(
            "week", flat=True
        )
    )
    signals = Signal.objects.filter(source_id=source_id, raised_on__lt=before)
    return [_standing(signal, searched) for signal in signals.prefetch_related("sightings__run")]


def _standing(signal: Signal, searched: list[date]) -> Standing:
    found = {one.run.week for one in signal.sightings.all()}
    answer = signal.answers.first() if signal.state == Signal.State.ANSWERED else None
    return Standing(
        key=signal.pk,
        group=signal.group,
        areas=tuple(signal.areas),
        last_seen=signal.last_seen,
        answered=Answered(areas=tuple(answer.areas), ratio=answer.ratio, week=answer.week)
        if answer
        else None,
        weeks={week: week in found for week in searched if week >= signal.raised_on},
    )


def steps_in_force(source_id: int) -> tuple[DatedStep, ...]:
    """What the next search of a source is to expect: all steps but the withdrawn ones."""
    steps = ExpectationStep.objects.filter(withdrawn_at__isnull=True).order_by("since", "pk")
    return tuple(
        DatedStep(
            since=one.since,
            until=one.until,
            groups=tuple(one.groups),
            areas=tuple(one.areas),
            what=one.what,
            label=one.label,
        )
        for one in steps
        if one.source_id in (None, source_id)
    )


def events_between(first: date, last: date) -> list[CalendarEvent]:
    """The dated events that touch these days, oldest first."""
    events = CalendarEvent.objects.filter(on__lte=last).order_by("on", "pk")
    return [one for one in events if (one.until or one.on) >= first]


def how_many_wait() -> int:
    """How many signals of all weeks wait for an answer."""
    return Signal.objects.filter(state=Signal.State.OPEN).count()


def frozen_at(week: date) -> datetime | None:
    """When the brief of a week was frozen; None while it is not."""
    moments = FrozenBrief.objects.filter(week=week).order_by("pk")
    return moments.values_list("made_at", flat=True).first()
