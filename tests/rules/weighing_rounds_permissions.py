"""The permission table of judgements; page_permissions.py says how to read its rows.

Those who weigh see every round. A rater's own page is open to whoever has its link.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.cast import Cast
from tests.factories import weighing as made
from tests.factories import weighing_rounds as rounds
from tests.rules.permission_rows import DONE, Row, for_all
from tests.rules.weighing_permissions import weighed
from workbench.weighing.actions.rating_files import keep_file

OPEN_JUDGING = ("open-judge", "open-judge-done", "open-judge-screen")
NEXT_WEEK = (timezone.localdate() + timedelta(days=7)).isoformat()
ROUND = {"policy_areas": ["housing"], "factors": ["isolation"], "closes_on": NEXT_WEEK}
RATER = {"name": "Tenants", "side": "community"}
JUDGED = {"g1-effect": "2"}


def a_proposal(cast: Cast) -> dict[str, Any]:
    """The address of a proposal about which nobody was asked."""
    return {"proposal_id": made.a_proposal().pk}


def a_round(cast: Cast) -> dict[str, Any]:
    """The address of an open round in which one rater spoke."""
    found = rounds.a_round()
    rounds.asked(found, [2])
    return {"round_id": found.pk}


def a_closed_round(cast: Cast) -> dict[str, Any]:
    """The address of a first round that is over."""
    return {"round_id": rounds.a_closed_round().pk}


def a_cell(cast: Cast) -> dict[str, Any]:
    """The address of a cell that one rater judged."""
    return {**a_round(cast), **rounds.CELL}


def a_rater(cast: Cast) -> dict[str, Any]:
    """The address of a rater."""
    return {"rater_id": rounds.a_rater(made.a_proposal()).pk}


def a_link(cast: Cast) -> dict[str, Any]:
    """The link of a rater in an open round."""
    rounds.a_rater(rounds.a_round().proposal)
    return {"token": rounds.TOKEN}


def a_screen(cast: Cast) -> dict[str, Any]:
    """Its first screen."""
    return {**a_link(cast), "number": 1}


def a_form(cast: Cast) -> dict[str, Any]:
    """The address of a file to take out."""
    return {**a_round(cast), "form": "csv"}


def a_file(cast: Cast, sender: str = "hanna") -> dict[str, Any]:
    """The address of a file that Hanna sent."""
    found = rounds.a_round()
    text = "rater,policy_area,factor,group,effect\nNobody,housing,trust,majority,1\n"
    upload = keep_file(
        [text.encode()],
        found,
        file_name="ratings.csv",
        rater="",
        enters=False,
        acting_person=getattr(cast, sender),
        now=timezone.now(),
    )
    return {"round_id": found.pk, "token": upload.token}


def sent(name: str, method: str, status: int | str) -> Row:
    """A file answers whoever sent it, and nobody else."""
    row = weighed(name, method, 404, kwargs=a_file)
    return Row(**{**{key: getattr(row, key) for key in row.__slots__}, "policy_officer": status})


ROUNDS: tuple[Row, ...] = (
    weighed("weighing-rounds", "GET", 200, kwargs=a_proposal),
    weighed("weighing-round-open", "GET", 200, kwargs=a_proposal),
    weighed("weighing-round-open", "POST", DONE, kwargs=a_proposal, data=ROUND),
    weighed("weighing-rater-invite", "GET", 200, kwargs=a_proposal),
    weighed("weighing-rater-invite", "POST", 200, kwargs=a_proposal, data=RATER),
    weighed("weighing-rater-link", "POST", 200, kwargs=a_rater),
    weighed("weighing-rater-withdraw", "POST", DONE, kwargs=a_rater),
    weighed("weighing-round-second", "GET", 200, kwargs=a_closed_round),
    weighed(
        "weighing-round-second",
        "POST",
        DONE,
        kwargs=a_closed_round,
        data={"factors": ["isolation"], "closes_on": NEXT_WEEK},
    ),
    weighed("weighing-round-move", "GET", 200, kwargs=a_round),
    weighed("weighing-round-move", "POST", DONE, kwargs=a_round, data={"closes_on": NEXT_WEEK}),
    weighed("weighing-round-close", "POST", DONE, kwargs=a_round),
    weighed("weighing-matrix", "GET", 200, kwargs=a_round),
    weighed("weighing-matrix-cell", "GET", 200, kwargs=a_cell),
    weighed("weighing-round-said", "GET", 200, kwargs=a_form),
    weighed("weighing-round-template", "GET", 200, kwargs=a_form),
    weighed("weighing-round-files", "GET", 200, kwargs=a_round),
    weighed("weighing-round-files", "POST", 400, kwargs=a_round),
    sent("weighing-round-file", "GET", 200),
    sent("weighing-round-file-take", "POST", DONE),
    sent("weighing-round-file-drop", "POST", DONE),
    sent("weighing-round-file-refused", "GET", 200),
    for_all("open-judge", "GET", 200, kwargs=a_link),
    for_all("open-judge-done", "GET", 200, kwargs=a_link),
    for_all("open-judge-screen", "GET", 200, kwargs=a_screen),
    for_all("open-judge-screen", "POST", DONE, kwargs=a_screen, data=JUDGED),
)
