"""A list of keys in one column, kept as `|a|b|`, so that both databases can ask for one of them."""

from collections.abc import Iterable
from typing import Any

from django.db import models


class KeysField(models.TextField[Any, Any]):
    """A sorted list of keys, each once. `serves__contains=has_key("majority")` finds one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, *_given: Any) -> list[str]:
        """The list behind the stored text."""
        return _split(value or "")

    def to_python(self, value: Any) -> list[str]:
        """A list, whether a list or a stored text is given."""
        return _split(value) if isinstance(value, str) else sorted(set(value or ()))

    def get_prep_value(self, value: Any) -> str:
        """The stored text; a text is taken as it is, so that a query may ask for a part of it."""
        return value if isinstance(value, str) else _joined(value or ())


def has_key(key: str) -> str:
    """What a stored list contains if it holds this key."""
    return f"|{key}|"


def _joined(keys: Iterable[str]) -> str:
    kept = sorted(set(keys))
    return f"|{'|'.join(kept)}|" if kept else ""


def _split(text: str) -> list[str]:
    return [key for key in text.split("|") if key]
