"""Who would go there: residents by area, group and language.

Read `people_of` first. In the public view every number of people below the floor is replaced
before anything is computed, so that no figure, however made, depends on how small it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from commonweal.core.groups import GroupPack
from commonweal.core.notices import Notice
from commonweal.core.short_lists import below, hidden_in_list
from commonweal.core.tables import RESIDENTS
from commonweal.mapping.reach.catchment import Numbers
from commonweal.mapping.reach.starts import Starts

NO_MAJORITY = (
    "The populations do not say how many people the majority has; it is told of without numbers."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Everybody (`group` None), or one group, by area in the order of `Starts.areas`.

    `people` None: how many is not known. `hidden`: not to be shown. `counted`: what the figures
    rest on, which is the number itself wherever it may be shown.
    """

    group: str | None
    name: str
    people: tuple[int | None, ...]
    hidden: tuple[bool, ...]
    counted: tuple[float | None, ...]
    speakers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The audiences: everybody first, then the groups in the order of the city's list.

    `told` are the same, as those of them who speak the language asked for where that is known.
    Places are shared with everybody, so what they have to give rests on `audiences`.
    """

    starts: Starts
    audiences: tuple[Audience, ...]
    told: tuple[Audience, ...]
    majority: frozenset[str]
    notices: tuple[Notice, ...]

    @property
    def whole(self) -> Numbers:
        """How many people live in each area; the groups together where nobody said."""
        together = np.nansum([self._counted(one) for one in self.audiences[1:]], axis=0)
        everybody = self._counted(self.audiences[0])
        found: Numbers = np.where(np.isnan(everybody), together, everybody)
        return found

    def of_sort(self, groups: frozenset[str]) -> Numbers:
        """How many people in each area a place is for that serves these groups; none: everybody.

        One person may belong to several groups, so together they are never more than live there.
        Where the size of one of them is not known, everybody there may come.
        """
        if not groups:
            return self.whole
        sizes = {one.group: self._counted(one) for one in self.audiences[1:]}
        unknown = np.full(len(self.starts.areas), np.nan)
        together = sum(sizes.get(group, unknown) for group in groups)
        return np.fmin(together, self.whole)

    def _counted(self, audience: Audience) -> Numbers:
        return np.array([np.nan if n is None else n for n in audience.counted], dtype=np.float64)


def people_of(
    starts: Starts,
    residents: pl.DataFrame | None,
    *,
    pack: GroupPack,
    language: str | None = None,
    group: str | None = None,
    floor: int | None,
) -> People:
    """The audiences of the areas from `residents` (`RESIDENTS`) and the areas' own populations.

    With a `language`, groups whose speakers are known are told by these. `floor` None is the desk's
    own view, which hides nothing. Raises `InvalidKnowledge` for a `group` that nobody lists.
    """
    table = RESIDENTS.check(residents if residents is not None else RESIDENTS.empty())
    keys, notices = _groups(table, pack, group)
    audiences = told = _audiences(table, starts, keys, pack, floor)
    if language is not None:
        told = tuple(_speaking(one, table, starts, language, floor) for one in audiences)
    return People(
        starts=starts,
        audiences=audiences,
        told=told,
        majority=frozenset(one.key for one in pack if one.majority),
        notices=notices,
    )


def _audiences(
    table: pl.DataFrame, starts: Starts, keys: Sequence[str], pack: GroupPack, floor: int | None
) -> tuple[Audience, ...]:
    """Everybody and every group, with what is hidden and what stands in for it."""
    said = zip(_of(table, starts, None, None), starts.areas, strict=True)
    everybody = tuple(area.population if found is None else found for found, area in said)
    numbers = {key: _of(table, starts, key, None) for key in keys}
    hidden = _hidden(everybody, numbers, floor)
    return tuple(
        Audience(
            group=key,
            name="residents" if key is None else pack.name(key) if key in pack else key,
            people=people,
            hidden=hidden[key],
            counted=tuple(
                _stand_in(at, hidden, everybody, numbers, floor) if hidden[key][at] else n
                for at, n in enumerate(people)
            ),
        )
        for key, people in [(None, everybody), *numbers.items()]
    )


def _groups(
    table: pl.DataFrame, pack: GroupPack, asked: str | None
) -> tuple[list[str], tuple[Notice, ...]]:
    """The groups to tell of, in the order of the list; the majority is always among them."""
    known = set(table["group"].drop_nulls())
    if asked is not None and asked not in known:
        pack.check([asked])
    if not known and asked is None:
        return [], ()
    majority = [one.key for one in pack if one.majority]
    wanted = {*known, *majority} | ({asked} if asked else set())
    strange = sorted(wanted - set(pack.keys))
    listed = [*(key for key in pack.keys if key in wanted), *strange]
    return listed, _group_notices(strange, majority_counted=bool(known & set(majority)))


def _group_notices(strange: Sequence[str], *, majority_counted: bool) -> tuple[Notice, ...]:
    told = f"{', '.join(strange)}: not in the city's list of groups, told by key."
    unlisted = Notice(code="group-not-listed", sentence=told, count=len(strange))
    uncounted = Notice(code="majority-not-counted", sentence=NO_MAJORITY)
    return (*([unlisted] if strange else []), *([] if majority_counted else [uncounted]))


def _of(
    table: pl.DataFrame, starts: Starts, group: str | None, language: str | None
) -> tuple[int | None, ...]:
    asked = {"group": group, "language": language}
    same = [pl.col(name).eq_missing(pl.lit(key, dtype=pl.String)) for name, key in asked.items()]
    known = dict(table.filter(same).select("area", "population").iter_rows())
    return tuple(known.get(area.area) for area in starts.areas)


type ByGroup = Mapping[str, tuple[int | None, ...]]


def _hidden(
    everybody: Sequence[int | None], numbers: ByGroup, floor: int | None
) -> Mapping[str | None, tuple[bool, ...]]:
    """By audience and area whether the number stays hidden, with what would give it away.

    Where the groups of an area add up to its residents, one hidden number would be the rest of the
    others: then more are hidden with it.
    """
    if floor is None:
        return {key: (False,) * len(everybody) for key in (None, *numbers)}
    hidden: dict[str | None, list[bool]] = {key: [] for key in (None, *numbers)}
    for at, whole in enumerate(everybody):
        known = {key: n for key, by_area in numbers.items() if (n := by_area[at]) is not None}
        small = {key for key, n in known.items() if below(n, floor)}
        no_whole = whole is not None and below(whole, floor)
        if whole is not None and sum(known.values()) == whole:
            found = hidden_in_list(known, small, floor=floor)
            small, no_whole = set(found.entries), no_whole or found.total
        hidden[None].append(no_whole)
        for key in numbers:
            hidden[key].append(key in small or (no_whole and key in known))
    return {key: tuple(flags) for key, flags in hidden.items()}


def _stand_in(
    at: int,
    hidden: Mapping[str | None, tuple[bool, ...]],
    everybody: Sequence[int | None],
    numbers: ByGroup,
    floor: int | None,
) -> float:
    """What a hidden number is reckoned as: an equal part of what is left over, or half the floor.

    Either is known to whoever reads the figures, so they tell nothing further.
    """
    whole = everybody[at]
    known = {key: n for key, by_area in numbers.items() if (n := by_area[at]) is not None}
    left = [n for key, n in known.items() if hidden[key][at]]
    if hidden[None][at] or whole is None or sum(known.values()) != whole or not left:
        return (floor or 0) / 2
    return sum(left) / len(left)


def _speaking(
    audience: Audience, table: pl.DataFrame, starts: Starts, language: str, floor: int | None
) -> Audience:
    """The audience as those of it who speak the language, where their number is known anywhere.

    A number that leaves fewer than the floor who do not speak it is hidden as well.
    """
    speakers = _of(table, starts, audience.group, language)
    if all(n is None for n in speakers):
        return audience
    hidden = tuple(
        n is not None
        and (below(n, floor) or (whole is not None and below(max(whole - n, 0), floor)))
        for n, whole in zip(speakers, audience.people, strict=True)
    )
    counted = [(floor or 0) / 2 if small else n for n, small in zip(speakers, hidden, strict=True)]
    return replace(audience, people=speakers, hidden=hidden, counted=tuple(counted), speakers=True)
