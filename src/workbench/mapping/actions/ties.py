"""Telling of a tie, confirming it, agreeing to show it, declining it, ending it.

Read `tell_tie` and `decline_tie`. Each side speaks for itself; the desk's keeper speaks for a side
that has nobody here. What a party declined stays declined, whoever asks again (charter 8).
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError, NotAllowed
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.core.words import seal
from workbench.mapping import access
from workbench.mapping.models import Party, Tie


class TieRefused(CommonwealError):
    """The tie cannot be told: it is told already, was declined, or leads nowhere."""

    code = "tie-refused"
    status = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class TieFacts:
    """What is told of a tie; of one about personal information only that it is there."""

    kind: str
    strength: int | None = None
    directed: bool = False
    since: str = ""
    evidence: str = ""


@transaction.atomic
def tell_tie(
    source: Party, target: Party, facts: TieFacts, *, acting_person: Person, now: datetime
) -> Tie:
    """Put a tie on the map; the side that tells it has confirmed it."""
    own = access.party_of_person(acting_person)
    if own not in (source, target):
        access.refuse_unless_keeps(acting_person)
    _refuse_told_or_declined(source, target, facts.kind)
    told = _without_content(facts) if facts.kind == Tie.Kind.PERSONAL else facts
    today = now.date()
    tie = Tie.objects.create(
        source=source,
        target=target,
        **asdict(told),
        source_confirmed_on=today if own == source else None,
        target_confirmed_on=today if own == target else None,
        told_by=acting_person,
        told_at=now,
    )
    noted = {"source_id": source.pk, "target_id": target.pk, "kind": tie.kind}
    record_audit(acting_person, "tell-tie", tie, {}, noted)
    return tie


@transaction.atomic
def confirm_tie(tie: Tie, *, side: str, acting_person: Person, today: date) -> Tie:
    """One side says that the tie is there."""
    tie = _standing(tie, side, acting_person)
    name = f"{side}_confirmed_on"
    setattr(tie, name, today)
    tie.save(update_fields=[name])
    record_audit(acting_person, "confirm-tie", tie, {name: None}, {name: today})
    return tie


@transaction.atomic
def show_tie(tie: Tie, *, side: str, shows: bool, acting_person: Person) -> Tie:
    """One side agrees that others see the tie, or no longer does."""
    tie = _standing(tie, side, acting_person)
    name = f"{side}_shows"
    before = getattr(tie, name)
    setattr(tie, name, shows)
    tie.save(update_fields=[name])
    record_audit(acting_person, "show-tie", tie, {name: before}, {name: shows})
    return tie


@transaction.atomic
def decline_tie(tie: Tie, *, side: str, acting_person: Person, today: date) -> Tie:
    """One side says that there is no such tie, or that it does not want it: that stays so."""
    tie = _standing(tie, side, acting_person)
    tie.state, tie.declined_on = Tie.State.DECLINED, today
    tie.declined_by = tie.source if side == "source" else tie.target
    tie.source_shows = tie.target_shows = False
    tie.save()
    record_audit(
        acting_person, "decline-tie", tie, {"state": Tie.State.STANDS}, {"state": tie.state}
    )
    return tie


@transaction.atomic
def decline_suggested(
    other: Party, *, reason: str = "", acting_person: Person, now: datetime
) -> Tie:
    """One's own party does not want a tie that was only suggested: nobody suggests it again.

    The other side does not read of it: it was never asked. The reason is sealed, for one's own.
    """
    own = access.party_of_person(acting_person)
    if own is None:
        raise NotAllowed(
            _("You speak for no party, so you cannot decline for one."),
            remedy=_("Somebody of the party may."),
        )
    _refuse_not_open(own, other)
    was_told = Tie.objects.filter(source=own, target=other, kind=Tie.Kind.CONTACT).exists()
    source, target = (other, own) if was_told else (own, other)
    tie = Tie.objects.create(
        source=source,
        target=target,
        kind=Tie.Kind.CONTACT,
        state=Tie.State.DECLINED,
        declined_by=own,
        declined_on=now.date(),
        sealed_reason=seal(reason) if reason else b"",
        told_by=acting_person,
        told_at=now,
    )
    noted = {"source_id": source.pk, "target_id": target.pk, "state": tie.state}
    record_audit(acting_person, "decline-tie", tie, {}, noted)
    return tie


def _refuse_not_open(own: Party, other: Party) -> None:
    """A suggestion is open between two different parties of whom none has declined or is tied."""
    told = Tie.objects.filter(_between(own, other), kind=Tie.Kind.CONTACT)
    if own == other or told.exclude(state=Tie.State.ENDED).exists():
        raise TieRefused(
            _("Between these two nothing is suggested."), remedy=_("Load the page again.")
        )


@transaction.atomic
def end_tie(tie: Tie, *, side: str, acting_person: Person, today: date) -> Tie:
    """One side says that the tie is over; it stays on record with both its days."""
    tie = _standing(tie, side, acting_person)
    tie.state, tie.ended_on = Tie.State.ENDED, today.isoformat()
    tie.save(update_fields=["state", "ended_on"])
    record_audit(
        acting_person, "end-tie", tie, {"state": Tie.State.STANDS}, {"ended_on": tie.ended_on}
    )
    return tie


def _standing(tie: Tie, side: str, person: Person) -> Tie:
    """The tie, locked, if it stands and this person speaks for that side of it."""
    tie = Tie.objects.select_for_update(of=("self",)).get(pk=tie.pk)
    if side not in access.sides_spoken_for(person, tie):
        raise NotAllowed(
            _("You do not speak for this side of the tie."),
            remedy=_("Somebody of the party may; a coordinator where it has nobody here."),
        )
    if tie.state != Tie.State.STANDS:
        raise TieRefused(
            _("This tie no longer stands: it is %(state)s.") % {"state": tie.get_state_display()},
            remedy=_("Load the page again."),
            tie=tie.pk,
        )
    return tie


def _refuse_told_or_declined(source: Party, target: Party, kind: str) -> None:
    if source == target:
        raise TieRefused(_("Nobody is tied to themselves."), remedy=_("Choose two different ends."))
    earlier = Tie.objects.filter(_between(source, target), kind=kind).first()
    if earlier is None:
        return
    if earlier.state == Tie.State.DECLINED:
        raise TieRefused(
            _("A tie of this kind between the two was declined by one of them."),
            remedy=_("It stays declined. Only they can begin it anew, between themselves."),
            tie=earlier.pk,
        )
    raise TieRefused(
        _("A tie of this kind between the two stands here already."),
        remedy=_("Open that one."),
        tie=earlier.pk,
    )


def _between(source: Party, target: Party) -> Q:
    return Q(source=source, target=target) | Q(source=target, target=source)


def _without_content(facts: TieFacts) -> TieFacts:
    """What may be told of a tie about personal information: that it is declared, and its ways."""
    kept: dict[str, Any] = {"directed": facts.directed, "since": facts.since}
    return TieFacts(kind=facts.kind, **kept)
