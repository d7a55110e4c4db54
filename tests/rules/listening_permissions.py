"""The rows of the permission table for the listening room; page_permissions.py says how to read."""

from typing import Any

from django.utils import timezone

from tests.cast import Cast
from tests.rules.permission_rows import DONE, SIGN_IN, Row, for_people, for_roles
from workbench.accounts.models import Person
from workbench.core.words import seal
from workbench.listening.actions.uploads import keep_upload
from workbench.listening.models import Delivery, HandEntry, Record, Source

DESK = ("coordinator", "analyst")
DESK_AND_OPERATOR = (*DESK, "operator")
ENTERING = (*DESK, "partner_editor")
FILE = b"incident_id,reported_on,area,groups,kinds\na,2026-03-02,NW,anti-jewish,assault\n"
FACTS = {
    "occurred_on": "2026-11-01",
    "reported_on": "2026-11-02",
    "area": "NW",
    "place": "area",
    "groups": ["anti-jewish"],
    "kinds": ["assault"],
    "perceived": True,
    "definition": "ODIHR",
}


def a_source(_cast: Cast) -> dict[str, Any]:
    """The address of a source that shows one incident."""
    return {"key": _shown().source.key}


def a_delivery(_cast: Cast) -> dict[str, Any]:
    """The address of a delivery that was shown."""
    return {"delivery_id": _shown().pk}


def an_unfinished_delivery(_cast: Cast) -> dict[str, Any]:
    """The address of a delivery that was interrupted."""
    source = Source.objects.create(key="town", name="Town", created_at=timezone.now())
    staged = Delivery.objects.create(source=source, received_at=timezone.now())
    return {"delivery_id": staged.pk}


def an_incident(_cast: Cast) -> dict[str, Any]:
    """The address of an incident in the register."""
    return {"source": _shown().source.key, "key": "a/1"}


def an_upload_of_asha(cast: Cast) -> dict[str, Any]:
    """The address of a file that Asha sent."""
    upload = keep_upload(
        [FILE],
        file_name="town.csv",
        profile="canonical",
        acting_person=cast.asha,
        now=timezone.now(),
    )
    return {"token": upload.token}


def a_draft_of_chidi(cast: Cast) -> dict[str, Any]:
    """The address of a draft of Chidi's."""
    return _entry(cast.chidi, "draft")


def a_draft_of_asha(cast: Cast) -> dict[str, Any]:
    """The address of a draft of Asha's, which Chidi must not find."""
    return _entry(cast.asha, "draft")


def a_waiting_entry_of_chidi(cast: Cast) -> dict[str, Any]:
    """The address of an entry of Chidi's that waits for a second person."""
    return _entry(cast.chidi, "waiting")


def a_waiting_entry_of_asha(cast: Cast) -> dict[str, Any]:
    """The address of an entry that Asha entered, so that she must not check it."""
    return _entry(cast.asha, "waiting")


def an_accepted_entry_of_chidi(cast: Cast) -> dict[str, Any]:
    """The address of an entry of Chidi's that is in the register."""
    return _entry(cast.chidi, "accepted")


def a_group(_cast: Cast) -> dict[str, Any]:
    """The address of a group."""
    return {"key": "anti-jewish"}


def a_method(_cast: Cast) -> dict[str, Any]:
    """The address of a method page."""
    return {"name": "register"}


def _shown() -> Delivery:
    source = Source.objects.create(key="town", name="Town", created_at=timezone.now())
    delivery = Delivery.objects.create(source=source, state="shown", received_at=timezone.now())
    source.shown_delivery = delivery
    source.save()
    Record.objects.create(
        source=source,
        key="a/1",
        since_delivery=delivery,
        reported_on="2026-03-02",
        place="area",
        area="NW",
        groups="|anti-jewish|",
        kinds="|assault|",
        n=1,
    )
    return delivery


def _entry(by: Person, state: str) -> dict[str, Any]:
    entry = HandEntry.objects.create(
        entered_by=by,
        entered_at=timezone.now(),
        state=state,
        sealed_words=seal("mild words"),
        record_key="desk-1" if state == "accepted" else "",
        **FACTS,
    )
    return {"entry_id": entry.pk}


def of_author(name: str, method: str, status: int, **more: Any) -> Row:
    """An act of the author alone, here Chidi: others of the desk are refused, not led astray."""
    return for_roles(name, method, status, "partner_editor", kwargs=a_draft_of_chidi, **more)


