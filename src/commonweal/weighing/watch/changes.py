"""What changed in one place beside its comparison, with interval, placebos and companion.

Read `change_of` first.
"""

from dataclasses import dataclass, replace
from math import exp, sqrt

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr, stdtrit

from commonweal.core.estimate import Estimate
from commonweal.core.spans import Span
from commonweal.weighing.watch.contrasts import Window, contrasts, drifts
from commonweal.weighing.watch.courses import HALF, Courses, courses_of
from commonweal.weighing.watch.ground import Ground
from commonweal.weighing.watch.panel import Panel
from commonweal.weighing.watch.placebos import placebos, share_as_far
from commonweal.weighing.watch.plan import WatchPlan

Numbers = npt.NDArray[np.float64]
INTERVAL = "95 % interval, difference in differences with noise of all areas before adoption"
DRIFT_AT = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One place. On its scale (logarithms for counts): `change`, `error`, and the `shared` part.

    `lower` and `higher` are one-sided p-values from the interval, `placebo_lower` and
    `placebo_higher` those among `placebos` sets and dates. `observed` and `expected` are means a
    period. `areas`, `before` and `after` say on how many areas and periods it rests.
    """

    name: str
    counted: bool
    change: float
    error: float
    shared: float
    degrees: float
    placebo_lower: float
    placebo_higher: float
    placebos: int
    observed: float
    expected: float
    areas: int
    compared_with: int
    before: int
    after: int
    drift: float
    drifting: bool

    @property
    def lower(self) -> float:
        """How often as low a change would come, were there none."""
        return float(stdtr(self.degrees, self.change / self.error))

    @property
    def higher(self) -> float:
        """How often as high a change would come, were there none."""
        return float(stdtr(self.degrees, -self.change / self.error))

    def ends(self, share: float) -> tuple[float, float]:
        """The interval that leaves out `1 - share`, half on either side."""
        half = self.error * float(stdtrit(self.degrees, (1 + share) / 2))
        return self.change - half, self.change + half

    @property
    def told(self) -> Estimate:
        """The change as people read it: a share for counts (-0.4: two fifths less), else as is."""
        low, high = self.ends(0.95)
        value, low, high = (
            exp(one) - 1 if self.counted else one for one in (self.change, low, high)
        )
        return Estimate(value=value, low=low, high=high, n=self.after, method=INTERVAL)

    def lies(self, low: bool, level: float) -> bool:
        """Whether interval and placebos both say that it went down (or up) at that level."""
        if low:
            return self.lower <= level and self.placebo_lower <= level
        return self.higher <= level and self.placebo_higher <= level


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """Frozen values before adoption with those that came since: what one change rests on."""

    values: Numbers
    own: tuple[int, ...]
    others: tuple[int, ...]
    window: Window
    lost: tuple[str, ...]


def later(ground: Ground, panel: Panel, plan: WatchPlan, last: Span) -> Later:
    """The values of a place up to `last`; areas to compare with that miss a period are left out."""
    since, until = plan.judged_from, min(plan.judged_until, last)
    width = max(until.number - plan.adopted.number + 1, 0)
    after = _after(ground, panel, plan.adopted, width)
    values = np.hstack([ground.before.values, after])
    at = np.arange(values.shape[1]) - ground.before.values.shape[1]
    judged = at >= since.number - plan.adopted.number
    told = ~np.isnan(values[list(ground.own)]).any(axis=0)
    broken = {area for area, span in panel.breaks if plan.adopted <= span <= until}
    missing = np.isnan(values[:, judged & told]).any(axis=1)
    lost = [one for one in ground.others if missing[one] or ground.before.areas[one] in broken]
    return Later(
        values=values,
        own=ground.own,
        others=tuple(one for one in ground.others if one not in lost),
        window=Window(before=(at < 0) & told, after=judged & told),
        lost=tuple(ground.before.areas[one] for one in lost),
    )


def _after(ground: Ground, panel: Panel, adopted: Span, width: int) -> Numbers:
    """The values since adoption in the order of the ground's areas, missing where none came."""
    after = np.full((len(ground.before.areas), width), np.nan)
    begins = adopted.number - panel.first.number
    for number, area in enumerate(ground.before.areas):
        if area in panel.areas:
            row = panel.values[panel.areas.index(area)]
            part = row[max(begins, 0) : max(begins + width, 0)]
            after[number, width - len(part) if begins < 0 else 0 :][: len(part)] = part
    return after


def change_of(ground: Ground, since: Later) -> Change:
    """The change of the place, its drift before adoption carried on where it had one."""
    noise, sets, others = ground.noise, ground.placebo_sets, ground.placebo_others
    if noise is None or sets is None or others is None:
        raise ValueError(f"{ground.place.name} cannot be judged: {ground.why_not}.")
    own, rest = _beside(ground, since)
    drift = float(drifts(own, rest, since.window.before, noise)[0])
    drifting = 2 * float(stdtr(noise.degrees, -abs(drift))) <= DRIFT_AT
    window = replace(since.window, drifting=drifting)
    found = contrasts(own, rest, [window], noise)
    among = placebos(sets, others, noise, after=int(window.after.sum()), drifting=drifting)
    low, high = share_as_far(float(found.ratio[0, 0]), among)
    change, observed = float(found.change[0, 0]), float(own.totals[0, window.after].mean())
    return Change(
        name=ground.place.name,
        counted=ground.scale.counted,
        change=change,
        error=float(found.error[0, 0]),
        shared=float(found.shared[0, 0]),
        degrees=noise.degrees,
        placebo_lower=low,
        placebo_higher=high,
        placebos=among.size,
        observed=observed,
        expected=_without(observed, change, counted=ground.scale.counted),
        areas=len(since.own),
        compared_with=len(since.others),
        before=int(window.before.sum()),
        after=int(window.after.sum()),
        drift=drift,
        drifting=drifting,
    )


def _without(observed: float, change: float, *, counted: bool) -> float:
    """What would have been observed without the change."""
    return (observed + HALF) / exp(change) - HALF if counted else observed - change


def _beside(ground: Ground, since: Later) -> tuple[Courses, Courses]:
    """The course of the place, and that of the areas it is compared with."""
    values = _filled(since)
    own, rest = (
        courses_of(values, _members(which, len(values)), ground.scale, ground.sizes)
        for which in (since.own, since.others)
    )
    return own, rest


def _filled(since: Later) -> Numbers:
    """Values with zeros where none is: such a period has no weight, such an area is no member."""
    return np.where(np.isnan(since.values), 0.0, since.values)


def _members(which: tuple[int, ...], areas: int) -> Numbers:
    members = np.zeros((1, areas))
    members[0, list(which)] = 1
    return members


def relative(main: Change, companion: Change) -> Change:
    """The change beside that of the companion: what is left once reporting is taken out."""
    return replace(
        main,
        change=main.change - companion.change,
        error=sqrt(main.error**2 + companion.error**2),
        shared=main.shared + companion.shared,
    )
