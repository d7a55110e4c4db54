"""The week's work: every source is searched, its signals are kept, and the brief is frozen.

Read `run_week` first. The same function serves `commonweal weekly` (which a timer calls), the
button on the page of signals and the tests. A week that is done stays as it is; one that was
interrupted goes on where it stood.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import Busy, CommonwealError
from commonweal.files.city import City
from commonweal.listening.signals.answers import Joined, join
from commonweal.listening.signals.findings import SignalReport
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.listening.brief.gathering import gather
from workbench.listening.brief.words import day
from workbench.listening.feeds import incidents_of, shown_sources
from workbench.listening.models import Source
from workbench.listening.signals import access
from workbench.listening.signals.actions.freezing import freeze_week
from workbench.listening.signals.feeds import standing_signals, steps_in_force
from workbench.listening.signals.models import FrozenBrief, Sighting, Signal, SignalRun
from workbench.listening.signals.searching import Asked, Curve, Search, seed_of


class NothingToSearch(CommonwealError):
    """No week of any source is over yet."""

    code = "nothing-to-search"


class WeekIsPast(CommonwealError):
    """A later week was searched already; alarms are joined in the order of the weeks."""

    code = "week-is-past"
    status = 409


class SourcesNotSearched(CommonwealError):
    """Some sources could not be searched; the others were, and the brief waits."""

    code = "sources-not-searched"
    status = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDone:
    """One source's search: how many findings, and how many alarms are new or returned."""

    source: str
    state: str
    findings: int
    new: int
    returned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDone:
    """What the week's work did; `already` where the brief of the week had been frozen before."""

    week: date
    already: bool
    sources: tuple[SourceDone, ...]
    frozen: tuple[FrozenBrief, ...]
    waiting: int


def run_week(
    city: City,
    *,
    search: Search,
    week: date | None,
    acting_person: Person | None,
    today: date,
    now: datetime,
) -> WeekDone:
    """Search every source for `week` (the newest full one unless given) and freeze its brief.

    A source that cannot be searched stops no other; the brief is frozen once all are done.
    """
    access.refuse_unless_starts_search(acting_person)
    chosen = gather(city, week=week, today=today, now=now).week
    if chosen is None:
        raise NothingToSearch(
            _("There is no week to search: no source has told of a week that is over."),
            remedy=_("Bring in a source's file first."),
        )
    frozen = tuple(FrozenBrief.objects.filter(week=chosen))
    already = bool(frozen)
    sources: tuple[SourceDone, ...] = ()
    if not already:
        _refuse_past(chosen)
        sources = _search_all(city, week=chosen, search=search, by=acting_person, now=now)
        frozen = freeze_week(city, chosen, acting_person=acting_person, today=today, now=now)
    waiting = Signal.objects.filter(state=Signal.State.OPEN).count()
    return WeekDone(week=chosen, already=already, sources=sources, frozen=frozen, waiting=waiting)


def _search_all(
    city: City, *, week: date, search: Search, by: Person | None, now: datetime
) -> tuple[SourceDone, ...]:
    done, failed = [], []
    for source in shown_sources():
        if source.ended_on is not None and source.ended_on < week:
            continue
        try:
            done.append(_search_once(source, city, week=week, search=search, by=by, now=now))
        except Busy:
            raise
        except CommonwealError as error:
            failed.append(f"{source.name}: {error.message} {error.remedy}")
    if failed:
        raise SourcesNotSearched(
            _("These sources could not be searched: %(sources)s") % {"sources": " ".join(failed)},
            remedy=_(
                "The others are done and kept. Mend what is said, and search the week again: its "
                "brief is frozen when every source is done."
            ),
            week=week.isoformat(),
        )
    return tuple(done)


def _refuse_past(week: date) -> None:
    later = SignalRun.objects.filter(week__gt=week).order_by("-week").first()
    if later is not None:
        raise WeekIsPast(
            _("The week of %(later)s was searched already, so the week of %(day)s is past.")
            % {"later": day(later.week), "day": day(week)},
            remedy=_("Search a later week. Its brief can still be read, without signals."),
            week=week.isoformat(),
        )


