"""Open a round, invite raters, close it, open the second.

Read `open_round` first, then `invite_rater`. What a rater says is kept by actions/judging.py.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.core.city import current_city
from workbench.weighing import access
from workbench.weighing.models import Proposal, Rater, Round
from workbench.weighing.models.rounds import FIRST, SECOND
from workbench.weighing.tokens import new_token


class UnfitRound(CommonwealError):
    """A round that cannot be opened, moved or closed as it was asked."""

    code = "unfit-round"
    status = 409


class UnfitRater(CommonwealError):
    """A rater that cannot be invited as it was asked."""

    code = "unfit-rater"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a round asks: which policy areas touch which factors for which groups, until when."""

    policy_areas: Sequence[str]
    factors: Sequence[str]
    groups: Sequence[str]
    closes_on: date


@transaction.atomic
def open_round(
    proposal: Proposal, asked: Asked, *, acting_person: Person, now: datetime, today: date
) -> Round:
    """Open the first round; the majority is always asked about (S003-R3)."""
    proposal = _standing(proposal, acting_person)
    if access.last_round(proposal) is not None:
        raise UnfitRound(_("The first round was opened already."), remedy=_("Invite raters to it."))
    _check_asks_something(asked)
    return _opened(proposal, FIRST, asked, acting_person=acting_person, now=now, today=today)


@transaction.atomic
def open_second_round(
    first: Round,
    factors: Sequence[str],
    closes_on: date,
    *,
    acting_person: Person,
    now: datetime,
    today: date,
) -> Round:
    """Ask again after the spread of the first round (Delphi); the first is closed with it."""
    proposal = _standing(first.proposal, acting_person)
    last = access.last_round(proposal)
    if last is None or last.number == SECOND:
        raise UnfitRound(
            _("There are two rounds already."), remedy=_("Read what the second one told.")
        )
    if last.takes(today):
        raise UnfitRound(
            _("The first round still runs."),
            remedy=_("Close it first, so that nobody answers while others see the spread."),
        )
    if last.closed_at is None:
        _close(last, acting_person, now)
    asked = Asked(
        policy_areas=last.policy_areas,
        factors=[one for one in last.factors if one in set(factors)],
        groups=last.groups,
        closes_on=closes_on,
    )
    _check_asks_something(asked)
    return _opened(proposal, SECOND, asked, acting_person=acting_person, now=now, today=today)


@transaction.atomic
def move_last_day(found: Round, closes_on: date, *, acting_person: Person, today: date) -> None:
    """Give raters more or less time while the round is not closed."""
    _standing(found.proposal, acting_person)
    found = _not_closed(found)
    _check_day(closes_on, today)
    before, found.closes_on = found.closes_on, closes_on
    found.save(update_fields=["closes_on"])
    noted = {"closes_on": before}, {"closes_on": closes_on}
    record_audit(acting_person, "move-round", found, *noted)


@transaction.atomic
def close_round(found: Round, *, acting_person: Person, now: datetime) -> None:
    """End it; what was said stays as it is from now on."""
    _standing(found.proposal, acting_person)
    _close(_not_closed(found), acting_person, now)


@transaction.atomic
def invite_rater(
    proposal: Proposal,
    *,
    name: str,
    side: str,
    body: str = "",
    acting_person: Person,
    now: datetime,
) -> tuple[Rater, str]:
    """Ask a department or a community; the token of its link is handed back once and not kept."""
    made = enter_rater(
        proposal, name=name, side=side, body=body, acting_person=acting_person, now=now
    )
    return made, new_link(made, acting_person=acting_person)


