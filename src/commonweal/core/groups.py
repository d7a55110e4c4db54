"""The groups that hostility is aimed at, the majority among them, as one list with labels.

Read `GroupPack` first. A group has a key of its own; the labels that ODIHR, the United Kingdom
and the FBI use for it hang on the key, and a group may stand under several broader ones
(anti-Jewish hostility is about religion, and in British law about race as well). The rows are
data: `knowledge/groups.toml`, read by `commonweal.files.knowledge`. Sources: ODIHR and UK
categories (domain notes of the project), S003-R3 and S003-52 for the majority.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from commonweal.core.errors import InvalidKnowledge
from commonweal.core.keys import check_row
from commonweal.core.nearest import listed, nearest_first

SYSTEMS = ("odihr", "uk", "fbi")


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One group of people, in the words a resident would use.

    `people` says who is meant; `systems` holds the labels of each classification; `broader` the
    keys above it; `verified` is false where a label was not checked against its original, and
    `note` then says which. `retired` groups keep their old records and are no longer offered.
    """

    key: str
    name: str
    people: str
    systems: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    broader: tuple[str, ...] = ()
    verified: bool = False
    source: str
    majority: bool = False
    retired: bool = False
    note: str = ""


@dataclass(frozen=True)
class GroupPack:
    """All groups of a city, by key, in the order in which they are listed.

    Raises `InvalidKnowledge` when a broader key does not exist, when groups stand above each
    other in a circle, or when the majority is missing: it is always on the list (S003-R3).
    """

    groups: Mapping[str, Group]

    def __post_init__(self) -> None:
        for group in self.groups.values():
            _check_group(group)
            for key in group.broader:
                if key not in self.groups:
                    raise self._unknown(key, where=f"The group “{group.key}” stands under")
        for key in self.groups:
            self._check_no_circle(key)
        if not any(group.majority and not group.retired for group in self.groups.values()):
            raise InvalidKnowledge(
                "The list of groups lacks the majority.",
                remedy="Keep one group with `majority = true` that is not retired: "
                "the majority always stands in the list, so that nobody is left out of it.",
            )

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys in use, without retired groups."""
        return tuple(key for key, group in self.groups.items() if not group.retired)

    def __contains__(self, key: object) -> bool:
        return key in self.groups

    def __iter__(self) -> Iterator[Group]:
        """The groups in use, in the order of the list."""
        return (self.groups[key] for key in self.keys)

    def name(self, key: str) -> str:
        """The plain name, also of a retired group."""
        return self._get(key).name

    def broader(self, key: str) -> tuple[str, ...]:
        """Every key above this one, nearest first, each once."""
        found: dict[str, None] = {}
        waiting = list(self._get(key).broader)
        while waiting:
            above = waiting.pop(0)
            if above not in found:
                found[above] = None
                waiting.extend(self.groups[above].broader)
        return tuple(found)

    def beyond(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The groups in use that are neither among `keys` nor under one of them."""
        seen = set(keys)
        return tuple(key for key in self.keys if seen.isdisjoint((key, *self.broader(key))))

    @property
    def outermost(self) -> tuple[str, ...]:
        """The groups in use that stand under no other, in the order of the list."""
        return tuple(key for key in self.keys if not self.groups[key].broader)

    def under(self, key: str) -> tuple[str, ...]:
        """The key itself and every key below it, in the order of the list."""
        self._get(key)
        return tuple(other for other in self.groups if other == key or key in self.broader(other))

    def check(self, keys: Iterable[str]) -> None:
        """Raises `InvalidKnowledge` for the first key that is not a group; retired ones pass."""
        for key in keys:
            self._get(key)

    def labelled(self, system: str, label: str) -> tuple[str, ...]:
        """The keys that carry this label in `odihr`, `uk` or `fbi`, whatever its case."""
        wanted = label.casefold()
        return tuple(
            key
            for key, group in self.groups.items()
            if wanted in (known.casefold() for known in group.systems.get(system, ()))
        )

    def _get(self, key: str) -> Group:
        if key not in self.groups:
            raise self._unknown(key, where="The list of groups was asked for")
        return self.groups[key]

    def _unknown(self, key: str, *, where: str) -> InvalidKnowledge:
        return InvalidKnowledge(
            f"{where} “{key}”, which is not a group.",
            remedy=f"Groups with the nearest keys: {listed(nearest_first(key, self.groups)[:5])}. "
            "Or add the group to knowledge/groups.toml in the city folder.",
            key=key,
        )

    def _check_no_circle(self, key: str) -> None:
        if key in self.broader(key):
            raise InvalidKnowledge(
                f"The group “{key}” stands under itself, through its broader groups.",
                remedy="Remove one of the `broader` keys in that circle.",
                key=key,
            )


def _check_group(group: Group) -> None:
    words = {"name": group.name, "people": group.people, "source": group.source}
    check_row("group", group.key, words)
    unknown = [system for system in group.systems if system not in SYSTEMS]
    if unknown:
        raise InvalidKnowledge(
            f"The group “{group.key}” has labels of “{unknown[0]}”, which is no known system.",
            remedy=f"Use one of {listed(SYSTEMS)}.",
            key=group.key,
        )
