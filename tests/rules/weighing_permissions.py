"""The permission table of the weighing room; page_permissions.py says how to read its rows.

Those who weigh see every proposal; partners and operators see none from inside.
"""

from typing import Any

from tests.cast import Cast
from tests.factories import weighing as made
from tests.rules.permission_rows import DONE, Row, Status, for_roles

WEIGHS = ("coordinator", "analyst", "policy_officer")
WAY = {"name": "Half of it", "policy_area": "housing", "size": "0.5", "starts": "1"}
PROPOSAL = {
    "title": "Larger flats",
    "question": "Shall flats be larger?",
    "factors": ["isolation"],
    "looked_at": ["anti-roma"],
}
CHANNEL = {
    "name": "Households move",
    "to": "areas",
    "factor": "",
    "least": "-0.5",
    "most": "0",
    "delay_quarters": "1",
}


def a_proposal(cast: Cast) -> dict[str, Any]:
    """The address of a proposal with two ways of doing it and a channel."""
    proposal = made.a_proposal()
    made.an_option(proposal, "Half of it", size=0.5)
    made.a_channel(proposal)
    return {"proposal_id": proposal.pk}


def an_option(cast: Cast) -> dict[str, Any]:
    """The address of one of two ways of doing it."""
    return {"option_id": made.an_option(made.a_proposal(), "Half of it").pk}


def a_channel(cast: Cast) -> dict[str, Any]:
    """The address of a way in which a problem may move."""
    return {"channel_id": made.a_channel(made.a_proposal()).pk}


def weighed(name: str, method: str, status: Status, **more: Any) -> Row:
    """One answer for those who weigh."""
    return for_roles(name, method, status, *WEIGHS, **more)


WEIGHING: tuple[Row, ...] = (
    weighed("weighing", "GET", 200),
    weighed("weighing-proposal-new", "GET", 200),
    weighed(
        "weighing-proposal-new",
        "POST",
        DONE,
        data={**PROPOSAL, **{f"way-{key}": value for key, value in WAY.items()}},
    ),
    weighed("weighing-proposal", "GET", 200, kwargs=a_proposal),
    weighed("weighing-proposal-edit", "GET", 200, kwargs=a_proposal),
    weighed("weighing-proposal-edit", "POST", DONE, kwargs=a_proposal, data=PROPOSAL),
    weighed("weighing-proposal-withdraw", "POST", DONE, kwargs=a_proposal),
    weighed("weighing-options", "GET", 200, kwargs=a_proposal),
    weighed("weighing-option-new", "GET", 200, kwargs=a_proposal),
    weighed(
        "weighing-option-new", "POST", DONE, kwargs=a_proposal, data={**WAY, "name": "A third"}
    ),
    weighed("weighing-option-withdraw", "POST", DONE, kwargs=an_option),
    weighed("weighing-channel-new", "GET", 200, kwargs=a_proposal),
    weighed("weighing-channel-new", "POST", DONE, kwargs=a_proposal, data=CHANNEL),
    weighed("weighing-channel-drop", "POST", DONE, kwargs=a_channel),
)
