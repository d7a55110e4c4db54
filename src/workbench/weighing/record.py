"""What the record of a decision says, as plain values: the same while it is a draft and for good.

Read `content_of` first. Adopting keeps these values with their SHA-256; pages, paper and the public
version are made from them, so a later change of a list or of a question changes no old record. Keys
stay keys and shipped texts stay as they are shipped: they are put into the reader's words when
shown.
"""

import json
from datetime import date
from hashlib import sha256
from typing import Any

from commonweal.core.assessment_words import FULL, PARTS
from commonweal.core.errors import CommonwealError
from commonweal.files.assessment_knowledge import read_assessment_questions
from workbench.core.city import current_city
from workbench.weighing.feeds.indicators import indicator_name
from workbench.weighing.models import Decision, Option

WORDS = (
    *("outcome", "why", "who_may_lose", "resilience_of_whom", "resilience_to_what"),
    *("could_block", "public_summary", "wants_full", "why_no_watch"),
)
WATCHED = (
    *("indicator", "areas", "groups", "watched", "adopted", "lag", "follow_up", "material"),
    "fingerprint",
)


class BrokenRecord(CommonwealError):
    """A record no longer says what was adopted."""

    code = "broken-record"
    status = 500


def content_of(decision: Decision) -> dict[str, Any]:
    """The record: frozen if it was adopted, else as it stands now; raises `BrokenRecord`."""
    if decision.state != Decision.State.ADOPTED:
        return live_content(decision)
    content: dict[str, Any] = decision.frozen
    if sum_of(content) != decision.sha256:
        raise BrokenRecord(
            f"The record of decision {decision.pk} is not what was adopted.",
            remedy="Put the database back from a backup, and find out who changed it.",
            decision=decision.pk,
        )
    return content


def sum_of(content: dict[str, Any]) -> str:
    """The fingerprint of a record."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(written.encode()).hexdigest()


def live_content(decision: Decision) -> dict[str, Any]:
    """The record as its rows say it now."""
    return {
        "proposal": _proposal(decision),
        **{name: getattr(decision, name) for name in WORDS},
        "option": decision.option.name if decision.option else "",
        "options": [_option(one) for one in decision.proposal.options.filter(withdrawn=False)],
        "responsible": decision.responsible.name if decision.responsible else "",
        "review_on": _day(decision.review_on),
        **{part: _answers(decision, part) for part in PARTS},
        "called_for": called_for(decision),
        "assumptions": [
            {"words": one.words, "disputed": one.disputed, "evidence": one.evidence}
            for one in rows_of(decision, "assumptions")
        ],
        "conditions": [
            {
                "id": one.pk,
                "words": one.words,
                "until": _day(one.until),
                "responsible": one.responsible,
            }
            for one in rows_of(decision, "conditions")
        ],
        "watches": [
            {"name": indicator_name(one), **{name: getattr(one, name) for name in WATCHED}}
            for one in rows_of(decision, "watches")
        ],
        "dissents": [
            {"id": one.pk, "of": one.of, "whose": one.whose, "words": one.words}
            for one in rows_of(decision, "dissents")
        ],
    }


def called_for(decision: Decision) -> list[str]:
    """The questions of the screening, as shipped, whose answers call for the full assessment."""
    pack = read_assessment_questions(current_city().folder)
    given = {one.question: one.answer for one in rows_of(decision, "answers")}
    return [pack.rows[key].text for key in pack.calls_for_full(given)]


def rows_of(decision: Decision, name: str) -> list[Any]:
    """Rows that hang on a decision; none while nothing of it is kept."""
    return list(getattr(decision, name).all()) if decision.pk else []


def _proposal(decision: Decision) -> dict[str, Any]:
    one = decision.proposal
    names = ("title", "question", "words", "department", "policy_area", "factors", "groups")
    return {name: getattr(one, name) for name in names}


def _option(one: Option) -> dict[str, Any]:
    names = ("name", "words", "policy_area", "groups", "areas", "size", "starts")
    return {name: getattr(one, name) for name in names}


def _answers(decision: Decision, part: str) -> list[dict[str, str]]:
    """What was answered, in the order of the questions; the full part only if called for."""
    pack = read_assessment_questions(current_city().folder)
    given = {one.question: one for one in rows_of(decision, "answers")}
    answers = {key: one.answer for key, one in given.items()}
    if part == FULL and not (decision.wants_full or pack.calls_for_full(answers)):
        return []
    return [
        {
            "text": row.text,
            "family": row.family,
            "source": row.source,
            "answer": given[row.key].answer,
            "words": given[row.key].words,
        }
        for row in pack.of_part(part)
        if row.key in given
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
