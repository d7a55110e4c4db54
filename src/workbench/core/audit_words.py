"""The audit log as it is read: verbs, fields and codes in the reader's language.

The log itself holds codes (`change-role`, `is_active`), which never change with a language. A code
that is not listed here is shown as it is; a test asks that every verb of the house is listed.
"""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workbench.core.audit_fields import FIELDS
from workbench.core.audit_verbs import FORMER_VERBS, VERBS

SUBJECTS: dict[str, str | Promise] = {
    "accounts.elevatedsession": gettext_lazy("raised powers"),
    "accounts.invitation": gettext_lazy("invitation"),
    "accounts.person": gettext_lazy("person"),
    "dialogue.batch": gettext_lazy("batch of sheets"),
    "dialogue.conversation": gettext_lazy("conversation"),
    "dialogue.printing": gettext_lazy("printing of sheets"),
    "dialogue.statement": gettext_lazy("statement"),
    "dialogue.table": gettext_lazy("table of a conversation"),
    "dialogue.topic": gettext_lazy("topic of a conversation"),
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
    "mapping.bringin": gettext_lazy("bringing in of strengths"),
    "mapping.community": gettext_lazy("community"),
    "mapping.conditionanswer": gettext_lazy("answer to a condition"),
    "mapping.definition": gettext_lazy("words for a problem"),
    "mapping.doubt": gettext_lazy("whether two entries are one"),
    "mapping.edit": gettext_lazy("change of an entry of the map"),
    "mapping.historicact": gettext_lazy("earlier act of a provider"),
    "mapping.membership": gettext_lazy("who speaks for an entry"),
    "mapping.navigationrecord": gettext_lazy("use of a resource"),
    "mapping.negotiationrecord": gettext_lazy("negotiation"),
    "mapping.offer": gettext_lazy("offer"),
    "mapping.organisation": gettext_lazy("organisation"),
    "mapping.relation": gettext_lazy("relation of a community and a provider"),
    "mapping.request": gettext_lazy("request to the city"),
    "mapping.strength": gettext_lazy("strength"),
    "mapping.strengthsource": gettext_lazy("source of strengths"),
    "mapping.suggestion": gettext_lazy("suggestion of a resident"),
    "mapping.tie": gettext_lazy("tie"),
    "meetings.activation": gettext_lazy("checklist for a talk"),
    "meetings.activationstep": gettext_lazy("step of the checklist for a talk"),
    "meetings.concern": gettext_lazy("concern"),
    "meetings.concernanswer": gettext_lazy("answer to a concern"),
    "meetings.concernsorting": gettext_lazy("sorting of a concern"),
    "meetings.deed": gettext_lazy("deed on a recommendation"),
    "meetings.gateanswer": gettext_lazy("answer to what must hold before a talk"),
    "meetings.recommendation": gettext_lazy("recommendation"),
    "meetings.recommendationanswer": gettext_lazy("answer to a recommendation"),
    "meetings.session": gettext_lazy("talk"),
    "meetings.sessionnote": gettext_lazy("note of a talk"),
    "meetings.standing": gettext_lazy("what stands ready for talks"),
    "meetings.statechange": gettext_lazy("change of a recommendation"),
    "weighing.amendment": gettext_lazy("amendment of a decision"),
    "weighing.assessmentanswer": gettext_lazy("answer of the assessment"),
    "weighing.assumption": gettext_lazy("assumption of a decision"),
    "weighing.causalmap": gettext_lazy("causal map"),
    "weighing.channel": gettext_lazy("how a problem may move"),
    "weighing.concern": gettext_lazy("concern"),
    "weighing.condition": gettext_lazy("condition of a decision"),
    "weighing.decision": gettext_lazy("decision"),
    "weighing.dissent": gettext_lazy("dissent"),
    "weighing.indicatorfile": gettext_lazy("file of indicator series"),
    "weighing.indicatorseries": gettext_lazy("indicator series"),
    "weighing.lookedat": gettext_lazy("what was said of somebody who is not meant"),
    "weighing.maparrow": gettext_lazy("arrow of a causal map"),
    "weighing.mapnode": gettext_lazy("thing on a causal map"),
    "weighing.option": gettext_lazy("way of doing it"),
    "weighing.proposal": gettext_lazy("proposal"),
    "weighing.rater": gettext_lazy("rater"),
    "weighing.rating": gettext_lazy("judgement of a cell"),
    "weighing.round": gettext_lazy("round of judgements"),
    "weighing.run": gettext_lazy("run of what is believed"),
    "weighing.samething": gettext_lazy("words read as a factor"),
    "weighing.signature": gettext_lazy("signature of a decision"),
    "weighing.watch": gettext_lazy("watch"),
}

FORMER_SUBJECTS: dict[str, str | Promise] = {
    "dialogue.recommendation": gettext_lazy("recommendation"),
}
"""Kinds that are kept no longer, and that stand in old rows."""
STATES: dict[str, str | Promise] = {
    "accepted": gettext_lazy("accepted"),
    "adopted": gettext_lazy("on the map"),
    "answered": gettext_lazy("answered"),
    "decided": gettext_lazy("decided"),
    "closed": gettext_lazy("closed"),
    "cancelled": gettext_lazy("cancelled"),
    "declined": gettext_lazy("declined"),
    "different": gettext_lazy("two different entries"),
    "discarded": gettext_lazy("discarded"),
    "discarding": gettext_lazy("being discarded"),
    "draft": gettext_lazy("draft"),
    "ended": gettext_lazy("ended"),
    "fixed": gettext_lazy("fixed for the year"),
    "open": gettext_lazy("open"),
    "proposed": gettext_lazy("proposed"),
    "rejected": gettext_lazy("turned down"),
    "held": gettext_lazy("held"),
    "planned": gettext_lazy("planned"),
    "published": gettext_lazy("published"),
    "ready": gettext_lazy("ready"),
    "returned": gettext_lazy("returned"),
    "same": gettext_lazy("the same"),
    "shown": gettext_lazy("shown"),
    "staged": gettext_lazy("being read"),
    "stands": gettext_lazy("stands"),
    "waiting": gettext_lazy("waiting for a second person's check"),
    "withdrawn": gettext_lazy("withdrawn"),
    "writing": gettext_lazy("being written, not shown yet"),
}


def verb_in_words(verb: str) -> str:
    """What was done: `change-role` is “change a role”."""
    return str(VERBS.get(verb) or FORMER_VERBS.get(verb) or verb.replace("-", " "))


def subject_in_words(subject_type: str) -> str:
    """What a kind of subject is called; a kind that is gone keeps its name."""
    return str(SUBJECTS.get(subject_type) or FORMER_SUBJECTS.get(subject_type) or subject_type)


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
