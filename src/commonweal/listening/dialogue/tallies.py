"""Agreements, disagreements and passes of each group on each statement, and chances from them.

Read `tally` first. A share is a Beta distribution: (agreements + 1) of (seen + 2), the uniform
prior that Pol.is's own (A + 1) ÷ (S + 2) is the mean of. Voters are the units: each votes once on a
statement, so within a group the votes on it are as many independent people. That holds given the
groups, and where votes are missing at random.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, betaincinv

from commonweal.listening.dialogue.kernels import Floats, Whole
from commonweal.listening.dialogue.room import Room

TAIL = 0.05  # of a 90 % interval, on either side


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts (groups, statements); `seen` has passes too."""

    agree: Whole
    against: Whole
    seen: Whole

    @property
    def k(self) -> int:
        """How many groups."""
        return len(self.seen)

    def turned(self) -> "Tally":
        """The same with agreement and disagreement changed over."""
        return Tally(agree=self.against, against=self.agree, seen=self.seen)


def tally(room: Room, label: Whole, k: int) -> Tally:
    """The counts of groups 0 to k − 1; voters of label −1 stand in none."""
    rows = label[room.rows]
    placed = rows >= 0
    cell = rows[placed] * room.m + room.statements[placed]
    votes = room.votes[placed]

    def counted(of: Whole) -> Whole:
        return np.bincount(of, minlength=k * room.m).reshape(k, room.m)

    return Tally(
        agree=counted(cell[votes > 0]), against=counted(cell[votes < 0]), seen=counted(cell)
    )


def shares(counts: Tally) -> Floats:
    """The chance to agree of each group on each statement: (A + 1) ÷ (S + 2)."""
    found: Floats = (counts.agree + 1) / (counts.seen + 2)
    return found


def share_bounds(counts: Tally) -> tuple[Floats, Floats]:
    """The 90 % interval of those chances."""
    a, b = counts.agree + 1.0, counts.seen - counts.agree + 1.0
    return betaincinv(a, b, TAIL), betaincinv(a, b, 1 - TAIL)


def product_bounds(counts: Tally) -> tuple[Floats, Floats, Floats]:
    """Group-informed consensus of each statement, the product of the shares, with 90 % bounds.

    The product of independent Betas has mean Π a/(a+b) and second moment Π a(a+1)/((a+b)(a+b+1));
    the Beta with the same two is close to it (Fan, Commun Stat Theory Methods 1991, 20:4043) and
    equal to it where there is one group.
    """
    a, whole = counts.agree + 1.0, counts.seen + 2.0
    mean = (a / whole).prod(axis=0)
    second = (a * (a + 1) / (whole * (whole + 1))).prod(axis=0)
    mass = (mean - second) / (second - mean**2)
    return (
        mean,
        np.minimum(betaincinv(mean * mass, (1 - mean) * mass, TAIL), mean),
        np.maximum(betaincinv(mean * mass, (1 - mean) * mass, 1 - TAIL), mean),
    )


def chance_of_majority(counts: Tally) -> Floats:
    """The chance that more than half of those in the group who see a statement agree with it."""
    found: Floats = 1 - betainc(counts.agree + 1.0, counts.seen - counts.agree + 1.0, 0.5)
    return found


def listed_with_few_errors(chance: Floats, most: float = 0.05) -> Whole:
    """The largest set, likeliest first, in which the expected share of errors is at most `most`.

    The expected share is the mean of 1 − chance over the set (Müller and others, J Am Stat Assoc
    2004, 99:990): many statements are asked at once, and this holds for the list as a whole.
    """
    order = np.argsort(-chance, kind="stable")
    errors = np.cumsum(1 - chance[order]) / np.arange(1, len(order) + 1)
    return order[: int((errors <= most).sum())]
