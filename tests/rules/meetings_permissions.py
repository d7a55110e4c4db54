"""The permission table of talks; page_permissions.py says how to read its rows.

The desk works on every talk. A partner editor works on those that their organisation facilitates
(Chidi's club in these rows), writes down recommendations of those, and answers none.
"""

from datetime import date
from typing import Any

from tests.cast import Cast
from tests.factories import meetings as made
from tests.rules.permission_rows import DONE, Row, Status, for_all, for_roles

OPEN_TALKS = frozenset({"open-meetings"})
DESK = ("coordinator", "analyst")
TALKS = (*DESK, "partner_editor")
A_DAY = "2026-03-20"
SESSION = {"question": "What now?", "day": A_DAY, "place": "Mill", "facilitator": "Mediators"}
CONCERN = {"words": "Nobody asked us."}
SORTING = {"whose": "people", "finding": "perception", "words": "asked", "said_on": A_DAY}
BACK = {"kind": "information", "words": "So it is", "by_whom": "Office", "said_on": A_DAY}
RECOMMENDATION = {"words": "Light", "office": "Parks", "made_on": A_DAY}
ANSWER = {"answer": "adopted", "reasons": "Dark", "by_when": "2026-06-01", "answered_on": A_DAY}
DEED = {"words": "Lit", "evidence": "Lamps", "done_on": A_DAY}
STANDING = {"kind": "place", "name": "Old mill"}
CONFIRMED = {"confirmed_on": A_DAY, "holds_until": "2026-09-01"}
HAPPENED = {"what": "Paint on a door", "incident_on": A_DAY}


def a_session(cast: Cast) -> dict[str, Any]:
    """The address of a session that is planned."""
    return {"session_id": made.a_session().pk}


def a_gate(cast: Cast) -> dict[str, Any]:
    """The address of one precondition of it."""
    return {**a_session(cast), "key": "listening"}


def held(cast: Cast) -> dict[str, Any]:
    """The address of a session that was held."""
    return {"session_id": made.a_held_session().pk}


def a_concern(cast: Cast) -> dict[str, Any]:
    """The address of a concern that those who raised it have sorted."""
    return {"concern_id": made.a_concern(people="perception").pk}


def followed(cast: Cast) -> dict[str, Any]:
    """The address of a recommendation that was answered in words."""
    one = made.a_recommendation()
    made.an_answer(one, answered_on=date(2026, 3, 10))
    return {"recommendation_id": one.pk}


def a_draft(cast: Cast) -> dict[str, Any]:
    """The address of a recommendation that nobody outside sees yet."""
    return {"recommendation_id": made.a_recommendation(state="draft", published_on=None).pk}


def listed(cast: Cast) -> dict[str, Any]:
    """The address of a place on the standing list."""
    return {"standing_id": made.standing().pk}


def started(cast: Cast) -> dict[str, Any]:
    """The address of a checklist that was started."""
    return {"activation_id": made.an_activation().pk}


def a_step(cast: Cast) -> dict[str, Any]:
    """The address of a step of it."""
    return {**started(cast), "key": "facts"}


def talked(name: str, method: str, status: Status, **more: Any) -> Row:
    """One answer for those who work on talks."""
    return for_roles(name, method, status, *TALKS, **more)


def kept(name: str, method: str, status: Status, **more: Any) -> Row:
    """One answer for the desk."""
    return for_roles(name, method, status, *DESK, **more)


MEETINGS: tuple[Row, ...] = (
    talked("meetings", "GET", 200),
    kept("meetings-session-new", "GET", 200),
    kept("meetings-session-new", "POST", DONE, data=SESSION),
    talked("meetings-session", "GET", 200, kwargs=held),
    talked("meetings-session-edit", "GET", 200, kwargs=a_session),
    talked("meetings-session-edit", "POST", DONE, kwargs=a_session, data=SESSION),
    talked("meetings-gate", "GET", 200, kwargs=a_gate),
    talked("meetings-gate", "POST", DONE, kwargs=a_gate, data={"answer": "no", "words": "not yet"}),
    talked("meetings-session-ready", "POST", DONE, kwargs=a_session),
    talked("meetings-session-held", "GET", 200, kwargs=a_session),
    talked(
        "meetings-session-held",
        "POST",
        DONE,
        kwargs=a_session,
        data={"held_on": A_DAY, "present": "12"},
    ),
    talked("meetings-session-cancel", "POST", DONE, kwargs=a_session),
    talked("meetings-notes", "GET", 200, kwargs=held),
    talked("meetings-note-new", "GET", 200, kwargs=held),
    talked("meetings-note-new", "POST", DONE, kwargs=held, data={"theme": "Park", "words": "Dark"}),
    talked("meetings-concern-new", "GET", 200, kwargs=held),
    talked("meetings-concern-new", "POST", DONE, kwargs=held, data=CONCERN),
    talked("meetings-concern", "GET", 200, kwargs=a_concern),
    talked("meetings-concern-sort", "GET", 200, kwargs=a_concern),
    talked("meetings-concern-sort", "POST", DONE, kwargs=a_concern, data=SORTING),
    talked("meetings-concern-answer", "GET", 200, kwargs=a_concern),
    talked("meetings-concern-answer", "POST", DONE, kwargs=a_concern, data=BACK),
    talked("meetings-recommendations", "GET", 200),
    kept("meetings-recommendation-new", "GET", 200),
    kept("meetings-recommendation-new", "POST", DONE, data=RECOMMENDATION),
    talked("meetings-recommendation-from", "GET", 200, kwargs=held),
    talked("meetings-recommendation-from", "POST", DONE, kwargs=held, data=RECOMMENDATION),
    talked("meetings-recommendation", "GET", 200, kwargs=followed),
    talked("meetings-recommendation-edit", "GET", 200, kwargs=a_draft),
    talked("meetings-recommendation-edit", "POST", DONE, kwargs=a_draft, data=RECOMMENDATION),
    talked("meetings-recommendation-drop", "POST", DONE, kwargs=a_draft),
    kept("meetings-recommendation-publish", "POST", DONE, kwargs=a_draft),
    kept("meetings-recommendation-withdraw", "GET", 200, kwargs=followed),
    kept(
        "meetings-recommendation-withdraw", "POST", DONE, kwargs=followed, data={"reason": "Gone"}
    ),
    kept("meetings-recommendation-answer", "GET", 200, kwargs=followed),
    kept("meetings-recommendation-answer", "POST", DONE, kwargs=followed, data=ANSWER),
    kept("meetings-recommendation-deed", "GET", 200, kwargs=followed),
    kept("meetings-recommendation-deed", "POST", DONE, kwargs=followed, data=DEED),
    kept("meetings-readiness", "GET", 200),
    kept("meetings-standing-new", "GET", 200),
    kept("meetings-standing-new", "POST", DONE, data=STANDING),
    kept("meetings-standing-confirm", "GET", 200, kwargs=listed),
    kept("meetings-standing-confirm", "POST", DONE, kwargs=listed, data=CONFIRMED),
    kept("meetings-standing-retire", "POST", DONE, kwargs=listed),
    kept("meetings-activation-new", "GET", 200),
    kept("meetings-activation-new", "POST", DONE, data=HAPPENED),
    kept("meetings-activation", "GET", 200, kwargs=started),
    kept("meetings-activation-step", "GET", 200, kwargs=a_step),
    kept("meetings-activation-step", "POST", DONE, kwargs=a_step, data={"words": ""}),
    kept("meetings-activation-close", "POST", DONE, kwargs=started),
    for_all("open-meetings", "GET", 200),
)
