"""What a proposal meets: groups, areas and factors, the judgements and maps that bear on it.

Read `scene_of` first. Everything becomes arrays here; names return in `run`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from commonweal.core.tables import ARROWS, RATINGS
from commonweal.weighing.causal import Merged, merged
from commonweal.weighing.ensemble.proposal import TO_AREAS, InvalidProposal, Proposal

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

STEPS = 3.0
GUESS, A_STEP = 0.4, 0.1
UNSAID = 2


@dataclass(frozen=True, eq=False, kw_only=True)
class Judgements:
    """One rater's: `effect` (groups, factors) in -1 to 1, NaN where none; `scatter` beside it."""

    rater: str
    effect: Numbers
    scatter: Numbers


@dataclass(frozen=True, eq=False, kw_only=True)
class Map:
    """One drawer's arrows as (source, target, delay), with weight and scatter one each.

    A weight never turns its sign in a run, unless `may_turn` says so.
    """

    drawer: str
    ends: Whole
    weights: Numbers
    scatter: Numbers
    may_turn: bool = False


@dataclass(frozen=True, eq=False, kw_only=True)
class Scene:
    """Names, judgements, maps, and which group and area is meant.

    `good` is 1 for a factor of which more is better, -1 where more is worse; effects of judgements
    are amounts here, so a better isolation is less of it. `rows` are the neighbours of each area in
    compressed rows: starts, then numbers of areas.
    """

    proposal: Proposal
    groups: tuple[str, ...]
    areas: tuple[str, ...]
    factors: tuple[str, ...]
    good: Numbers
    raters: tuple[Judgements, ...]
    maps: tuple[Map, ...]
    merged: Merged
    meant: npt.NDArray[np.bool_]
    rows: tuple[Whole, Whole]
    notices: tuple[str, ...]

    @cached_property
    def channels(self) -> tuple[npt.NDArray[np.bool_], Whole]:
        """Whether each channel leads to areas, and its delay."""
        told = self.proposal.channels
        to_areas = np.array([one.to == TO_AREAS for one in told], dtype=bool)
        return to_areas, np.array([one.delay_quarters for one in told], dtype=np.int64)

    @cached_property
    def open_to(self) -> npt.NDArray[np.float32]:
        """1 for each cell that is not meant, area by area; 0 for one that is."""
        return np.asarray(~self.meant.T.ravel(), dtype=np.float32)

    @cached_property
    def passes(self) -> npt.NDArray[np.bool_]:
        """Which factors (columns) each channel (rows) passes on."""
        told = [
            [one.factor in ("", name) for name in self.factors] for one in self.proposal.channels
        ]
        return np.array(told, dtype=bool).reshape(-1, len(self.factors))


def scene_of(
    proposal: Proposal,
    ratings: pl.DataFrame,
    arrows: pl.DataFrame,
    *,
    areas: Sequence[str],
    neighbours: Mapping[str, Sequence[str]],
) -> Scene:
    """Lay a proposal, judgements (RATINGS, the last round) and maps (ARROWS) on one another.

    Raises `InvalidProposal` where nobody judged the policy area, no map was drawn, or a group,
    area or channel's factor is not known.
    """
    told = RATINGS.check(ratings).filter(pl.col("round") == ratings["round"].max())
    told = told.filter(pl.col("policy_area") == proposal.policy_area)
    maps = merged(ARROWS.check(arrows))
    if not told.height or not maps.links:
        missing = "judged" if not told.height else "drew a map for"
        raise InvalidProposal(
            f"Nobody {missing} the policy area “{proposal.policy_area}”.",
            remedy="Ask raters, and let people draw maps, before this is weighed.",
        )
    groups = tuple(sorted(told["group"].unique()))
    factors = _factors(told, maps)
    _check_names(proposal, groups, areas, factors)
    good = np.array([-1.0 if name in proposal.more_is_worse else 1.0 for name in factors])
    return Scene(
        proposal=proposal,
        groups=groups,
        areas=tuple(areas),
        factors=factors,
        good=good,
        raters=_raters(told, groups, factors, good),
        maps=_maps(arrows, factors),
        merged=maps,
        meant=_meant(proposal, groups, areas),
        rows=_rows(areas, neighbours),
        notices=(*maps.notices, *_apart(told, maps)),
    )


