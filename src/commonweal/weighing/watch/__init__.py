"""The watch after a decision: solved, moved, worse, or whether it cannot be told.

Read `watching.watch` first (S003-R4, S003-54): `expect` fixes the expected course before adoption,
`watch` holds what came since against it and against areas that the decision did not touch.
"""

from commonweal.weighing.watch.changes import Change
from commonweal.weighing.watch.expectation import Expectation, Expected, ExpectedPeriod, expect
from commonweal.weighing.watch.panel import Panel
from commonweal.weighing.watch.plan import Place, WatchPlan, plan_of
from commonweal.weighing.watch.plan_keys import InvalidPlan
from commonweal.weighing.watch.verdicts import Judged, Verdict
from commonweal.weighing.watch.watching import Observed, Watch, watch

__all__ = [
    "Change",
    "Expectation",
    "Expected",
    "ExpectedPeriod",
    "InvalidPlan",
    "Judged",
    "Observed",
    "Panel",
    "Place",
    "Verdict",
    "Watch",
    "WatchPlan",
    "expect",
    "plan_of",
    "watch",
]
