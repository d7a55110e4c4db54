"""What may be told about few people: one rule for the command, the pages and what they keep.

Read `Floor` first. Groups are shown all or not at all, because the whole room less the others would
give the small one away (charter 4). A share is rounded, so that nobody counts the few on the other
side: their number is told by nothing that is shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scipy.special import betaincinv

from commonweal.listening.dialogue.tallies import TAIL

Figures = tuple[float, float, float]
ALMOST, FINE, ROUGH = 0.1, 0.05, 0.1


class Shows(StrEnum):
    """How much of a room is shown."""

    NOTHING = "nothing"
    ONE = "the whole room"
    GROUPS = "groups"


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The fewest `people` of whom anything is told to everybody."""

    people: int

    def enough(self, count: int) -> bool:
        """Whether so many may be spoken of."""
        return count >= self.people

    def shows(self, voters: int, sizes: Sequence[int]) -> Shows:
        """How much of a room of `voters` is shown, whose groups have these sizes."""
        if not self.enough(voters):
            return Shows.NOTHING
        all_large = len(sizes) > 1 and all(self.enough(one) for one in sizes)
        return Shows.GROUPS if all_large else Shows.ONE

    def tells(self, seen: Iterable[int]) -> bool:
        """Whether a statement is told that so many of each group have seen."""
        return all(self.enough(one) for one in seen)

    def is_few(self, share: float, n: int) -> bool:
        """Whether those on the smaller side of a share are fewer than the floor."""
        return not self.enough(round(min(share, 1 - share) * n))

    def rounded(self, figures: Figures, n: int, *, few: bool | None = None) -> Figures:
        """A share with its bounds as it is told; 1 or 0 where nearly all stand on one side.

        `few` says of a figure of several groups whether one of them has few on a side.
        """
        value, low, high = figures
        few = self.is_few(value, n) if few is None else few
        if few and not ALMOST < value < 1 - ALMOST:
            return nearly_all(n) if value > ALMOST else nearly_none(n)
        step = ROUGH if few else FINE
        return _to(value, step), _to(low, step), _to(high, step)


def nearly_all(n: int) -> Figures:
    """What is told where more than nine in ten stand on a side: the same, however many."""
    low = betaincinv((1 - ALMOST) * (n + 2), ALMOST * (n + 2), TAIL)
    return 1.0, float(low // FINE * FINE), 1.0


def nearly_none(n: int) -> Figures:
    """The same where fewer than one in ten do."""
    _one, low, _high = nearly_all(n)
    return 0.0, 0.0, 1 - low


def rough(figure: float) -> float:
    """A figure to the nearest tenth."""
    return _to(figure, ROUGH)


def _to(share: float, step: float) -> float:
    return round(share / step) * step
