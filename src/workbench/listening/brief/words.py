"""The brief's sentences, in the reader's language.

Every sentence says what was counted, beside what, and how sure. None ranks, alarms or blames:
more reports can mean more trust (charter 2, 10). `commonweal.listening.week` says the same in
English for the command line; a test holds both together.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.listening.earlier_years import Comparison, Period, share_outside_at_most
from commonweal.listening.health import SourceHealth
from commonweal.listening.week import NewestWeek, WeekReview
from workbench.core.numbers import short, whole
from workbench.listening.brief.gathering import Candidate, Revised


def day(value: date) -> str:
    """`6 June 2022`."""
    return date_format(value, "DATE_FORMAT")


def period_name(period: Period) -> str:
    """`Week of 6 June 2022`, or `June 2022`."""
    if period.unit == "month":
        return date_format(period.first, "YEAR_MONTH_FORMAT")
    return week_name(period.first)


def week_name(week: date) -> str:
    """`Week of 6 June 2022`."""
    return _("Week of %(day)s") % {"day": day(week)}


def years(values: Sequence[int]) -> str:
    """`2019–2021` where the years follow each other, otherwise each by name."""
    if len(values) > 1 and values[-1] - values[0] == len(values) - 1:
        return f"{values[0]}–{values[-1]}"
    names = [str(year) for year in values]
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def count_sentence(review: WeekReview) -> str:
    """What the source recorded, beside the same weeks or months of earlier years."""
    period, coverage, total = review.period, review.coverage, review.total
    by_month = period.unit == "month"
    state = coverage.state(period)
    if state == "never":
        return _("This source holds no dated record yet.")
    if state == "before" and coverage.since:
        words = {"day": day(coverage.since)}
        return _("This source begins on %(day)s: it could record nothing then.") % words
    if state == "after" and coverage.until:
        words = {"day": day(coverage.until)}
        if by_month:
            return _("No record reaches this month yet: it is covered up to %(day)s.") % words
        return _("No record reaches this week yet: it is covered up to %(day)s.") % words
    if total is None:
        return _("The groups of this source overlap, so each stands alone and none are added.")
    what = _recorded(total.observed, by_month=by_month, occurred=review.basis == "occurred")
    if state == "part":
        return _("%(what)s, of which the source covers only a part.") % {"what": what}
    if total.earlier is None:
        words = {"what": what}
        return (
            _("%(what)s. There is too little history to compare: two earlier years are needed.")
            % words
        )
    words = {"what": what, "held": _held(total, by_month=by_month)}
    return _("%(what)s; %(held)s") % words


def _recorded(count: int, *, by_month: bool, occurred: bool) -> str:
    if occurred and by_month:
        text = ngettext(
            "%(n)s incident was dated to this month",
            "%(n)s incidents were dated to this month",
            count,
        )
    elif occurred:
        text = ngettext(
            "%(n)s incident was dated to this week",
            "%(n)s incidents were dated to this week",
            count,
        )
    elif by_month:
        text = ngettext(
            "%(n)s incident was recorded this month",
            "%(n)s incidents were recorded this month",
            count,
        )
    else:
        text = ngettext(
            "%(n)s incident was recorded this week",
            "%(n)s incidents were recorded this week",
            count,
        )
    return text % {"n": count}


def _held(total: Comparison, *, by_month: bool) -> str:
    if total.earlier is None:
        return ""
    low, high = int(total.earlier.low), int(total.earlier.high)
    words = {"years": years(total.years), "low": low, "high": high, "n": total.earlier.n}
    if by_month and low == high:
        return _("the same months of %(years)s held %(low)s each (%(n)s months).") % words
    if by_month:
        return _("the same months of %(years)s held %(low)s to %(high)s (%(n)s months).") % words
    if low == high:
        return _("the same weeks of %(years)s held %(low)s each (%(n)s weeks).") % words
    return _("the same weeks of %(years)s held %(low)s to %(high)s (%(n)s weeks).") % words


def of_source(source: str, sentence: str) -> str:
    """A sentence about one source, with its name before it."""
    return _("%(source)s. %(sentence)s") % {"source": source, "sentence": sentence}


def came_in(source: str, count: int) -> str:
    """One source's count for the first sentence of the page."""
    text = ngettext("%(n)s incident from %(source)s", "%(n)s incidents from %(source)s", count)
    return text % {"n": whole(count), "source": source}


