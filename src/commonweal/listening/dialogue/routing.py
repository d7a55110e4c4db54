"""Which statement to show next, so that a vote says most. Start with `drawn_next`.

A vote is worth what it is expected to take off the doubt about a statement's group-informed
consensus, and what it tells of where the voter stands. Statements are drawn by chance in proportion
to the square of their worth, so that none is shown to everybody first and none never. What nobody
has judged yet has the greatest doubt.
"""

import numpy as np

from commonweal.listening.dialogue.kernels import Floats, Whole
from commonweal.listening.dialogue.live import LiveRoom
from commonweal.listening.dialogue.tallies import Tally, shares

FLOOR_OF_WORTH = 1e-3


def next_statements(
    room: LiveRoom, voter_id: str, rng: np.random.Generator, *, n: int = 1
) -> tuple[str, ...]:
    """Up to `n` statements that the voter has not voted on, in the order to show them."""
    unseen, chance = room.unseen(voter_id), room.chances(voter_id)
    drawn = drawn_next(room.counts, chance, unseen, rng, n=n)
    return tuple(room.statement_ids[s] for s in drawn)


def drawn_next(
    counts: Tally, chance: Floats, unseen: Whole, rng: np.random.Generator, *, n: int = 1
) -> Whole:
    """Up to `n` of the columns `unseen`, for a voter who is in each group with `chance`.

    Each column of `counts` has a luck of its own in the order of `rng`: the same `rng` shows the
    same statement again until what is known of it has changed.
    """
    worth: Floats = doubt_removed(counts, chance) + told_of_voter(counts, chance)
    luck = rng.exponential(size=(counts.seen.shape[1],))[unseen]  # smallest first: a weighted draw
    found: Whole = unseen[np.argsort(luck / (worth[unseen] + FLOOR_OF_WORTH) ** 2)[:n]]
    return found


def shared_out(told: Tally, agree: Floats, sizes: Floats) -> Tally:
    """The counts of the groups to be expected, where `told` has those of the whole room alone.

    A vote counts in each group by how likely it came from there, given the chances to `agree`
    (statements, groups) and the `sizes` of the groups as shares; so nobody's group need be kept.
    """
    from_whom = sizes[:, None]
    up, down = _parts(agree.T * from_whom), _parts((1 - agree.T) * from_whom)
    yes, no = up * told.agree, down * told.against
    passed = from_whom * (told.seen - told.agree - told.against)
    seen = yes + no + passed
    return Tally(agree=yes, against=no, seen=seen)  # type: ignore[arg-type]  # expected, not counted


def doubt_removed(counts: Tally, chance: Floats) -> Floats:
    """Expected fall of the variance of each consensus by one more vote, 1 on average.

    The variance v of a share with a votes for it and b against falls by v ÷ (a + b + 1) on average,
    and counts in the product by the square of the other groups' shares.
    """
    share, whole = shares(counts), counts.seen + 2.0
    fall = share * (1 - share) / (whole + 1) ** 2
    others = np.array([np.delete(share, g, axis=0).prod(axis=0) for g in range(counts.k)])
    return _scaled(chance @ (fall * others**2))


def told_of_voter(counts: Tally, chance: Floats) -> Floats:
    """What a vote is expected to tell of the voter's group, 1 on average, less once it is known."""
    if counts.k == 1:
        return np.zeros(counts.seen.shape[1])
    share = shares(counts)
    told = _doubt(chance @ share) - chance @ _doubt(share)
    open_still = float(-(chance * np.log(chance + 1e-12)).sum() / np.log(counts.k))
    return open_still * _scaled(np.maximum(told, 0))


def _parts(weight: Floats) -> Floats:
    found: Floats = weight / weight.sum(axis=0)
    return found


def _doubt(share: Floats) -> Floats:
    found: Floats = -(share * np.log(share) + (1 - share) * np.log1p(-share))
    return found


def _scaled(worth: Floats) -> Floats:
    mean = worth.mean()
    return worth / mean if mean > 0 else np.zeros_like(worth)
