"""What is kept of ways of doing it beside one another: by group, place and factor; no total.

Read `Beside` first.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from workbench.weighing.beliefs import Gaps

if TYPE_CHECKING:
    from commonweal.weighing.ensemble import Compared

HERE, ELSEWHERE = "here", "elsewhere"
FIELDS = ("low", "median", "high", "better", "worse", "regret", "regret_high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One factor for one group in the worst-off area of a place; see the library's `Outcome`."""

    factor: str
    low: float
    median: float
    high: float
    better: float
    worse: float
    regret: float
    regret_high: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Beside:
    """What every way does, as the page asks it; the last way is doing nothing."""

    kept: Mapping[str, Any]

    @property
    def ways(self) -> tuple[str, ...]:
        """The names of the ways; the last is doing nothing."""
        return tuple(self.kept["ways"])

    @property
    def groups(self) -> tuple[str, ...]:
        """Those whom raters judged."""
        return tuple(self.kept["groups"])

    @property
    def factors(self) -> tuple[str, ...]:
        """What is looked at and could be run."""
        return tuple(self.kept["factors"])

    @property
    def places(self) -> tuple[str, ...]:
        """Where one of the ways acts, and elsewhere where there is one."""
        return tuple(self.kept["places"])

    @property
    def draws(self) -> int:
        """How many runs each way has."""
        return int(self.kept["draws"])

    @property
    def gaps(self) -> Gaps:
        """What could not be taken in."""
        return Gaps(**{name: tuple(told) for name, told in self.kept["gaps"].items()})

    def held(self, way: str, group: str, place: str) -> tuple[Held, ...]:
        """What one way does for one group in a place, factor by factor."""
        rows = self.kept["held"][self._at(way, group, place)]
        return tuple(
            Held(factor=factor, **dict(zip(FIELDS, row, strict=True)))
            for factor, row in zip(self.factors, rows, strict=True)
        )

    def unharmed(self, way: str, group: str, place: str) -> float:
        """The share of runs in which nothing that is looked at is worse for them there."""
        return float(self.kept["unharmed"][self._at(way, group, place)])

    def _at(self, way: str, group: str, place: str) -> int:
        row = self.ways.index(way) * len(self.groups) + self.groups.index(group)
        return row * len(self.places) + self.places.index(place)


def packed(
    told: "Compared", *, factors: Mapping[str, str], gaps: Gaps, asked: tuple[int, int]
) -> dict[str, Any]:
    """A comparison of the library as it is kept; `factors` are keys and the scene's spelling."""
    cells = [
        (way, group, place) for way in told.names for group in told.groups for place in told.places
    ]
    names = tuple(factors.values())
    return {
        "ways": list(told.names),
        "groups": list(told.groups),
        "places": [HERE, ELSEWHERE][: len(told.places)],
        "factors": list(factors),
        "draws": int(told.changes.shape[1]),
        "raters": asked[0],
        "drawers": asked[1],
        "gaps": asdict(gaps),
        "unharmed": [
            round(told.unharmed(way, group, place=place, factors=names), 3)
            for way, group, place in cells
        ],
        "held": [
            [_row(told, way, group, place, name) for name in names] for way, group, place in cells
        ],
    }


def _row(told: "Compared", way: str, group: str, place: str, factor: str) -> list[float]:
    one = told.outcome(way, group, factor, place=place)
    return [round(float(getattr(one, name)), 3) for name in FIELDS]
