"""How often the range of agreement holds the true one, and how often a cell is called wrongly.

Read `world` first. Raters of a made-up world judge cells whose true effect is known: each sees it
with an error of their own, rounds to the scale, and leaves some cells out. In some cells two camps
see opposite effects. Alpha's truth is what a very long matrix of the same raters' kind shows.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from benchmarks.record import Figure, Measurement
from commonweal.core.intervals import wilson
from commonweal.core.tables import RATINGS
from commonweal.weighing.matrix import Standing, alpha, alpha_estimate, judged

RATERS, CELLS, LONG = (5, 12, 40), 60, 20_000
ERROR, LEFT_OUT = 1.0, 0.15
NONE, HARM, CAMPS = "no effect", "harm", "camps"
RESAMPLES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Judgements (raters, cells), NaN where one was left out, and what is true of each cell."""

    ratings: np.ndarray
    kinds: tuple[str, ...]


def world(raters: int, cells: int, rng: np.random.Generator) -> World:
    """Cells without effect, with a harm of 2, and with two camps at 2 and -2, a third each."""
    kinds = rng.choice([NONE, HARM, CAMPS], cells)
    camp = np.where(np.arange(raters) % 2 == 0, 2.0, -2.0)[:, None]
    seen = np.where(kinds == CAMPS, camp, np.where(kinds == HARM, -2.0, 0.0))
    told = np.clip(np.rint(seen + rng.normal(0, ERROR, seen.shape)), -3, 3)
    told[rng.random(told.shape) < LEFT_OUT] = np.nan
    return World(ratings=told, kinds=tuple(map(str, kinds)))


def table(made: World) -> pl.DataFrame:
    """The judgements as a table of RATINGS."""
    rows = [
        {
            **dict.fromkeys(RATINGS.columns),
            "round": 1,
            "rater": f"rater {rater}",
            "policy_area": "housing",
            "factor": f"factor {cell:02}",
            "group": "all",
            "effect": None if np.isnan(effect) else int(effect),
        }
        for (rater, cell), effect in np.ndenumerate(made.ratings)
    ]
    return pl.DataFrame(rows, schema=RATINGS.schema)


def tried(raters: int, runs: int, rng: np.random.Generator) -> list[Figure]:
    """Coverage of alpha's range, and what cells of each kind are called."""
    truth = alpha(world(raters, LONG, rng).ratings)
    assert truth is not None
    held, split, called = 0, 0, {kind: dict.fromkeys(Standing, 0) for kind in (NONE, HARM, CAMPS)}
    for _ in range(runs):
        made = world(raters, CELLS, rng)
        told = alpha_estimate(made.ratings, rng, resamples=RESAMPLES)
        held += told is not None and told.low <= truth <= told.high
        for kind, cell in zip(made.kinds, judged(table(made)).cells, strict=True):
            called[kind][cell.standing] += 1
            split += kind == CAMPS and cell.agreement is not None and cell.agreement < 0
    of = {kind: sum(counts.values()) for kind, counts in called.items()}
    wrong_effect = called[NONE][Standing.HELPS] + called[NONE][Standing.HARMS]
    words = f"{raters} raters"
    return [
        share(f"{words}: range of alpha holds the true alpha", held, runs),
        share(
            f"{words}: a harm of 2 is called likely worse", called[HARM][Standing.HARMS], of[HARM]
        ),
        share(
            f"{words}: a harm of 2 is called likely better", called[HARM][Standing.HELPS], of[HARM]
        ),
        share(f"{words}: no effect is called better or worse", wrong_effect, of[NONE]),
        share(f"{words}: two camps are called so", called[CAMPS][Standing.DIVIDED], of[CAMPS]),
        share(f"{words}: two camps have an A below 0 (not our rule)", split, of[CAMPS]),
        share(f"{words}: no effect is called two camps", called[NONE][Standing.DIVIDED], of[NONE]),
    ]


def share(name: str, found: int, of: int) -> Figure:
    """A share in per cent with its interval."""
    told = wilson(found, of)
    return Figure(
        name=name,
        value=100 * told.value,
        low=100 * told.low,
        high=100 * told.high,
        n=of,
        method="95 % Wilson interval",
        unit=" %",
    )


def run(seed: int, runs: int) -> list[Figure]:
    """All shares, at each number of raters."""
    return [
        figure
        for raters in RATERS
        for figure in tried(raters, runs, np.random.default_rng([seed, raters]))
    ]


MEASUREMENT = Measurement(
    measures="Agreement and standing of cells, where the true effects and camps are known.",
    run=run,
    seed=20_401,
    runs=400,
    short_runs=4,
    sources=("src/commonweal/weighing/matrix/*.py", "benchmarks/measurements/matrix_agreement.py"),
)
