"""The permission rows of what-if, the look around, and ways beside one another.

Those who weigh read and say everything here; nobody else sees any of it.
"""

from typing import Any

from django.utils import timezone

from tests.cast import Cast
from tests.factories import weighing as made
from tests.factories.weighing_what_if import all_looked_at, only_option
from tests.rules.permission_rows import DONE, Row
from tests.rules.weighing_permissions import a_proposal, weighed
from workbench.weighing.models import Run

LOOK = {"about": "ticked", "kind": "reason", "words": "The bus stays", "place": ["majority|SE"]}


def an_option(cast: Cast) -> dict[str, Any]:
    """The address of a way of doing it."""
    return {"option_id": only_option(made.a_proposal()).pk}


def a_look(cast: Cast) -> dict[str, Any]:
    """The address of what was said about somebody who is not meant."""
    option = only_option(made.a_proposal())
    all_looked_at(option, cast.hanna)
    return {"look_id": option.looks.order_by("pk")[0].pk}


def a_course(cast: Cast) -> dict[str, Any]:
    """The address of a course."""
    return {**an_option(cast), "group": "majority", "factor": "trust"}


def a_group(cast: Cast) -> dict[str, Any]:
    """The address of a group beside its ways."""
    return {**a_proposal(cast), "group": "majority"}


def a_failed_run(cast: Cast) -> dict[str, Any]:
    """The address of a run that was not finished."""
    proposal = made.a_proposal()
    run = Run.objects.create(
        proposal=proposal,
        option=only_option(proposal),
        draws=100,
        state=Run.State.FAILED,
        made_at=timezone.now(),
    )
    return {"run_id": run.pk}


WHAT_IF: tuple[Row, ...] = (
    weighed("weighing-what-if", "GET", 200, kwargs=an_option),
    weighed("weighing-course", "GET", 200, kwargs=a_course),
    weighed("weighing-run", "GET", DONE, kwargs=a_failed_run),
    weighed("weighing-run-again", "POST", DONE, kwargs=a_failed_run),
    weighed("weighing-around", "GET", 200, kwargs=an_option),
    weighed("weighing-around", "POST", DONE, kwargs=an_option, data=LOOK),
    weighed("weighing-looked", "GET", 200, kwargs=a_look),
    weighed("weighing-beside", "GET", 200, kwargs=a_proposal),
    weighed("weighing-beside-group", "GET", 200, kwargs=a_group),
    weighed("weighing-channels-usual", "POST", DONE, kwargs=a_proposal),
)
