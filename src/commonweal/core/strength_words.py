"""The words that a strength is described with: protective factors, needs, languages, roles.

All four are data (`knowledge/protective_factors.toml`, `needs.toml`, `languages.toml`,
`role_words.toml`), read by `commonweal.files.knowledge` and changed by a city in its own folder.
No factor protects everywhere (S000-31), so the shipped list is an offer and not a standard.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from commonweal.core.errors import InvalidKnowledge
from commonweal.core.key_pack import KeyPack
from commonweal.core.nearest import listed
from commonweal.core.words import plain

SEEN_IN = ("community", "provider", "both")
# RFC 5646, 2.1: language, script, region, variants; extensions and private use are left out.
TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{4})?(-(?:[a-z]{2}|[0-9]{3}))?(-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectiveFactor:
    """One factor: `seen_in` says whose it is, `note` holds the caveat."""

    key: str
    name: str
    what: str
    seen_in: str
    source: str
    retired: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One need, in the words a resident would use."""

    key: str
    name: str
    what: str
    source: str
    retired: bool = False
    note: str = ""


class FactorPack(KeyPack[ProtectiveFactor]):
    """The protective factors of a city."""

    word: ClassVar[str] = "protective factor"
    file: ClassVar[str] = "protective_factors.toml"

    def __post_init__(self) -> None:
        super().__post_init__()
        for row in self.rows.values():
            if row.seen_in not in SEEN_IN:
                raise InvalidKnowledge(
                    f"The protective factor “{row.key}” is seen in “{row.seen_in}”.",
                    remedy=f"Write one of {listed(SEEN_IN)} as seen_in.",
                    key=row.key,
                )


class NeedPack(KeyPack[Need]):
    """The needs of a city."""

    word: ClassVar[str] = "need"
    file: ClassVar[str] = "needs.toml"


@dataclass(frozen=True)
class LanguageNames:
    """Tags of BCP 47 by the names and codes that files use for them.

    `names` holds, by tag, every name and code; the first is the one that is shown.
    """

    names: Mapping[str, tuple[str, ...]]

    @cached_property
    def _tags(self) -> Mapping[str, str]:
        return {plain(name): tag for tag, names in self.names.items() for name in (*names, tag)}

    def tag(self, text: str) -> str | None:
        """The tag for a tag, code or name as a file spells it; None where it is none of them.

        A tag comes back as RFC 5646 writes it, with the shortest code known: `ENG` gives `en`,
        `pt-br` gives `pt-BR`. Only the form of a tag is checked, not the registry behind it.
        """
        known = self._tags.get(plain(text))
        if known is not None:
            return known
        lowered = text.strip().replace("_", "-").lower()
        if not TAG.fullmatch(lowered):
            return None
        first, *rest = lowered.split("-")
        return "-".join([self._tags.get(first, first), *map(_cased, rest)])

    def name(self, tag: str) -> str:
        """The name of a language; the tag itself where no name is known."""
        names = self.names.get(tag) or self.names.get(tag.split("-")[0])
        return names[0] if names else tag


def _cased(part: str) -> str:
    """A script as `Latn`, a region as `BR`, anything else in small letters."""
    if len(part) == 4 and part.isalpha():
        return part.title()
    return part.upper() if len(part) == 2 else part


@dataclass(frozen=True)
class RoleWords:
    """Words that name a role and not a person."""

    words: frozenset[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> "RoleWords":
        """The words whatever their case."""
        return cls(frozenset(word.casefold() for word in words))

    def __contains__(self, word: object) -> bool:
        """Whether the word, or its singular in English, names a role."""
        if not isinstance(word, str):
            return False
        small = word.casefold()
        return small in self.words or small.removesuffix("s") in self.words
