"""The kinds of incident: assault, threats, damage … with the words ODIHR uses for them.

Like groups, kinds are data (`knowledge/kinds.toml`), an incident may be of several, and a row
whose label was not checked against its original says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from commonweal.core.errors import InvalidKnowledge
from commonweal.core.keys import check_row
from commonweal.core.nearest import listed, nearest_first


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of incident; `odihr` holds the types it is filed under in ODIHR's reporting."""

    key: str
    name: str
    what: str
    odihr: tuple[str, ...] = ()
    verified: bool = False
    source: str
    retired: bool = False
    note: str = ""


@dataclass(frozen=True)
class KindPack:
    """All kinds of a city, by key, in the order in which they are listed."""

    kinds: Mapping[str, Kind]

    def __post_init__(self) -> None:
        for kind in self.kinds.values():
            check_row(
                "kind", kind.key, {"name": kind.name, "what": kind.what, "source": kind.source}
            )

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys in use, without retired kinds."""
        return tuple(key for key, kind in self.kinds.items() if not kind.retired)

    def name(self, key: str) -> str:
        """The plain name, also of a retired kind."""
        self.check([key])
        return self.kinds[key].name

    def check(self, keys: Iterable[str]) -> None:
        """Raises `InvalidKnowledge` for the first key that is not a kind; retired ones pass."""
        for key in keys:
            if key not in self.kinds:
                raise InvalidKnowledge(
                    f"“{key}” is not a kind of incident.",
                    remedy="Kinds with the nearest keys: "
                    f"{listed(nearest_first(key, self.kinds)[:5])}. "
                    "Or add it to knowledge/kinds.toml in the city folder.",
                    key=key,
                )
