"""The brief as one frozen page, for HTML and for the PDF alike.

Read `brief_page` first. It puts `BriefFacts` into words and pictures; the templates
(`listening/brief.html`, `brief.typ`) only arrange them. With `palette="print"` the pictures carry
their own colours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.metadata import version
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.periods import last_full_week
from commonweal.listening.earlier_years import METHOD, VERSION, share_outside_at_most
from commonweal.listening.week import WeekReview
from workbench.core.numbers import whole
from workbench.core.pictures import Palette
from workbench.core.rooms import PrintedPart, panels, printed_panels
from workbench.listening.brief import words
from workbench.listening.brief.figures import Ground
from workbench.listening.brief.gathering import BriefFacts, Relabelled, SourceWeek
from workbench.listening.brief.reviews import ReviewPage, review_page
from workbench.listening.pages.labels import COLUMNS, Labels
from workbench.listening.signals.cards import Around, SignalsPart, signals_part


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """One source on the page: its review, its life, what it changed."""

    key: str
    name: str
    definition: str
    review: ReviewPage
    health: str
    needs_a_look: bool
    rhythm: str
    last: str
    revised: str
    relabelled: tuple[tuple[str, str, str, int], ...]
    refused: int
    address: str
    counting: str
    told_week: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidatePage:
    """Two incidents that may be one event."""

    first: str
    first_address: str
    second: str
    second_address: str
    area: str
    groups: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefPage:
    """Everything the brief shows. `title` is empty while there is no week to tell."""

    city: str
    begun: bool
    title: str
    lede: str
    notices: tuple[str, ...]
    why: str
    desk_mark: str
    sources: tuple[SourcePage, ...]
    missing: tuple[str, ...]
    candidates: tuple[CandidatePage, ...]
    candidates_told: str
    explanations: tuple[str, ...]
    signals: SignalsPart | None
    panels: tuple[SafeString, ...]
    printed: tuple[PrintedPart, ...]
    week: str
    frozen: str
    frozen_address: str
    earlier_address: str
    later_address: str
    pdf_address: str
    method_address: str
    inputs: tuple[tuple[str, str], ...]
    method: str
    made: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideRow:
    """How many in a hundred quiet weeks fall outside the range of so many years, at most."""

    years: int
    weeks: int
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodPage:
    """How the brief is made."""

    outside: tuple[OutsideRow, ...]


def method_page() -> MethodPage:
    """The page of the method, with the bound of `share_outside_at_most` for some histories."""
    return MethodPage(
        outside=tuple(
            OutsideRow(
                years=years, weeks=3 * years, percent=round(100 * share_outside_at_most(3 * years))
            )
            for years in (2, 3, 5, 10)
        )
    )


def brief_page(facts: BriefFacts, *, palette: Palette = "page") -> BriefPage:
    """The page of these facts."""
    told = tuple(one for one in facts.sources if _is_told(one))
    week = facts.week
    return BriefPage(
        city=facts.city.name,
        begun=facts.begun,
        title=words.week_name(week) if week else "",
        lede=_lede(told) if week else "",
        notices=_notices(facts),
        why=_why(facts),
        desk_mark=_desk_mark(facts),
        sources=tuple(_source(one, facts, palette=palette) for one in told),
        missing=tuple(_missing(facts)),
        candidates=tuple(_candidates(facts)),
        candidates_told=_candidates_told(facts),
        explanations=words.other_explanations(),
        signals=_signals(facts, palette),
        panels=tuple(panels("brief", facts=facts)) if week and palette == "page" else (),
        printed=tuple(printed_panels("brief", facts=facts)) if week and palette == "print" else (),
        week=week.isoformat() if week else "",
        frozen=_frozen(facts),
        frozen_address=reverse("listening-frozen", args=[week]) if week else "",
        earlier_address=_week_address(week - timedelta(weeks=1)) if week else "",
        later_address=_later_address(facts),
        pdf_address=reverse("listening-brief-pdf") + (f"?week={week}" if week else ""),
        method_address=reverse("listening-brief-method"),
        inputs=tuple(
            (one.name, digest) for one in told for digest in one.review.lineage.inputs.values()
        ),
        method=f"Commonweal {version('commonweal')} · {METHOD} {VERSION}",
        made=date_format(facts.made_at, "DATETIME_FORMAT"),
    )


def _signals(facts: BriefFacts, palette: Palette) -> SignalsPart | None:
    if facts.week is None:
        return None
    around = Around(
        labels=Labels(groups=facts.groups, kinds=facts.kinds, areas=facts.areas),
        ground=Ground(areas=facts.areas, water=facts.water),
        events=facts.events,
        palette=palette,
    )
    return signals_part(facts.runs, around, waiting=facts.waiting)


def _frozen(facts: BriefFacts) -> str:
    """That this week's brief was frozen; what came in since may have revised the week."""
    if facts.frozen_at is None:
        return ""
    return _(
        "The brief of this week was frozen on %(day)s. Below is what the register says today."
    ) % {"day": words.day(timezone.localdate(facts.frozen_at))}


