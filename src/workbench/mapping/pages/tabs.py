"""The row of links above this room's pages."""

from django.utils.translation import gettext_lazy as _

from workbench.accounts.models import Person
from workbench.core.tabs import Tab, TabRow, tabs_of
from workbench.mapping import access
from workbench.mapping.models import Suggestion

_TABS: tuple[TabRow, ...] = (
    ("overview", "mapping", _("Overview"), access.READS),
    ("strengths", "mapping-strengths", _("Strengths"), access.READS),
    ("map", "mapping-map", _("Map"), access.READS),
    ("organisations", "mapping-organisations", _("Organisations"), access.READS),
    ("communities", "mapping-communities", _("Communities"), access.READS),
    ("relations", "mapping-relations", _("Relations"), access.READS),
    ("ties", "mapping-ties", _("Ties"), access.READS),
    ("network", "mapping-network", _("Network"), access.READS),
    ("reach", "mapping-reach", _("Reach"), access.READS),
    ("requests", "mapping-requests", _("Requests to the city"), access.READS),
    ("proposals", "mapping-proposals", _("Proposals"), access.READS),
    ("suggestions", "mapping-suggestions", _("Suggestions"), access.DESK),
    ("bring-in", "mapping-bring-in", _("Bring in a list"), access.KEEPS),
)


def tabs_for(person: Person, *, here: str) -> tuple[Tab, ...]:
    """The links for this person's role, in the order of the work."""
    return tabs_of(_TABS, role=person.role, here=here, waiting=lambda word: _waiting(person, word))


def _waiting(person: Person, word: str) -> int:
    if word == "proposals":
        return access.proposals_for(person).count()
    if word == "ties":
        return access.ties_waiting_for(person).count()
    if word == "relations":
        return access.talks_waiting_for(person).count()
    if word == "suggestions":
        waiting = access.suggestions_for(person).filter(state=Suggestion.State.WAITING)
        return waiting.count()
    return 0
