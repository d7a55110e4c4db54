"""What stands near a signal: strengths of that place and group, and who connects their holders.

Read `nearby` first. It serves the desk's pages alone and leaves out what is confidential. Those not
directly affected, and the majority, are in it (charter 3). Nobody is put in an order but that of
the alphabet.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q

from workbench.mapping import access
from workbench.mapping.models import Party, Strength
from workbench.mapping.models.keys import has_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearby:
    """Strengths of a place, for one group and for others; who connects their holders.

    `connectors` are tied to at least two of the holders; `unconnected` holders stand in no tie that
    is known. `ties` says between how many of the holders there is a tie, of how many pairs.
    """

    for_group: tuple[Strength, ...]
    for_others: tuple[Strength, ...]
    connectors: tuple[Party, ...]
    unconnected: tuple[Party, ...]
    tied_pairs: int
    pairs: int

    @property
    def strengths(self) -> tuple[Strength, ...]:
        """All of them."""
        return (*self.for_group, *self.for_others)


def nearby(areas: Collection[str], group: str) -> Nearby:
    """What stands in these areas (none: the whole city) for this group, and for others."""
    strengths = access.countable(access.on_the_map()).filter(gone_on=None)
    if areas:
        strengths = strengths.filter(area__in=areas)
    serving = strengths.filter(serves__contains=has_key(group)) if group else strengths.none()
    others = strengths.exclude(pk__in=serving.values("pk")) if areas else strengths.none()
    for_group, for_others = tuple(serving), tuple(others)
    holders = {one.organisation_id for one in (*for_group, *for_others)} - {None}
    return _connected(for_group, for_others, access.parties_of(holders))


def _connected(
    for_group: tuple[Strength, ...],
    for_others: tuple[Strength, ...],
    holders: Mapping[int, Party],
) -> Nearby:
    links = access.standing_links(Q(source__in=holders) | Q(target__in=holders))
    known: dict[int, set[int]] = {}
    pairs, tied = set(), set()
    for source, target in links:
        for near, far in ((source, target), (target, source)):
            if near in holders:
                known.setdefault(far, set()).add(near)
                tied.add(near)
        if source in holders and target in holders:
            pairs.add(frozenset((source, target)))
    connecting = [party for party, ends in known.items() if len(ends) > 1]
    count = len(holders)
    return Nearby(
        for_group=for_group,
        for_others=for_others,
        connectors=_by_name(access.parties_numbered(connecting)),
        unconnected=_by_name([one for pk, one in holders.items() if pk not in tied]),
        tied_pairs=len(pairs),
        pairs=count * (count - 1) // 2,
    )


def _by_name(parties: Collection[Party]) -> tuple[Party, ...]:
    return tuple(sorted(parties, key=lambda party: party.named.name.casefold()))