def _is_told(one: SourceWeek) -> bool:
    """Whether the source belongs on the page: it still lives, or it covers this week."""
    state = one.review.coverage.state(one.review.period)
    return one.health.live or state in ("covered", "part")


def _lede(told: Sequence[SourceWeek]) -> str:
    """The week in one sentence; counts stand by source and are never added."""
    counts = [
        words.came_in(one.name, one.review.total.observed)
        for one in told
        if one.review.total is not None
        and one.review.coverage.state(one.review.period) in ("covered", "part")
    ]
    alone = [one.name for one in told if one.review.strands]
    if not counts and alone:
        return _("%(source)s tells each group alone; the groups overlap and are not added.") % {
            "source": ", ".join(alone)
        }
    if not counts:
        return _("No source tells of this week yet.")
    if len(counts) == 1:
        return _("%(count)s.") % {"count": counts[0]}
    return _("What came in, source by source: %(counts)s. The counts are never added up.") % {
        "counts": "; ".join(counts)
    }


def _notices(facts: BriefFacts) -> tuple[str, ...]:
    """Silent and new sources stand on the first page."""
    return tuple(
        words.of_source(one.name, words.health_sentence(one.health))
        for one in facts.sources
        if one.health.silent or one.health.new
    )


def _why(facts: BriefFacts) -> str:
    if facts.newest is None or facts.week != facts.newest.week:
        return ""
    names = {one.key: one.name for one in facts.sources}
    return words.why_this_week(facts.newest, names[facts.newest.source], facts.as_of)


def _desk_mark(facts: BriefFacts) -> str:
    return _(
        "Desk edition: holds counts below the publishing floor of %(floor)s. Not for publication."
    ) % {"floor": facts.city.publishing_floor}


def _source(one: SourceWeek, facts: BriefFacts, *, palette: Palette) -> SourcePage:
    return SourcePage(
        key=one.key,
        name=one.name,
        definition=one.definition,
        review=review_page(
            one.review,
            key=one.key,
            ground=Ground(areas=facts.areas, water=facts.water),
            palette=palette,
            events=facts.events,
        ),
        health=words.health_sentence(one.health),
        needs_a_look=one.health.silent or one.health.new,
        rhythm=words.rhythm(one.health),
        last=words.day(one.health.last) if one.health.last else "–",
        revised=words.revised_sentence(one.revised)
        if one.revised
        else words.nothing_revised(one.deliveries, one.health.last),
        relabelled=tuple(
            _relabelled(change, facts) for change in (one.revised.relabelled if one.revised else ())
        ),
        refused=one.refused,
        address=reverse("listening-source", args=[one.key]),
        counting=words.counting_sentence(one.review),
        told_week=_week_it_tells(one.review),
    )


