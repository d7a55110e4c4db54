"""Bring a question, say in which ways it could be done, withdraw it again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from commonweal.core.policy_words import UsualChannel
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.core.city import current_city
from workbench.weighing import access
from workbench.weighing.models import Channel, Option, Proposal

MOST_OPTIONS = 5
"""As many as can be read beside one another; doing nothing is always one more."""
NOTHING = "do nothing"


class UnfitProposal(CommonwealError):
    """A proposal or one of its options that cannot be weighed as it stands."""

    code = "unfit-proposal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """What one way of doing it sets: for whom, where, how strongly, from when."""

    name: str
    policy_area: str
    words: str = ""
    groups: Sequence[str] = ()
    areas: Sequence[str] = ()
    size: float = 1.0
    starts: int = 0


@transaction.atomic
def enter_proposal(
    values: Mapping[str, Any], lever: Lever, *, acting_person: Person, now: datetime
) -> Proposal:
    """Bring a question with a first way of doing it; the majority is added where it is left out."""
    access.refuse_unless_weighs(acting_person)
    kept = {**values, "groups": _with_majority(values["groups"])}
    _check_has_factors(values["factors"])
    made = Proposal.objects.create(
        **kept, policy_area=lever.policy_area, entered_by=acting_person, entered_at=now
    )
    noted = {"policy_area": made.policy_area, "factors": made.factors, "groups": made.groups}
    record_audit(acting_person, "enter-proposal", made, {}, noted)
    add_option(made, lever, acting_person=acting_person)
    return made


@transaction.atomic
def change_proposal(
    proposal: Proposal, values: Mapping[str, Any], *, acting_person: Person
) -> Proposal:
    """Say it better while it is being weighed."""
    proposal = _standing(proposal, acting_person)
    _check_has_factors(values["factors"])
    names = ("factors", "groups", "decide_by")
    before = {name: getattr(proposal, name) for name in names}
    for name, value in {**values, "groups": _with_majority(values["groups"])}.items():
        setattr(proposal, name, value)
    proposal.save()
    after = {name: getattr(proposal, name) for name in names}
    record_audit(acting_person, "change-weighed-proposal", proposal, before, after)
    return proposal


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, acting_person: Person) -> None:
    """Leave it; what was said of it stays."""
    proposal = _standing(proposal, acting_person)
    proposal.state = Proposal.State.WITHDRAWN
    proposal.save(update_fields=["state"])
    before, after = {"state": Proposal.State.OPEN.value}, {"state": proposal.state}
    record_audit(acting_person, "withdraw-proposal", proposal, before, after)


@transaction.atomic
def add_option(proposal: Proposal, lever: Lever, *, acting_person: Person) -> Option:
    """One more way of doing it; five at most, each under a name of its own."""
    proposal = _standing(proposal, acting_person)
    standing = list(access.open_options(proposal))
    if len(standing) >= MOST_OPTIONS:
        raise UnfitProposal(
            _("There are five ways of doing it already."),
            remedy=_("Withdraw one first; doing nothing is always compared with them."),
        )
    if lever.name.casefold() in {NOTHING, *(one.name.casefold() for one in standing)}:
        raise UnfitProposal(
            _("There is a way of doing it of this name."), remedy=_("Choose another."), field="name"
        )
    made = Option.objects.create(proposal=proposal, **_values(lever))
    record_audit(acting_person, "add-option", made, {}, _noted(made))
    return made


@transaction.atomic
def withdraw_option(option: Option, *, acting_person: Person) -> None:
    """Take one way of doing it away; the last one stays."""
    proposal = _standing(option.proposal, acting_person)
    if access.open_options(proposal).count() == 1:
        raise UnfitProposal(
            _("This is the only way of doing it."),
            remedy=_("Add another first, or withdraw the proposal."),
        )
    option.withdrawn = True
    option.save(update_fields=["withdrawn"])
    record_audit(
        acting_person, "withdraw-option", option, {"withdrawn": False}, {"withdrawn": True}
    )


@transaction.atomic
def add_channel(proposal: Proposal, values: Mapping[str, Any], *, acting_person: Person) -> Channel:
    """A way in which the problem may move, with how strongly at least and at most."""
    proposal = _standing(proposal, acting_person)
    if not -1 <= values["least"] <= values["most"] <= 1:
        raise UnfitProposal(
            _("How strongly goes from -1 to 1, the least first."),
            remedy=_("Below 0 means: better here is worse there."),
            field="least",
        )
    made = Channel.objects.create(proposal=proposal, **values)
    noted = {name: values[name] for name in ("to", "factor", "least", "most", "delay_quarters")}
    record_audit(acting_person, "add-channel", made, {}, noted)
    return made


@transaction.atomic
def add_usual_channels(
    proposal: Proposal, rows: Iterable[UsualChannel], *, acting_person: Person
) -> int:
    """Add ways in which a problem often moves, for what is looked at here; how many were added.

    One that is there already under its name and of the same factor is not added twice.
    """
    proposal = _standing(proposal, acting_person)
    there = set(access.channels_of(proposal).values_list("name", "factor"))
    added = [
        (row, factor)
        for row in rows
        for factor in row.factors
        if factor in proposal.factors and (row.name, factor) not in there
    ]
    for row, factor in added:
        add_channel(proposal, _way(row, factor), acting_person=acting_person)
    return len(added)


def _way(row: UsualChannel, factor: str) -> dict[str, Any]:
    return {
        "name": row.name,
        "to": row.to,
        "factor": factor,
        "least": row.least,
        "most": row.most,
        "delay_quarters": row.delay_quarters,
    }


@transaction.atomic
def drop_channel(channel: Channel, *, acting_person: Person) -> None:
    """Take a way in which it may move away again."""
    _standing(channel.proposal, acting_person)
    record_audit(acting_person, "drop-channel", channel, {"to": channel.to}, {})
    channel.delete()


def _standing(proposal: Proposal, acting_person: Person) -> Proposal:
    """The proposal under a lock; raises unless it is open and this person weighs."""
    access.refuse_unless_weighs(acting_person)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    access.refuse_unless_open(proposal)
    return proposal


def _with_majority(groups: Sequence[str]) -> list[str]:
    """The groups in the order of the city's list, every majority group among them (S003-R3)."""
    pack = current_city().groups()
    chosen = {*groups, *(one.key for one in pack if one.majority)}
    return [*(one.key for one in pack if one.key in chosen)]


def _check_has_factors(factors: Sequence[str]) -> None:
    if not factors:
        raise UnfitProposal(
            _("Nothing is looked at yet."),
            remedy=_("Choose at least one thing that may change."),
            field="factors",
        )


def _values(lever: Lever) -> dict[str, Any]:
    return {
        "name": lever.name,
        "policy_area": lever.policy_area,
        "words": lever.words,
        "groups": list(lever.groups),
        "areas": list(lever.areas),
        "size": lever.size,
        "starts": lever.starts,
    }


def _noted(option: Option) -> dict[str, Any]:
    names = ("policy_area", "groups", "areas", "size", "starts")
    return {name: getattr(option, name) for name in names}
