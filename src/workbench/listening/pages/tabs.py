"""The pages of this room that a person may open, as a row of links under the menu."""

from django.utils.translation import gettext_lazy as _

from workbench.accounts.models import Person, Role
from workbench.core.tabs import Tab, TabRow, tabs_of
from workbench.listening import access
from workbench.listening.dialogue.access import HOLDS, statements_waiting
from workbench.listening.meetings.access import TALKS, waiting_for_the_city
from workbench.listening.signals.access import waiting_signals

DESK = frozenset({Role.COORDINATOR, Role.ANALYST})
EVERYBODY = frozenset(Role)

_TABS: tuple[TabRow, ...] = (
    ("signals", "listening-signals", _("Signals"), DESK),
    ("register", "listening-register", _("Register"), DESK),
    ("sources", "listening-sources", _("Sources"), frozenset({*DESK, Role.OPERATOR})),
    ("bring-in", "listening-bring-in", _("Bring in a file"), DESK),
    ("entries", "listening-entries", _("Entries by hand"), frozenset({*DESK, Role.PARTNER_EDITOR})),
    ("dialogues", "dialogue", _("Dialogues"), frozenset(HOLDS)),
    ("talks", "meetings", _("Talks"), TALKS),
    ("publication", "listening-publication", _("Public edition"), DESK),
    ("groups", "listening-groups", _("Groups"), EVERYBODY),
    ("areas", "listening-areas", _("Areas"), EVERYBODY),
)


def tabs_for(person: Person, *, here: str) -> tuple[Tab, ...]:
    """The links for this person's role, in the order of the work."""
    return tabs_of(_TABS, role=person.role, here=here, waiting=lambda word: _waiting(person, word))


def _waiting(person: Person, word: str) -> int:
    if word == "signals":
        return waiting_signals(person).count()
    if word == "dialogues":
        return statements_waiting(person).count()
    if word == "talks":
        return waiting_for_the_city(person).count()
    return access.waiting_for(person).count() if word == "entries" else 0


def first_tab(person: Person) -> str:
    """Where the room's own address leads this person."""
    return tabs_for(person, here="")[0].address
