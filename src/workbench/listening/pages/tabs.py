"""The pages of this room that a person may open, as a row of links under the menu."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workbench.accounts.models import Person, Role
from workbench.listening import access
from workbench.listening.signals.access import waiting_signals

DESK = frozenset({Role.COORDINATOR, Role.ANALYST})
EVERYBODY = frozenset(Role)

_TABS: tuple[tuple[str, str, str | Promise, frozenset[Role]], ...] = (
    ("signals", "listening-signals", _("Signals"), DESK),
    ("register", "listening-register", _("Register"), DESK),
    ("sources", "listening-sources", _("Sources"), frozenset({*DESK, Role.OPERATOR})),
    ("bring-in", "listening-bring-in", _("Bring in a file"), DESK),
    ("entries", "listening-entries", _("Entries by hand"), frozenset({*DESK, Role.PARTNER_EDITOR})),
    ("publication", "listening-publication", _("Public edition"), DESK),
    ("groups", "listening-groups", _("Groups"), EVERYBODY),
    ("areas", "listening-areas", _("Areas"), EVERYBODY),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One link; `waiting` is how many entries or signals wait for this person."""

    label: str | Promise
    address: str
    here: bool
    waiting: int = 0


def tabs_for(person: Person, *, here: str) -> tuple[Tab, ...]:
    """The links for this person's role, in the order of the work."""
    return tuple(
        Tab(
            label=label,
            address=reverse(url_name),
            here=word == here,
            waiting=_waiting(person, word),
        )
        for word, url_name, label, roles in _TABS
        if person.role in roles
    )


def _waiting(person: Person, word: str) -> int:
    if word == "signals":
        return waiting_signals(person).count()
    return access.waiting_for(person).count() if word == "entries" else 0


def first_tab(person: Person) -> str:
    """Where the room's own address leads this person."""
    return tabs_for(person, here="")[0].address
