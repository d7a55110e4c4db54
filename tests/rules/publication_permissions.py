"""The rows of the permission table for the public edition and the public face."""

from typing import Any

from tests.cast import Cast
from tests.factories.publication import PLAN, YEAR, a_draft, a_fixed_plan, a_release
from tests.rules.permission_rows import DONE, Row, Status, for_all, for_roles

OPEN_FIGURES = frozenset(
    {"open", "open-how", "open-ledger", "open-edition", "open-csv", "open-json"}
)
DESK = ("coordinator", "analyst")


def a_plan_to_change(cast: Cast) -> dict[str, Any]:
    """The address of a draft."""
    return {"plan_id": a_draft(cast.asha).pk}


def a_plan_to_release(cast: Cast) -> dict[str, Any]:
    """The address of a plan that is fixed."""
    return {"plan_id": a_fixed_plan(cast.asha).pk}


def no_plan(_cast: Cast) -> dict[str, Any]:
    """The address of a plan that there is not."""
    return {"plan_id": 999_999}


def something_released(cast: Cast) -> dict[str, Any]:
    """A page without variable parts, after a release."""
    a_release(cast.asha)
    return {}


def released(cast: Cast) -> dict[str, Any]:
    """The address of a release."""
    return {"source": PLAN.source, "edition": a_release(cast.asha).edition}


def not_released(cast: Cast) -> dict[str, Any]:
    """The address of a quarter that is not out."""
    a_fixed_plan(cast.asha)
    return {"source": PLAN.source, "edition": f"{YEAR}Q1"}


def by_a_coordinator(name: str, method: str, status: Status, **more: Any) -> Row:
    """A page that the desk reads and an analyst may not send."""
    return for_roles(name, method, status, "coordinator", **more)


PUBLICATION = (
    for_roles("listening-publication", "GET", 200, *DESK),
    by_a_coordinator("listening-publication", "POST", 400),
    for_roles("listening-plan", "GET", 200, *DESK, kwargs=a_plan_to_change),
    for_roles("listening-plan", "GET", 404, *DESK, kwargs=no_plan),
    by_a_coordinator("listening-plan", "POST", 400, kwargs=a_plan_to_change),
    by_a_coordinator("listening-plan-fix", "POST", DONE, kwargs=a_plan_to_change),
    for_roles("listening-release", "GET", 200, *DESK, kwargs=a_plan_to_release),
    by_a_coordinator("listening-release", "POST", 400, kwargs=a_plan_to_release),
    for_all("open", "GET", 200, kwargs=something_released),
    for_all("open", "GET", 404),
    for_all("open-how", "GET", 200, kwargs=something_released),
    for_all("open-how", "GET", 404),
    for_all("open-ledger", "GET", 200, kwargs=something_released),
    for_all("open-ledger", "GET", 404),
    for_all("open-edition", "GET", 200, kwargs=released),
    for_all("open-edition", "GET", 404, kwargs=not_released),
    for_all("open-csv", "GET", 200, kwargs=released),
    for_all("open-csv", "GET", 404, kwargs=not_released),
    for_all("open-json", "GET", 200, kwargs=released),
    for_all("open-json", "GET", 404, kwargs=not_released),
)
