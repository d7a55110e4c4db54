"""The publishing floor: which counts about people may leave the house (charter 4).

`publishable` is the one rule. It looks at the count and at the size of the group it speaks of,
because nine incidents in a group of two hundred thousand and nine in a group of nine are not the
same secret. Sources: the thresholds of 3, 5 and 10 in use at statistical offices, zero included
(UK Longitudinal Linkage Collaboration; ONS Longitudinal Study); the default of 10 is ours.
Inside the house an unknown group size lets the count decide; `publishable_outside` is the stricter
rule for what everybody may read. Hiding further cells so that none can be worked out by subtraction
comes with publishing itself (`commonweal.listening.publication`).
"""

from dataclasses import dataclass
from enum import StrEnum

DEFAULT_FLOOR = 10
LOWEST_FLOOR = 3


class FloorReason(StrEnum):
    """Why a count may or may not be published; the same word on screen, in audit and in tests."""

    ENOUGH = "enough"
    ENOUGH_SIZE_UNKNOWN = "enough-size-unknown"
    COUNT_BELOW_FLOOR = "count-below-floor"
    GROUP_BELOW_FLOOR = "group-below-floor"
    GROUP_SIZE_UNKNOWN = "group-size-unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorDecision:
    """Whether the count may be published, why, and the same in one sentence."""

    allowed: bool
    reason: FloorReason
    sentence: str


def publishable(count: int, group_size: int | None, floor: int) -> FloorDecision:
    """Whether a count about a group of `group_size` people may be published under `floor`.

    A zero is a count: where nothing is said about small numbers, “none” says something too. A group
    size of None means that it is not known; the count alone then decides, and the sentence says so.
    Raises ValueError for a negative count or a floor below three.
    """
    if count < 0 or (group_size is not None and group_size < 0):
        raise ValueError("A count or a group's size is never negative.")
    if floor < LOWEST_FLOOR:
        raise ValueError(f"A publishing floor is at least {LOWEST_FLOOR}, not {floor}.")
    if count < floor:
        return FloorDecision(
            allowed=False,
            reason=FloorReason.COUNT_BELOW_FLOOR,
            sentence=f"Fewer than {floor}: below the publishing floor.",
        )
    if group_size is None:
        return FloorDecision(
            allowed=True,
            reason=FloorReason.ENOUGH_SIZE_UNKNOWN,
            sentence=f"At or above the publishing floor of {floor}; "
            "the size of the group is not known.",
        )
    if group_size < floor:
        return FloorDecision(
            allowed=False,
            reason=FloorReason.GROUP_BELOW_FLOOR,
            sentence=f"The group has fewer than {floor} people here: "
            "any count would point at them.",
        )
    return FloorDecision(
        allowed=True,
        reason=FloorReason.ENOUGH,
        sentence=f"At or above the publishing floor of {floor}.",
    )


def publishable_outside(count: int, group_size: int | None, floor: int) -> FloorDecision:
    """Whether a count may be published to everybody: an unknown group size counts as below `floor`.

    Otherwise the rule of `publishable`, with its errors. `group_size` may be a number that the
    group is known to reach at least.
    """
    decision = publishable(count, group_size, floor)
    if decision.reason is not FloorReason.ENOUGH_SIZE_UNKNOWN:
        return decision
    return FloorDecision(
        allowed=False,
        reason=FloorReason.GROUP_SIZE_UNKNOWN,
        sentence="How many people the group has here is not known, "
        "so the group counts as below the floor.",
    )