def _factors(told: pl.DataFrame, maps: Merged) -> tuple[str, ...]:
    """The nodes of the maps, and rated factors that no map holds, under the maps' spelling."""
    drawn = {name.casefold(): name for name in maps.nodes}
    rated = {drawn.get(name.casefold(), name) for name in told["factor"].unique()}
    return tuple(sorted(rated | set(maps.nodes)))


def _apart(told: pl.DataFrame, maps: Merged) -> tuple[str, ...]:
    drawn = {name.casefold() for name in maps.nodes}
    lonely = sorted(name for name in told["factor"].unique() if name.casefold() not in drawn)
    if not lonely:
        return ()
    return (f"On no map, so nothing follows from them: {', '.join(lonely)}.",)


def _check_names(
    proposal: Proposal, groups: Sequence[str], areas: Sequence[str], factors: Sequence[str]
) -> None:
    for what, asked, known in (
        ("group", proposal.groups, groups),
        ("area", proposal.areas, areas),
        ("factor", [one.factor for one in proposal.channels if one.factor], factors),
        ("factor", proposal.more_is_worse, factors),
    ):
        strange = sorted(set(asked) - set(known))
        if strange:
            raise InvalidProposal(
                f"The proposal names the {what} {', '.join(f'“{one}”' for one in strange)}, which "
                "neither ratings, maps nor areas hold.",
                remedy=f"Known are {', '.join(known[:12])}.",
            )


def _meant(
    proposal: Proposal, groups: Sequence[str], areas: Sequence[str]
) -> npt.NDArray[np.bool_]:
    meant_groups = np.array([not proposal.groups or one in proposal.groups for one in groups])
    meant_areas = np.array([not proposal.areas or one in proposal.areas for one in areas])
    return np.asarray(np.logical_and.outer(meant_groups, meant_areas), dtype=bool)


def scatter_of(sureness: int | None) -> float:
    """How far a judgement may lie off, from 0.4 for a guess to 0.1 for what is certain."""
    return GUESS - A_STEP * ((sureness or UNSAID) - 1)


def _raters(
    told: pl.DataFrame, groups: Sequence[str], factors: Sequence[str], good: Numbers
) -> tuple[Judgements, ...]:
    row_of = {name: n for n, name in enumerate(groups)}
    column_of = {name.casefold(): n for n, name in enumerate(factors)}
    found = []
    for (rater,), rows in sorted(told.group_by("rater"), key=lambda one: str(one[0][0])):
        effect = np.full((len(groups), len(factors)), np.nan)
        scatter = np.zeros_like(effect)
        for row in rows.iter_rows(named=True):
            at = row_of[row["group"]], column_of[row["factor"].casefold()]
            effect[at] = np.nan if row["effect"] is None else row["effect"] / STEPS
            scatter[at] = scatter_of(row["sureness"])
        found.append(Judgements(rater=str(rater), effect=effect * good, scatter=scatter))
    return tuple(found)


def _maps(arrows: pl.DataFrame, factors: Sequence[str]) -> tuple[Map, ...]:
    column_of = {name.casefold(): n for n, name in enumerate(factors)}
    found = []
    for (drawer,), rows in sorted(arrows.group_by("drawer"), key=lambda one: str(one[0][0])):
        ends = [
            (column_of[source.casefold()], column_of[target.casefold()], delay)
            for source, target, delay in rows.select(
                "source", "target", "delay_quarters"
            ).iter_rows()
        ]
        found.append(
            Map(
                drawer=str(drawer),
                ends=np.array(ends, dtype=np.int64),
                weights=rows["weight"].to_numpy(),
                scatter=np.array([scatter_of(one) for one in rows["sureness"]]),
            )
        )
    return tuple(found)


def _rows(areas: Sequence[str], neighbours: Mapping[str, Sequence[str]]) -> tuple[Whole, Whole]:
    at = {name: n for n, name in enumerate(areas)}
    near = [sorted(at[other] for other in neighbours.get(name, ())) for name in areas]
    starts = np.cumsum([0, *(len(one) for one in near)], dtype=np.int64)
    return starts, np.array([one for some in near for one in some], dtype=np.int64)
