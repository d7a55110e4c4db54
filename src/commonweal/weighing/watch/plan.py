"""What is watched after a decision: where help was meant, where it may go, and against what.

Read `plan_of` first; it takes the parsed content of WATCH.toml. A plan names areas or groups that
were not meant, because what leaves one place may show in another, later (S003-54, S003-R4).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from commonweal.core.nearest import listed
from commonweal.core.spans import Span, span_of
from commonweal.weighing.watch.plan_keys import Keys

COUNTS, MEASURED = "counts", "measured"
KNOWN = (
    *("name", "indicator", "kind", "more_is_worse", "adopted", "lag", "follow_up", "areas"),
    *("groups", "comparison", "companion", "material", "watch", "neighbours"),
)
LAG_MOST, FOLLOW_UP_MOST, FOLLOW_UP = 40, 80, 8
MATERIAL = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Areas, for some groups (none named: everybody), looked at as one."""

    name: str
    areas: tuple[str, ...]
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchPlan:
    """What is watched. Without `comparison`, every area that is neither meant nor watched.

    `adopted` is the first period that the decision may touch, `lag` how many periods it needs,
    `follow_up` how many are judged after that. `material` is the smallest change that matters, as
    a share for counts, else in the indicator's unit. `companion` is a series of other reports of
    the same source: where it moves, reporting may have changed. `neighbours` shape the placebos.
    """

    name: str
    indicator: str
    counted: bool
    more_is_worse: bool
    adopted: Span
    lag: int
    follow_up: int
    meant: Place
    watched: tuple[Place, ...]
    comparison: tuple[str, ...]
    companion: str | None
    material: float
    neighbours: Mapping[str, tuple[str, ...]]

    @property
    def judged_from(self) -> Span:
        """The first period that is judged."""
        return self.adopted.later(self.lag)

    @property
    def judged_until(self) -> Span:
        """The last period that is judged."""
        return self.judged_from.later(self.follow_up - 1)

    @property
    def told_after(self) -> date:
        """The day after which a last answer is due."""
        return self.judged_until.last_day

    @property
    def places(self) -> tuple[Place, ...]:
        """Where it was meant, then what is watched."""
        return (self.meant, *self.watched)


def plan_of(
    content: Mapping[str, Any],
    *,
    file: str,
    neighbours: Mapping[str, tuple[str, ...]] | None = None,
) -> WatchPlan:
    """The plan of a parsed file; raises `InvalidPlan` naming the key and the remedy.

    Where it names nothing to watch, the neighbours of the areas that are meant are watched.
    """
    told = Keys(content, file)
    told.only(KNOWN)
    kind = told.one_of("kind", (COUNTS, MEASURED))
    near = told.lists("neighbours") or dict(neighbours or {})
    meant = Place(
        name="where it was meant", areas=told.names("areas"), groups=told.names("groups", ())
    )
    plan = WatchPlan(
        name=told.text("name"),
        indicator=told.text("indicator"),
        counted=kind == COUNTS,
        more_is_worse=told.yes_or_no("more_is_worse"),
        adopted=_adopted(told),
        lag=told.whole("lag", 0, LAG_MOST, 0),
        follow_up=told.whole("follow_up", 2, FOLLOW_UP_MOST, FOLLOW_UP),
        meant=meant,
        watched=tuple(_watched(one, meant, file) for one in told.tables("watch")),
        comparison=told.names("comparison", ()),
        companion=told.text("companion") if "companion" in content else None,
        material=told.positive("material", MATERIAL if kind == COUNTS else None),
        neighbours=near,
    )
    return _checked(_with_next_door(plan), told)


def _adopted(told: Keys) -> Span:
    text = told.text("adopted")
    if (span := span_of(text)) is None:
        raise told.bad("adopted", f"is “{text}”", "Write 2025-Q2, 2025-04 or 2025.")
    return span


def _watched(content: Mapping[str, Any], meant: Place, file: str) -> Place:
    told = Keys(content, f"{file}, [[watch]]")
    told.only(("name", "areas", "groups"))
    return Place(
        name=told.text("name"),
        areas=told.names("areas", meant.areas),
        groups=told.names("groups", meant.groups),
    )


def _with_next_door(plan: WatchPlan) -> WatchPlan:
    """The plan with the areas next door as what is watched, where it names nothing."""
    if plan.watched:
        return plan
    near = {one for area in plan.meant.areas for one in plan.neighbours.get(area, ())}
    beside = tuple(sorted(near - set(plan.meant.areas)))
    named = Place(name="next door", areas=beside, groups=plan.meant.groups)
    return replace(plan, watched=(named,) if beside else ())


def _checked(plan: WatchPlan, told: Keys) -> WatchPlan:
    if not plan.watched:
        raise told.bad(
            "watch",
            "names nothing that is not meant",
            "What leaves one place may show in another: write [[watch]] with a name and areas or "
            "groups, or give the outlines of the areas, so that those next door are watched.",
        )
    names = [place.name for place in plan.places]
    if twice := [name for name in names if names.count(name) > 1]:
        raise told.bad("watch", f"calls two places “{twice[0]}”", "Give each a name of its own.")
    for place in plan.watched:
        _check_apart(plan, place, told)
    return plan


def _check_apart(plan: WatchPlan, place: Place, told: Keys) -> None:
    """Nothing is meant and watched at once, or compared with and touched."""
    same_groups = place.groups == plan.meant.groups or set(place.groups) & set(plan.meant.groups)
    both = set(place.areas) & set(plan.meant.areas)
    if both and same_groups:
        wrong = f"({place.name}) holds {listed(sorted(both))}, which is meant"
        raise told.bad("watch", wrong, "Take it out.")
    if touched := set(plan.comparison) & {*place.areas, *plan.meant.areas}:
        raise told.bad(
            "comparison",
            f"holds {listed(sorted(touched))}, which is meant or watched",
            "Compare with areas that the decision is not thought to touch.",
        )
