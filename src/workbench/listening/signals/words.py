"""A signal's sentences, in the reader's language.

None speaks of guilt or blame, and reports that come in for all groups at once are never worded as
a rise: more is being told, which may mean more trust (charter 10). `Finding.sentence` says the
same in English for the command line.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.listening.signals.findings import ALL_GROUPS, Doubt, Finding
from workbench.core.numbers import short, whole
from workbench.listening.brief.words import day
from workbench.listening.pages.labels import Labels
from workbench.listening.signals.models import Answer, CalendarEvent

MOST_AREAS_NAMED = 4
LEAST_CHANCE_SAID = 0.01
LEAST_FIGURE = 0.095
MORE_TRUST = "more-trust"

DOUBTS: Mapping[str, str | Promise] = {
    "all-groups": gettext_lazy(
        "All groups are told of more there at once, as it is when more is told, and not when more "
        "happens to one of them."
    ),
    "one-day": gettext_lazy(
        "%(fullest)s of the %(observed)s reports came on one day: perhaps one event that was told "
        "many times."
    ),
    "one-area": gettext_lazy("%(count)s of the %(observed)s reports are from %(area)s alone."),
    "no-season": gettext_lazy(
        "The history is too short to know the season: this may come back every year."
    ),
    "few-before": gettext_lazy(
        "Only %(before)s reports came before, so what is usual is hardly known; a new label or a "
        "change in recording would look the same."
    ),
    "step": gettext_lazy(
        "“%(label)s”, since %(since)s, is already expected; it may have brought more than that."
    ),
}
"""The doubts of `commonweal.listening.signals.doubts` by their codes, with their facts."""

NOTICES: Mapping[str, str | Promise] = {
    "no-season": gettext_lazy(
        "%(source)s: too little history to know the season; a yearly high may look like a rise."
    ),
    "no-days": gettext_lazy(
        "%(source)s: days are not known, so what may be one event cannot be told apart."
    ),
}
"""What a search says of a source as a whole, by its codes."""


def figure(value: float) -> str:
    """Two figures that count, as in `4.2` or `180`; never an exponent, never nought."""
    if value < LEAST_FIGURE:
        return _("under 0.1")
    rounded = float(f"{value:.2g}")
    return whole(round(rounded)) if rounded >= 10 else short(rounded)


def usual(value: float) -> str:
    """An expected count inside a sentence."""
    if value < LEAST_FIGURE:
        return _("fewer than 0.1")
    return _("about %(n)s") % {"n": figure(value)}


def where(areas: Sequence[str], labels: Labels) -> str:
    """The places of a finding: the whole city, or areas by name in the order of the city's list."""
    if not areas:
        return _("the whole city")
    order = {area.area: n for n, area in enumerate(labels.areas.areas)}
    names = [labels.area(one) for one in sorted(areas, key=lambda one: order.get(one, 0))]
    if len(names) <= MOST_AREAS_NAMED:
        return ", ".join(names)
    text = ngettext("%(names)s and %(n)s more area", "%(names)s and %(n)s more areas", _rest(names))
    return text % {"names": ", ".join(names[:MOST_AREAS_NAMED]), "n": _rest(names)}


def _rest(names: Sequence[str]) -> int:
    return len(names) - MOST_AREAS_NAMED


def about(group: str, labels: Labels) -> str:
    """Whom the reports are about."""
    return _("All groups") if group == ALL_GROUPS else labels.group(group)


def heading(finding: Finding, labels: Labels) -> str:
    """`Jewish people · Northwest`."""
    return f"{about(finding.group, labels)} · {where(finding.areas, labels)}"


def kind_words(kind: str) -> str:
    """What kind of finding it is: a rise, more being told, or what may be one event."""
    if kind == "reporting":
        return _("More is being told")
    if kind == "one-event":
        return _("One event?")
    return _("More reports than habit and chance explain")


def sentence(finding: Finding, labels: Labels) -> str:
    """What was reported, for whom and where, in which days, beside what would be usual."""
    return _("%(group)s, %(place)s: %(said)s") % {
        "group": about(finding.group, labels),
        "place": where(finding.areas, labels),
        "said": said(finding),
    }