@transaction.atomic
def enter_rater(
    proposal: Proposal,
    *,
    name: str,
    side: str,
    body: str = "",
    acting_person: Person,
    now: datetime,
) -> Rater:
    """Enter a rater whose answers come in a file, without a link of its own."""
    proposal = _standing(proposal, acting_person)
    name = " ".join(name.split())
    _check_name(name, access.raters_of(proposal).values_list("name", flat=True))
    made = Rater.objects.create(
        proposal=proposal,
        name=name,
        side=side,
        body=body.strip(),
        invited_by=acting_person,
        invited_at=now,
    )
    noted = {"proposal_id": proposal.pk, "side": side}
    record_audit(acting_person, "invite-rater", made, {}, noted)
    return made


@transaction.atomic
def new_link(rater: Rater, *, acting_person: Person) -> str:
    """Make a link, which ends the one before it; a withdrawn rater is asked again with it."""
    _standing(rater.proposal, acting_person)
    token, kept = new_token()
    before = {"withdrawn_at": rater.withdrawn_at}
    rater.token_sha256, rater.withdrawn_at = kept, None
    rater.save(update_fields=["token_sha256", "withdrawn_at"])
    record_audit(acting_person, "make-rater-link", rater, before, {"withdrawn_at": None})
    return token


@transaction.atomic
def withdraw_rater(rater: Rater, *, acting_person: Person, now: datetime) -> None:
    """End the link; what it said is kept, and does not count while it is withdrawn."""
    _standing(rater.proposal, acting_person)
    rater.token_sha256, rater.withdrawn_at = None, now
    rater.save(update_fields=["token_sha256", "withdrawn_at"])
    noted = {"withdrawn_at": None}, {"withdrawn_at": now}
    record_audit(acting_person, "withdraw-rater", rater, *noted)


def _standing(proposal: Proposal, acting_person: Person) -> Proposal:
    """The proposal under a lock; raises unless it is open and this person weighs."""
    access.refuse_unless_weighs(acting_person)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    access.refuse_unless_open(proposal)
    return proposal


def _not_closed(found: Round) -> Round:
    found = Round.objects.select_for_update().get(pk=found.pk)
    if found.closed_at is not None:
        raise UnfitRound(_("This round was closed."), remedy=_("Read what it told."))
    return found


def _close(found: Round, acting_person: Person, now: datetime) -> None:
    found.closed_at = now
    found.save(update_fields=["closed_at"])
    record_audit(acting_person, "close-round", found, {"closed_at": None}, {"closed_at": now})


def _opened(
    proposal: Proposal,
    number: int,
    asked: Asked,
    *,
    acting_person: Person,
    now: datetime,
    today: date,
) -> Round:
    _check_day(asked.closes_on, today)
    values = {
        "number": number,
        "policy_areas": list(asked.policy_areas),
        "factors": list(asked.factors),
        "groups": _with_majority(asked.groups, proposal),
        "closes_on": asked.closes_on,
    }
    made = Round.objects.create(proposal=proposal, opened_at=now, **values)
    noted = {"proposal_id": proposal.pk, **values}
    record_audit(acting_person, "open-round", made, {}, noted)
    return made


def _with_majority(groups: Sequence[str], proposal: Proposal) -> list[str]:
    """The groups in the proposal's order, every majority group among them (S003-R3)."""
    pack = current_city().groups()
    chosen = {*groups, *(one.key for one in pack if one.majority)}
    return [key for key in proposal.groups if key in chosen]


def _check_asks_something(asked: Asked) -> None:
    for field in ("policy_areas", "factors"):
        if not getattr(asked, field):
            raise UnfitRound(
                _("Nothing is asked yet."), remedy=_("Choose at least one."), field=field
            )


def _check_day(closes_on: date, today: date) -> None:
    if closes_on < today:
        raise UnfitRound(
            _("The last day is over already."),
            remedy=_("Choose today or a later day."),
            field="closes_on",
        )


def _check_name(name: str, taken: Collection[str]) -> None:
    if name.casefold() in {one.casefold() for one in taken}:
        raise UnfitRater(
            _("A rater of this name was asked already."),
            remedy=_("Make it a new link, or choose another name."),
            field="name",
        )
