"""The made-up city's old conversations, brought in from their exports as a city would do it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.accounts.models import Person


@dataclass(slots=True)
class FileOfStory:
    """A file of the demo, as if it had been sent."""

    name: str | None
    content: bytes

    def chunks(self) -> Iterable[bytes]:
        """Its content, in one part."""
        return [self.content]


def bring_in_dialogues(votes: Path, *, acting: "Person") -> Iterator[str]:
    """Every conversation of the folder; yields what was done."""
    from django.utils import timezone

    from workbench.core.city import current_city
    from workbench.listening.dialogue.actions.bringing_in import bring_in

    for folder in sorted(votes.iterdir()):
        made = bring_in(
            [FileOfStory(path.name, path.read_bytes()) for path in sorted(folder.glob("*.csv"))],
            title="",
            floor=current_city().publishing_floor,
            acting_person=acting,
            now=timezone.now(),
        )
        yield f"“{made.title}” was brought in."
