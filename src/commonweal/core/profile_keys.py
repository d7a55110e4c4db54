"""Reading a profile's tables key by key: each value of its kind, and no key left over."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from commonweal.core.errors import InvalidProfile
from commonweal.core.nearest import listed, nearest_first


class Table:
    """One table of the profile. Every key that is asked for is noted; the others are refused.

    `where` begins the sentence of each error: “The profile “nypd”, [source]”.
    """

    def __init__(self, data: Mapping[str, Any], *, where: str, profile: str) -> None:
        self._data, self._where, self._profile = data, where, profile
        self._asked: dict[str, None] = {}
        self._parts: list[Table] = []

    def __contains__(self, key: str) -> bool:
        self._asked[key] = None
        return key in self._data

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __bool__(self) -> bool:
        return bool(self._data)

    def fault(self, wrong: str, remedy: str) -> InvalidProfile:
        """The error that this table is wrong in this way."""
        return InvalidProfile(f"{self._where} {wrong}.", remedy=remedy, profile=self._profile)

    def check_all_used(self) -> None:
        """Raises `InvalidProfile` for the first key, here or below, that nothing asked for."""
        for key in self._data:
            if key not in self._asked:
                known = nearest_first(str(key), self._asked)
                raise self.fault(
                    f"has the key “{key}”, which is not known",
                    f"Did you mean “{known[0]}”? Keys here: {listed(known, at_most=30)}."
                    if known
                    else "Leave it out.",
                )
        for part in self._parts:
            part.check_all_used()

    def table(self, key: str, *, required: bool = False) -> "Table":
        """The table under this key, empty where there is none."""
        value = self._value(key, Mapping, "a table, such as [source]", required=required)
        return self._part({} if value is None else value, f"{self._where}, [{key}]")

    def tables(self, key: str) -> list["Table"]:
        """The tables in the list under this key."""
        value = self._value(key, list, f"a list of tables, each begun by [[{key}]]") or []
        if not all(isinstance(item, Mapping) for item in value):
            raise self.fault(f"has a {key} that is no table", f"Begin each with [[{key}]].")
        return [
            self._part(item, f"{self._where}, [[{key}]] {number}")
            for number, item in enumerate(value, start=1)
        ]

    def text(self, key: str, *, required: bool = False) -> str:
        """A text; empty where it may be missing and is."""
        value = self._value(key, str, "a text in quotes", required=required)
        if required and not str(value).strip():
            raise self.fault(f"has an empty {key}", f"Fill in {key}.")
        return str(value or "")

    def optional_text(self, key: str) -> str | None:
        """A text, or None."""
        return self.text(key) or None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where there is none."""
        value = self._value(key, list, "a list of texts") or []
        if not all(isinstance(item, str) and item for item in value):
            raise self.fault(f"has a {key} that is no list of texts", f'Write {key} = ["…", "…"].')
        return tuple(value)

    def one_or_more(self, key: str) -> tuple[str, ...]:
        """A text or a list of texts, at least one."""
        self._asked[key] = None
        value = self._data.get(key)
        found: tuple[str, ...] = (value,) if isinstance(value, str) and value else ()
        found = found or (self.texts(key) if isinstance(value, list) else ())
        if not found:
            raise self.fault(
                f"has no text under “{key}”", f'Write {key} = "…" or {key} = ["…", "…"].'
            )
        return found

    def words(self, key: str) -> dict[str, str]:
        """A table of texts."""
        value = self._value(key, Mapping, "a table of texts") or {}
        if not all(isinstance(item, str) and item for item in value.values()):
            raise self.fault(f"has a {key} that is no table of texts", 'Write "…" = "…" lines.')
        return dict(value)

    def yes_no(self, key: str) -> bool:
        """True or false; false where it is missing."""
        return bool(self._value(key, bool, "true or false"))

    def number(self, key: str, *, least: int) -> int:
        """A whole number of at least `least`."""
        value = self._value(key, int, "a whole number")
        if isinstance(value, bool) or value is None or value < least:
            raise self.fault(f"has a {key} below {least}", f"Write {key} = {least} or more.")
        return int(value)

    def day(self, key: str, *, or_else: date) -> date:
        """A date, written without quotes or as an ISO text."""
        self._asked[key] = None
        value = self._data.get(key, or_else)
        try:
            return date.fromisoformat(str(value))
        except ValueError as error:
            raise self.fault(
                f"has a {key} that is no date", f"Write {key} = {or_else.isoformat()}."
            ) from error

    def choice(
        self,
        key: str,
        words: Sequence[str],
        *,
        required: bool = False,
        or_else: str | None = None,
    ) -> Any:
        """One of the given words, which the caller's type names."""
        value = self.text(key, required=required) or or_else
        if value not in words:
            raise self.fault(f"has the {key} “{value or ''}”", f"{key} is one of {listed(words)}.")
        return value

    def _value(self, key: str, kind: Any, what: str, *, required: bool = False) -> Any:
        self._asked[key] = None
        if key not in self._data:
            if required:
                raise self.fault(f"lacks {key}", f"Add {key}: {what}.")
            return None
        if not isinstance(self._data[key], kind):
            raise self.fault(f"has a {key} that is not {what}", f"Write {key} as {what}.")
        return self._data[key]

    def _part(self, data: Mapping[str, Any], where: str) -> "Table":
        part = Table(data, where=where, profile=self._profile)
        self._parts.append(part)
        return part
