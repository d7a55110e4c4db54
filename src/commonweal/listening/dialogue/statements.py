"""What each statement is to the room: shared, bridging, dividing, typical of a group, or unknown.

Read `read_statements` first. All of it rests on the tallies of the groups, and all intervals are
given those groups.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, ndtr

from commonweal.core.estimate import Estimate
from commonweal.listening.dialogue.findings import GroupShare, NotEnough, Said, Typical
from commonweal.listening.dialogue.kernels import Floats
from commonweal.listening.dialogue.tallies import (
    Tally,
    chance_of_majority,
    listed_with_few_errors,
    product_bounds,
    share_bounds,
    shares,
)

NEEDED = 5  # votes of each group, before a statement is called anything
MOST_TYPICAL, MOST_FALSE = 5, 0.10
SPLIT = 0.3
SHARE = "90 % interval of a Beta, given the groups"
PRODUCT = "group-informed consensus, 90 % interval given the groups"
LEAST = "least agreement among the groups, 90 % interval given the groups"
APART = "difference of two groups' agreement, 90 % interval given the groups"
Yes = npt.NDArray[np.bool_]
Z_90 = 1.6448536269514722


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """The lists of an answer."""

    consensus: tuple[Said, ...]
    bridging: tuple[Said, ...]
    dividing: tuple[Said, ...]
    not_enough: tuple[NotEnough, ...]


def read_statements(counts: Tally, ids: tuple[str, ...]) -> Statements:
    """The four lists, each with the likeliest or most shared first."""
    enough = counts.seen.min(axis=0) >= NEEDED
    told = [_group_shares(counts, s) for s in range(len(ids))]
    return Statements(
        consensus=_consensus(counts, ids, told),
        bridging=_bridging(counts, ids, told, enough) if counts.k > 1 else (),
        dividing=(_dividing if counts.k > 1 else _split)(counts, ids, told, enough),
        not_enough=tuple(
            NotEnough(
                statement_id=ids[s],
                votes=int(counts.seen[:, s].sum()),
                fewest=int(counts.seen[:, s].min()),
                needed=NEEDED,
            )
            for s in np.flatnonzero(~enough)
        ),
    )


def _group_shares(counts: Tally, s: int) -> tuple[GroupShare, ...]:
    one = Tally(agree=counts.agree[:, s], against=counts.against[:, s], seen=counts.seen[:, s])
    value, (low, high) = shares(one), share_bounds(one)
    return tuple(
        GroupShare(
            group=g,
            agree=_within(value[g], low[g], high[g], n=int(one.seen[g]), method=SHARE),
            disagreed=int(one.against[g]),
            passed=int(one.seen[g] - one.agree[g] - one.against[g]),
        )
        for g in range(counts.k)
    )


def _within(value: float, low: float, high: float, *, n: int, method: str) -> Estimate:
    return Estimate(
        value=float(value),
        low=float(min(low, value)),
        high=float(max(high, value)),
        n=n,
        method=method,
    )


def _consensus(
    counts: Tally, ids: tuple[str, ...], told: list[tuple[GroupShare, ...]]
) -> tuple[Said, ...]:
    """Every statement somebody saw, by its consensus to agree, the highest first."""
    value, low, high = product_bounds(counts)
    seen = counts.seen.sum(axis=0)
    return tuple(
        Said(
            statement_id=ids[s],
            side="agree",
            figure=_within(value[s], low[s], high[s], n=int(seen[s]), method=PRODUCT),
            groups=told[s],
        )
        for s in np.argsort(-value, kind="stable")
        if seen[s]
    )


def _bridging(
    counts: Tally, ids: tuple[str, ...], told: list[tuple[GroupShare, ...]], enough: Yes
) -> tuple[Said, ...]:
    """Statements on which most of every group stand on the same side."""
    sides = (("agree", counts), ("disagree", counts.turned()))
    chance = np.stack([chance_of_majority(c).prod(axis=0) * enough for _, c in sides])
    kept = listed_with_few_errors(chance.max(axis=0))
    return _clearest(
        Said(
            statement_id=ids[s],
            side=sides[side][0],
            figure=_least(sides[side][1], int(s)),
            groups=told[s],
            chance=float(chance[side, s]),
        )
        for s in kept
        for side in [int(chance[:, s].argmax())]
    )


def _clearest(said: Iterable[Said]) -> tuple[Said, ...]:
    """The largest figure first: what bridges most, what divides most."""
    return tuple(sorted(said, key=lambda one: -one.figure.value))


def _least(counts: Tally, s: int) -> Estimate:
    one = Tally(agree=counts.agree[:, s], against=counts.against[:, s], seen=counts.seen[:, s])
    value, (low, high) = shares(one), share_bounds(one)
    g = int(value.argmin())
    return _within(value[g], low[g], high[g], n=int(one.seen[g]), method=LEAST)


def _dividing(
    counts: Tally, ids: tuple[str, ...], told: list[tuple[GroupShare, ...]], enough: Yes
) -> tuple[Said, ...]:
    """Statements with which most of one group agree, and most of another disagree."""
    up, down = chance_of_majority(counts), chance_of_majority(counts.turned())
    g, h = up.argmax(axis=0), down.argmax(axis=0)
    chance = up.max(axis=0) * down.max(axis=0) * enough * (g != h)
    return _clearest(
        Said(
            statement_id=ids[s],
            side="agree",
            figure=_difference(counts, int(s), int(g[s]), int(h[s])),
            groups=told[s],
            chance=float(chance[s]),
        )
        for s in listed_with_few_errors(chance)
    )


def _split(
    counts: Tally, ids: tuple[str, ...], told: list[tuple[GroupShare, ...]], enough: Yes
) -> tuple[Said, ...]:
    """In a room of one group: statements with at least three in ten of it on either side."""
    agree, against = (
        1 - betainc(found[0] + 1.0, counts.seen[0] - found[0] + 1.0, SPLIT)
        for found in (counts.agree, counts.against)
    )
    chance = agree * against * enough
    return tuple(
        Said(
            statement_id=ids[s],
            side="agree",
            figure=told[s][0].agree,
            groups=told[s],
            chance=float(chance[s]),
        )
        for s in listed_with_few_errors(chance)
    )


def _difference(counts: Tally, s: int, g: int, h: int) -> Estimate:
    value = shares(counts)[:, s]
    spread = value * (1 - value) / (counts.seen[:, s] + 3)
    apart = float(value[g] - value[h])
    half = Z_90 * float(np.sqrt(spread[g] + spread[h]))
    return _within(
        apart,
        max(apart - half, -1.0),
        min(apart + half, 1.0),
        n=int(counts.seen[[g, h], s].sum()),
        method=APART,
    )


def typical_statements(counts: Tally, ids: tuple[str, ...]) -> tuple[tuple[Typical, ...], ...]:
    """For each group up to five statements that set it apart, from tests of all at once.

    Two proportions, the group's and that of everybody else, each count plus one, pooled; one-sided.
    Over all groups, statements and sides the share of false ones is held to 10 % (Benjamini and
    Hochberg, J R Stat Soc B 1995, 57:289). Groups were made from the same votes, so the tests say
    what sets them apart, not that they exist.
    """
    if counts.k == 1:
        return ((),)
    both = [_against_the_rest(c) for c in (counts, counts.turned())]
    z = np.stack([one[0] for one in both])
    p = 1 - ndtr(z)
    kept = (p <= false_discovery_cut(p[:, counts.seen >= NEEDED])) & (counts.seen >= NEEDED)
    told = []
    for g in range(counts.k):
        side, s = np.nonzero(kept[:, g])
        order = np.argsort(-z[side, g, s], kind="stable")[:MOST_TYPICAL]
        told.append(tuple(_typical(both, p, counts, ids, g, side[at], s[at]) for at in order))
    return tuple(told)


def false_discovery_cut(p: Floats, most: float = MOST_FALSE) -> float:
    """The largest p that Benjamini and Hochberg keep; −1 where they keep none."""
    ordered = np.sort(p.ravel())
    fits = ordered <= most * np.arange(1, len(ordered) + 1) / max(len(ordered), 1)
    return float(ordered[fits.nonzero()[0][-1]]) if fits.any() else -1.0


def _against_the_rest(counts: Tally) -> tuple[Floats, Floats, Floats]:
    """z, the group's share and everybody else's, for (groups, statements)."""
    n, found = counts.seen + 1.0, counts.agree + 1.0
    n_rest = counts.seen.sum(axis=0) - counts.seen + 1.0
    found_rest = counts.agree.sum(axis=0) - counts.agree + 1.0
    pooled = (found + found_rest) / (n + n_rest)
    spread = np.sqrt(np.maximum(pooled * (1 - pooled), 1e-12) * (1 / n + 1 / n_rest))
    share, rest = (found / (n + 1)), (found_rest / (n_rest + 1))
    return (found / n - found_rest / n_rest) / spread, share, rest


def _typical(
    both: list[tuple[Floats, Floats, Floats]],
    p: Floats,
    counts: Tally,
    ids: tuple[str, ...],
    g: int,
    side: int,
    s: int,
) -> Typical:
    _z, share, rest = both[side]
    return Typical(
        statement_id=ids[s],
        side=("agree", "disagree")[side],
        share=float(share[g, s]),
        elsewhere=float(rest[g, s]),
        n=int(counts.seen[g, s]),
        p=float(p[side, g, s]),
    )
