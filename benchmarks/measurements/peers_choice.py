"""In which of its ways is flexible Farrington at its best where we are compared with it?

`farringtonFlexible` has three thresholds, several continuous values and a rule of at least five
reports in four weeks. Each way gets the threshold of four alarms a quiet year, and the same
outbreaks; the two that catch the largest share over all kinds stand for the package where we are
compared with it (benchmarks/peers/comparison.py). The seed is another than there, so that nothing
is chosen on what is then judged.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import judges, outbreaks
from benchmarks.record import Figure, Measurement

Caught = dict[str, NDArray[np.bool_]]


def caught_by_all(seed: int, n: int) -> Caught:
    """Way → whether it caught each outbreak, all kinds one after the other."""
    years = max(n // 2, 2)
    thresholds = outbreaks.thresholds_of(judges.all_ways, seed, list(outbreaks.SURE), years)
    kinds = []
    for cell in outbreaks.cells():
        given = {name: threshold for name, (threshold, _) in thresholds[cell.rate].items()}
        kinds.append(outbreaks.delays(judges.all_ways, given, seed, cell, n))
    late = {name: np.concatenate([kind[name] for kind in kinds]) for name in kinds[0]}
    return {name: weeks < outbreaks.MISSED for name, weeks in late.items()}


def figures(caught: Caught) -> Iterator[Figure]:
    """The share that each way caught, and how far the chosen ones are ahead of the next."""
    for name, seen in caught.items():
        wide = 1.959964 * np.sqrt(seen.mean() * (1 - seen.mean()) / seen.size)
        yield Figure(
            name=f"outbreaks caught: {name}",
            value=100 * float(seen.mean()),
            low=100 * float(seen.mean() - wide),
            high=100 * float(seen.mean() + wide),
            n=seen.size,
            method="95 % interval of a share",
            unit=" %",
        )
    chosen = set(judges.CHOSEN.values())
    nearest = max(caught.keys() - chosen, key=lambda name: caught[name].mean())
    last = min(chosen, key=lambda name: caught[name].mean())
    apart = caught[last].astype(float) - caught[nearest]
    wide = 1.959964 * apart.std() / np.sqrt(apart.size)
    yield Figure(
        name=f"the weaker of the two chosen ({last}) beyond the next ({nearest})",
        value=100 * float(apart.mean()),
        low=100 * float(apart.mean() - wide),
        high=100 * float(apart.mean() + wide),
        n=apart.size,
        method="95 % paired interval",
        at_least=0.0,
        unit=" points",
    )


def run(seed: int, runs: int) -> list[Figure]:
    """`runs` outbreaks of each kind, half as many quiet years at each rate."""
    return list(figures(caught_by_all(seed, runs)))


MEASUREMENT = Measurement(
    measures=(
        "Share of outbreaks (rate × rise × one or three districts, twenty kinds alike) that each "
        "way of R's `surveillance` catches, at four false alarms a year."
    ),
    run=run,
    seed=20_260_803,
    runs=200,
    short_runs=6,
    sources=tuple(
        f"benchmarks/peers/{name}.py"
        for name in ("city", "ears", "farrington", "judges", "outbreaks")
    ),
)
