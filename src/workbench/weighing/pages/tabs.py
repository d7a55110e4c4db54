"""The row of links above this room's pages."""

from django.utils.translation import gettext_lazy as _

from workbench.accounts.models import Person
from workbench.core.tabs import Tab, TabRow, tabs_of
from workbench.weighing import access

_TABS: tuple[TabRow, ...] = (("proposals", "weighing", _("Proposals"), access.WEIGHS),)


def tabs_for(person: Person, *, here: str) -> tuple[Tab, ...]:
    """The links for this person's role, in the order of the work."""
    return tabs_of(_TABS, role=person.role, here=here, waiting=_waiting)


def _waiting(word: str) -> int:  # noqa: ARG001 - nothing of this room waits for one person yet
    return 0