def said(finding: Finding) -> str:
    """The same where group and place stand above it already."""
    facts = {
        "n": finding.observed,
        "since": day(finding.since),
        "until": day(finding.until),
        "usual": usual(finding.expected),
        "days": finding.days,
    }
    if finding.kind == "one-event":
        return _one_event(finding) % facts
    if finding.kind == "reporting":
        text = ngettext(
            "more is being told, of all groups at once: %(n)s report from %(since)s to "
            "%(until)s, where %(usual)s would be usual.",
            "more is being told, of all groups at once: %(n)s reports from %(since)s to "
            "%(until)s, where %(usual)s would be usual.",
            finding.observed,
        )
        return text % facts
    text = ngettext(
        "%(n)s report from %(since)s to %(until)s, where %(usual)s would be usual.",
        "%(n)s reports from %(since)s to %(until)s, where %(usual)s would be usual.",
        finding.observed,
    )
    return text % facts


def _one_event(finding: Finding) -> str:
    if finding.days == 1:
        return _(
            "%(n)s reports of a single day, %(until)s. It may be one event that was told several "
            "times."
        )
    return _(
        "%(n)s reports on %(days)s days from %(since)s to %(until)s. It may be one event that was "
        "told several times."
    )


def ratio(finding: Finding) -> str:
    """`2.4 (1.3–3.9)`: observed ÷ expected, with its range."""
    return _("%(ratio)s (%(low)s–%(high)s)") % {
        "ratio": figure(finding.ratio),
        "low": figure(finding.ratio_low),
        "high": figure(finding.ratio_high),
    }


def ratio_caveat() -> str:
    """What the interval beside the ratio means."""
    return _(
        "In brackets the range in which the ratio lies in nine cases of ten, corrected for having "
        "been picked as the most striking."
    )


def chance(chance_per_year: float) -> str:
    """How often a quiet year would bring an alarm as striking as this one, in plain words."""
    if chance_per_year < LEAST_CHANCE_SAID:
        return _(
            "In a quiet city we would expect an alarm this striking less than once in 100 years."
        )
    said = {"n": short(float(f"{chance_per_year:.1g}"))}
    if chance_per_year >= 0.95:
        if said["n"] == "1":
            return _("In a quiet year we would expect about one alarm this striking.")
        return _("In a quiet year we would expect about %(n)s alarms this striking.") % said
    years = round(1 / chance_per_year)
    if years < 2:
        return (
            _("In a quiet year we would expect %(n)s alarms this striking: nearly one a year.")
            % said
        )
    words = {**said, "years": apnumber(years)}
    return (
        _(
            "In a quiet year we would expect %(n)s alarms this striking: about one in "
            "%(years)s years."
        )
        % words
    )


def trust() -> str:
    """Said beside every signal, before any other doubt (charter 10)."""
    return _(
        "More reports can mean more trust: people who were silent before may now be telling what "
        "happened to them."
    )


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """A doubt as it is read; `lang` is set where it is said in another language than the page."""

    words: str
    lang: str = ""


def doubts(
    finding: Finding, labels: Labels, events: Sequence[CalendarEvent] = ()
) -> tuple[DoubtLine, ...]:
    """What else could explain it: trust first, then what the search says, then dated events."""
    return (
        DoubtLine(trust()),
        *(doubt_line(one, labels) for one in finding.doubts if one.code != MORE_TRUST),
        *(DoubtLine(event_doubt(one)) for one in events),
    )


def doubt_line(doubt: Doubt, labels: Labels) -> DoubtLine:
    """A doubt of the search in the reader's language; one without words here, in the library's."""
    if doubt.code not in DOUBTS:
        return DoubtLine(doubt.sentence, lang="en")
    facts = dict(doubt.facts)
    if "area" in facts:
        facts["area"] = labels.area(facts["area"])
    if "since" in facts:
        facts["since"] = day(date.fromisoformat(facts["since"]))
    return DoubtLine(str(DOUBTS[doubt.code]) % facts)


def event_doubt(event: CalendarEvent) -> str:
    """A dated event that falls into the days of a finding. It is near in time, and no more."""
    return _("In these days: %(event)s. Near in time is not yet a reason.") % {
        "event": event_words(event)
    }


def event_words(event: CalendarEvent) -> str:
    """`2 March 2026, an election or a vote (national)`, with its name before."""
    return _("%(name)s, %(days)s (%(reach)s)") % {
        "name": event.name,
        "days": days(event.on, event.until),
        "reach": event.get_reach_display(),
    }


