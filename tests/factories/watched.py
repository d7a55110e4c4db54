"""Series of indicators as the watch reads them: quiet cities, and one in which something moves."""

import numpy as np
import polars as pl

from commonweal.core.spans import Span
from commonweal.core.tables import INDICATORS

ADOPTED = Span("quarter", 4 * 2025)
FIRST = ADOPTED.later(-20)


def series(counts, *, name="calls", first=FIRST, breaks=(), n=None):
    """Counts (areas, quarters) as a table of indicators; NaN: not measured."""
    rows = [
        {
            "indicator": name,
            "area": f"a{area:02}",
            "group": None,
            "period": str(first.later(at)),
            "value": None if np.isnan(value) else float(value),
            "n": n,
            "source": "police",
            "definition": "calls",
            "break": (area, at) in breaks,
        }
        for area, row in enumerate(counts)
        for at, value in enumerate(row)
    ]
    return pl.DataFrame(rows, schema=INDICATORS.schema)


def quiet(seed=1, areas=14, level=200.0, periods=28):
    """Counts of a city in which nothing happens, as if by chance alone."""
    return np.random.default_rng(seed).poisson(level, (areas, periods)).astype(float)


def moved(counts, since=20):
    """Two fifths of the first two areas gone since then, half of it in the next three."""
    after = counts.copy()
    gone = 0.4 * counts[:2, since:]
    after[:2, since:] -= gone
    after[2:5, since:] += gone.sum(axis=0) / 2 / 3
    return after.round()