def _relabelled(change: Relabelled, facts: BriefFacts) -> tuple[str, str, str, int]:
    """One change of values in words: the column, both values, how many incidents."""
    labels = Labels(groups=facts.groups, kinds=facts.kinds, areas=facts.areas)
    column = str(COLUMNS.get(change.column, change.column))
    before = _value(labels, change.column, change.before)
    after = _value(labels, change.column, change.after)
    return column, before, after, change.count


def _value(labels: Labels, column: str, text: str) -> str:
    """A value as `commonweal.listening.revisions.compare` writes it, in words."""
    if column in {"groups", "kinds"}:
        return labels.value(column, text.replace(", ", "|"))
    answers = {"true": True, "false": False}
    return labels.value(column, answers.get(text, text))


def _week_it_tells(review: WeekReview) -> str:
    """The address of the last full week that a source tells, where it does not tell this one."""
    until = review.coverage.until
    if until is None or review.coverage.state(review.period) != "after":
        return ""
    return _week_address(last_full_week(until))


def _missing(facts: BriefFacts) -> Sequence[str]:
    """What this brief does not know."""
    found = [
        words.of_source(one.name, words.health_sentence(one.health))
        for one in facts.sources
        if one.health.silent
    ]
    for one in facts.sources:
        if sentence := words.missed_sentence(one.health):
            found.append(words.of_source(one.name, sentence))
        if one.refused:
            found.append(_refused(one))
        if one.review.settings and not any(row.ever for row in one.review.settings if row.key):
            found.append(
                _("%(source)s does not say what happened online and what offline.")
                % {"source": one.name}
            )
        if sentence := words.undated_sentence(one.review):
            found.append(words.of_source(one.name, sentence))
        if sentence := words.place_sentence(one.review):
            found.append(words.of_source(one.name, sentence))
    return [*found, *_to_be_verified(facts)]


def _refused(one: SourceWeek) -> str:
    text = ngettext(
        "%(source)s: %(n)s row of the newest delivery was refused.",
        "%(source)s: %(n)s rows of the newest delivery were refused.",
        one.refused,
    )
    return text % {"source": one.name, "n": whole(one.refused)}


def _to_be_verified(facts: BriefFacts) -> list[str]:
    used = {row.key for one in facts.sources for row in one.review.groups if row.ever}
    names = [group.name for group in facts.groups if group.key in used and not group.verified]
    if not names:
        return []
    text = ngettext(
        "%(n)s group in use has labels still to be verified: %(names)s.",
        "%(n)s groups in use have labels still to be verified: %(names)s.",
        len(names),
    )
    return [text % {"n": len(names), "names": ", ".join(names)}]


def _candidates(facts: BriefFacts) -> Sequence[CandidatePage]:
    names = {area.area: area.name for area in facts.areas.areas}
    return [
        CandidatePage(
            first=f"{one.source_a}, {one.incident_a}",
            first_address=reverse("listening-incident", args=[one.key_a, one.incident_a]),
            second=f"{one.source_b}, {one.incident_b}",
            second_address=reverse("listening-incident", args=[one.key_b, one.incident_b]),
            area=names.get(one.area, one.area),
            groups=", ".join(facts.groups.name(key) for key in one.groups),
            why=words.candidate_sentence(one),
        )
        for one in facts.candidates
    ]


def _candidates_told(facts: BriefFacts) -> str:
    if not facts.candidate_count:
        return ""
    text = ngettext(
        "%(n)s pair of incidents of two sources may be one event. A person decides; both stay "
        "counted, each in its source.",
        "%(n)s pairs of incidents of two sources may be one event each. A person decides; both "
        "stay counted, each in its source.",
        facts.candidate_count,
    )
    return text % {"n": whole(facts.candidate_count)}


def _week_address(week: date) -> str:
    return reverse("listening-brief") + "?" + urlencode({"week": week.isoformat()})


def _later_address(facts: BriefFacts) -> str:
    """The next week, as long as it is over."""
    if facts.week is None or facts.week + timedelta(days=13) > facts.as_of:
        return ""
    return _week_address(facts.week + timedelta(weeks=1))
