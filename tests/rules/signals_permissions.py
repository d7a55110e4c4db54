"""The rows of the permission table for signals; page_permissions.py says how to read them.

A coordinator answers, an analyst reads; partners and operators see none of it (charter 8).
"""

from typing import Any

from tests.cast import Cast
from tests.factories import signals
from tests.factories.findings import WEEK
from tests.rules.listening_permissions import a_source
from tests.rules.permission_rows import DONE, Row, for_roles
from workbench.listening.models import Source

DESK = ("coordinator", "analyst")
EVENT = {
    "name": "Council election",
    "on": "2026-03-15",
    "reach": "local",
    "kind": "election",
    "told_by": "Town gazette",
}
STEP = {"what": "campaign", "label": "Posters", "since": "2026-03-01"}


def a_source_of(cast: Cast) -> Source:
    """A source that shows one incident."""
    return Source.objects.get(key=a_source(cast)["key"])


def a_signal(cast: Cast) -> dict[str, Any]:
    """The address of a signal that waits, with a campaign and an event beside it."""
    signals.an_event(cast.asha)
    return {"signal_id": signals.a_signal(a_source_of(cast)).pk}


def an_answered_signal(cast: Cast) -> dict[str, Any]:
    """No variable part; but a signal was answered, so that the pages have something to say."""
    signals.an_answer(signals.a_signal(a_source_of(cast)), cast.asha)
    return {}


def no_signal(_cast: Cast) -> dict[str, Any]:
    """The address of a signal that there is not."""
    return {"signal_id": 999_999}


def a_step(cast: Cast) -> dict[str, Any]:
    """The address of a campaign that lasts."""
    return {"step_id": signals.a_step(cast.asha).pk}


def an_event(cast: Cast) -> dict[str, Any]:
    """The address of an event of the calendar."""
    return {"event_id": signals.an_event(cast.asha).pk}


def with_step(cast: Cast) -> dict[str, Any]:
    """No variable part; but there is a campaign."""
    signals.a_step(cast.asha)
    return {}


def with_event(cast: Cast) -> dict[str, Any]:
    """No variable part; but there is an event."""
    signals.an_event(cast.asha)
    return {}


def with_brief(_cast: Cast) -> dict[str, Any]:
    """No variable part; but a brief was frozen."""
    signals.a_frozen_brief()
    return {}


def a_frozen_week(_cast: Cast) -> dict[str, Any]:
    """The address of a frozen brief."""
    return {"week": signals.a_frozen_brief().week}


def no_week(_cast: Cast) -> dict[str, Any]:
    """The address of a week of which nothing was frozen."""
    return {"week": WEEK}


SIGNALS: tuple[Row, ...] = (
    for_roles("listening-signals", "GET", 200, *DESK, kwargs=an_answered_signal),
    for_roles("listening-search", "POST", DONE, *DESK),
    for_roles("listening-how-sure", "GET", 200, *DESK, kwargs=an_answered_signal),
    for_roles("listening-answers", "GET", 200, *DESK, kwargs=an_answered_signal),
    for_roles("listening-signal", "GET", 200, *DESK, kwargs=a_signal),
    for_roles("listening-signal", "GET", 404, *DESK, kwargs=no_signal),
    for_roles(
        "listening-signal-answer",
        "POST",
        DONE,
        "coordinator",
        kwargs=a_signal,
        data={"verb": "seen"},
    ),
    for_roles("listening-steps", "GET", 200, *DESK, kwargs=with_step),
    for_roles("listening-step-new", "GET", 200, "coordinator"),
    for_roles("listening-step-new", "POST", DONE, "coordinator", data=STEP),
    for_roles("listening-step-end", "GET", 200, "coordinator", kwargs=a_step),
    for_roles(
        "listening-step-end",
        "POST",
        DONE,
        "coordinator",
        kwargs=a_step,
        data={"until": "2026-03-20"},
    ),
    for_roles("listening-step-withdraw", "POST", DONE, "coordinator", kwargs=a_step),
    for_roles("listening-calendar", "GET", 200, *DESK, kwargs=with_event),
    for_roles("listening-event-new", "GET", 200, *DESK),
    for_roles("listening-event-new", "POST", DONE, *DESK, data=EVENT),
    for_roles("listening-event", "GET", 200, *DESK, kwargs=an_event),
    for_roles("listening-event", "POST", DONE, *DESK, kwargs=an_event, data=EVENT),
    for_roles("listening-event-remove", "POST", DONE, *DESK, kwargs=an_event),
    for_roles("listening-frozen-briefs", "GET", 200, *DESK, kwargs=with_brief),
    for_roles("listening-frozen", "GET", 200, *DESK, kwargs=a_frozen_week),
    for_roles("listening-frozen", "GET", 404, *DESK, kwargs=no_week),
    for_roles("listening-frozen-pdf", "GET", 200, *DESK, kwargs=a_frozen_week),
)
