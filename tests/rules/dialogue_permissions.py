"""The permission table of dialogues; page_permissions.py says how to read its rows.

The desk holds every conversation, a partner editor those of their own organisation alone; people
without an account come in by codes.
"""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import Cast
from tests.factories import dialogue as made
from tests.rules.permission_rows import DONE, SIGN_IN, Row, Status, for_all, for_roles
from workbench.core.open_sending import opened_now
from workbench.listening.dialogue.codes import mark

HOLDS = ("coordinator", "analyst", "partner_editor")
CONVERSATION = {
    "title": "The park",
    "question": "What should the park be?",
    "languages": ["en"],
    "rules": ["contempt"],
    "shows": "totals",
    "floor": "10",
    "takes_statements": "on",
}
RECOMMENDATION = {
    "words": "Light the park.",
    "office": "Office for parks",
    "made_on": "2026-03-02",
}
OPEN_TALK = (
    "open-talk",
    "open-talk-how",
    "open-talk-front",
    "open-talk-results",
    "open-talk-came-of-it",
    "open-talk-vote",
    "open-talk-say",
    "open-talk-about",
    "open-talk-mine",
    "open-talk-own",
    "open-talk-room",
)


def of_the_club(cast: Cast, **more: Any) -> Any:
    """A conversation that the partner editor's organisation holds."""
    return made.a_conversation(organisation=cast.chidi.organisation, **more)


def a_conversation(cast: Cast) -> dict[str, Any]:
    """Its address from inside."""
    return {"conversation_id": of_the_club(cast).pk}


def the_citys(cast: Cast) -> dict[str, Any]:
    """The address of one that the city holds."""
    return {"conversation_id": made.a_conversation().pk}


def a_waiting_statement(cast: Cast) -> dict[str, Any]:
    """The address of a statement that waits."""
    return {"statement_id": made.a_statement(of_the_club(cast), state="waiting").pk}


def a_printing(cast: Cast) -> dict[str, Any]:
    """The address of sheets that were printed."""
    printing = made.a_printing(of_the_club(cast), cast.asha)
    return {"conversation_id": printing.conversation_id, "first": printing.first}


def a_statement_to_recommend(cast: Cast) -> dict[str, Any]:
    """The address at which a statement is made a recommendation."""
    return {"conversation_id": of_the_club(cast).pk, "number": 1}


def open_to_all(cast: Cast) -> dict[str, Any]:
    """Its address before everybody."""
    return {"code": made.a_conversation().code}


def a_voice(cast: Cast) -> dict[str, Any]:
    """The address of somebody who came in."""
    conversation = made.a_conversation()
    made.a_voice(conversation)
    return {"code": conversation.code, "voice": made.VOICE}


def an_own_statement(cast: Cast) -> dict[str, Any]:
    """The address of a statement that this voice added, and that waits."""
    conversation = made.a_conversation()
    made.a_voice(conversation)
    made.a_statement(conversation, number=9, state="waiting", mark=mark(made.VOICE, 9))
    return {"code": conversation.code, "voice": made.VOICE, "number": 9}


def held(name: str, method: str, status: Status, **more: Any) -> Row:
    """One answer for those who hold conversations."""
    return for_roles(name, method, status, *HOLDS, **{"kwargs": a_conversation, **more})


def an_export() -> Any:
    """A file that is none."""
    return SimpleUploadedFile("notes.txt", b"nothing")


DIALOGUE: tuple[Row, ...] = (
    held("dialogue", "GET", 200, kwargs=lambda cast: {}),
    held("dialogue-new", "GET", 200, kwargs=lambda cast: {}),
    held("dialogue-new", "POST", DONE, kwargs=lambda cast: {}, data=CONVERSATION),
    held("dialogue-bring-in", "GET", 200, kwargs=lambda cast: {}),
    held("dialogue-bring-in", "POST", 400, kwargs=lambda cast: {}, data={"export": an_export()}),
    held("dialogue-one", "GET", 200),
    Row(
        name="dialogue-one",
        method="GET",
        anonymous=SIGN_IN,
        coordinator=200,
        analyst=200,
        partner_editor=404,
        operator=403,
        kwargs=the_citys,
    ),
    held("dialogue-edit", "GET", 200),
    held("dialogue-edit", "POST", DONE, data=CONVERSATION),
    held("dialogue-open", "POST", DONE),
    held("dialogue-close", "POST", DONE),
    held("dialogue-tables", "GET", 200),
    held("dialogue-tables", "POST", DONE, data={"count": "3", "seats": "8"}),
    held("dialogue-take-out", "GET", 200),
    held("dialogue-statements", "GET", 200),
    held("dialogue-statements", "POST", DONE, data={"texts": "A fountain.", "lang": "en"}),
    held("dialogue-moderation", "GET", 200),
    held("dialogue-log", "GET", 200),
    held("dialogue-decide", "POST", 400, kwargs=a_waiting_statement),
    held("dialogue-doubles", "POST", DONE, kwargs=a_waiting_statement),
    held("dialogue-sheets", "GET", 200),
    held("dialogue-sheets", "POST", DONE, data={"sheets": "7 ++-", "lang": "en", "key": "k"}),
    held("dialogue-sheet", "GET", 200),
    held("dialogue-sheet", "POST", DONE, data={"number": "7", "s1": "1", "lang": "en", "key": "k"}),
    held("dialogue-print", "POST", DONE, data={"count": "3"}),
    held("dialogue-paper", "GET", 200, kwargs=a_printing),
    held("dialogue-analysis", "GET", 200),
    held("dialogue-report", "GET", 200),
    held("dialogue-report-pdf", "GET", 200),
    held("dialogue-recommendations", "GET", 200),
    held("dialogue-recommendations", "POST", DONE, data=RECOMMENDATION),
    held("dialogue-recommend", "POST", DONE, kwargs=a_statement_to_recommend),
    for_all("open-talk", "GET", 200),
    for_all("open-talk-how", "GET", 200),
    for_all("open-talk-front", "GET", 200, kwargs=open_to_all),
    for_all("open-talk-front", "POST", DONE, kwargs=open_to_all, data={"opened": opened_now()}),
    for_all("open-talk-results", "GET", 200, kwargs=open_to_all),
    for_all("open-talk-came-of-it", "GET", 200, kwargs=open_to_all),
    for_all("open-talk-vote", "GET", 200, kwargs=a_voice),
    for_all("open-talk-vote", "POST", 400, kwargs=a_voice),
    for_all("open-talk-say", "GET", 200, kwargs=a_voice),
    for_all("open-talk-say", "POST", 400, kwargs=a_voice),
    for_all("open-talk-about", "GET", 200, kwargs=a_voice),
    for_all("open-talk-about", "POST", DONE, kwargs=a_voice),
    for_all("open-talk-mine", "GET", 200, kwargs=a_voice),
    for_all("open-talk-mine", "POST", 400, kwargs=a_voice),
    for_all("open-talk-own", "GET", 200, kwargs=an_own_statement),
    for_all("open-talk-own", "POST", DONE, kwargs=an_own_statement, data={"back": "1"}),
    for_all("open-talk-room", "GET", 200, kwargs=a_voice),
)
