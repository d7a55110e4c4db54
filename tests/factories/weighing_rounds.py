"""A round of judgements as it stands in a small city: its raters, and what they said."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from tests.factories.weighing import a_proposal
from workbench.accounts.access import token_sha256
from workbench.weighing.models import Proposal, Rater, Rating, Round

TOKEN = "a-long-random-token-of-a-rater"
CELL = {"policy_area": "housing", "factor": "isolation", "group": "majority"}


def a_round(proposal: Proposal | None = None, number: int = 1, **more: Any) -> Round:
    """A round that is open for a week."""
    proposal = proposal or a_proposal()
    values: dict[str, Any] = {
        "policy_areas": ["housing"],
        "factors": proposal.factors,
        "groups": proposal.groups,
        "opened_at": timezone.now(),
        "closes_on": timezone.localdate() + timedelta(days=7),
    }
    return Round.objects.create(proposal=proposal, number=number, **{**values, **more})


def a_closed_round(proposal: Proposal | None = None, number: int = 1, **more: Any) -> Round:
    """A round that takes nothing any more."""
    return a_round(proposal, number, closed_at=timezone.now(), **more)


def a_rater(
    proposal: Proposal, name: str = "Housing office", *, token: str | None = TOKEN, **more: Any
) -> Rater:
    """A department with a link."""
    values: dict[str, Any] = {"side": Rater.Side.DEPARTMENT, "invited_at": timezone.now()}
    hashed = token_sha256(token) if token else None
    return Rater.objects.create(
        proposal=proposal, name=name, token_sha256=hashed, **{**values, **more}
    )


def a_rating(found: Round, rater: Rater, effect: int | None, **more: Any) -> Rating:
    """What a rater says of one cell."""
    values: dict[str, Any] = {**CELL, "effect": effect, "at": timezone.now()}
    return Rating.objects.create(round=found, rater=rater, **{**values, **more})


def asked(found: Round, effects: list[int | None], **more: Any) -> list[Rater]:
    """Raters, departments and communities in turn, who each say one effect of one cell."""
    raters = []
    for number, effect in enumerate(effects, 1):
        side = Rater.Side.COMMUNITY if number % 2 == 0 else Rater.Side.DEPARTMENT
        rater = found.proposal.raters.filter(name=f"Rater {number}").first() or a_rater(
            found.proposal, f"Rater {number}", token=None, side=side
        )
        a_rating(found, rater, effect, **more)
        raters.append(rater)
    return raters


def in_a_week() -> date:
    """A day on which a round may end."""
    return timezone.localdate() + timedelta(days=7)