def beside(comparison: Comparison) -> str:
    """The lowest and highest of earlier years for a table's cell, or a dash."""
    if comparison.earlier is None:
        return "–"
    low, high = int(comparison.earlier.low), int(comparison.earlier.high)
    return str(low) if low == high else f"{low}–{high}"


def middle(comparison: Comparison) -> str:
    """The median of earlier years for a table's cell, or a dash."""
    return "–" if comparison.earlier is None else short(comparison.earlier.value)


def area_sentence(name: str, comparison: Comparison) -> str:
    """One area: its count, beside what earlier years held there."""
    words = {"area": name, "n": comparison.observed, "held": beside(comparison)}
    if comparison.earlier is None:
        return _("%(area)s: %(n)s") % words
    return _("%(area)s: %(n)s; earlier years held %(held)s") % words


def how_sure(weeks: int) -> str:
    """How often a quiet week falls outside such a range (docs/methods/earlier-years.md)."""
    tenths = max(round(10 * share_outside_at_most(weeks)), 1)
    return ngettext(
        "In a quiet city up to about %(n)s week in ten falls outside such a range, "
        "and more where reports rise from year to year.",
        "In a quiet city up to about %(n)s weeks in ten fall outside such a range, "
        "and more where reports rise from year to year.",
        tenths,
    ) % {"n": tenths}


def why_this_week(newest: NewestWeek, name: str, as_of: date) -> str:
    """Why a brief that was not asked for a week opens on this one."""
    words = {"source": name, "day": day(newest.until)}
    text = _("The newest week that is covered in full: records of %(source)s reach to %(day)s.")
    old = as_of - newest.until > timedelta(weeks=4)
    if not old:
        return text % words
    weeks = (as_of - newest.until).days // 7
    return _("%(why)s That is %(weeks)s weeks ago.") % {"why": text % words, "weeks": weeks}


def health_sentence(health: SourceHealth) -> str:
    """The most important thing about a source's life."""
    if health.first is None and health.since is None:
        return _("Has not delivered anything yet.")
    if health.ended and health.ended_on:
        words = {"day": day(health.ended_on)}
        return _("Ended on %(day)s; nothing more is expected.") % words
    if health.silent_since is not None:
        by_delivery = health.rhythm is not None and health.rhythm.of == "deliveries"
        heard = health.last if by_delivery else health.until
        words = {"heard": day(heard) if heard else "–", "by": day(health.silent_since)}
        return _("Silent: last heard on %(heard)s, expected by %(by)s.") % words
    begin = health.since or health.first
    if health.new and begin:
        words = {"day": day(begin)}
        return (
            _("New since %(day)s; more reports may only mean that people can now be heard.") % words
        )
    if health.expected_by is None:
        return _("Came in too seldom to know its rhythm.")
    return _("Comes in as usual; next expected by %(day)s.") % {"day": day(health.expected_by)}


def rhythm(health: SourceHealth) -> str:
    """How many days usually pass, with the spread, and what was watched."""
    if health.rhythm is None:
        return "–"
    n = round(health.rhythm.days)
    words = {"days": short(health.rhythm.days), "spread": short(health.rhythm.spread)}
    if health.rhythm.of == "deliveries":
        text = ngettext(
            "a delivery every day (give or take %(spread)s)",
            "a delivery every %(days)s days (give or take %(spread)s)",
            n,
        )
    else:
        text = ngettext(
            "records every day (give or take %(spread)s)",
            "records every %(days)s days (give or take %(spread)s)",
            n,
        )
    return text % words


