"""Places on neutral ground that one room knows and another may suggest for a talk.

Rooms do not import each other: a room that has such places registers who tells them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NeutralPlace:
    """A place by its name, who holds it, its area, and the page that tells of it."""

    name: str
    holder: str
    area: str
    area_name: str
    address: str

    @property
    def place(self) -> str:
        """What a talk would be held at: the holder, or what is there."""
        return self.holder or self.name


_tellers: list[Callable[[], Iterable[NeutralPlace]]] = []


def register_neutral_places(tell: Callable[[], Iterable[NeutralPlace]]) -> None:
    """Let a room tell its places."""
    if tell not in _tellers:
        _tellers.append(tell)


def neutral_places() -> tuple[NeutralPlace, ...]:
    """Every such place that any room tells."""
    return tuple(place for tell in _tellers for place in tell())
