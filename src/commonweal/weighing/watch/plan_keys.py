"""The keys of a plan's file, with errors that name the key and say what to write."""

from collections.abc import Mapping, Sequence
from typing import Any

from commonweal.core.errors import CommonwealError
from commonweal.core.nearest import listed, nearest_first


class InvalidPlan(CommonwealError):
    """A plan by which nothing can be watched, with the key that says why."""

    code = "invalid-watch"


class Keys:
    """One table of the file."""

    def __init__(self, content: Mapping[str, Any], where: str) -> None:
        self.content, self.where = content, where

    def bad(self, key: str, wrong: str, remedy: str) -> InvalidPlan:
        """The error about a key."""
        return InvalidPlan(f"{self.where}: “{key}” {wrong}.", remedy=remedy, key=key)

    def only(self, known: Sequence[str]) -> None:
        """Refuse a key that nobody reads: a misspelt one would silently not hold."""
        for key in self.content:
            if key not in known:
                raise self.bad(
                    key,
                    "is not known",
                    f"Known are {listed(nearest_first(key, known), at_most=13)}.",
                )

    def text(self, key: str) -> str:
        """A text that is there."""
        told = self.content.get(key)
        if not isinstance(told, str) or not told.strip():
            raise self.bad(key, "is missing or empty", f'Write {key} = "…".')
        return told.strip()

    def one_of(self, key: str, words: Sequence[str]) -> str:
        """One of a few words."""
        told = self.content.get(key)
        if told not in words:
            choices = " or ".join(f'{key} = "{word}"' for word in words)
            raise self.bad(key, "is missing or not known", f"Write {choices}.")
        return str(told)

    def yes_or_no(self, key: str) -> bool:
        """true or false, which has to be said."""
        told = self.content.get(key)
        if not isinstance(told, bool):
            raise self.bad(key, "is neither true nor false", f"Write {key} = true or false.")
        return told

    def names(self, key: str, without: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of names, each once."""
        told = self.content.get(key, without)
        texts = isinstance(told, list | tuple) and all(isinstance(one, str) for one in told)
        if not texts or (without is None and not told):
            raise self.bad(key, "is no list of names", f'Write {key} = ["…", "…"].')
        return tuple(dict.fromkeys(told or ()))

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        """A table whose values are lists of names."""
        told = self.content.get(key, {})
        if not isinstance(told, Mapping):
            raise self.bad(key, "is no table", f'Write [{key}] and below it north = ["east"].')
        inner = Keys(told, f"{self.where}, [{key}]")
        return {name: inner.names(name, ()) for name in told}

    def tables(self, key: str) -> list[Mapping[str, Any]]:
        """A list of tables."""
        told = self.content.get(key, [])
        if not isinstance(told, list) or not all(isinstance(one, Mapping) for one in told):
            raise self.bad(key, "is no list of tables", f"Write each as [[{key}]].")
        return told

    def whole(self, key: str, lowest: int, highest: int, without: int) -> int:
        """A whole number."""
        told = self.content.get(key, without)
        if isinstance(told, bool) or not isinstance(told, int) or not lowest <= told <= highest:
            raise self.bad(
                key, "is no whole number that fits", f"Write {key} = {lowest} to {highest}."
            )
        return told

    def positive(self, key: str, without: float | None) -> float:
        """A number above zero."""
        told = self.content.get(key, without)
        if isinstance(told, bool) or not isinstance(told, int | float) or not 0 < told < 1e12:
            raise self.bad(key, "is missing or not above 0", f"Write {key} = 0.2, or another size.")
        return float(told)
