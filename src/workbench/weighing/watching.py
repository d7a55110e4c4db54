"""A watch as the library reads it: fixed before adoption, told on any later day.

Read `fixed` and `told` first. What is fixed are the values before adoption themselves, with their
fingerprint; the expected course follows from them alone and is the same each time it is read.
"""

from datetime import date
from typing import Any

import numpy as np

from commonweal.core.errors import CommonwealError
from commonweal.core.spans import Span, span_of
from commonweal.weighing import watch as library
from commonweal.weighing.watch.expectation import expect_from
from commonweal.weighing.watch.panel import Panel
from commonweal.weighing.watch.plan import COUNTS, MEASURED
from commonweal.weighing.watch.watching import watch_from
from workbench.core.city import current_city
from workbench.weighing.feeds.indicators import OTHERS, Indicator, Panels, indicator_of, panels_of
from workbench.weighing.models import IndicatorSeries, Watch

SEED = 1
MEANT = "where it was meant"
"""What the library calls the place that is meant."""


class BrokenWatch(CommonwealError):
    """What was fixed before adoption no longer gives the course that was expected."""

    code = "broken-watch"
    status = 500


def expected_now(watch: Watch) -> library.Expectation:
    """What would be fixed if it were adopted now; raises the library's `InvalidPlan`."""
    indicator = indicator_of(watch.indicator)
    plan = library.plan_of(content_of(watch, indicator), file=indicator.name)
    return _expect(plan, panels_of(watch.indicator))


def fixed(watch: Watch) -> dict[str, Any]:
    """What is kept of a watch at adoption: its plan, and every value before it."""
    indicator = indicator_of(watch.indicator)
    content = content_of(watch, indicator)
    plan = library.plan_of(content, file=indicator.name)
    panels = panels_of(watch.indicator)
    last = plan.adopted.later(-1)
    names = (plan.indicator, *([plan.companion] if plan.companion else []))
    asked = dict.fromkeys((name, place.groups) for name in names for place in plan.places)
    return {
        "plan": content,
        "source": indicator.source,
        "smallest": indicator.smallest,
        "panels": [_kept(*one, panels(*one).until(last)) for one in asked],
    }


def expected_then(watch: Watch) -> library.Expectation:
    """What was expected at adoption; raises `BrokenWatch` where the values are not those."""
    plan = library.plan_of(watch.frozen["plan"], file=watch.frozen["plan"]["indicator"])
    kept = {(one["name"], tuple(one["groups"])): _panel(one) for one in watch.frozen["panels"]}
    found = _expect(plan, lambda name, groups: kept[name, groups])
    if found.fingerprint != watch.fingerprint:
        raise BrokenWatch(
            f"The values of watch {watch.pk} are not those that were fixed.",
            remedy="Put the database back from a backup, and find out who changed it.",
            watch=watch.pk,
        )
    return found


def told(watch: Watch, *, today: date) -> library.Watch:
    """The verdict by what was over on that day."""
    return watch_from(expected_then(watch), panels_of(watch.indicator), as_of=today)


def content_of(watch: Watch, indicator: Indicator) -> dict[str, Any]:
    """The plan as the library reads it."""
    content: dict[str, Any] = {
        "name": indicator.name,
        "indicator": indicator.name,
        "kind": COUNTS if indicator.counted else MEASURED,
        "more_is_worse": indicator.worse == IndicatorSeries.Worse.MORE,
        "adopted": watch.adopted,
        "lag": watch.lag,
        "follow_up": watch.follow_up,
        "areas": watch.areas or all_areas(),
        "groups": watch.groups,
        "material": watch.material,
        "watch": watch.watched,
        "neighbours": {area: list(near) for area, near in neighbours().items()},
    }
    everywhere = [watch.groups, *(place.get("groups", []) for place in watch.watched)]
    if indicator.has_others and all(everywhere):
        content["companion"] = OTHERS
    return content


def all_areas() -> list[str]:
    """The areas of the finest level."""
    areas = current_city().areas()
    return [one.area for one in areas.at_level(areas.finest)]


def neighbours() -> dict[str, tuple[str, ...]]:
    """Which areas of the finest level lie next to one another."""
    finest = set(all_areas())
    found = current_city().areas().neighbours()
    return {
        area: tuple(one for one in near if one in finest)
        for area, near in found.items()
        if area in finest
    }


def _expect(plan: library.WatchPlan, panels: Panels) -> library.Expectation:
    return expect_from(plan, panels, np.random.default_rng(SEED))


def _kept(name: str, groups: tuple[str, ...], panel: Panel) -> dict[str, Any]:
    return {
        "name": name,
        "groups": list(groups),
        "indicator": panel.indicator,
        "areas": list(panel.areas),
        "first": str(panel.first),
        "values": _plain(panel.values),
        "n": None if panel.n is None else _plain(panel.n),
        "breaks": [[area, str(span)] for area, span in panel.breaks],
    }


def _plain(values: Any) -> list[list[float | None]]:
    return [[None if np.isnan(one) else float(one) for one in row] for row in values]


def _panel(one: dict[str, Any]) -> Panel:
    return Panel(
        indicator=one["indicator"],
        areas=tuple(one["areas"]),
        first=_span(one["first"]),
        values=_numbers(one["values"]),
        n=None if one["n"] is None else _numbers(one["n"]),
        breaks=tuple((area, _span(text)) for area, text in one["breaks"]),
    )


def _numbers(rows: list[list[float | None]]) -> Any:
    return np.array([[np.nan if one is None else one for one in row] for row in rows], dtype=float)


def _span(text: str) -> Span:
    found = span_of(text)
    if found is None:
        raise ValueError(f"{text} is no period")
    return found
