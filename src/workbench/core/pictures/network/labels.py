"""Names beside what they name, as many as fit, and more of them the closer one looks.

Read `labelled` first. A name stands beside its symbol, where few ties leave it. On a screen names
keep their size while the drawing grows, so each name has the scale from which on there is room
for it; the scale of a phone comes first, then a desk's, then what zooming shows. Names are placed
in the order of their rank and never over each other or over a symbol, at any scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.pictures.lettering import BOLD, LINE_EM, text_width

Floats = npt.NDArray[np.float64]

SIZE = 12.0
PHONE_WIDTH = 316.0
"""Pixels that a drawing has at least on a screen of 390."""
NARROW, DESK, CLOSER = 0.62, 0.9, (1.2, 1.6, 2.6, 4.2, 7.0)
"""Pixels a drawing unit in a narrow column, at a desk, and in the steps of coming closer."""
MOST_ON_A_PHONE = 14
GAP = 2.5

_SIDES = {"right": (1, 0), "left": (-1, 0), "below": (0, 1), "above": (0, -1), "on": (0, 0)}
_ANCHORS = {"right": "start", "left": "end"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A name that asks for a place beside a symbol; `busy` is where most of its ties run to.

    Names of a lower `rank` are placed first, on the side `first` if they can be, and shown from
    the scale `smallest` on. A name that `covers` may stand over symbols, never over other names.
    """

    key: str
    lines: tuple[str, ...]
    x: float
    y: float
    r: float
    rank: float = 0.0
    busy: tuple[float, float] = (0.0, 0.0)
    sides: tuple[str, ...] = ("right", "left", "below", "above")
    first: str = ""
    covers: bool = False
    bold: bool = False
    smallest: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A placed name: its point, how its lines stand to it, and the scale it is shown from."""

    key: str
    lines: tuple[str, ...]
    x: float
    y: float
    side: str
    scale: float
    bold: bool = False

    @property
    def anchor(self) -> str:
        """SVG's text-anchor."""
        return _ANCHORS.get(self.side, "middle")

    @property
    def first_em(self) -> float:
        """How far the first line's foot lies below the point, in ems."""
        more = (len(self.lines) - 1) * LINE_EM
        return {"below": 0.95, "above": -0.3 - more}.get(self.side, 0.35 - more / 2)

    def box(self, scale: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom in drawing units when shown at `scale` pixels a unit."""
        size = SIZE / scale
        across = max(text_width(line, size) for line in self.lines) * (BOLD if self.bold else 1)
        down = len(self.lines) * LINE_EM * size
        dx, dy = _SIDES[self.side]
        left = self.x + (dx - 1) * across / 2
        top = self.y + (dy - 1) * down / 2
        return left, top, left + across, top + down


def labelled(
    wishes: Sequence[Wish],
    *,
    symbols: Floats,
    bounds: tuple[float, float, float, float],
    most: int,
) -> list[Label]:
    """Places for as many names as fit on a phone, then at a desk, then in each step of zooming.

    `symbols` has a row x, y, r for each symbol that no name may cover; names stay inside `bounds`
    (left, top, right, bottom). At a desk at most `most` names stand, on a phone fewer.
    """
    waiting = sorted(wishes, key=lambda wish: (wish.rank, wish.key))
    placed: list[Label] = []
    phone = PHONE_WIDTH / (bounds[2] + bounds[0])
    limits = {phone: MOST_ON_A_PHONE, NARROW: MOST_ON_A_PHONE + most // 3, DESK: most}
    for scale in sorted({phone, NARROW, DESK, *CLOSER}):
        limit = limits.get(scale, len(wishes))
        waiting = _fill(waiting, placed, scale, limit, symbols, bounds)
    return placed


def _fill(
    waiting: Sequence[Wish],
    placed: list[Label],
    scale: float,
    limit: int,
    symbols: Floats,
    bounds: tuple[float, float, float, float],
) -> list[Wish]:
    """Place what fits at this scale; the names that still wait."""
    taken = np.array([label.box(scale) for label in placed]).reshape(-1, 4)
    left = []
    for wish in waiting:
        asks = len(placed) < limit and scale >= wish.smallest
        label = _beside(wish, scale, taken, symbols, bounds) if asks else None
        if label is None:
            left.append(wish)
            continue
        placed.append(label)
        taken = np.vstack([taken, label.box(scale)])
    return left


def _beside(
    wish: Wish,
    scale: float,
    taken: Floats,
    symbols: Floats,
    bounds: tuple[float, float, float, float],
) -> Label | None:
    for side in _quiet_first(wish):
        dx, dy = _SIDES[side]
        label = Label(
            key=wish.key,
            lines=wish.lines,
            x=round(wish.x + dx * (wish.r + GAP), 1),
            y=round(wish.y + dy * (wish.r + GAP), 1),
            side=side,
            scale=scale,
            bold=wish.bold,
        )
        in_the_way = symbols[:0] if wish.covers else symbols
        if _free(label.box(scale), taken, in_the_way, bounds):
            return label
    return None


def _quiet_first(wish: Wish) -> list[str]:
    """The sides of a symbol, those away from its ties first."""
    bx, by = wish.busy

    def cost(side: str) -> tuple[bool, float]:
        return side != wish.first, _SIDES[side][0] * bx + _SIDES[side][1] * by

    return sorted(wish.sides, key=cost)


def _free(
    box: tuple[float, float, float, float],
    taken: Floats,
    symbols: Floats,
    bounds: tuple[float, float, float, float],
) -> bool:
    left, top, right, bottom = box
    if left < bounds[0] or top < bounds[1] or right > bounds[2] or bottom > bounds[3]:
        return False
    if len(taken) and bool(
        np.any(
            (taken[:, 0] < right)
            & (taken[:, 2] > left)
            & (taken[:, 1] < bottom)
            & (taken[:, 3] > top)
        )
    ):
        return False
    dx = np.maximum(np.maximum(left - symbols[:, 0], symbols[:, 0] - right), 0)
    dy = np.maximum(np.maximum(top - symbols[:, 1], symbols[:, 1] - bottom), 0)
    return not bool(np.any(dx * dx + dy * dy < symbols[:, 2] ** 2))
