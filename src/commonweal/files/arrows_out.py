"""Causal maps written as files that `commonweal.files.arrows` reads again.

Read `arrows_csv` first. `names` gives words for keys: a table keeps both, Kumu shows the words.
"""

import json
from collections.abc import Mapping
from typing import Any

import polars as pl

from commonweal.core.tables import ARROWS
from commonweal.files.refused import defused

NOBODY_S_WORDS: Mapping[str, str] = {}


def arrows_csv(arrows: pl.DataFrame, names: Mapping[str, str] = NOBODY_S_WORDS) -> str:
    """One arrow a row (ARROWS) with the words beside the keys; formulas are guarded."""
    told = ARROWS.check(arrows).with_columns(
        pl.col(end)
        .map_elements(lambda one: names.get(one, one), return_dtype=pl.String)
        .alias(f"{end}_name")
        for end in ("source", "target")
    )
    return defused(told).write_csv()


def arrows_kumu(arrows: pl.DataFrame, names: Mapping[str, str] = NOBODY_S_WORDS) -> str:
    """Kumu's blueprint: elements by their words, and one connection an arrow."""
    rows = ARROWS.check(arrows).to_dicts()
    things = sorted({row[end] for row in rows for end in ("source", "target")})
    blueprint = {
        "elements": [{"id": one, "label": names.get(one, one)} for one in things],
        "connections": [_connection(row) for row in rows],
    }
    return json.dumps(blueprint, ensure_ascii=False, indent=1)


def _connection(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("drawer", "weight", "delay_quarters", "sureness")
    return {
        "from": row["source"],
        "to": row["target"],
        "direction": "directed",
        "type": "more makes more" if row["weight"] > 0 else "more makes less",
        **{name: row[name] for name in kept if row[name] is not None},
    }
