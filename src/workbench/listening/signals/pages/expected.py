"""What is expected (steps), the calendar of events, and what the search would not see."""

from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from workbench.accounts.models import Person
from workbench.core.numbers import short, whole
from workbench.core.paging import Paging, paging, part
from workbench.listening.brief.words import day
from workbench.listening.pages.labels import Labels, city_labels
from workbench.listening.signals import access, words
from workbench.listening.signals.models import CalendarEvent, ExpectationStep, SignalRun

OFTEN_FOUND = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCard:
    """One step in words."""

    pk: int
    what: str
    label: str
    days: str
    groups: str
    areas: str
    source: str
    made: str
    signal_address: str
    lasts: bool
    withdrawn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsPage:
    """What steps.html may use."""

    steps: tuple[StepCard, ...]
    may_edit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskFormPage:
    """What desk_form.html may use."""

    heading: str
    lede: str
    form: BaseForm
    back: str
    back_words: str
    remove_address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """One event of the calendar in words."""

    pk: int
    name: str
    note: str
    days: str
    reach: str
    kind: str
    told_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPage:
    """What calendar.html may use."""

    events: tuple[EventLine, ...]
    shown: Paging
    may_edit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveRow:
    """How often a rise of one size is found."""

    rate: str
    rise: str
    weeks: str
    share: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveOfSource:
    """What the search of one source would find; `rows` are empty where it was not measured."""

    key: str
    name: str
    said: tuple[str, ...]
    rows: tuple[CurveRow, ...]
    made: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HowSurePage:
    """What how_sure.html may use."""

    sources: tuple[CurveOfSource, ...]


def steps_page(person: Person) -> StepsPage:
    """Every step, the latest first; withdrawn ones stay."""
    labels = city_labels()
    return StepsPage(
        steps=tuple(_step(one, labels) for one in access.steps_for(person)),
        may_edit=access.may_answer(person),
    )


def _step(step: ExpectationStep, labels: Labels) -> StepCard:
    answer = next(iter(step.answers.all()), None)
    withdrawn = step.withdrawn_at
    return StepCard(
        pk=step.pk,
        what=capfirst(str(step.get_what_display())),
        label=step.label,
        days=words.open_days(step.since, step.until),
        groups=", ".join(labels.group(one) for one in step.groups) or _("all groups"),
        areas=words.where(step.areas, labels),
        source=step.source.name if step.source else _("every source"),
        made=_("%(day)s by %(person)s")
        % {"day": day(timezone.localdate(step.made_at)), "person": step.made_by},
        signal_address=reverse("listening-signal", args=[answer.signal_id]) if answer else "",
        lasts=step.until is None,
        withdrawn=_("withdrawn on %(day)s") % {"day": day(timezone.localdate(withdrawn))}
        if withdrawn
        else "",
    )


def step_form_page(form: BaseForm, *, ending: ExpectationStep | None = None) -> DeskFormPage:
    """The form of a new step, or of the end of one."""
    if ending is not None:
        lede = _("%(label)s, %(days)s.") % {
            "label": ending.label,
            "days": words.open_days(ending.since, ending.until),
        }
    else:
        lede = _("It is expected from the next search on. You can withdraw it at any time.")
    return DeskFormPage(
        heading=_("Add a campaign or a channel") if ending is None else _("When it ended"),
        lede=lede,
        form=form,
        back=reverse("listening-steps"),
        back_words=_("What is expected"),
    )


def calendar_page(person: Person, *, asked: str | None) -> CalendarPage:
    """The calendar, the latest first."""
    events = access.events_for(person)
    shown = paging(events.count(), asked=asked, query={})
    return CalendarPage(
        events=tuple(_event(one) for one in part(events, shown)),
        shown=shown,
        may_edit=person.role in access.KEEPS_CALENDAR,
    )


def _event(event: CalendarEvent) -> EventLine:
    return EventLine(
        pk=event.pk,
        name=event.name,
        note=event.note,
        days=words.days(event.on, event.until),
        reach=str(event.get_reach_display()),
        kind=str(event.get_kind_display()),
        told_by=event.told_by,
    )


def event_form_page(form: BaseForm, event: CalendarEvent | None = None) -> DeskFormPage:
    """The form of a new event, or of one that is in the calendar."""
    return DeskFormPage(
        heading=event.name if event else _("Add an event"),
        lede="" if event else _("With its day, how far it reached, and where one can read of it."),
        form=form,
        back=reverse("listening-calendar"),
        back_words=_("Calendar of events"),
        remove_address=reverse("listening-event-remove", args=[event.pk]) if event else "",
    )


def how_sure_page(person: Person) -> HowSurePage:
    """What the newest search of each source would find, and what it would not."""
    newest: dict[int, SignalRun] = {}
    for run in access.runs_for(person):
        newest.setdefault(run.source_id, run)
    return HowSurePage(sources=tuple(_curve(run) for run in newest.values()))


def _curve(run: SignalRun) -> CurveOfSource:
    points = sorted(run.curve or (), key=lambda one: (one["rate"], one["weeks"], one["rise"]))
    return CurveOfSource(
        key=run.source.key,
        name=run.source.name,
        said=tuple(_smallest_found(points)),
        rows=tuple(
            CurveRow(
                rate=short(one["rate"]),
                rise=_("%(n)s times") % {"n": short(one["rise"])},
                weeks=whole(one["weeks"]),
                share=_share(one["caught_share"]),
            )
            for one in points
        ),
        made=_("Version %(version)s of the method; searched for the week of %(week)s.")
        % {"version": run.version, "week": day(run.week)},
    )


def _share(share: float) -> str:
    return _("%(percent)s %%") % {"percent": number_format(round(100 * share))}


def _smallest_found(points: list[dict[str, Any]]) -> list[str]:
    """For each usual level the smallest rise that is found in four cases of five, in words."""
    said = []
    for rate, weeks in dict.fromkeys((one["rate"], one["weeks"]) for one in points):
        rises = [
            one["rise"]
            for one in points
            if (one["rate"], one["weeks"]) == (rate, weeks) and one["caught_share"] >= OFTEN_FOUND
        ]
        facts = {"rate": short(rate), "weeks": whole(weeks)}
        if rises:
            said.append(
                _(
                    "Where %(rate)s reports a week are usual, a rise to %(rise)s times is found "
                    "within %(weeks)s weeks in four cases of five; smaller ones are often missed."
                )
                % {**facts, "rise": short(min(rises))}
            )
        else:
            said.append(
                _(
                    "Where %(rate)s reports a week are usual, no rise that was tried is found "
                    "within %(weeks)s weeks in four cases of five."
                )
                % facts
            )
    return said
