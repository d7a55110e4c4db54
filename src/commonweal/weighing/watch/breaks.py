"""Where a series itself changed since adoption: a marked break, or an area that fell silent.

Read `broken_in` first. Both are told before any comparison: what is counted otherwise, or not at
all, says nothing about what happens.
"""

from collections.abc import Sequence

from commonweal.core.spans import Span
from commonweal.weighing.watch.changes import Later
from commonweal.weighing.watch.expectation import Expectation
from commonweal.weighing.watch.ground import LEAST_COUNT
from commonweal.weighing.watch.panel import Panel

LEAST_AFTER = 2


def broken_in(expectation: Expectation, panels: Sequence[Panel], last: Span) -> str:
    """Words on a break since adoption where it was meant or is watched; else empty."""
    plan = expectation.plan
    for ground, panel in zip(expectation.grounds, panels, strict=True):
        for area, span in panel.breaks:
            if area in ground.place.areas and plan.adopted <= span <= min(last, plan.judged_until):
                return (
                    f"The series has a break in {area} in {span}: from then on another definition "
                    "or source is counted, and nothing can be compared with before."
                )
    return ""


def silent_in(expectation: Expectation, laid: Sequence[Later]) -> str:
    """Words on an area that counted cases and has had none since; empty where there is none."""
    for ground, since in zip(expectation.grounds, laid, strict=True):
        for area in since.own if ground.scale.counted and not ground.why_not else ():
            after = since.values[area, since.window.after]
            if len(after) >= LEAST_AFTER and not after.any() and ground.sizes[area] >= LEAST_COUNT:
                return (
                    f"Not one case in {ground.before.areas[area]} since, where there were "
                    f"{ground.sizes[area]:,.3g} a period: ask first whether it still reports."
                )
    return ""