def missed_sentence(health: SourceHealth) -> str:
    """In which of the last eight weeks a weekly source did not deliver; empty if in none."""
    if not health.missed:
        return ""
    text = ngettext(
        "No delivery in %(n)s of the last eight weeks: the week of %(days)s.",
        "No delivery in %(n)s of the last eight weeks: those of %(days)s.",
        len(health.missed),
    )
    days = ", ".join(day(week) for week in health.missed)
    return text % {"n": len(health.missed), "days": days}


def nothing_revised(deliveries: int, last: date | None) -> str:
    """Why there is nothing to compare: one delivery only, or none since the week began."""
    if deliveries < 2 or last is None:
        return _("Delivered once so far: there is nothing to compare it with.")
    return _("Nothing has come in since %(day)s.") % {"day": day(last)}


def revised_sentence(revised: Revised) -> str:
    """What a source changed since an earlier delivery, in numbers."""
    changed = sum(change.count for change in revised.relabelled)
    if not (revised.late or revised.vanished or changed):
        return _("Since %(day)s nothing about earlier weeks has changed.") % {
            "day": day(revised.since)
        }
    parts = [
        ngettext("%(n)s incident came late", "%(n)s incidents came late", revised.late)
        % {"n": revised.late},
        ngettext("%(n)s vanished", "%(n)s vanished", revised.vanished) % {"n": revised.vanished},
        ngettext("%(n)s value was changed", "%(n)s values were changed", changed) % {"n": changed},
    ]
    return _("Since %(day)s: %(parts)s.") % {"day": day(revised.since), "parts": ", ".join(parts)}


def candidate_sentence(candidate: Candidate) -> str:
    """Why two incidents may be one event."""
    if candidate.by_month:
        return _("The same area and group, dates that may meet (one is known to the month only).")
    if candidate.days_apart == 0:
        return _("The same area and group, on the same day.")
    return ngettext(
        "The same area and group, %(n)s day apart.",
        "The same area and group, %(n)s days apart.",
        candidate.days_apart,
    ) % {"n": candidate.days_apart}


def place_sentence(review: WeekReview) -> str:
    """How many of the period's incidents have no known area; empty where all have one."""
    without = review.place.get("city", 0) + review.place.get("unknown", 0)
    if not without:
        return ""
    return ngettext(
        "%(n)s incident has no known area and is not on the map.",
        "%(n)s incidents have no known area and are not on the map.",
        without,
    ) % {"n": without}


def nought_sentence(review: WeekReview) -> str:
    """What a nought may mean where earlier years never held one; otherwise empty."""
    total = review.total
    if total is None or total.observed or total.earlier is None or total.earlier.low == 0:
        return ""
    return _("None at all may be a quiet week, or records that are still to come.")


def undated_sentence(review: WeekReview) -> str:
    """How many incidents stand in no week (or month) at all; empty where all stand in one."""
    if not review.undated:
        return ""
    return ngettext(
        "%(n)s incident of this source has no date fine enough to be counted here.",
        "%(n)s incidents of this source have no date fine enough to be counted here.",
        review.undated,
    ) % {"n": review.undated}


def counting_sentence(review: WeekReview) -> str:
    """How incidents of several groups are counted."""
    if review.total is None:
        return _("The groups of this source overlap: their counts must not be added.")
    return _(
        "An incident of several groups counts once in the total and once in each of its groups."
    )


def other_explanations() -> tuple[str, ...]:
    """What else moves the counts of any source; shown beside every one of them."""
    return (
        _("More reports can mean more trust: a campaign or a new reporting point brings them in."),
        _("A change in how records are made, or who makes them."),
        _("A delay: later deliveries may still add to this week, or take away."),
        _("One event that was told several times."),
    )
