"""What is kept of a run: packed small for the database, and asked by names.

Read `Answer` first. Shares are kept as whole thousandths, courses as whole hundredths, each
distinct course once. Groups, areas and factors are keys of the city's lists.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from workbench.weighing.beliefs import Beliefs, Gaps

if TYPE_CHECKING:
    from commonweal.weighing.ensemble import Hinge, Moved, Scene, WhatIf

THOUSAND, PARTS = 1000, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One factor for one group in one area after twenty quarters, and its course.

    `course` holds for each quarter the 5, 25, 50, 75 and 95 % of the runs, above 0 better for the
    group; 1 is from the middle of the factor to its end. `moved` is the share of runs in which it
    is worse here and, in the same run, better for somebody for whom it is meant.
    """

    group: str
    area: str
    factor: str
    meant: bool
    better: float
    worse: float
    moved: float
    course: tuple[tuple[float, ...], ...]

    @property
    def same(self) -> float:
        """The share of runs that end about where they would without."""
        return max(1 - self.better - self.worse, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptHinge:
    """An arrow on which one answer hangs; see the library's `Hinge`."""

    group: str
    factor: str
    source: str
    target: str
    people: tuple[str, ...]
    total: float
    sure_now: float
    sure_then: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Answer:
    """A run's answer as its page asks it."""

    kept: Mapping[str, Any]

    @property
    def groups(self) -> tuple[str, ...]:
        """Those whom raters judged."""
        return tuple(self.kept["groups"])

    @property
    def areas(self) -> tuple[str, ...]:
        """Every area of the city's finest level."""
        return tuple(self.kept["areas"])

    @property
    def factors(self) -> tuple[str, ...]:
        """What is looked at and could be run, in the order of the proposal."""
        return tuple(self.kept["factors"])

    @property
    def draws(self) -> int:
        """How many runs it rests on."""
        return int(self.kept["draws"])

    @property
    def unsettled(self) -> float:
        """The share of runs that still moved at the end."""
        return float(self.kept["unsettled"])

    @property
    def gaps(self) -> Gaps:
        """What could not be taken in."""
        return Gaps(**{name: tuple(told) for name, told in self.kept["gaps"].items()})

    @property
    def hinges(self) -> tuple[KeptHinge, ...]:
        """The arrows on which the least clear answers hang; none in a preview."""
        return tuple(
            KeptHinge(**{**one, "people": tuple(one["people"])}) for one in self.kept["hinges"]
        )

    def was_asked(self, group: str, factor: str) -> bool:
        """Whether an arrow was looked for on which this answer hangs."""
        return [group, factor] in self.kept["asked"]

    def cell(self, group: str, area: str, factor: str) -> Cell:
        """One cell by keys; ValueError for one that is not in the answer."""
        at = self._at(group, area, factor)
        cells = self.kept["cells"]
        course = self.kept["courses"][cells["course"][at]]
        return Cell(
            group=group,
            area=area,
            factor=factor,
            meant=self.is_meant(group, area),
            better=cells["better"][at] / THOUSAND,
            worse=cells["worse"][at] / THOUSAND,
            moved=cells["moved"][at] / THOUSAND,
            course=tuple(tuple(one / PARTS for one in quarter) for quarter in course),
        )

    def same_course(self, group: str, area: str, factor: str) -> int:
        """A number that two cells share where their courses are the same."""
        return int(self.kept["cells"]["course"][self._at(group, area, factor)])

    def is_meant(self, group: str, area: str) -> bool:
        """Whether this way is meant for that group there."""
        row, column = self.groups.index(group), self.areas.index(area)
        return bool(self.kept["meant"][row * len(self.areas) + column])

    def _at(self, group: str, area: str, factor: str) -> int:
        row, column = self.groups.index(group), self.areas.index(area)
        depth = self.factors.index(factor)
        return (depth * len(self.groups) + row) * len(self.areas) + column


def packed(
    result: "WhatIf",
    moved: "Moved",
    hinges: Mapping[tuple[str, str], Sequence["Hinge"]],
    *,
    beliefs: Beliefs,
    gaps: Gaps,
) -> dict[str, Any]:
    """A result of the library as it is kept."""
    from commonweal.weighing.ensemble import gathered

    scene = result.scene
    spelled = looked_at(scene, beliefs.proposal.factors)
    every = gathered(result, list(spelled.values()))
    shares = moved.shares[[scene.factors.index(name) for name in spelled.values()]]
    return {
        "groups": list(scene.groups),
        "areas": list(scene.areas),
        "factors": list(spelled),
        "meant": [int(one) for one in scene.meant.ravel()],
        "draws": result.draws,
        "unsettled": round(result.unsettled, 3),
        "raters": len(scene.raters),
        "drawers": len(scene.maps),
        "nodes": len(scene.merged.nodes),
        "gaps": asdict(gaps),
        "courses": every.courses.tolist(),
        "cells": {
            "course": every.at.ravel().tolist(),
            "better": _thousandths(every.better),
            "worse": _thousandths(every.worse),
            "moved": _thousandths(shares),
        },
        "asked": [list(one) for one in hinges],
        "hinges": [
            _kept_hinge(group, factor, one)
            for (group, factor), found in hinges.items()
            for one in found
        ],
    }


def looked_at(scene: "Scene", factors: Sequence[str]) -> dict[str, str]:
    """The factors that are looked at and in the scene: key, and as the scene spells it."""
    spelled = {name.casefold(): name for name in scene.factors}
    return {key: spelled[key.casefold()] for key in factors if key.casefold() in spelled}


def _kept_hinge(group: str, factor: str, one: "Hinge") -> dict[str, Any]:
    return {
        "group": group,
        "factor": factor,
        "source": one.link.source,
        "target": one.link.target,
        "people": [*(drawn.drawer for drawn in one.link.drawn), *one.link.left_out],
        "total": round(one.total, 3),
        "sure_now": round(one.sure_now, 3),
        "sure_then": round(one.sure_then, 3),
    }


def _thousandths(shares: Any) -> list[int]:
    return [round(THOUSAND * float(one)) for one in shares.ravel()]