def _search_once(
    source: Source,
    city: City,
    *,
    week: date,
    search: Search,
    by: Person | None,
    now: datetime,
) -> SourceDone:
    known = SignalRun.objects.filter(source=source, week=week).first()
    if known is None:
        asked = asked_of(source, city, week=week)
        report, curve = search(asked)
        _refuse_second(source, week)
        known = keep_run(source, asked, report, curve, week=week, acting_person=by, now=now)
    signals = Signal.objects.filter(sightings__run=known)
    return SourceDone(
        source=source.name,
        state=known.state,
        findings=len(known.report["findings"]),
        new=signals.filter(raised_by=known).count(),
        returned=signals.filter(returned_on=week).count(),
    )


def _refuse_second(source: Source, week: date) -> None:
    """Raises `Busy` where another run kept this source's search while this one was searching."""
    if SignalRun.objects.filter(source=source, week=week).exists():
        raise Busy(
            _("The week of %(day)s is being searched by another run at this moment.")
            % {"day": day(week)},
            remedy=_("Try again when it is done; a week that is done stays as it is."),
            week=week.isoformat(),
        )


def asked_of(source: Source, city: City, *, week: date) -> Asked:
    """All that the search of a source for a week is given: what it shows, and what is expected."""
    shown = source.shown_delivery
    return Asked(
        incidents=incidents_of(source, as_of_delivery=shown),
        areas=city.areas(),
        groups={key: group.name for key, group in city.groups().groups.items()},
        as_of=week + timedelta(weeks=1),
        steps=steps_in_force(source.pk),
        source=source.name,
        overlapping=source.overlapping,
        inputs={source.key: shown.content_hash if shown else ""},
        seed=seed_of(source.key, week),
    )


@transaction.atomic
def keep_run(
    source: Source,
    asked: Asked,
    report: SignalReport,
    curve: Curve | None,
    *,
    week: date,
    acting_person: Person | None,
    now: datetime,
) -> SignalRun:
    """Keep what a search found, and let its findings join the alarms that stand."""
    access.refuse_unless_starts_search(acting_person)
    lineage = report.lineage.as_dict()
    run = SignalRun.objects.create(
        source=source,
        week=week,
        as_of=asked.as_of,
        unit=report.unit,
        state=report.state,
        report=_plain(report.as_answer()),
        lineage=_plain(lineage),
        steps=[step.as_dict() for step in asked.steps],
        curve=_plain(curve) if curve is not None else None,
        version=report.lineage.version,
        made_at=now,
    )
    joined = join(report.findings, standing_signals(source.pk, before=week), week=week)
    for one in joined:
        _take_in(run, one)
    after = {
        "source_key": source.key,
        "week": week,
        "state": report.state,
        "findings": len(report.findings),
        "new_alarms": sum(1 for one in joined if one.key is None),
        "returned": sum(1 for one in joined if one.returned),
        "lineage_sha256": _sha256(lineage),
    }
    record_audit(acting_person, "search-source", run, after=after)
    return run


def _take_in(run: SignalRun, joined: Joined) -> None:
    """One alarm's findings of this week: a new signal, or a sighting of one that stands."""
    finding = joined.findings[0]
    kept: dict[str, Any] = _plain(finding.as_dict())
    if joined.key is None:
        signal = Signal.objects.create(
            source_id=run.source_id,
            group=finding.group,
            areas=list(joined.areas),
            kind=finding.kind,
            raised_by=run,
            raised_on=run.week,
            last_seen=run.week,
            finding=kept,
            latest=kept,
        )
    else:
        signal = Signal.objects.get(pk=joined.key)
        signal.areas, signal.last_seen, signal.latest = list(joined.areas), run.week, kept
        if joined.returned:
            signal.state = Signal.State.OPEN
            signal.returned_because = _plain(joined.returned.as_dict())
            signal.returned_on = run.week
        signal.save()
    Sighting.objects.create(signal=signal, run=run, finding=kept)


def _plain(value: object) -> Any:
    """As JSON keeps it: tuples as lists, days as text."""
    return json.loads(json.dumps(value, default=str))


def _sha256(value: Mapping[str, Any]) -> str:
    text = json.dumps(value, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
