"""PySAL's `access` on the points of `benchmarks.made_points`: its frames, and its call.

Distances are the haversine formula as it stands in the books, worked out here in NumPy and not by
our own code, so that agreement tests our distances as well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from access import fca

from benchmarks.made_points import Numbers, Scene

RADIUS_M = 6_371_008.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """Demand, supply and costs as `access` takes them."""

    demand: Any
    supply: Any
    costs: Any


def haversine_m(one: Numbers, other: Numbers) -> Numbers:
    """Metres from every row of `one` (lon, lat) to every row of `other`."""
    lon, lat = np.radians(one[:, 0])[:, None], np.radians(one[:, 1])[:, None]
    lon_, lat_ = np.radians(other[:, 0])[None, :], np.radians(other[:, 1])[None, :]
    level = np.cos(lat) * np.cos(lat_)
    half = np.sin((lat - lat_) / 2) ** 2 + level * np.sin((lon - lon_) / 2) ** 2
    found: Numbers = 2 * RADIUS_M * np.arcsin(np.sqrt(half))
    return found


def frames(scene: Scene, within_m: float) -> Frames:
    """The frames, with the costs of the pairs within reach alone."""
    apart = haversine_m(scene.people, scene.places)
    origin, dest = np.nonzero(apart <= within_m)
    return Frames(
        demand=pd.DataFrame({"demand": scene.people[:, 2]}).rename_axis("geoid"),
        supply=pd.DataFrame({"supply": scene.places[:, 2]}).rename_axis("geoid"),
        costs=pd.DataFrame({"origin": origin, "dest": dest, "cost": apart[origin, dest]}),
    )


def two_stage(
    tables: Frames, *, max_cost: float, weight_fn: Callable[[float], float] | None = None
) -> list[float]:
    """Access at every demand point; 0 where `access` has no row for it."""
    found = fca.two_stage_fca(
        tables.demand, tables.supply, tables.costs, max_cost=max_cost, weight_fn=weight_fn
    )
    whole = found.reindex(range(len(tables.demand))).fillna(0.0)
    return [float(one) for one in whole]
