"""The row of links above the pages of dialogues: that of the room."""

from workbench.accounts.models import Person
from workbench.core.tabs import Tab
from workbench.listening.pages.tabs import tabs_for as tabs_of_the_room


def tabs_for(person: Person) -> tuple[Tab, ...]:
    """The links of the listening room, with dialogues as the one that is open."""
    return tabs_of_the_room(person, here="dialogues")
