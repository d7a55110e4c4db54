"""The row of links above this room's pages."""

from django.utils.translation import gettext_lazy as _

from workbench.accounts.models import Person
from workbench.core.tabs import Tab, TabRow, tabs_of
from workbench.weighing import access
from workbench.weighing.access.concerns import CONCERN_DESK, concerns_waiting

_TABS: tuple[TabRow, ...] = (
    ("proposals", "weighing", _("City proposals"), access.WEIGHS),
    ("reviews", "weighing-reviews", _("Review"), access.WEIGHS),
    ("indicators", "weighing-indicators", _("Indicators"), access.WEIGHS),
    ("concerns", "weighing-concerns", _("Concerns"), CONCERN_DESK),
)


def tabs_for(person: Person, *, here: str) -> tuple[Tab, ...]:
    """The links for this person's role, in the order of the work."""
    return tabs_of(_TABS, role=person.role, here=here, waiting=_waiting)


def _waiting(word: str) -> int:
    """How many concerns wait at the desk; nothing else of this room waits for one person."""
    return concerns_waiting() if word == "concerns" else 0
