"""Two to six options beside one another, doing nothing always among them.

Read `compared` first. Every option meets the same beliefs: run for run the same rater, map, rule
and start. There is no total: what one group gains does not pay for what another loses, and nothing
gained in one area pays for what is lost in another: of several areas, the worst off is told.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from commonweal.weighing.ensemble.proposal import InvalidProposal
from commonweal.weighing.ensemble.run import NOTICED, QUARTERS, SIGMOIDS, draw, run
from commonweal.weighing.ensemble.scene import Numbers, Scene

NOTHING = "do nothing"
HERE, ELSEWHERE = "where one of them acts", "elsewhere"
DRAWS = 2_000
FEWEST, MOST = 1, 5
LEVELS = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an option does to one factor for one group, in the worst-off area of a place.

    `low`, `median` and `high` are the 5, 50 and 95 % quantiles of the change after twenty quarters,
    above 0 better for the group; `better` and `worse` shares of runs. `regret` is how much better
    the best option would have been, the middle of the runs and the 95 % quantile.
    """

    group: str
    place: str
    factor: str
    low: float
    median: float
    high: float
    better: float
    worse: float
    regret: float
    regret_high: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Compared:
    """The changes of every option (options, runs, places, groups, factors), above 0 better.

    `places` are the areas in which at least one option acts, and all others where there are any.
    """

    names: tuple[str, ...]
    places: tuple[str, ...]
    groups: tuple[str, ...]
    factors: tuple[str, ...]
    changes: Numbers

    def outcome(self, option: str, group: str, factor: str, *, place: str = HERE) -> Outcome:
        """One outcome by names."""
        row, column = self.groups.index(group), self.factors.index(factor)
        every = self.changes[:, :, self.places.index(place), row, column]
        own = every[self.names.index(option)]
        missed = every.max(axis=0) - own
        low, median, high = (float(one) for one in np.quantile(own, LEVELS))
        return Outcome(
            group=group,
            place=place,
            factor=factor,
            low=low,
            median=median,
            high=high,
            better=float((own > NOTICED).mean()),
            worse=float((own < -NOTICED).mean()),
            regret=float(np.median(missed)),
            regret_high=float(np.quantile(missed, LEVELS[-1])),
        )

    def unharmed(
        self, option: str, group: str, *, place: str = HERE, factors: Sequence[str] = ()
    ) -> float:
        """The share of runs in which none of the factors ends noticeably worse for them there.

        Without `factors` all of them count, those too that only stand on a map.
        """
        at = self.names.index(option), slice(None), self.places.index(place)
        own = self.changes[(*at, self.groups.index(group))]
        columns = [self.factors.index(name) for name in factors or self.factors]
        return float((own[:, columns] >= -NOTICED).all(axis=1).mean())


def compared(
    options: Mapping[str, Scene],
    *,
    seed: int,
    draws: int = DRAWS,
    progress: Callable[[int, int], None] | None = None,
) -> Compared:
    """Run each option `draws` times on the same beliefs; doing nothing is added.

    Raises `InvalidProposal` for more than five options, for two of one name, and where they do not
    share groups, areas, factors, raters and maps.
    """
    _check(options)
    scenes = {**options, NOTHING: _nothing(next(iter(options.values())))}
    first = scenes[NOTHING]
    places = _places(options)
    shape = (len(scenes), draws, len(places), len(first.groups), len(first.factors))
    changes = np.empty(shape)
    for number in range(draws):
        for at, scene in enumerate(scenes.values()):
            rng = np.random.default_rng([seed, number])
            changes[at, number] = _change(scene, rng, places)
        if progress is not None and number % 50 == 49:
            progress(number + 1, draws)
    return Compared(
        names=tuple(scenes),
        places=(HERE, ELSEWHERE)[: len(places)],
        groups=first.groups,
        factors=first.factors,
        changes=changes,
    )


def _places(options: Mapping[str, Scene]) -> list[npt.NDArray[np.bool_]]:
    """Which areas belong to each place."""
    here = np.any([scene.meant.any(axis=0) for scene in options.values()], axis=0)
    return [here] if here.all() else [here, ~here]


def _change(
    scene: Scene, rng: np.random.Generator, places: Sequence[npt.NDArray[np.bool_]]
) -> Numbers:
    """What one run changes in the worst-off area (places, groups, factors), above 0 better."""
    drawn = draw(scene, rng)
    last = run(scene, drawn, quarters=QUARTERS)[-1]
    by_cell = (last[:, :-1] - last[:, -1:]) * (2.0 if drawn.rule in SIGMOIDS else 1.0)
    by_area = by_cell.reshape(len(scene.factors), len(scene.areas), len(scene.groups))
    better = by_area * scene.good[:, None, None]
    return np.stack([better[:, place].min(axis=1).T for place in places])


def _nothing(scene: Scene) -> Scene:
    proposal = replace(scene.proposal, name=NOTHING, size=0.0, channels=())
    return replace(scene, proposal=proposal)


def _check(options: Mapping[str, Scene]) -> None:
    if not FEWEST <= len(options) <= MOST:
        raise InvalidProposal(
            f"{len(options)} options cannot be laid beside doing nothing.",
            remedy=f"Give {FEWEST} to {MOST}.",
        )
    if NOTHING in options:
        raise InvalidProposal(
            f"“{NOTHING}” is always among the options.", remedy="Give yours another name."
        )
    first, *others = options.values()
    for scene in others:
        if _shape(scene) != _shape(first):
            raise InvalidProposal(
                f"“{scene.proposal.name}” and “{first.proposal.name}” do not meet the same groups, "
                "areas, factors, raters and maps.",
                remedy="Use the same ratings, maps and areas for all; let raters judge each option "
                "for the same groups and factors.",
            )


def _shape(scene: Scene) -> tuple[Sequence[str], ...]:
    raters = [one.rater for one in scene.raters]
    drawers = [one.drawer for one in scene.maps]
    return scene.groups, scene.areas, scene.factors, raters, drawers
