"""A search of the whole city beside the peers, as figures with their goals.

Read `figures` first. In every kind of outbreak the lower 95 % limit of the difference in detection
must lie at −2 points or above, and above 0 where three districts rise; and the median delay must
not be longer, a miss counting as seven weeks.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from benchmarks.peers import judges, outbreaks
from benchmarks.peers.outbreaks import MISSED, Cell, Compared, Searcher, compared
from benchmarks.record import Figure

LEAST_ANYWHERE, LEAST_WHERE_THREE_RISE = -2.0, 0.0
PAIRED = "95 % limits of the paired difference (Bonett and Price)"
POISSON = "95 % interval of a Poisson mean"
Thresholds = dict[float, dict[str, tuple[float, float]]]


def figures(
    search_of: Callable[[float], Searcher],
    *,
    seed: int,
    n: int,
    years: int,
    rates: Sequence[float] = tuple(outbreaks.SURE),
    clean: bool = False,
) -> Iterator[Figure]:
    """All figures: false alarms and thresholds by rate, then every kind of outbreak.

    `n` outbreaks of each kind; `years` quiet years at each rate give the peers their thresholds,
    and show what ours (`search_of` a rate) does with its own budget. `clean`: see `delay`.
    """
    thresholds = outbreaks.thresholds_of(judges.peers, seed, rates, years)
    for rate in rates:
        yield from false_alarms(thresholds, rate, years)
        search = search_of(rate)
        raised = outbreaks.quiet_alarms_of(search, seed, rate, years)
        yield alarms_a_year(f"{rate:g} a week, ours: alarms a quiet year", raised)
        given = {name: threshold for name, (threshold, _) in thresholds[rate].items()}
        for cell in outbreaks.cells():
            if cell.rate == rate:
                ours = outbreaks.delays_of(search, seed, cell, n, clean=clean)
                theirs = outbreaks.delays(judges.peers, given, seed, cell, n, clean=clean)
                yield from of_cell(cell, ours, theirs)


def false_alarms(thresholds: Thresholds, rate: float, years: int) -> Iterator[Figure]:
    """The threshold of each peer, and how far its alarms a year then are from the budget."""
    for name, (threshold, alarms) in thresholds[rate].items():
        what = f"{rate:g} a week, {name}"
        yield exact(f"{what}: threshold", threshold, years, "set on the quiet years")
        yield exact(
            f"{what}: distance from {outbreaks.BUDGET:g} alarms a quiet year",
            abs(alarms - outbreaks.BUDGET),
            years,
            "counted on the quiet years",
            at_most=outbreaks.TOLERANCE,
        )


def exact(
    name: str, value: float, n: int, method: str, at_most: float | None = None, unit: str = ""
) -> Figure:
    """A figure without a range."""
    return Figure(
        name=name,
        value=value,
        low=value,
        high=value,
        n=n,
        method=method,
        at_most=at_most,
        unit=unit,
    )


def alarms_a_year(name: str, raised: Sequence[int]) -> Figure:
    """Alarms a year from those of each year."""
    total, years = sum(raised), len(raised)
    return Figure(
        name=name,
        value=total / years,
        low=float(chi2.ppf(0.025, 2 * total)) / 2 / years if total else 0.0,
        high=float(chi2.ppf(0.975, 2 * total + 2)) / 2 / years,
        n=years,
        method=POISSON,
    )


def of_cell(
    cell: Cell, ours: NDArray[np.int64], theirs: dict[str, NDArray[np.int64]]
) -> Iterator[Figure]:
    """Ours alone, then ours beside each peer, in one kind of outbreak."""
    yield caught(f"{cell.words}: outbreaks that ours catches", ours)
    for name, late in theirs.items():
        yield caught(f"{cell.words}: outbreaks that {name} catches", late)
        yield from beside(cell, name, compared(ours, late))


def caught(name: str, late: NDArray[np.int64]) -> Figure:
    """The share of outbreaks caught, with Wilson's interval."""
    n, share, z = len(late), float((late < MISSED).mean()), 1.959964
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    wide = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return Figure(
        name=name,
        value=100 * share,
        low=100 * min(float(middle - wide), share),
        high=100 * max(float(middle + wide), share),
        n=n,
        method="95 % Wilson interval",
        unit=" %",
    )


def beside(cell: Cell, name: str, pair: Compared) -> Iterator[Figure]:
    """The two goals: the lower limit of the difference in detection, and the median delay."""
    yield Figure(
        name=f"{cell.words}: lower limit of the difference in detection, ours − {name}",
        value=pair.low,
        low=pair.low,
        high=pair.high,
        n=pair.n,
        method=PAIRED,
        at_least=LEAST_ANYWHERE if cell.districts == 1 else LEAST_WHERE_THREE_RISE,
        unit=" points",
    )
    yield exact(
        f"{cell.words}: median delay, ours − {name}",
        pair.median_ours - pair.median_peer,
        pair.n,
        "medians over the outbreaks, a miss counts as seven weeks",
        at_most=0.0,
        unit=" weeks",
    )
