"""The list of signals, one signal with its answers, and what answers came to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person
from workbench.core.city import current_city
from workbench.core.numbers import short, whole
from workbench.core.paging import Paging, paging, part
from workbench.listening.brief.figures import Ground
from workbench.listening.brief.words import day
from workbench.listening.meetings.pages.openings import Opening, opening_about_signal
from workbench.listening.pages.labels import Labels, city_labels
from workbench.listening.signals import access, words
from workbench.listening.signals.cards import Around, SignalCard, signal_card
from workbench.listening.signals.feeds import (
    events_between,
    finding_of,
    run_of_week,
)
from workbench.listening.signals.forms import AnswerForm
from workbench.listening.signals.models import Answer, Signal, SignalRun

EVENTS_SINCE = timedelta(weeks=53)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalLine:
    """One signal of the list."""

    address: str
    heading: str
    kind: str
    source: str
    raised: str
    seen: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalsPage:
    """What signals.html may use."""

    lede: str
    runs: tuple[str, ...]
    waiting: tuple[SignalLine, ...]
    answered: tuple[SignalLine, ...]
    shown: Paging
    may_search: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One answer to a signal."""

    said: str
    note: str
    step_address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLine:
    """What one week's search found of a signal."""

    week: str
    observed: int
    expected: str
    ratio: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalPage:
    """What signal.html may use; `form` is None for those who do not answer."""

    signal_id: int
    heading: str
    lede: str
    card: SignalCard
    answers: tuple[AnswerLine, ...]
    form: AnswerForm | None
    weeks: tuple[WeekLine, ...]
    made: tuple[tuple[str, str], ...]
    opening: Opening | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """How many signals came to one thing."""

    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersPage:
    """What answers.html may use."""

    lede: str
    nums: tuple[tuple[str, str], ...]
    rows: tuple[CountRow, ...]


def signals_page(person: Person, *, asked: str | None) -> SignalsPage:
    """Those that wait come first; the answered ones a page at a time."""
    labels = city_labels()
    signals = access.signals_for(person).prefetch_related("answers__person")
    waiting = signals.filter(state=Signal.State.OPEN)
    answered = signals.filter(state=Signal.State.ANSWERED)
    shown = paging(answered.count(), asked=asked, query={})
    count = waiting.count()
    return SignalsPage(
        lede=ngettext(
            "%(n)s signal waits for an answer.", "%(n)s signals wait for an answer.", count
        )
        % {"n": count},
        runs=_last_runs(person),
        waiting=tuple(_line(one, labels) for one in waiting),
        answered=tuple(_line(one, labels) for one in part(answered, shown)),
        shown=shown,
        may_search=person.role in access.STARTS_SEARCH,
    )


def _last_runs(person: Person) -> tuple[str, ...]:
    """When something was searched last, and whether a later search stopped."""
    last = access.runs_for(person).first()
    stopped = access.search_that_stopped(person)
    told = [_("Nothing has been searched yet.")]
    if last is not None:
        facts = {"week": day(last.week), "day": day(timezone.localdate(last.made_at))}
        told = [_("Last searched: the week of %(week)s, on %(day)s.") % facts]
    if stopped is not None:
        told.append(
            _(
                "The search that was started on %(day)s stopped before it was done. Nothing was "
                "lost; on the server, `commonweal weekly` says why."
            )
            % {"day": day(timezone.localdate(stopped))}
        )
    return tuple(told)


def _line(signal: Signal, labels: Labels) -> SignalLine:
    finding = finding_of(signal.latest)
    answer = next(iter(signal.answers.all()), None)
    asks_again = signal.state == Signal.State.OPEN and signal.returned_because
    return SignalLine(
        address=reverse("listening-signal", args=[signal.pk]),
        heading=f"{words.about(signal.group, labels)} · {words.where(signal.areas, labels)}",
        kind=words.kind_words(finding.kind),
        source=signal.source.name,
        raised=day(signal.raised_on),
        seen=day(signal.last_seen),
        answer=words.returned(asks_again, labels)
        if asks_again
        else words.answer_words(answer)
        if answer
        else "–",
    )


