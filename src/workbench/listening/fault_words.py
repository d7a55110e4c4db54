"""What keeps an entry from being sent, in the reader's language.

`commonweal.listening.entries.faults` names each by field and code and says it in English; a test
holds both together.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonweal.listening.entries import Fault

FAULTS: dict[tuple[str, str], str | Promise] = {
    ("reported_on", "missing"): _("Say when this reached you."),
    ("reported_on", "before-it-happened"): _("It was told before it happened."),
    ("occurred_on", "missing"): _("Say when it happened, if only the year."),
    ("area", "missing"): _("Say where, or that it is not known."),
    ("area", "unknown-area"): _("Choose the area, or say that it is not known."),
    ("groups", "missing"): _("Choose at least one group."),
    ("groups", "not-offered"): _("A group that was chosen is not one of this city."),
    ("kinds", "missing"): _("Choose at least one kind."),
    ("kinds", "not-offered"): _("A kind that was chosen is not one of this city."),
    ("definition", "missing"): _("State the definition you went by."),
    ("setting", "not-offered"): _("Choose online or offline."),
    ("perceived", "missing"): _("There is a date, but no answer."),
    ("perceived", "nobody-saw-bias"): _(
        "Somebody must have seen bias in it: the person targeted, a witness, or a body "
        "that recorded it."
    ),
    ("recorded", "missing"): _("There is a date, but no answer."),
}
OF_ANY_DATE: dict[str, str | Promise] = {
    "no-date": _("This is no date."),
    "future": _("This lies in the future."),
}


def fault_sentence(fault: Fault) -> str:
    """The fault as the reader reads it."""
    return str(FAULTS.get((fault.field, fault.code)) or OF_ANY_DATE[fault.code])
