"""What is shown of a conversation on a page and on paper: inside, in its room, before everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from workbench.core.city import current_city
from workbench.core.numbers import whole
from workbench.core.paper import tagged_pdf
from workbench.core.pictures import Palette
from workbench.listening.dialogue import access, sight, words
from workbench.listening.dialogue.actions import picture
from workbench.listening.dialogue.models import Conversation, Topic
from workbench.listening.dialogue.moving import Found
from workbench.listening.dialogue.pages.came_of_it import outcomes_told, with_recommendations
from workbench.listening.dialogue.pages.desk import day_words
from workbench.listening.dialogue.pages.looking import SaidLine, View, flagged_lines, view_of
from workbench.listening.dialogue.pages.missing import MissingPart, missing_parts
from workbench.listening.dialogue.pages.open import (
    Head,
    ShownStatement,
    head_of,
    shown,
)
from workbench.listening.dialogue.sight import Sight
from workbench.listening.meetings.pages.came_of_conversations import came_of
from workbench.listening.meetings.pages.recommendations import RecommendationLine

MOST_ON_PAPER = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicLink:
    """One topic to look at."""

    name: str
    query: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisPage:
    """What dialogue/analysis.html may use; `view` is None where nobody has voted, or `reading`."""

    conversation_id: int
    title: str
    question: str
    topics: tuple[TopicLink, ...]
    view: View | None
    reading: str
    flagged: tuple[str, ...]
    missing: tuple[MissingPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowingPage:
    """What open/results.html may use: what the room or everybody sees."""

    head: Head
    voice: str
    topics: tuple[TopicLink, ...]
    view: View | None
    why_not: str
    statements: tuple[ShownStatement, ...]
    is_for_the_room: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """What dialogue/report.html may use, and the paper."""

    conversation_id: int
    title: str
    question: str
    words: str
    city: str
    holds: str
    days: str
    people: str
    topics: tuple[TopicLink, ...]
    view: View | None
    why_not: str
    statements: tuple[ShownStatement, ...]
    missing: tuple[MissingPart, ...]
    outcomes: tuple[RecommendationLine, ...]
    waiting: str
    rules: tuple[str, ...]
    turned_down: str


def topic_links(conversation: Conversation, here: Topic | None) -> tuple[TopicLink, ...]:
    """All topics, and each by itself; nothing where there is one subject."""
    topics = list(conversation.topics.all())
    if not topics:
        return ()
    every = TopicLink(name=_("all topics"), query="?", is_here=here is None)
    return (
        every,
        *(
            TopicLink(name=one.name, query=f"?topic={one.number}", is_here=one == here)
            for one in topics
        ),
    )


def analysis_page(conversation: Conversation, topic: Topic | None, *, now: Any) -> AnalysisPage:
    """All of it, for those who hold the conversation."""
    found = picture.current(conversation, topic, now=now)
    return AnalysisPage(
        conversation_id=conversation.pk,
        title=conversation.title,
        question=conversation.question,
        topics=topic_links(conversation, topic),
        view=_view(conversation, found, sight.INSIDE, "page") if found else None,
        reading="" if found else reading_words(conversation, topic, now=now),
        flagged=flagged_lines(found) if found else (),
        missing=missing_parts(conversation, floor=None) if found else (),
    )


def _view(conversation: Conversation, found: Found, seen: Sight, palette: Palette) -> View:
    view = view_of(conversation, found, seen, palette=palette)
    return with_recommendations(view, conversation)


def room_page(
    conversation: Conversation, topic: Topic | None, *, voice: str, now: Any
) -> ShowingPage:
    """What those who take part see."""
    found, seen = sight.seen_by_the_room(conversation, topic, now=now)
    why_not = "" if found else why_nothing(conversation, topic, now=now)
    return _showing(conversation, topic, found, seen, why_not, voice=voice)


def results_page(conversation: Conversation, topic: Topic | None, *, now: Any) -> ShowingPage:
    """What everybody sees."""
    found, seen = sight.seen_by_everybody(conversation, topic, now=now)
    why_not = "" if found else why_nothing(conversation, topic, now=now)
    return _showing(conversation, topic, found, seen, why_not, voice="")


def _showing(
    conversation: Conversation,
    topic: Topic | None,
    found: Found | None,
    seen: Sight,
    why_not: str,
    *,
    voice: str,
) -> ShowingPage:
    return ShowingPage(
        head=head_of(conversation),
        voice=voice,
        topics=topic_links(conversation, topic),
        view=view_of(conversation, found, seen) if found else None,
        why_not=why_not,
        statements=_statements(conversation, topic),
        is_for_the_room=seen.floor is None,
    )


def _statements(conversation: Conversation, topic: Topic | None) -> tuple[ShownStatement, ...]:
    rows = access.accepted(conversation, topic).order_by("number")[:200]
    return tuple(shown(one) for one in rows)


def why_nothing(conversation: Conversation, topic: Topic | None, *, now: Any) -> str:
    """Why nothing is shown yet."""
    return reading_words(conversation, topic, now=now) or _(
        "Fewer than %(n)s people have voted, so nothing is counted here yet."
    ) % {"n": conversation.floor}


def reading_words(conversation: Conversation, topic: Topic | None, *, now: Any) -> str:
    """What is being read beside this page; empty where nothing is."""
    found = picture.first_reading(conversation, topic, now=now)
    if found is None:
        return ""
    said = _("%(votes)s are being read. This takes up to a few minutes; then this page shows them.")
    told = said % {"votes": words.votes(found.votes)}
    again = _("The reading before was broken off, and has begun again.")
    return f"{told} {again}" if found.was_broken_off else told


def report_page(
    conversation: Conversation, topic: Topic | None, *, palette: Palette, now: Any
) -> ReportPage:
    """What is handed out: as the room agreed while it is small, else as everybody sees it."""
    found, seen = sight.seen_by_the_room(conversation, topic, now=now)
    counted = access.counted(conversation)
    came = came_of(conversation, today=localdate(now))
    floor = None if seen.floor is None else conversation.floor
    return ReportPage(
        conversation_id=conversation.pk,
        title=conversation.title,
        question=conversation.question,
        words=conversation.words,
        city=current_city().name,
        holds=conversation.organisation or _("the city"),
        days=day_words(conversation),
        people=words.voters(found["voters"]) if found else "",
        topics=topic_links(conversation, topic),
        view=_view(conversation, found, seen, palette) if found else None,
        why_not="" if found else why_nothing(conversation, topic, now=now),
        statements=_statements(conversation, topic),
        missing=missing_parts(conversation, floor=floor or conversation.floor) if found else (),
        outcomes=came.lines,
        waiting=came.waiting,
        rules=tuple(words.rules(conversation.rules)),
        turned_down=words.statements(counted["rejected"]),
    )


def report_pdf(page: ReportPage) -> bytes:
    """The report as a tagged PDF; its pictures must have been drawn with `palette="print"`."""
    template = resources.files("workbench.listening.dialogue") / "report.typ"
    return tagged_pdf(template.read_bytes(), report_told(page), name="report", notes="notes")


def report_told(page: ReportPage) -> dict[str, Any]:
    """What the template shows, as plain values."""
    view = page.view
    return {
        "lang": get_language() or "en",
        "city": page.city,
        "title": page.title,
        "question": page.question,
        "words": page.words,
        "held": _("Held by %(who)s. %(days)s") % {"who": page.holds, "days": page.days},
        "lede": view.lede if view else page.why_not,
        "groups": [_group_told(one) for one in view.groups] if view else [],
        "parts": _parts_told(view) if view else [],
        "not_enough": [_statement_told(one) for one in view.not_enough] if view else [],
        "every": _every_told(view) if view else [],
        "beyond": _beyond_paper(view),
        "statements": [] if view else [_statement_told(one) for one in page.statements],
        "missing": [_missing_told(one) for one in page.missing if one.lines],
        "silent": [
            f"{one.heading}: {one.answered} {one.hidden} {one.unknown}".strip()
            for one in page.missing
        ],
        "outcomes": outcomes_told(page.outcomes),
        "waiting": page.waiting,
        "rules": list(page.rules),
        "labels": _labels(page),
        "notes": list(view.notes) if view else [],
    }


def _labels(page: ReportPage) -> dict[str, str]:
    return {
        "groups": _("Points of view"),
        "typical": _("What sets it apart"),
        "not_enough": _("Not enough to say"),
        "statements": _("The statements"),
        "every": _("Every statement, most shared first"),
        "missing": _("Who is missing"),
        "who": _("Of those who chose to say"),
        "took_part": _("Took part"),
        "share": _("Share of those who said it"),
        "living": _("Live here"),
        "said": _("What it says"),
        "outcomes": _("What came of it"),
        "no_outcomes": _("No recommendation has been published yet."),
        "to": _("Addressed to which office"),
        "in_words": _("In words"),
        "in_deeds": _("In deeds"),
        "withdrawn": _("No longer followed"),
        "rules": _("Rules of moderation"),
        "turned_down": _("Turned down by these rules: %(n)s") % {"n": page.turned_down},
        "sure": _("How sure this is"),
        "made": _("Made on %(day)s") % {"day": date_format(localdate(), "DATE_FORMAT")},
        "nothing": _("Nothing can be said of this."),
    }


def _parts_told(view: View) -> list[dict[str, Any]]:
    parts = (
        (_("What bridges"), view.bridges_words, view.bridging, view.bridges_more),
        (_("What divides"), view.divides_words, view.dividing, view.divides_more),
    )
    return [
        {
            "heading": heading,
            "words": said,
            "lines": [_line_told(one) for one in lines],
            "more": more,
        }
        for heading, said, lines, more in parts
    ]


def _every_told(view: View) -> list[dict[str, Any]]:
    """Every statement in a few words, the most shared first; as many as paper may bear."""
    return [
        {
            **_statement_told(one.statement),
            "said": "; ".join(f"{share.name}: {share.said}" for share in one.shares),
        }
        for one in view.every[:MOST_ON_PAPER]
    ]


def _beyond_paper(view: View | None) -> str:
    beyond = len(view.every) - MOST_ON_PAPER if view else 0
    said = ngettext(
        "%(n)s more stands on the page of this conversation.",
        "%(n)s more stand on the page of this conversation.",
        beyond,
    )
    return said % {"n": whole(beyond)} if beyond > 0 else ""


def _line_told(one: SaidLine) -> dict[str, Any]:
    return {
        **_statement_told(one.statement),
        "said": one.said,
        "shares": [
            {"name": share.name, "svg": str(share.picture), "said": share.said}
            for share in one.shares
        ],
    }


def _statement_told(one: ShownStatement) -> dict[str, Any]:
    return {"number": one.number, "text": one.text, "lang": one.lang or "en"}


def _group_told(one: Any) -> dict[str, Any]:
    typical: Sequence[tuple[ShownStatement, str]] = one.typical
    return {
        "name": one.name,
        "size": one.size,
        "typical": [{**_statement_told(what), "said": said} for what, said in typical],
    }


def _missing_told(one: MissingPart) -> dict[str, Any]:
    return {
        "heading": one.heading,
        "rows": [
            [line.name, line.took_part, line.share, line.living, line.said] for line in one.lines
        ],
    }
