"""Recommendations as they are followed, inside and before everybody: the same lines."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person
from workbench.core.city import current_city
from workbench.core.numbers import whole
from workbench.core.paging import Paging, paging, part
from workbench.listening.dialogue.models import Conversation
from workbench.listening.meetings import access
from workbench.listening.meetings.following import Following, Stage, median_days, stage_of
from workbench.listening.meetings.models import Recommendation
from workbench.listening.meetings.words import day_words, days_words, median_words

State = Recommendation.State


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationLine:
    """One recommendation: where it stands, what was answered, what was done."""

    recommendation_id: int
    address: str
    words: str
    office: str
    from_where: str
    from_address: str
    stage: str
    is_late: bool
    answers: tuple[tuple[str, str, str], ...]
    deeds: tuple[tuple[str, str, str], ...]
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationsPage:
    """What recommendations.html and open/what_came_of_it.html may use."""

    lede: str
    counts: tuple[str, ...]
    lines: tuple[RecommendationLine, ...]
    drafts: tuple[RecommendationLine, ...]
    talks: str
    shown: Paging
    is_desk: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationPage:
    """What recommendation.html may use."""

    line: RecommendationLine
    is_draft: bool
    is_followed: bool
    has_answer: bool
    is_desk: bool


def recommendations_page(person: Person, *, today: date, asked: str | None) -> RecommendationsPage:
    """Every recommendation this person may see; drafts first, then the longest waiting."""
    rows = access.recommendations_for(person)
    drafts = [recommendation_line(one, today=today) for one in rows.filter(state=State.DRAFT)]
    published = list(rows.exclude(state=State.DRAFT))
    return _page(published, drafts, today=today, asked=asked, is_desk=access.is_desk(person))


def came_of_it_page(*, today: date, asked: str | None) -> RecommendationsPage:
    """What came of talks, for everybody: all that was ever published."""
    published = list(access.public_recommendations())
    return _page(published, [], today=today, asked=asked, is_desk=False)


def recommendation_page(person: Person, one: Recommendation, *, today: date) -> RecommendationPage:
    """One recommendation and what may be done with it."""
    return RecommendationPage(
        line=recommendation_line(one, today=today),
        is_draft=one.state == State.DRAFT,
        is_followed=one.state == State.PUBLISHED,
        has_answer=bool(one.answers.all()),
        is_desk=access.is_desk(person),
    )


def recommendation_line(one: Recommendation, *, today: date) -> RecommendationLine:
    """One recommendation in words."""
    stage = stage_of(one, today=today) if one.state != State.DRAFT else None
    return RecommendationLine(
        recommendation_id=one.pk,
        address=reverse("meetings-recommendation", args=[one.pk]),
        words=one.words,
        office=one.office or _("the city"),
        from_where=_from_where(one),
        from_address=_from_address(one),
        stage=stage_words(stage) if stage else str(one.get_state_display()),
        is_late=bool(stage and stage.late),
        answers=tuple(_answers(one)),
        deeds=tuple((day_words(row.done_on), row.words, row.evidence) for row in one.deeds.all()),
        changes=tuple(
            (day_words(row.changed_on), str(row.get_state_display()), row.reason)
            for row in one.changes.all()
            if row.state == State.WITHDRAWN
        ),
    )


def stage_words(found: Following) -> str:
    """Where it stands, and for how long."""
    days = {"days": days_words(found.days), "day": day_words(found.since)}
    said = {
        Stage.WORDS: _("waits for an answer, for %(days)s"),
        Stage.DEEDS: _("answered; waits for deeds, for %(days)s"),
        Stage.REFUSED: _("answered on %(day)s: not adopted"),
        Stage.DONE: _("done on %(day)s"),
        Stage.WITHDRAWN: _("no longer followed"),
    }[found.stage] % days
    passed = _("the promised day has passed")
    return f"{said} · {passed}" if found.late else said


def counts_of(found: list[Following]) -> tuple[str, ...]:
    """How many stand where, each wait with its median and its count."""
    counted = Counter(one.stage for one in found)
    said = {
        Stage.WORDS: _("%(n)s waiting for an answer"),
        Stage.DEEDS: _("%(n)s waiting for deeds"),
        Stage.DONE: _("%(n)s done"),
        Stage.REFUSED: _("%(n)s not adopted"),
        Stage.WITHDRAWN: _("%(n)s no longer followed"),
    }
    told = []
    for stage, words in said.items():
        days = [one.days for one in found if one.stage is stage]
        line = words % {"n": whole(counted[stage])}
        waits = stage in {Stage.WORDS, Stage.DEEDS} and days
        told.append(f"{line} ({median_words(median_days(days), len(days))})" if waits else line)
    return tuple(told)


def waiting_words(found: Iterable[Following]) -> str:
    """How many wait for the city's answer in words."""
    waiting = sum(one.stage is Stage.WORDS for one in found)
    return ngettext(
        "%(n)s recommendation waits for the city’s answer.",
        "%(n)s recommendations wait for the city’s answer.",
        waiting,
    ) % {"n": whole(waiting)}