def signal_page(person: Person, signal: Signal, form: AnswerForm | None = None) -> SignalPage:
    """One signal: its latest finding in full, its weeks, what was answered."""
    labels = city_labels()
    sightings = list(access.sightings_of(signal))
    run = run_of_week(sightings[-1].run)
    latest = next(one for one in run.signals if one.signal_id == signal.pk)
    city = current_city()
    around = Around(
        labels=labels,
        ground=Ground(areas=city.areas(), water=city.water()),
        events=events_between(
            sightings[-1].run.week - EVENTS_SINCE, sightings[-1].run.week + timedelta(days=6)
        ),
    )
    return SignalPage(
        signal_id=signal.pk,
        heading=words.heading(latest.finding, labels),
        lede=_("Raised in the week of %(raised)s, last found in the week of %(seen)s.")
        % {"raised": day(signal.raised_on), "seen": day(signal.last_seen)},
        card=signal_card(latest, run, around),
        answers=tuple(_answer_line(one) for one in access.answers_of(signal)),
        form=(form or AnswerForm()) if access.may_answer(person) else None,
        weeks=tuple(_week_line(one.run, one.finding) for one in sightings),
        made=_made(sightings[-1].run),
        opening=opening_about_signal(person, signal),
    )


def _answer_line(answer: Answer) -> AnswerLine:
    return AnswerLine(
        said=words.answered_on(answer),
        note=answer.note,
        step_address=f"{reverse('listening-steps')}#step-{answer.step_id}"
        if answer.step_id
        else "",
    )


def _week_line(run: SignalRun, kept: dict[str, object]) -> WeekLine:
    finding = finding_of(kept)
    return WeekLine(
        week=day(run.week),
        observed=finding.observed,
        expected=words.figure(finding.expected),
        ratio=words.ratio(finding),
    )


def _made(run: SignalRun) -> tuple[tuple[str, str], ...]:
    """What the latest figures rest on."""
    lineage = run.lineage
    return (
        (_("Method"), f"{lineage['method']} {lineage['version']}"),
        (_("Seed"), str(lineage["seed"])),
        *((key, digest) for key, digest in lineage["inputs"].items()),
    )


def answers_page(person: Person) -> AnswersPage:
    """How many were answered, how soon, and what they turned out to be."""
    signals = access.signals_for(person)
    answers = list(access.answers_for(person))
    last = {one.signal_id: one for one in answers}
    total = signals.count()
    soon = days_to_answer(answers)
    lede = ngettext(
        "%(answered)s of %(n)s signal was answered.",
        "%(answered)s of %(n)s signals were answered.",
        total,
    ) % {"answered": len(last), "n": total}
    return AnswersPage(
        lede=lede,
        nums=(
            (_("Signals in all"), whole(total)),
            (_("Answered"), whole(len(last))),
            (_("Middle number of days to an answer"), short(median(soon)) if soon else "–"),
            (_("Longest"), str(max(soon)) if soon else "–"),
            (_("Waiting"), whole(signals.filter(state=Signal.State.OPEN).count())),
            (_("Returned"), whole(signals.filter(returned_on__isnull=False).count())),
        ),
        rows=_turned_out(list(last.values())),
    )


def days_to_answer(answers: Sequence[Answer]) -> list[int]:
    """Days from the end of the week that asked to the first answer of each asking."""
    first: dict[tuple[int, object], int] = {}
    for one in answers:
        asked_on = one.asked_since + timedelta(weeks=1)
        days = max((timezone.localdate(one.at) - asked_on).days, 0)
        first.setdefault((one.signal_id, one.asked_since), days)
    return list(first.values())


def _turned_out(last: Sequence[Answer]) -> tuple[CountRow, ...]:
    """Each kind of answer in the order of the form, noughts included."""
    by_verb = Counter(one.verb for one in last)
    by_reason = Counter(one.explained_by for one in last)
    rows = []
    for verb in Answer.Verb:
        if verb != Answer.Verb.EXPLAINED:
            rows.append(CountRow(name=str(verb.label), count=by_verb[verb]))
            continue
        rows += [
            CountRow(
                name=_("explained by %(what)s") % {"what": reason.label}, count=by_reason[reason]
            )
            for reason in Answer.ExplainedBy
        ]
    return tuple(rows)