def of_asha(name: str, method: str, status: int) -> Row:
    """A file that Asha sent: for Ben it is not there."""
    return Row(
        name=name,
        method=method,
        anonymous=SIGN_IN,
        coordinator=status,
        analyst=404,
        partner_editor=403,
        operator=403,
        kwargs=an_upload_of_asha,
    )


LISTENING = (
    for_people("methods-page", "GET", 200, kwargs=a_method),
    for_people("methods-page", "GET", 404, kwargs=lambda _cast: {"name": "alchemy"}),
    for_people("listening", "GET", DONE),
    for_people("listening-areas", "GET", 200),
    for_people("listening-groups", "GET", 200),
    for_roles("listening-group", "GET", 200, "coordinator", kwargs=a_group),
    for_roles("listening-group", "POST", 400, "coordinator", kwargs=a_group),
    for_roles("listening-group-new", "GET", 200, "coordinator"),
    for_roles("listening-group-new", "POST", 400, "coordinator"),
    for_roles("listening-sources", "GET", 200, *DESK_AND_OPERATOR),
    for_roles("listening-source", "GET", 200, *DESK_AND_OPERATOR, kwargs=a_source),
    for_roles("listening-source-edit", "GET", 200, *DESK, kwargs=a_source),
    for_roles("listening-source-edit", "POST", DONE, *DESK, kwargs=a_source),
    for_roles("listening-delivery", "GET", 200, *DESK_AND_OPERATOR, kwargs=a_delivery),
    for_roles("listening-progress", "GET", DONE, *DESK_AND_OPERATOR, kwargs=a_delivery),
    for_roles("listening-refused", "GET", 404, *DESK, kwargs=a_delivery),
    for_roles("listening-resume", "POST", DONE, *DESK_AND_OPERATOR, kwargs=an_unfinished_delivery),
    for_roles("listening-discard", "POST", DONE, *DESK_AND_OPERATOR, kwargs=an_unfinished_delivery),
    for_roles("listening-bring-in", "GET", 200, *DESK),
    for_roles("listening-bring-in", "POST", 400, *DESK),
    of_asha("listening-look", "GET", 200),
    of_asha("listening-upload", "GET", 200),
    of_asha("listening-confirm", "POST", DONE),
    of_asha("listening-drop", "POST", DONE),
    for_roles("listening-register", "GET", 200, *DESK),
    for_roles("listening-incident", "GET", 200, *DESK, kwargs=an_incident),
    for_roles("listening-entries", "GET", 200, *ENTERING),
    for_roles("listening-entry-new", "GET", 200, *ENTERING),
    for_roles("listening-entry-new", "POST", DONE, *ENTERING),
    for_roles("listening-entry", "GET", 200, *ENTERING, kwargs=a_draft_of_chidi),
    Row(
        name="listening-entry",
        method="GET",
        anonymous=SIGN_IN,
        coordinator=200,
        analyst=200,
        partner_editor=404,
        operator=403,
        kwargs=a_draft_of_asha,
    ),
    of_author("listening-entry-edit", "GET", 200),
    of_author("listening-entry-edit", "POST", DONE),
    of_author("listening-entry-send", "POST", DONE),
    of_author("listening-entry-drop", "POST", DONE),
    for_roles("listening-entry-words", "POST", 200, *ENTERING, kwargs=a_waiting_entry_of_chidi),
    Row(
        name="listening-entry-words",
        method="POST",
        anonymous=SIGN_IN,
        coordinator=200,
        analyst=200,
        partner_editor=404,
        operator=403,
        kwargs=a_waiting_entry_of_asha,
    ),
    for_roles("listening-entry-accept", "POST", DONE, *DESK, kwargs=a_waiting_entry_of_chidi),
    Row(
        name="listening-entry-accept",
        method="POST",
        anonymous=SIGN_IN,
        coordinator=403,
        analyst=DONE,
        partner_editor=403,
        operator=403,
        kwargs=a_waiting_entry_of_asha,
    ),
    for_roles(
        "listening-entry-return",
        "POST",
        DONE,
        *DESK,
        kwargs=a_waiting_entry_of_chidi,
        data={"reason": "Which street?"},
    ),
    for_roles(
        "listening-entry-correct", "POST", DONE, *ENTERING, kwargs=an_accepted_entry_of_chidi
    ),
)
