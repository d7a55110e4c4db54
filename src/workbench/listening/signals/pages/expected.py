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

OFTEN_FOUND, WEEKS_A_YEAR = 0.8, 52


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
    """How often rises are found where so many reports are usual; one cell a size of rise."""

    usual: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CurveOfSource:
    """What the search of one source would find; `rows` are empty where it was not measured."""

    key: str
    name: str
    said: tuple[str, ...]
    rises: tuple[str, ...]
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
    points = sorted(run.curve or (), key=lambda one: (one["rate"], one["rise"], one["weeks"]))
    rates = dict.fromkeys(one["rate"] for one in points)
    rises = dict.fromkeys(one["rise"] for one in points)
    return CurveOfSource(
        key=run.source.key,
        name=run.source.name,
        said=tuple(_smallest_found(points, rate) for rate in rates),
        rises=tuple(_("%(n)s times") % {"n": short(rise)} for rise in rises),
        rows=tuple(
            CurveRow(usual=_usual(rate), cells=tuple(_found(points, rate, rise) for rise in rises))
            for rate in rates
        ),
        made=_("Version %(version)s of the method; searched for the week of %(week)s.")
        % {"version": run.version, "week": day(run.week)},
    )


def _usual(rate: float) -> str:
    """A usual level in words that people count in: a year where a week holds less than one."""
    if rate >= 1:
        return _("%(n)s a week") % {"n": short(rate)}
    return _("about %(n)s a year") % {"n": short(round(rate * WEEKS_A_YEAR))}


def _found(points: list[dict[str, Any]], rate: float, rise: float) -> str:
    """The shares found within three and within six weeks."""
    shares = [one["caught_share"] for one in points if (one["rate"], one["rise"]) == (rate, rise)]
    return " · ".join(
        _("%(percent)s %%") % {"percent": number_format(round(100 * share))} for share in shares
    )


def _smallest_found(points: list[dict[str, Any]], rate: float) -> str:
    """For a usual level the smallest rises that are found in four cases of five, in words."""
    found = [
        _("to %(rise)s times as many, if it lasts %(weeks)s weeks")
        % {"rise": short(min(rises)), "weeks": whole(weeks)}
        for weeks, rises in _often_found(points, rate).items()
    ]
    if not found:
        return _("%(usual)s: no rise that was tried is found in four cases of five.") % {
            "usual": capfirst(_usual(rate))
        }
    return _("%(usual)s: a rise %(sizes)s.") % {
        "usual": capfirst(_usual(rate)),
        "sizes": "; ".join(found),
    }


def _often_found(points: list[dict[str, Any]], rate: float) -> dict[int, list[float]]:
    """Weeks → the rises found within them in four cases of five, at this usual level."""
    often: dict[int, list[float]] = {}
    for one in sorted(points, key=lambda one: (one["weeks"], one["rise"])):
        if one["rate"] == rate and one["caught_share"] >= OFTEN_FOUND:
            often.setdefault(one["weeks"], []).append(one["rise"])
    return often