def _page(
    published: list[Recommendation],
    drafts: list[RecommendationLine],
    *,
    today: date,
    asked: str | None,
    is_desk: bool,
) -> RecommendationsPage:
    found = [stage_of(one, today=today) for one in published]
    shown = paging(len(published), asked=asked, query={})
    pairs = sorted(zip(published, found, strict=True), key=_longest_waiting)
    lede = ngettext(
        "%(n)s recommendation was published.",
        "%(n)s recommendations were published.",
        len(published),
    )
    return RecommendationsPage(
        lede=lede % {"n": whole(len(published))},
        counts=counts_of(found),
        lines=tuple(recommendation_line(one, today=today) for one, _f in part(pairs, shown)),
        drafts=tuple(drafts),
        talks=_talks_words(),
        shown=shown,
        is_desk=is_desk,
    )


def _longest_waiting(pair: tuple[Recommendation, Following]) -> tuple[bool, int, int]:
    one, found = pair
    return found.stage not in {Stage.WORDS, Stage.DEEDS}, -found.days, one.pk


def _answers(one: Recommendation) -> list[tuple[str, str, str]]:
    return [
        (
            day_words(row.answered_on),
            _("%(answer)s, by %(day)s")
            % {"answer": row.get_answer_display(), "day": day_words(row.by_when)}
            if row.by_when
            else str(row.get_answer_display()),
            row.reasons,
        )
        for row in one.answers.all()
    ]


def _from_where(one: Recommendation) -> str:
    """From which conversation or talk, and from how many people, at the floor or above only."""
    if one.conversation:
        return _from_conversation(one, one.conversation)
    if one.session is None:
        return one.heard_from
    day = day_words(one.session.day)
    if not one.session.is_open:
        return _("from a talk in %(year)s") % {"year": one.session.day.year}
    said = present_in_public(one.session.present)
    talk = _("from the talk on %(day)s: %(question)s") % {
        "day": day,
        "question": one.session.question,
    }
    return f"{talk} ({said})" if said else talk


def _from_conversation(one: Recommendation, conversation: Conversation) -> str:
    told = {"title": conversation.title, "n": one.statement.number if one.statement else ""}
    if one.statement:
        return _("from the conversation “%(title)s”, statement %(n)s") % told
    return _("from the conversation “%(title)s”") % told


def _from_address(one: Recommendation) -> str:
    """Where everybody reads the conversation it came from."""
    found = one.conversation
    if found is None or found.state == Conversation.State.DRAFT:
        return ""
    return reverse("open-talk-front", args=[found.code])


def present_in_public(present: int | None) -> str:
    """How many came, as everybody may read it; a small room stays one (charter 4)."""
    if present is None:
        return ""
    if present < current_city().publishing_floor:
        return _("a small room")
    return ngettext("%(n)s person", "%(n)s people", present) % {"n": whole(present)}


def _talks_words() -> str:
    """How many open talks were held."""
    count = access.held_in_the_open().count()
    said = ngettext(
        "%(n)s talk open to everybody was held.", "%(n)s talks open to everybody were held.", count
    )
    return said % {"n": whole(count)}