def days(first: date, last: date | None) -> str:
    """One day, or a first and a last one."""
    if last is None or last == first:
        return day(first)
    return _("%(first)s to %(last)s") % {"first": day(first), "last": day(last)}


def open_days(since: date, until: date | None) -> str:
    """A stretch of days that may still last."""
    if until is None:
        return _("since %(day)s") % {"day": day(since)}
    return days(since, until)


def returned(because: Mapping[str, Any], labels: Labels) -> str:
    """Why an answered signal is asked about again."""
    facts = because["facts"]
    if because["code"] == "area":
        if not facts["areas"]:
            return _("It has returned: answered for some areas, it is now found in the whole city.")
        return _("It has returned: it is now found in %(areas)s as well.") % {
            "areas": where(facts["areas"], labels)
        }
    if because["code"] == "ratio":
        return _(
            "It has returned: answered at %(answered)s times what is usual, it is now at least "
            "%(low)s times."
        ) % {"answered": figure(facts["answered"]), "low": figure(facts["low"])}
    text = ngettext(
        "It has returned: %(weeks)s weeks have passed since it was answered, %(quiet)s of them "
        "without it.",
        "It has returned: %(weeks)s weeks have passed since it was answered, %(quiet)s of them "
        "without it.",
        facts["quiet"],
    )
    return text % {"weeks": facts["weeks"], "quiet": facts["quiet"]}


def answer_words(answer: Answer) -> str:
    """What was answered, with what explains it and its days; without the note."""
    if answer.verb != Answer.Verb.EXPLAINED or answer.since is None:
        return str(answer.get_verb_display())
    return _("explained by %(what)s, %(days)s") % {
        "what": answer.get_explained_by_display(),
        "days": open_days(answer.since, answer.until),
    }


def answered_on(answer: Answer) -> str:
    """Who answered what, and when."""
    return _("Answered on %(day)s by %(person)s: %(answer)s.") % {
        "day": day(answer.at.date()),
        "person": answer.person,
        "answer": answer_words(answer),
    }


def too_early(source: str, since: date | None) -> str:
    """Why a source has no signals yet."""
    if since is None:
        return _("%(source)s: too early for signals. Half a year of history is needed.") % {
            "source": source
        }
    return _(
        "%(source)s: too early for signals. Its history begins on %(day)s, and half a year is "
        "needed."
    ) % {"source": source, "day": day(since)}


def notice(code: str, source: str) -> str:
    """What a search says of a whole source; empty where it has no words here."""
    return str(NOTICES[code]) % {"source": source} if code in NOTICES else ""


def step_in_force(step: Mapping[str, Any]) -> str:
    """A campaign or a channel that a search took into what it expected."""
    until = date.fromisoformat(step["until"]) if step["until"] else None
    return _("Taken into what was expected: %(label)s, %(days)s.") % {
        "label": step["label"],
        "days": open_days(date.fromisoformat(step["since"]), until),
    }


def budget(alarms: float, years: int) -> str:
    """What a search allows itself, for the foot of the signals."""
    return _(
        "Each source's search is set so that in a quiet city, in which nothing happens, it would "
        "raise about %(n)s alarms a year, all groups, places and weeks together. That rests on "
        "%(years)s simulated quiet years."
    ) % {"n": short(alarms), "years": years}


def changed(new: int, back: int, waiting: int) -> str:
    """What changed this week in one sentence: signals that are new, that returned, that wait."""
    if not (new or back or waiting):
        return _("Nothing new: no source shows more than habit and chance explain.")
    if not (new or back):
        text = ngettext(
            "Nothing new; %(n)s signal of earlier weeks still waits for an answer.",
            "Nothing new; %(n)s signals of earlier weeks still wait for an answer.",
            waiting,
        )
        return text % {"n": waiting}
    fresh = ngettext("%(n)s signal is new", "%(n)s signals are new", new) % {"n": new}
    again = ngettext(
        "%(n)s answered signal has returned", "%(n)s answered signals have returned", back
    ) % {"n": back}
    if new and back:
        return _("%(new)s, and %(returned)s.") % {"new": fresh, "returned": again}
    return _("%(what)s.") % {"what": fresh if new else again}
