"""Runs the peers' own code in R, and keeps the sample on which the ports are held to it.

Read `judged` first. `python -m benchmarks.peers.in_r` writes r_output/ anew: made-up series from a
seed, and what R says of them. Needs R with `surveillance` (Debian: r-cran-surveillance);
COMMONWEAL_RSCRIPT names an Rscript that is not on the path.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.peers import farrington
from benchmarks.peers.city import quiet

VARIABLE = "COMMONWEAL_RSCRIPT"
HERE = Path(__file__).resolve().parent
SCRIPT = HERE / "farrington_and_ears.R"
SERIES, STATISTICS = HERE / "r_output" / "series.csv", HERE / "r_output" / "statistics.csv"
SEED = 20_260_801
WEEKS = 3
METHODS = ("delta", "nbPlugin", "muan", "ears")


def rscript() -> str:
    """The program that runs R's scripts; empty where there is none."""
    return os.environ.get(VARIABLE) or shutil.which("Rscript") or ""


def needs() -> tuple[str, ...]:
    """The variable that must name R's program where it is not on the path."""
    return () if shutil.which("Rscript") else (VARIABLE,)


def command(series: Path, answer: Path, weeks: range, methods: tuple[str, ...]) -> list[str]:
    """The call of R that judges those weeks (from 0) of the series in the file."""
    asked = f"{weeks.start + 1}:{weeks.stop}"
    return [rscript(), str(SCRIPT), str(series), str(answer), asked, ",".join(methods)]


def judged(
    counts: NDArray[np.int64], weeks: range, methods: tuple[str, ...] = METHODS
) -> pl.DataFrame:
    """What R says of every series (rows of `counts`) in those weeks (from 0); null: nothing."""
    with tempfile.TemporaryDirectory() as made:
        series, answer = Path(made) / "series.csv", Path(made) / "statistics.csv"
        write(counts, series)
        subprocess.run(command(series, answer, weeks, methods), check=True)
        return read(answer)


def write(counts: NDArray[np.int64], path: Path) -> None:
    """A row per series, a column per week."""
    np.savetxt(path, counts, fmt="%d", delimiter=",")


def read(path: Path) -> pl.DataFrame:
    """R's answer: numbers, null for NA."""
    table = pl.read_csv(path, infer_schema=False)
    return table.with_columns(
        pl.col(name).replace("NA", None).replace("Inf", "inf").cast(pl.Float64)
        for name in table.columns
    )


def sample(rng: np.random.Generator) -> NDArray[np.int64]:
    """Series of all rates, some with a rise, and those on which a fit has no end or no trend."""
    weeks = farrington.FIRST_WEEK + WEEKS
    cities = [
        quiet(rng, rate, weeks).counts.reshape(-1, weeks)
        for rate in (0.02, 0.1, 0.5, 1.0, 3.0, 8.0)
    ]
    drawn = np.concatenate([*cities, *(city[::2] for city in cities), *edges(rng, weeks)])
    rising = rng.choice(len(drawn), len(drawn) // 10, replace=False)
    drawn[rising, -WEEKS:] += rng.poisson(5, (rising.size, WEEKS))
    return drawn


def edges(rng: np.random.Generator, weeks: int) -> list[NDArray[np.int64]]:
    """Nothing at all; one report; nothing before the last year; steep; even; a silent season."""
    nothing = np.zeros((2, weeks), dtype=np.int64)
    one = nothing.copy()
    one[0, 40], one[1, 120] = 1, 3
    late = rng.poisson(2, (3, weeks)) * (np.arange(weeks) > 100)
    steep = rng.poisson(np.exp(np.linspace(-2, 3, weeks)), (3, weeks))
    even = np.full((1, weeks), 4)
    silent = rng.poisson(4, (3, weeks)) * (np.arange(weeks) % 52 // 5 != 4)
    return [nothing, one, late, steep, even, silent]


def main() -> int:
    """Write the sample and R's answer."""
    counts = sample(np.random.default_rng(SEED))
    write(counts, SERIES)
    table = judged(counts, range(farrington.FIRST_WEEK, counts.shape[1]))
    table.with_columns(pl.col("series", "week", "observed").cast(pl.Int64)).write_csv(STATISTICS)
    print(f"{len(counts)} series, {len(table)} statistics: {STATISTICS.relative_to(HERE)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
