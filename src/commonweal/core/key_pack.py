"""Lists of knowledge rows with keys, such as needs: data that a city may change, never code.

Read `KeyPack` first. Retired rows keep their old records and are no longer offered.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar, Protocol

from commonweal.core.errors import InvalidKnowledge
from commonweal.core.keys import check_row
from commonweal.core.nearest import listed, nearest_first


class KeyedRow(Protocol):
    """What every row of such a list has."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def what(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def retired(self) -> bool: ...


@dataclass(frozen=True)
class KeyPack[Row: KeyedRow]:
    """Rows by key, in the order in which they are listed.

    `word` is what a row is called in a sentence, `file` where a city adds its own.
    """

    rows: Mapping[str, Row] = field(default_factory=dict)
    word: ClassVar[str]
    file: ClassVar[str]

    def __post_init__(self) -> None:
        for row in self.rows.values():
            check_row(
                self.word, row.key, {"name": row.name, "what": row.what, "source": row.source}
            )

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys in use, without retired rows."""
        return tuple(key for key, row in self.rows.items() if not row.retired)

    def __contains__(self, key: object) -> bool:
        return key in self.rows

    def __iter__(self) -> Iterator[Row]:
        """The rows in use, in the order of the list."""
        return (self.rows[key] for key in self.keys)

    def name(self, key: str) -> str:
        """The plain name, also of a retired row."""
        self.check([key])
        return self.rows[key].name

    def check(self, keys: Iterable[str]) -> None:
        """Raises `InvalidKnowledge` for the first key not in the list; retired ones pass."""
        for key in keys:
            if key not in self.rows:
                raise self._unknown(key)

    def _unknown(self, key: str) -> InvalidKnowledge:
        near = listed(nearest_first(key, self.rows)[:5])
        return InvalidKnowledge(
            f"“{key}” is not a {self.word}.",
            remedy=f"The nearest keys are {near}. "
            f"Or add it to knowledge/{self.file} in the city folder.",
            key=key,
        )
