"""JSON read a value at a time, from text that arrives in pieces and is never held whole.

Read `values` first. It takes what files of open data hold: one object, a list, a page of a list
(`{"total_items": …, "contents": […]}`), or one object after another (JSON Lines). Long lists are
given element by element; memory stays bounded by the longest element. However the text is cut into
pieces, the same values come out.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from commonweal.core.errors import UnreadableFile

LONGEST_VALUE = 16 << 20  # characters of one element; a directory's largest entry is far below
READ_AHEAD = 1 << 18  # characters kept in hand
MAY_GO_ON = re.compile(r"[-+.eE\d]*")  # what may still be a number when more text is in hand
SPACE = re.compile(r"[ \t\n\r\ufeff\x1e]*")


type IsList = Callable[[str, Collection[str]], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value and where it stood: the number of its document, and its path inside that."""

    document: int
    path: tuple[str | int, ...]
    value: Any


def values(pieces: Iterable[str], *, file: str, is_list: IsList) -> Iterator[Value]:
    """The values of a JSON text in order.

    The elements of a list at the top come one by one, and so do those of a list in an object at
    the top, where `is_list(key, keys before it)` holds; what is left of that object comes after
    them, where it is not empty. Raises `UnreadableFile` with the place where the text is no JSON.
    """
    text = _Text(pieces, file)
    document = 0
    while (mark := text.peek()) != "":
        if mark == "[":
            for at, value in text.elements():
                yield Value(document=document, path=(at,), value=value)
        elif mark == "{":
            yield from _of_object(text, document, is_list)
        else:
            raise text.broken("neither an object nor a list begins here")
        document += 1


def _of_object(text: "_Text", document: int, is_list: IsList) -> Iterator[Value]:
    whole = text.object_in_hand(is_list)
    if whole is not None:
        yield Value(document=document, path=(), value=whole)
        return
    rest: dict[str, Any] = {}
    for key in text.members():
        if is_list(key, rest) and text.peek() == "[":
            for at, value in text.elements():
                yield Value(document=document, path=(key, at), value=value)
        else:
            rest[key] = text.value()
    if rest:
        yield Value(document=document, path=(), value=rest)


class _Text:
    """The text in hand and where reading stands in it; more is taken as it is needed."""

    def __init__(self, pieces: Iterable[str], file: str) -> None:
        self._pieces, self._file = iter(pieces), file
        self._text, self._at, self._gone, self._ended = "", 0, 0, False
        self._decoder = json.JSONDecoder()

    def broken(self, why: str) -> UnreadableFile:
        """The error that the text is no JSON at the place where reading stands."""
        place = f"at character {self._gone + self._at + 1:,}, {why}"
        message = f"{self._file} is not whole JSON: {place}."
        remedy = "Export it again; it may have been cut off."
        return UnreadableFile(message, remedy=remedy, code="broken-json", file=self._file)

    def _more(self, at_least: int) -> bool:
        """Take in pieces until `at_least` characters lie ahead; false where none came."""
        parts = [self._text[self._at :]]
        held = len(parts[0])
        before = held
        while held < at_least and not self._ended:
            piece = next(self._pieces, None)
            if piece is None:
                self._ended = True
            else:
                parts.append(piece)
                held += len(piece)
        self._gone += self._at
        self._text, self._at = "".join(parts), 0
        return held > before

    def peek(self) -> str:
        """The next character that is no space, without taking it; empty at the end."""
        while True:
            found = SPACE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more(READ_AHEAD):
                return ""

    def take(self, marks: str) -> str:
        """Take the next character, which must be one of `marks`."""
        mark = self.peek()
        if mark == "" or mark not in marks:
            raise self.broken(f"“{marks[0]}” is missing")
        self._at += 1
        return mark

    def value(self) -> Any:
        """Take the next value."""
        if self.peek() == "":
            raise self.broken("the text ends where a value should be")
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as error:
                self._grow(error)
                continue
            length = end - self._at
            goes_on = MAY_GO_ON.fullmatch(self._text, end)
            if not goes_on or self._ended or not self._more(length + len(goes_on[0]) + 1):
                self._at += length
                return value
            # A number at the end of the text in hand may go on: read it again with what follows.

    def _grow(self, error: Exception) -> None:
        """Take in more, since a value in hand is not whole; raise where that cannot be why."""
        held = len(self._text) - self._at
        if held > LONGEST_VALUE:
            raise self.broken(f"one entry is longer than {LONGEST_VALUE >> 20} million characters")
        why, inside = "it nests too deep", 0
        if isinstance(error, json.JSONDecodeError):
            why, inside = error.msg.lower(), error.pos - self._at
        if self._ended or not self._more(2 * held + READ_AHEAD):
            self._at += inside
            raise self.broken(why) from error

    def elements(self) -> Iterator[tuple[int, Any]]:
        """Take a list, element by element, with the number of each."""
        self.take("[")
        if self.peek() == "]":
            self._at += 1
            return
        at = 0
        while True:
            yield at, self.value()
            at += 1
            if self.take(",]") == "]":
                return

    def members(self) -> Iterator[str]:
        """Take an object: yields each key, after which its value has to be taken."""
        self.take("{")
        if self.peek() == "}":
            self._at += 1
            return
        while True:
            if self.peek() != '"':
                raise self.broken("a key in double quotes is missing")
            key = self.value()
            self.take(":")
            yield key
            if self.take(",}") == "}":
                return

    def object_in_hand(self, is_list: IsList) -> dict[str, Any] | None:
        """Take the next object, if it is in hand whole and has no list to be given bit by bit."""
        if len(self._text) - self._at < READ_AHEAD:
            self._more(READ_AHEAD)
        try:
            value, end = self._decoder.raw_decode(self._text, self._at)
        except (ValueError, RecursionError):
            return None
        keys = list(value)
        if any(is_list(key, keys[:at]) for at, key in enumerate(keys)):
            return None
        self._at = end
        return dict(value)
