"""Better here, worse there: how often one run holds both, for everybody who is not meant.

Read `Moved` first: it is handed to `what_if` as `ended` and hears how each run ended. A gain of one
group and a loss of another in different runs are two beliefs; in the same run they are a problem
that moves (S003-R4).
"""

import numpy as np
import numpy.typing as npt

from commonweal.weighing.ensemble.kernels import Numbers
from commonweal.weighing.ensemble.run import BINS, NOTICED, REACH
from commonweal.weighing.ensemble.scene import Scene

_HALF = (BINS - 1) // 2
_EDGE = round(NOTICED / REACH * _HALF)


class Moved:
    """Counts, for each factor in each cell that is not meant, the runs in which it moved there.

    It moved where the factor ends noticeably better for at least one group in an area that is
    meant, and noticeably worse in this cell, in the same run.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene, self.runs = scene, 0
        self._meant = scene.meant.T.ravel()
        self._counts = np.zeros((len(scene.factors), len(self._meant)), dtype=np.int64)

    def __call__(self, last: Numbers, reach: float) -> None:
        """Hear how one run ended (factors, cells + 1), in the bins of the bands."""
        steps = np.rint((last[:, :-1] - last[:, -1:]) / reach * _HALF)
        steps *= self.scene.good[:, None]
        helped = (steps[:, self._meant] > _EDGE).any(axis=1)
        self._counts += helped[:, None] & (steps < -_EDGE) & ~self._meant
        self.runs += 1

    @property
    def shares(self) -> npt.NDArray[np.float64]:
        """The share of runs (factors, groups, areas); 0 where a cell is meant."""
        areas, groups = len(self.scene.areas), len(self.scene.groups)
        shares = self._counts / max(self.runs, 1)
        return shares.reshape(-1, areas, groups).transpose(0, 2, 1)

    def share(self, group: str, area: str, factor: str) -> float:
        """One share by names; raises ValueError for a name that is not in the scene."""
        scene = self.scene
        at = scene.factors.index(factor), scene.groups.index(group), scene.areas.index(area)
        return float(self.shares[at])
