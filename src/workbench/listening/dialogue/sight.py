"""Who sees how much of what was found: those who hold it, the room that agreed, and everybody.

Read `Sight` first. Those who hold a conversation see all of it, and nobody sees who said what. A
small room sees what it agreed to before the first vote (charter 6). What everybody sees of few
people is the library's rule (`Floor`); of our own is that no picture moves on by fewer than the
floor (charter 4; `picture.published`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from commonweal.listening.dialogue import Standing
from commonweal.listening.dialogue.floor import Floor, Shows
from workbench.listening.dialogue.actions import picture
from workbench.listening.dialogue.models import Conversation, Topic
from workbench.listening.dialogue.moving import Found

SMALL_ROOM = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What may be shown: totals of statements, groups; `floor` is None where all is shown."""

    totals: bool
    groups: bool
    floor: Floor | None

    def shows_groups(self, found: Found) -> bool:
        """Whether the groups of this answer may be shown: all of them or none."""
        if not self.groups or found["standing"] != Standing.GROUPS:
            return False
        sizes = [one["size"] for one in found["groups"]]
        return self.floor is None or self.floor.shows(found["voters"], sizes) == Shows.GROUPS

    def tells(self, seen: Iterable[int]) -> bool:
        """Whether a statement is told that so many of each group have seen."""
        return self.floor is None or self.floor.tells(seen)


INSIDE = Sight(totals=True, groups=True, floor=None)
NOTHING = Sight(totals=False, groups=False, floor=None)


def for_everybody(conversation: Conversation) -> Sight:
    """Everybody's sight."""
    return Sight(totals=True, groups=True, floor=Floor(people=conversation.floor))


def for_the_room(conversation: Conversation) -> Sight:
    """What this room agreed to see of itself while it is small."""
    shows = conversation.shows
    if shows == Conversation.Shows.NOTHING:
        return NOTHING
    return Sight(totals=True, groups=shows == Conversation.Shows.GROUPS, floor=None)


def seen_by_everybody(
    conversation: Conversation, topic: Topic | None, *, now: datetime
) -> tuple[Found | None, Sight]:
    """What everybody sees now; None while too few have voted."""
    return picture.published(conversation, topic, now=now), for_everybody(conversation)


def seen_by_the_room(
    conversation: Conversation, topic: Topic | None, *, now: datetime
) -> tuple[Found | None, Sight]:
    """What those see who take part: as agreed while the room is small, else as everybody."""
    found = picture.current(conversation, topic, now=now)
    agreed = conversation.shows != Conversation.Shows.NOTHING
    if agreed and found is not None and found["voters"] <= SMALL_ROOM:
        return found, for_the_room(conversation)
    return seen_by_everybody(conversation, topic, now=now)
