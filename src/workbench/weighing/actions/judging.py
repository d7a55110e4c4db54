"""Keep what a rater says, cell by cell; it can be said anew until the round is closed.

Read `keep_judgements` first. Nothing is kept of the person who sent it but what they said. The log
tells that a cell was judged and neither how nor in which words.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.weighing import access
from workbench.weighing.models import Proposal, Rater, Rating, Round

MOST_A_DAY = 400
NOTED = ("effect", "sureness", "grade")


class RoundIsClosed(CommonwealError):
    """A round takes no judgements any more, and stays as it is."""

    code = "round-is-closed"
    status = 409


class TooMuchToday(CommonwealError):
    """More was sent through one link in a day than a rater can have meant."""

    code = "too-much-today"
    status = 429


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is said of one cell; no effect means “I don't know”, no `why` leaves the kept one."""

    policy_area: str
    factor: str
    group: str
    effect: int | None
    sureness: int | None = None
    evidence: str = ""
    grade: str = ""
    comment: str = ""
    why: str | None = None

    @property
    def cell(self) -> tuple[str, str, str]:
        """Which cell it is about."""
        return self.policy_area, self.factor, self.group

    @property
    def said(self) -> dict[str, Any]:
        """What is said of it, by the names of the model's fields."""
        left = {"policy_area", "factor", "group", *(() if self.why is not None else ("why",))}
        return {name: value for name, value in asdict(self).items() if name not in left}

    def is_kept_as(self, kept: Rating) -> bool:
        """Whether the kept answer says the same."""
        return all(getattr(kept, name) == said for name, said in self.said.items())


def keep_judgements(
    rater: Rater, found: Round, told: Sequence[Judgement], *, now: datetime, today: date
) -> int:
    """Keep what was sent through a rater's own link; says in how many cells something is new.

    Raises `RoundIsClosed` after its last day, `TooMuchToday` where a link sends without end.
    """
    with transaction.atomic():
        found = Round.objects.select_for_update().select_related("proposal").get(pk=found.pk)
        if not found.takes(today) or found.proposal.state != Proposal.State.OPEN:
            raise _closed()
        _count(rater, today)
        return _keep(rater, found, told, None, now)


def take_judgements(
    found: Round,
    told: Sequence[tuple[Rater, Sequence[Judgement]]],
    *,
    acting_person: Person,
    now: datetime,
) -> int:
    """Keep what raters sent to the desk in a file, up to the moment at which the round is closed.

    Raises `RoundIsClosed`.
    """
    access.refuse_unless_weighs(acting_person)
    with transaction.atomic():
        found = Round.objects.select_for_update().select_related("proposal").get(pk=found.pk)
        access.refuse_unless_open(found.proposal)
        if found.closed_at is not None:
            raise _closed()
        return sum(_keep(rater, found, said, acting_person, now) for rater, said in told)


def _closed() -> RoundIsClosed:
    return RoundIsClosed(
        _("This round is closed, and what was said in it stays as it is."),
        remedy=_("Tell the city desk where something was left out."),
    )


def _count(rater: Rater, today: date) -> None:
    """Count what was sent today; one screen of one rater counts once."""
    rater = Rater.objects.select_for_update().get(pk=rater.pk)
    rater.saves = rater.saves + 1 if rater.saved_on == today else 1
    rater.saved_on = today
    if rater.saves > MOST_A_DAY:
        raise TooMuchToday(
            _("More was sent through this link today than can be kept."),
            remedy=_("What was kept stays. Please come back tomorrow."),
        )
    rater.save(update_fields=["saves", "saved_on"])


def _keep(
    rater: Rater,
    found: Round,
    told: Sequence[Judgement],
    acting_person: Person | None,
    now: datetime,
) -> int:
    kept = {one.cell: one for one in access.said_by(rater, found)}
    return sum(_keep_one(rater, found, one, kept.get(one.cell), acting_person, now) for one in told)


def _keep_one(
    rater: Rater,
    found: Round,
    told: Judgement,
    kept: Rating | None,
    acting_person: Person | None,
    now: datetime,
) -> bool:
    """Whether anything is new."""
    if kept is not None and told.is_kept_as(kept):
        return False
    before = {name: getattr(kept, name) for name in NOTED} if kept else {}
    kept = kept or Rating(rater=rater, round=found, **_place(told))
    for name, value in {**told.said, "at": now}.items():
        setattr(kept, name, value)
    kept.save()
    after = {**{name: getattr(kept, name) for name in NOTED}, "round_id": found.pk}
    record_audit(acting_person, "judge-cell", kept, before, {**after, **_place(told)})
    return True


def _place(told: Judgement) -> dict[str, str]:
    return {"policy_area": told.policy_area, "factor": told.factor, "group": told.group}
