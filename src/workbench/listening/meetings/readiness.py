"""What stands ready today, and how long it took from an incident to the first open talk.

Read `Readiness` first (S002-25).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.listening.meetings.following import median_days
from workbench.listening.meetings.models import Activation, Session, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What is confirmed today by kind, which areas have no confirmed place, and the waits.

    `waits` are days from the incident to the first talk open to everybody, the newest first;
    `without_talk` counts the incidents that have led to none so far.
    """

    confirmed: dict[str, int]
    asking: int
    without_place: tuple[str, ...]
    waits: tuple[int, ...]
    without_talk: int

    @property
    def middle(self) -> float | None:
        """The median of the waits."""
        return median_days(list(self.waits))


def is_confirmed(one: Standing, today: date) -> bool:
    """Whether somebody confirmed it, and the confirmation still holds."""
    return one.confirmed_on is not None and one.holds_until is not None and one.holds_until >= today


def readiness_of(
    standing: Iterable[Standing],
    activations: Iterable[Activation],
    *,
    areas: Sequence[str],
    today: date,
) -> Readiness:
    """What counts today."""
    offered = [one for one in standing if not one.retired]
    good = [one for one in offered if is_confirmed(one, today)]
    placed = {one.area for one in good if one.kind == Standing.Kind.PLACE}
    found = [first_talk_after(one) for one in activations]
    return Readiness(
        confirmed={kind: sum(one.kind == kind for one in good) for kind in Standing.Kind.values},
        asking=len(offered) - len(good),
        without_place=tuple(area for area in areas if area not in placed),
        waits=tuple(days for days in found if days is not None),
        without_talk=sum(days is None for days in found),
    )


def first_talk_after(one: Activation) -> int | None:
    """Days from the incident to the first talk that was held and open; None while there is none."""
    held = [
        session.day
        for session in one.sessions.all()
        if session.state == Session.State.HELD
        and session.is_open
        and session.day >= one.incident_on
    ]
    return (min(held) - one.incident_on).days if held else None
