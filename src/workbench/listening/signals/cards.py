"""A week's signals as the brief and their own pages show them: words, pictures, doubts, answers.

Read `signals_part` first. Signals stand source by source in the order in which they were raised,
never by size; those that wait for an answer come in full, answered ones in a line (charter 2, 10).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from commonweal.listening.signals.findings import Course, Finding
from workbench.core.pictures import MapPicture, Palette, SeriesPicture
from workbench.core.rooms import PrintedPart, panels, printed_panels
from workbench.listening.brief.figures import Ground
from workbench.listening.brief.words import day, of_source
from workbench.listening.pages.labels import Labels
from workbench.listening.signals import words
from workbench.listening.signals.feeds import RunOfWeek, SignalOfWeek
from workbench.listening.signals.figures import course_rows, course_series, finding_map, map_alt
from workbench.listening.signals.models import CalendarEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """One row of the table behind a series."""

    name: str
    count: int
    expected: str
    range: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingCard:
    """One finding in words and pictures; `key` is unique on the page."""

    key: str
    source: str
    kind: str
    heading: str
    sentence: str
    said: str
    nums: tuple[tuple[str, str], ...]
    caveat: str
    chance: str
    doubts: tuple[words.DoubtLine, ...]
    series: SeriesPicture | None
    series_rows: tuple[CourseRow, ...]
    map: MapPicture | None
    map_alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalCard:
    """A signal of the week: its finding, why it is shown, and what was answered."""

    finding: FindingCard
    address: str
    is_open: bool
    since: str
    returned: str
    answered: str
    panels: tuple[SafeString, ...]
    printed: tuple[PrintedPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalsPart:
    """The signals of a brief. `searched` is False where no search has run for its week."""

    searched: bool
    changed: str
    open: tuple[SignalCard, ...]
    answered: tuple[SignalCard, ...]
    one_event: tuple[str, ...]
    notes: tuple[str, ...]
    budget: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What cards are made with: names, ground, dated events, how it is drawn."""

    labels: Labels
    ground: Ground
    events: Sequence[CalendarEvent] = ()
    palette: Palette = "page"


def signals_part(runs: Sequence[RunOfWeek], around: Around, *, waiting: int) -> SignalsPart:
    """The signals of a week; `waiting` is how many of all weeks wait for an answer."""
    found = [(run, one) for run in runs for one in run.signals]
    cards = [signal_card(one, run, around) for run, one in found]
    new = sum(1 for _run, one in found if one.is_new and one.is_open)
    back = sum(1 for _run, one in found if one.is_open and one.returned and not one.is_new)
    ready = [run for run in runs if run.state == "ready"]
    return SignalsPart(
        searched=bool(runs),
        changed=_changed(runs, new, back, waiting),
        open=tuple(card for card in cards if card.is_open),
        answered=tuple(card for card in cards if not card.is_open),
        one_event=tuple(
            of_source(run.source, words.sentence(one, around.labels))
            for run in runs
            for one in run.one_event
        ),
        notes=tuple(_notes(runs)),
        budget=words.budget(ready[0].budget, ready[0].years_simulated) if ready else "",
    )


def _changed(runs: Sequence[RunOfWeek], new: int, back: int, waiting: int) -> str:
    if not runs:
        return ""
    if not waiting and all(run.state == "too-early" for run in runs):
        return _("Too early for signals: no source has half a year of history yet.")
    return words.changed(new, back, waiting)


def _notes(runs: Sequence[RunOfWeek]) -> Sequence[str]:
    early = [
        words.too_early(run.source, run.history_since) for run in runs if run.state == "too-early"
    ]
    told = [words.notice(code, run.source) for run in runs for code in run.notices]
    steps = [words.step_in_force(step) for run in runs for step in run.steps]
    return [*early, *filter(None, told), *dict.fromkeys(steps)]


def signal_card(one: SignalOfWeek, run: RunOfWeek, around: Around) -> SignalCard:
    """A signal as one week's search found it."""
    card = finding_card(
        one.finding,
        one.course,
        key=f"signal-{one.signal_id}",
        source=run.source,
        by_month=run.by_month,
        around=around,
    )
    about = {"finding": one.finding, "areas": one.finding.areas, "group": one.finding.group}
    on_paper = around.palette == "print"
    return SignalCard(
        finding=card,
        address=reverse("listening-signal", args=[one.signal_id]),
        is_open=one.is_open,
        since=_("New this week.")
        if one.is_new
        else _("First found in the week of %(day)s.") % {"day": day(one.raised_on)},
        returned=words.returned(one.returned, around.labels)
        if one.returned and one.is_open
        else "",
        answered=words.answered_on(one.answer) if one.answer and not one.is_open else "",
        panels=() if on_paper else tuple(panels("signal", **about)),
        printed=tuple(printed_panels("signal", **about)) if on_paper else (),
    )


def finding_card(
    finding: Finding,
    course: Course | None,
    *,
    key: str,
    source: str,
    by_month: bool,
    around: Around,
) -> FindingCard:
    """One finding in words and pictures."""
    labels = around.labels
    within = [
        event
        for event in around.events
        if event.on <= finding.until and (event.until or event.on) >= finding.since
    ]
    series = (
        course_series(
            course,
            finding,
            key=key,
            labels=labels,
            by_month=by_month,
            events=around.events,
            palette=around.palette,
        )
        if course and course.firsts
        else None
    )
    return FindingCard(
        key=key,
        source=source,
        kind=words.kind_words(finding.kind),
        heading=words.heading(finding, labels),
        sentence=words.sentence(finding, labels),
        said=capfirst(words.said(finding)),
        nums=_nums(finding),
        caveat=words.ratio_caveat(),
        chance=words.chance(finding.chance_per_year),
        doubts=words.doubts(finding, labels, within),
        series=series,
        series_rows=_rows(course) if course else (),
        map=finding_map(
            finding,
            key=key,
            labels=labels,
            ground=around.ground,
            href=f"#{key}",
            palette=around.palette,
        ),
        map_alt=map_alt(finding, labels) if finding.areas else "",
    )


def _nums(finding: Finding) -> tuple[tuple[str, str], ...]:
    return (
        (_("Came in"), str(finding.observed)),
        (_("Expected"), words.figure(finding.expected)),
        (_("Times as many"), words.ratio(finding)),
        (_("On different days"), str(finding.days)),
    )


def _rows(course: Course) -> tuple[CourseRow, ...]:
    return tuple(
        CourseRow(
            name=day(first),
            count=observed,
            expected=words.figure(expected),
            range=f"{round(low)}–{round(high)}",
        )
        for first, observed, expected, low, high in course_rows(course)
    )
