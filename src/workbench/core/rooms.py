"""Which rooms exist, and what they add to each other's pages.

A room registers itself in its app's `ready`: `register_room` puts its word into the menu,
`register_panel` lets it add a part to a page of another room, and to its print. A room that is not
there shows nothing and promises nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString

# The brief, then the five words of the round, in their order; then the house itself.
ORDER = ("brief", "listening", "mapping", "weighing", "acting", "learning")

PanelBuilder = Callable[..., SafeString | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPart:
    """A part of a page on paper: its heading, then lines under short headings of their own."""

    heading: str
    lists: tuple[tuple[str, tuple[str, ...]], ...]


PrintBuilder = Callable[..., PrintedPart | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One word of the menu: where it leads, and for which roles."""

    word: str
    label: str | Promise
    url_name: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPage:
    """One word in the row of public pages; `is_here` on the pages that lie under it."""

    label: str | Promise
    address: str
    is_here: bool


_rooms: dict[str, Room] = {}
_open_pages: dict[str, dict[str, str | Promise]] = {}
_panels: dict[str, list[PanelBuilder]] = {}
_printed: dict[str, list[PrintBuilder]] = {}


def register_room(room: Room) -> None:
    """Put a room into the menu; its word must be one of `ORDER`."""
    if room.word not in ORDER:
        raise ValueError(f"{room.word} is not a word of this house: {', '.join(ORDER)}.")
    _rooms[room.word] = room


def rooms_for(role: str) -> tuple[Room, ...]:
    """The rooms that exist and that this role may enter, in the order of the round."""
    there = (_rooms[word] for word in ORDER if word in _rooms)
    return tuple(room for room in there if role in room.roles)


def register_open_page(word: str, *, label: str | Promise, url_name: str) -> None:
    """Put a public page of a room into the row that everybody sees; `word` as in `ORDER`."""
    _open_pages.setdefault(word, {})[url_name] = label


def open_pages(path: str) -> tuple[OpenPage, ...]:
    """The public pages in the order of the round; the nearest one above `path` is here."""
    rows = [row for word in ORDER for row in _open_pages.get(word, {}).items()]
    found = [(reverse(url_name), label) for url_name, label in rows]
    here = max((address for address, _label in found if path.startswith(address)), default="")
    return tuple(
        OpenPage(label=label, address=address, is_here=address == here) for address, label in found
    )


def register_panel(
    place: str, builder: PanelBuilder, *, printed: PrintBuilder | None = None
) -> None:
    """Let `builder(**context)` add a part to the page place `place` (`brief`, `area` …).

    `printed(**context)` makes the same part for paper, where that page can be printed.
    """
    builders = _panels.setdefault(place, [])
    if builder not in builders:
        builders.append(builder)
    on_paper = _printed.setdefault(place, [])
    if printed is not None and printed not in on_paper:
        on_paper.append(printed)


def panels(place: str, **context: Any) -> list[SafeString]:
    """The parts that rooms add at `place`; a builder with nothing to say returns None."""
    built = (builder(**context) for builder in _panels.get(place, ()))
    return [panel for panel in built if panel]


def printed_panels(place: str, **context: Any) -> list[PrintedPart]:
    """The same parts for paper."""
    built = (builder(**context) for builder in _printed.get(place, ()))
    return [part for part in built if part]
