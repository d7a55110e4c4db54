"""Keys of knowledge rows: short names that stand in records, addresses and files for good."""

import re
from collections.abc import Mapping

from commonweal.core.errors import InvalidKnowledge

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_source_key(key: str) -> None:
    """Raises `InvalidKnowledge` unless a source may be called so: its key names files and pages."""
    if not KEY.fullmatch(key):
        raise InvalidKnowledge(
            f"“{key}” cannot be the key of a source.",
            remedy="Use small letters, figures and single hyphens, such as --source town-police.",
            code="invalid-source-key",
            key=key,
        )


def check_row(word: str, key: str, words: Mapping[str, str]) -> None:
    """Raises `InvalidKnowledge` unless the key is one and none of the `words` is blank."""
    if not KEY.fullmatch(key):
        raise InvalidKnowledge(
            f"The {word} key “{key}” is not small letters, figures and single hyphens.",
            remedy="Write it like “anti-jewish”.",
            key=key,
        )
    for name, text in words.items():
        if not text.strip():
            raise InvalidKnowledge(
                f"The {word} “{key}” has no {name}.",
                remedy="Write “local” as the source of a city's own row."
                if name == "source"
                else f"Fill in `{name}` in plain words.",
                key=key,
            )
