"""Everyone who belongs in the list: the groups affected, those not affected, and the majority.

Read `everyone`. A problem seen only with those it seems to be about makes a suspect community of
them (S003-R3, charter 3); so no list in this room can be made without the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from commonweal.core.groups import GroupPack


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One group: its key and name, whether it is directly affected, and whether the majority."""

    group: str
    name: str
    affected: bool
    majority: bool


def everyone(pack: GroupPack, affected: Iterable[str] = ()) -> tuple[Listed, ...]:
    """Every group in use, in the order of the city's list, whoever is affected.

    Raises `InvalidKnowledge` for an affected key that is no group.
    """
    keys = set(affected)
    pack.check(keys)
    return tuple(
        Listed(
            group=one.key,
            name=one.name,
            affected=one.key in keys,
            majority=one.majority,
        )
        for one in pack
    )
