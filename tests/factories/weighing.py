"""What stands in a small city's weighing room: the least that each thing needs."""

from typing import Any

from django.utils import timezone

from workbench.weighing.models import Channel, Option, Proposal

FACTORS = ["isolation", "housing-cost", "trust"]


def a_proposal(**more: Any) -> Proposal:
    """A proposal about housing with one way of doing it."""
    values: dict[str, Any] = {
        "title": "Fewer, larger flats at the canal",
        "question": "Shall flats at the canal be larger?",
        "policy_area": "housing",
        "factors": FACTORS,
        "groups": ["majority", "anti-roma"],
        "entered_at": timezone.now(),
    }
    made = Proposal.objects.create(**{**values, **more})
    an_option(made)
    return made


def an_option(proposal: Proposal, name: str = "As proposed", **more: Any) -> Option:
    """A way of doing it, for one group in one area."""
    values = {"policy_area": "housing", "groups": ["anti-roma"], "areas": ["NW"]}
    return Option.objects.create(proposal=proposal, name=name, **{**values, **more})


def a_channel(proposal: Proposal, **more: Any) -> Channel:
    """Households move next door."""
    values: dict[str, Any] = {
        "name": "Households move next door",
        "to": "areas",
        "factor": "isolation",
        "least": -0.6,
        "most": 0.0,
    }
    return Channel.objects.create(proposal=proposal, **{**values, **more})
