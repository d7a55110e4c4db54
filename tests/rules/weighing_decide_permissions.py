"""The permission table of decisions and concerns; page_permissions.py says how to read its rows.

Those who weigh keep records; only coordinators read concerns, which may be about those who weigh.
Published decisions, and raising a concern, are open to everybody.
"""

from datetime import date
from typing import Any

from tests.cast import Cast
from tests.factories import weighing as made
from tests.factories import weighing_decide as decide
from tests.factories import weighing_watches as watched
from tests.rules.permission_rows import DONE, Row, for_all, for_roles
from tests.rules.weighing_permissions import weighed
from workbench.core.open_sending import opened_now
from workbench.weighing.actions import decisions as acts
from workbench.weighing.actions.concerns import raise_concern

OPEN_DECISIONS = ("open-decisions", "open-decision", "open-concern", "open-concern-answer")
DISSENT = {"of": "body", "whose": "Choir", "words": "No.", "in_public": "not"}
AREAS = ("NW", "NE", "SW", "SE")
CONDITION = {"words": "No rent rises.", "responsible": "Housing"}


def a_proposal(cast: Cast) -> dict[str, Any]:
    """The address of a proposal that is being weighed."""
    return {"proposal_id": made.a_proposal().pk}


def a_ready_draft(cast: Cast) -> dict[str, Any]:
    """The address of one of which the record lacks nothing."""
    return {"proposal_id": decide.a_ready_draft(cast.hanna).pk}


def an_adopted_one(cast: Cast) -> dict[str, Any]:
    """The address of a decided proposal."""
    return {"proposal_id": decide.an_adopted_one(cast.hanna).proposal_id}


def an_assumption(cast: Cast) -> dict[str, Any]:
    """The address of an assumption in a draft."""
    values = {"words": "Families stay.", "disputed": False, "evidence": ""}
    found = acts.add_assumption(made.a_proposal(), values, acting_person=cast.hanna)
    return {"assumption_id": found.pk}


def a_condition(cast: Cast) -> dict[str, Any]:
    """The address of a condition in a draft."""
    values = {**CONDITION, "until": date(2027, 6, 1)}
    found = acts.add_condition(made.a_proposal(), values, acting_person=cast.hanna)
    return {"condition_id": found.pk}


def a_standing_condition(cast: Cast) -> dict[str, Any]:
    """The address of a condition of an adopted decision."""
    return {"condition_id": decide.an_adopted_one(cast.hanna).conditions.get().pk}


def a_concern(cast: Cast) -> dict[str, Any]:
    """The address of a concern that waits."""
    found, _receipt = raise_concern(about=None, words="So.", name="", today=date(2026, 3, 1))
    return {"concern_id": found.pk}


def a_public_one(cast: Cast) -> dict[str, Any]:
    """The address of a published decision."""
    return {"decision_id": decide.an_adopted_one(cast.hanna, public=True).pk}


def a_series(cast: Cast) -> dict[str, Any]:
    """The address of an indicator series."""
    return {"series_id": watched.a_series(AREAS).pk}


def a_watch(cast: Cast) -> dict[str, Any]:
    """The address of a watch in a draft."""
    series = watched.a_series(AREAS)
    return {"watch_id": watched.a_watch(made.a_proposal(), cast.hanna, series).pk}


def drafted(name: str, data: dict[str, Any]) -> tuple[Row, Row]:
    """A form about a draft: looked at, and sent."""
    return (
        weighed(name, "GET", 200, kwargs=a_proposal),
        weighed(name, "POST", DONE, kwargs=a_proposal, data=data),
    )


def desk(name: str, method: str, status: int, **more: Any) -> Row:
    """One answer for those who read concerns."""
    return for_roles(name, method, status, "coordinator", **more)


DECISIONS: tuple[Row, ...] = (
    weighed("weighing-decision", "GET", 200, kwargs=a_proposal),
    *drafted("weighing-decision-edit", {"why": "Because."}),
    *drafted("weighing-screening", {"takes-away": "no"}),
    *drafted("weighing-assessment", {"equality-gap": "yes"}),
    *drafted("weighing-assumption-new", {"words": "Families stay."}),
    *drafted("weighing-dissent-new", DISSENT),
    *drafted("weighing-condition-new", CONDITION),
    weighed("weighing-assumption-drop", "POST", DONE, kwargs=an_assumption),
    weighed("weighing-condition-drop", "POST", DONE, kwargs=a_condition),
    weighed("weighing-condition-met", "POST", DONE, kwargs=a_standing_condition),
    weighed("weighing-decision-adopt", "POST", DONE, kwargs=a_ready_draft),
    for_roles("weighing-decision-sign", "POST", DONE, "policy_officer", kwargs=an_adopted_one),
    weighed("weighing-decision-amend", "GET", 200, kwargs=an_adopted_one),
    weighed(
        "weighing-decision-amend", "POST", DONE, kwargs=an_adopted_one, data={"words": "Later."}
    ),
    weighed("weighing-decision-public", "POST", DONE, kwargs=an_adopted_one, data={"shown": "yes"}),
    weighed("weighing-decision-pdf", "GET", 200, kwargs=an_adopted_one),
    desk("weighing-concerns", "GET", 200),
    desk("weighing-concern", "GET", 200, kwargs=a_concern),
    desk("weighing-concern-open", "POST", 200, kwargs=a_concern),
    desk("weighing-concern-answer", "POST", DONE, kwargs=a_concern, data={"answer": "So."}),
    weighed("weighing-watches", "GET", 200, kwargs=a_proposal),
    weighed("weighing-watch-new", "GET", 200, kwargs=a_proposal),
    weighed("weighing-watch-new", "POST", 400, kwargs=a_proposal),
    weighed("weighing-watch", "GET", 200, kwargs=a_watch),
    weighed("weighing-watch-drop", "POST", DONE, kwargs=a_watch),
    weighed("weighing-reviews", "GET", 200),
    weighed("weighing-indicators", "GET", 200),
    weighed("weighing-indicators-new", "GET", 200),
    weighed("weighing-indicators-new", "POST", 400),
    weighed("weighing-pair", "GET", 200),
    weighed("weighing-series", "GET", 200, kwargs=a_series),
    weighed("weighing-series-edit", "GET", 200, kwargs=a_series),
    weighed("weighing-series-edit", "POST", DONE, kwargs=a_series, data={"worse": "more"}),
    for_all("open-decisions", "GET", 200),
    for_all("open-decision", "GET", 200, kwargs=a_public_one),
    for_all("open-concern", "GET", 200),
    for_all("open-concern", "POST", 200, data={"words": "So.", "opened": opened_now()}),
    for_all("open-concern-answer", "GET", 200),
    for_all("open-concern-answer", "POST", 404, data={"receipt": "AAAA", "opened": opened_now()}),
)
