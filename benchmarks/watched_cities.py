"""Made-up cities in which a measure takes effect, or nothing does, and the truth is known.

Read `made` first. Fourteen areas lie in rows like honeycomb cells. Each has a level, a restlessness
of its own that carries over (autocorrelation .4) and scatter beyond chance; all share shocks and a
season. From the quarter of adoption on, 40 % of what two adjacent areas would have had is removed,
and half of that may reappear, spread evenly over the areas next door. A second series holds all
other reports of the same source: it moves only where the reporting moves. Nothing of the library is
used here.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BEFORE, AFTER = 20, 8
ROWS = ((3, 0.5), (4, 0.0), (4, 0.5), (3, 1.0))  # cells, and how far in the row begins
CARRIED = 0.4
OWN, COMMON, SEASON, SCATTER, SIZES = 0.08, 0.1, 0.08, 1.25, 0.25
REMOVED, REAPPEARING = 0.4, 0.5
OTHERS = 2.0  # reports of other kinds for each one counted

NO_EFFECT = "nothing happens"
MOVED = "40 % removed, half of it next door"
LATE = "the same, next door from the fourth quarter"
SOLVED = "40 % removed, nothing next door"
WORSE = "40 % more where it was meant to help"
HIDDEN = "only reporting falls by 40 % there"
EVERYWHERE = "only reporting falls by 40 %, everywhere"
APART = "nothing happens; the areas meant have been falling by 2 % a quarter"
LASTING = "nothing happens; deviations last (.7 carries over)"
RESTLESS = "nothing happens; the areas meant wander twice as far as others"

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Counts (areas, quarters) of what is watched and of the source's other reports."""

    counts: Numbers
    others: Numbers
    treated: tuple[int, ...]
    next_door: tuple[int, ...]


def neighbours() -> tuple[tuple[int, ...], ...]:
    """For each cell the cells that touch it: in its row, and two in the rows beside."""
    at = [(x + since, row) for row, (length, since) in enumerate(ROWS) for x in range(length)]
    return tuple(
        tuple(
            other
            for other, (x2, row2) in enumerate(at)
            if (abs(x - x2), abs(row - row2)) in {(1.0, 0), (0.5, 1)}
        )
        for x, row in at
    )


NEXT_TO = neighbours()
AREAS = len(NEXT_TO)
PAIRS = tuple((a, b) for a in range(AREAS) for b in NEXT_TO[a] if a < b)


def carried(rng: np.random.Generator, rows: int, share: float) -> Numbers:
    """Standard noise of which `share` carries over to the next quarter: (rows, quarters)."""
    noise = rng.normal(size=(rows, BEFORE + AFTER))
    for column in range(1, BEFORE + AFTER):
        noise[:, column] *= (1 - share**2) ** 0.5
        noise[:, column] += share * noise[:, column - 1]
    return noise


def made(rng: np.random.Generator, level: float, kind: str, *, lone: bool = False) -> World:
    """One city at a mean level of events a quarter and area; `lone`: one area is meant, not two."""
    meant = PAIRS[int(rng.integers(len(PAIRS)))][: 1 if lone else 2]
    beside = tuple(sorted({n for one in meant for n in NEXT_TO[one]} - set(meant)))
    own = np.full((AREAS, 1), OWN)
    if kind == RESTLESS:
        own[list(meant)] *= 2
    share = 0.7 if kind == LASTING else CARRIED
    rates = changed(level * expected(rng, own, share), kind, meant, beside)
    told = told_share(kind, meant)
    others = OTHERS * level * expected(rng, own, share) * told
    return World(
        counts=scattered(rng, rates * told),
        others=scattered(rng, others),
        treated=meant,
        next_door=beside,
    )


def expected(rng: np.random.Generator, own: Numbers, share: float) -> Numbers:
    """The course without any measure, relative to the mean level; `own` is how far areas wander."""
    size = rng.lognormal(-(SIZES**2) / 2, SIZES, (AREAS, 1))
    season = SEASON * np.cos(2 * np.pi * (np.arange(BEFORE + AFTER) / 4 + rng.random()))
    moved = own * carried(rng, AREAS, share) + COMMON * carried(rng, 1, CARRIED) + season
    return np.asarray(size * np.exp(moved))


def changed(rates: Numbers, kind: str, meant: tuple[int, ...], beside: tuple[int, ...]) -> Numbers:
    """The course with what happens in that kind of world."""
    after, since = rates.copy(), BEFORE
    if kind == WORSE:
        after[list(meant), since:] *= 1 + REMOVED
    if kind == APART:
        after[list(meant)] *= 0.98 ** np.arange(BEFORE + AFTER)
    if kind in (MOVED, LATE, SOLVED):
        gone = REMOVED * rates[list(meant), since:]
        after[list(meant), since:] -= gone
        back = REAPPEARING * gone.sum(axis=0) / len(beside)
        if kind != SOLVED:
            late = 3 if kind == LATE else 0
            after[np.ix_(beside, range(since + late, BEFORE + AFTER))] += back[late:]
    return after


def told_share(kind: str, meant: tuple[int, ...]) -> Numbers:
    """Which share of what happens is reported: (areas, quarters)."""
    told = np.ones((AREAS, BEFORE + AFTER))
    where = {HIDDEN: list(meant), EVERYWHERE: list(range(AREAS))}.get(kind, [])
    told[where, BEFORE:] = 1 - REMOVED
    return told


def scattered(rng: np.random.Generator, rates: Numbers) -> Numbers:
    """Counts whose variance around their rate is `SCATTER` times the rate."""
    return rng.poisson(rng.gamma(rates / (SCATTER - 1), SCATTER - 1)).astype(float)
