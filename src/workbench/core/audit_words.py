"""The audit log as it is read: verbs, fields and codes in the reader's language.

The log itself holds codes (`change-role`, `is_active`), which never change with a language. A code
that is not listed here is shown as it is; a test asks that every verb of the house is listed.
"""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

VERBS: dict[str, str | Promise] = {
    "accept-entry": gettext_lazy("accept an entry"),
    "accept-invitation": gettext_lazy("accept an invitation"),
    "add-demonstration-person": gettext_lazy("add a made-up person"),
    "add-event": gettext_lazy("add an event to the calendar"),
    "add-group": gettext_lazy("add a group"),
    "add-step": gettext_lazy("add to what is expected"),
    "answer-signal": gettext_lazy("answer a signal"),
    "bring-in-file": gettext_lazy("bring in a file"),
    "change-entry": gettext_lazy("change an entry"),
    "change-event": gettext_lazy("change an event of the calendar"),
    "change-group": gettext_lazy("change a group"),
    "change-plan": gettext_lazy("change a plan of public tables"),
    "change-role": gettext_lazy("change a role"),
    "deactivate-person": gettext_lazy("close the door for a person"),
    "describe-source": gettext_lazy("describe a source"),
    "discard-delivery": gettext_lazy("discard a delivery"),
    "drop-entry": gettext_lazy("remove an entry"),
    "end-step": gettext_lazy("end what was expected"),
    "enter-incident": gettext_lazy("enter an incident"),
    "fix-plan": gettext_lazy("fix a plan of public tables"),
    "freeze-brief": gettext_lazy("freeze a brief"),
    "invite-person": gettext_lazy("invite a person"),
    "lower-powers": gettext_lazy("lower one's powers"),
    "make-invitation": gettext_lazy("make an invitation"),
    "propose-plan": gettext_lazy("propose a plan of public tables"),
    "raise-powers": gettext_lazy("raise one's powers"),
    "reactivate-person": gettext_lazy("open the door for a person again"),
    "read-words": gettext_lazy("read the words of a report"),
    "release-edition": gettext_lazy("release public figures"),
    "remove-event": gettext_lazy("remove an event from the calendar"),
    "reset-second-factor": gettext_lazy("reset a second factor"),
    "return-entry": gettext_lazy("return an entry"),
    "search-source": gettext_lazy("search a source for signals"),
    "send-entry": gettext_lazy("send an entry for its check"),
    "show-delivery": gettext_lazy("show a delivery"),
    "withdraw-step": gettext_lazy("withdraw from what is expected"),
}
SUBJECTS: dict[str, str | Promise] = {
    "accounts.elevatedsession": gettext_lazy("raised powers"),
    "accounts.invitation": gettext_lazy("invitation"),
    "accounts.person": gettext_lazy("person"),
    "listening.answer": gettext_lazy("answer to a signal"),
    "listening.calendarevent": gettext_lazy("event of the calendar"),
    "listening.delivery": gettext_lazy("delivery"),
    "listening.expectationstep": gettext_lazy("what is expected"),
    "listening.frozenbrief": gettext_lazy("frozen brief"),
    "listening.grouprow": gettext_lazy("group"),
    "listening.handentry": gettext_lazy("entry by hand"),
    "listening.publicationplan": gettext_lazy("plan of public tables"),
    "listening.publicrelease": gettext_lazy("public figures"),
    "listening.signalrun": gettext_lazy("search for signals"),
    "listening.source": gettext_lazy("source"),
}
FIELDS: dict[str, str | Promise] = {
    "added": gettext_lazy("added"),
    "area": gettext_lazy("area"),
    "areas": gettext_lazy("areas"),
    "broader": gettext_lazy("belongs to"),
    "checked_by_id": gettext_lazy("checked by person"),
    "content_hash": gettext_lazy("fingerprint of what is shown"),
    "delivery_id": gettext_lazy("delivery"),
    "edition": gettext_lazy("edition"),
    "ended_at": gettext_lazy("ended at"),
    "ended_on": gettext_lazy("ended on"),
    "ends_at": gettext_lazy("ends at"),
    "expires_at": gettext_lazy("holds until"),
    "explained_by": gettext_lazy("explained by"),
    "file_sha256": gettext_lazy("fingerprint of the file"),
    "findings": gettext_lazy("findings"),
    "groups": gettext_lazy("groups"),
    "is_active": gettext_lazy("may sign in"),
    "key": gettext_lazy("key"),
    "kind": gettext_lazy("kind"),
    "kinds": gettext_lazy("kinds"),
    "language": gettext_lazy("language"),
    "lineage_sha256": gettext_lazy("fingerprint of what it rests on"),
    "name": gettext_lazy("name"),
    "new_alarms": gettext_lazy("new signals"),
    "on": gettext_lazy("first day"),
    "overlapping": gettext_lazy("groups overlap"),
    "person_id": gettext_lazy("person"),
    "profile": gettext_lazy("source profile"),
    "reach": gettext_lazy("how far it reached"),
    "relabelled": gettext_lazy("relabelled"),
    "retired": gettext_lazy("no longer offered"),
    "returned": gettext_lazy("returned"),
    "role": gettext_lazy("role"),
    "sha256": gettext_lazy("fingerprint (SHA-256)"),
    "shown_delivery_id": gettext_lazy("shown delivery"),
    "signal_id": gettext_lazy("signal"),
    "since": gettext_lazy("since"),
    "source_key": gettext_lazy("source"),
    "started_on": gettext_lazy("started on"),
    "state": gettext_lazy("state"),
    "step_id": gettext_lazy("step in what is expected"),
    "told_by": gettext_lazy("source"),
    "until": gettext_lazy("until"),
    "vanished": gettext_lazy("vanished"),
    "verb": gettext_lazy("answer"),
    "week": gettext_lazy("week of"),
    "what": gettext_lazy("what it is"),
    "withdrawn": gettext_lazy("withdrawn"),
    "written": gettext_lazy("changes written"),
    "year": gettext_lazy("year"),
}

STATES: dict[str, str | Promise] = {
    "accepted": gettext_lazy("accepted"),
    "discarded": gettext_lazy("discarded"),
    "discarding": gettext_lazy("being discarded"),
    "draft": gettext_lazy("draft"),
    "fixed": gettext_lazy("fixed for the year"),
    "returned": gettext_lazy("returned"),
    "shown": gettext_lazy("shown"),
    "staged": gettext_lazy("being read"),
    "waiting": gettext_lazy("waiting for a second person's check"),
    "writing": gettext_lazy("being written, not shown yet"),
}


def verb_in_words(verb: str) -> str:
    """What was done: `change-role` is “change a role”."""
    return str(VERBS.get(verb, verb.replace("-", " ")))


def subject_in_words(subject_type: str) -> str:
    """What a kind of subject is called; a kind that is gone keeps its name."""
    return str(SUBJECTS.get(subject_type, subject_type))


def field_in_words(name: str) -> str:
    """What a field is called."""
    return str(FIELDS.get(name, name.replace("_", " ")))


def value_in_words(name: str, value: Any) -> Any:
    """Steps, yes and no in words, lists as lists are read; any other value as the log holds it."""
    if name == "state" and value is not None:
        return str(STATES.get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(part) for part in value) or "–"
    return value
