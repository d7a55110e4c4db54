"""Rooms for the tests of dialogue."""

import numpy as np
import polars as pl

from benchmarks.made_rooms import UNSEEN, grouped
from commonweal.core.tables import STATEMENTS, VOTES
from commonweal.listening.dialogue import room_of_matrix


def statements(n, **columns):
    rows = [
        {
            **dict.fromkeys(STATEMENTS.columns),
            "statement_id": str(s),
            "text": f"statement {s}",
            "standing": "accepted",
        }
        for s in range(n)
    ]
    table = pl.DataFrame(rows, schema=STATEMENTS.schema)
    return table.with_columns(**{name: pl.Series(values) for name, values in columns.items()})


def votes(rows):
    return pl.DataFrame(
        [(str(v), str(s), vote, at) for at, (v, s, vote) in enumerate(rows)],
        schema=VOTES.schema,
        orient="row",
    )


def two_sides(voters=40, m=24, seed=3):
    """A room of two clear groups, everybody voting on most statements."""
    rng = np.random.default_rng(seed)
    side = np.arange(voters) % 2
    odds = rng.choice([-2.5, 2.5], (2, m))
    odds[:, : m // 4] = 2.5
    cast = np.where(rng.random((voters, m)) < 1 / (1 + np.exp(-odds[side])), 1, -1).astype(np.int8)
    cast[rng.random(cast.shape) < 0.2] = UNSEEN
    return room_of_matrix(cast, unseen=UNSEEN), side


def made(seed, **kwargs):
    facts = {"voters": 200, "statements": 60, "k": 2, "density": 0.6, "careless": 0.0, **kwargs}
    return grouped(
        facts.pop("voters"), facts.pop("statements"), rng=np.random.default_rng(seed), **facts
    )
