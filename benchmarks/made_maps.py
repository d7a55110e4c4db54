"""Maps of thirty concepts for the benches of what-if, and three ways to follow them.

Each run has weights of its own; all push one concept and follow it by modified Kosko with tanh.
"""

import importlib
import os
import sys
import types
import warnings
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import MagicMock

import numpy as np
import numpy.typing as npt

from commonweal.weighing.ensemble import kernels

CONCEPTS, STEPS, FILLED = 30, 40, 0.2
SEED = 20_261_127
FILE = "weights.npy"
FCMPY = "COMMONWEAL_FCMPY"
NEVER_CALLED = ("tqdm", "skfuzzy", "tensorflow", "seaborn", "matplotlib", "matplotlib.pyplot")
ALSO_NEVER = ("sklearn", "sklearn.preprocessing", "xlrd", "openpyxl")

Numbers = npt.NDArray[np.float64]


def prepare(folder: Path, size: int) -> None:
    """Draw `size` weight matrices (source, target) on one set of arrows."""
    rng = np.random.default_rng(SEED)
    arrows = rng.random((CONCEPTS, CONCEPTS)) < FILLED
    np.fill_diagonal(arrows, 0)
    np.save(folder / FILE, rng.uniform(-0.5, 0.5, (size, CONCEPTS, CONCEPTS)) * arrows)


def start() -> Numbers:
    """Every concept in the middle but the first, which is set off."""
    return np.where(np.arange(CONCEPTS) == 0, 0.5, 0.0)


def warm(_folder: Path, _size: int) -> None:
    """Compile."""
    side_by_side(np.zeros((2, CONCEPTS, CONCEPTS)))


def ours(folder: Path, _size: int) -> Numbers:
    """The ends of all runs by the library's kernel, 256 abreast."""
    return side_by_side(np.load(folder / FILE))


def side_by_side(weights: Numbers) -> Numbers:
    """The same for weights in hand (runs, sources, targets)."""
    rows, columns = np.nonzero((weights != 0).any(axis=0))
    ends = np.column_stack([rows, columns, np.zeros_like(rows)]).astype(np.int64)
    told = np.ascontiguousarray(weights[:, rows, columns].T, dtype=np.float32)
    last = np.empty((len(weights), CONCEPTS))
    for first in range(0, len(weights), 256):
        some = np.ascontiguousarray(told[:, first : first + 256])
        course = np.empty((STEPS + 1, CONCEPTS, some.shape[1]), dtype=np.float32)
        course[0] = start()[:, None]
        nothing = np.zeros(course.shape[1:], dtype=np.float32)
        kernels.side_by_side(course, ends, some, kernels.CHANGE_TANH, nothing, 0)
        last[first : first + 256] = course[-1].T
    return last


def at_the_limit(folder: Path, _size: int) -> Numbers:
    """All runs at once by NumPy's batched product and tanh, in single precision."""
    weights = np.load(folder / FILE).astype(np.float32)
    state = np.broadcast_to(start().astype(np.float32), (len(weights), CONCEPTS))
    for _ in range(STEPS):
        state = np.tanh(state + np.matmul(state[:, None, :], weights)[:, 0])
    return np.asarray(state, dtype=np.float64)


def by_fcmpy(folder: Path, _size: int) -> Numbers:
    """The same by FcmSimulator, run by run."""
    import pandas as pd

    simulate = fcmpy().simulate
    names = [f"c{number}" for number in range(CONCEPTS)]
    begin = dict(zip(names, start().tolist(), strict=True))
    ends = []
    for one in np.load(folder / FILE):
        frame = pd.DataFrame(one, columns=names, index=names)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            told = simulate(
                initial_state=begin,
                weight_matrix=frame,
                transfer="tanh",
                inference="mKosko",
                thresh=-1.0,
                iterations=STEPS,
            )
        ends.append(told.iloc[-1].to_numpy())
    return np.array(ends)


@cache
def fcmpy() -> Any:
    """fcmpy's simulator from the unpacked wheel that COMMONWEAL_FCMPY names.

    Its own requirements are pinned to versions that no Python of today can build, so the package
    is not installed: its simulator is loaded alone, and what it imports and never calls here is
    left empty.
    """
    root = os.environ[FCMPY]
    for name in (*NEVER_CALLED, *ALSO_NEVER):
        sys.modules.setdefault(name, MagicMock())
    for name in ("fcmpy", "fcmpy.expert_fcm", "fcmpy.simulator", "fcmpy.store"):
        package = types.ModuleType(name)
        package.__path__ = [f"{root}/{name.replace('.', '/')}"]
        sys.modules[name] = package
    return importlib.import_module("fcmpy.simulator.simulator").FcmSimulator


def agree(ours: Numbers, peer: Numbers) -> None:
    """Every concept of every run ends at the same place, to a thousandth of its range."""
    assert ours.shape == peer.shape
    assert np.abs(ours - peer).max() < 1e-3
