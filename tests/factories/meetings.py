"""What stands in a small city's talks: the least that each thing needs."""

from datetime import date
from typing import Any

from django.utils import timezone

from workbench.core.words import seal
from workbench.listening.meetings.models import (
    Activation,
    Concern,
    ConcernSorting,
    GateAnswer,
    Recommendation,
    RecommendationAnswer,
    Session,
    Standing,
)
from workbench.listening.meetings.words import preconditions

CLUB = "Ferry Lane boxing club"
DAY = date(2026, 3, 2)


def a_session(**more: Any) -> Session:
    """A session that is planned, with nothing answered."""
    values: dict[str, Any] = {
        "question": "What makes the park ours?",
        "place": "Mill hall",
        "area": "NW",
        "facilitator": "Mediators of the mill",
        "organisation": CLUB,
        "day": DAY,
        "entered_at": timezone.now(),
    }
    return Session.objects.create(**{**values, **more})


def a_prepared_session(**more: Any) -> Session:
    """A session to which nothing is missing, and which nobody has called ready."""
    values = {
        "rules": "One speaks at a time.",
        "rules_agreed": True,
        "groups": ["majority", "anti-roma"],
        "areas": ["NW"],
        "contested": "invited",
        "sealed_contested": seal("They are part of the street."),
    }
    made = a_session(**{**values, **more})
    for row in preconditions():
        GateAnswer.objects.create(
            session=made, key=row.key, answer="yes", words="all said so", answered_on=DAY
        )
    return made


def a_held_session(**more: Any) -> Session:
    """A session that was held, with twelve people."""
    return a_prepared_session(**{"state": "held", "was_ready": True, "present": 12, **more})


def a_concern(session: Session | None = None, *, people: str = "", city: str = "") -> Concern:
    """A concern of a held session, sorted by these sides as this."""
    made = Concern.objects.create(
        session=session or a_held_session(), sealed_words=seal("Nobody asked us about the fence.")
    )
    for whose, finding in (("people", people), ("city", city)):
        if finding:
            ConcernSorting.objects.create(
                concern=made, whose=whose, finding=finding, words="asked in the room", said_on=DAY
            )
    return made


def a_recommendation(**more: Any) -> Recommendation:
    """A recommendation that everybody may read, which waits for an answer."""
    values: dict[str, Any] = {
        "words": "Light the path at the mill.",
        "office": "Office for parks",
        "made_on": DAY,
        "published_on": date(2026, 3, 5),
        "state": "published",
    }
    if "session" not in more and "conversation" not in more:
        more["session"] = a_held_session()
    return Recommendation.objects.create(**{**values, **more})


def an_answer(one: Recommendation, **more: Any) -> RecommendationAnswer:
    """The office adopts it."""
    values = {
        "answer": "adopted",
        "reasons": "It is dark there.",
        "by_when": date(2026, 6, 1),
        "answered_on": date(2026, 3, 20),
    }
    return RecommendationAnswer.objects.create(recommendation=one, **{**values, **more})


def standing(**more: Any) -> Standing:
    """A place in the north-west that was confirmed."""
    values = {
        "kind": "place",
        "name": "Mill hall",
        "area": "NW",
        "confirmed_on": DAY,
        "holds_until": date(2026, 9, 1),
    }
    return Standing.objects.create(**{**values, **more})


def an_activation(**more: Any) -> Activation:
    """The checklist, started by hand."""
    values: dict[str, Any] = {
        "what": "Paint on the door of the hall",
        "begun_from": "hand",
        "incident_on": date(2026, 2, 20),
        "begun_at": timezone.now(),
    }
    return Activation.objects.create(**{**values, **more})
