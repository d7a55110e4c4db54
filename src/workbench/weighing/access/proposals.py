"""Proposals: those who weigh see all of them; nobody else sees any from inside."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError, NotAllowed
from workbench.accounts.models import Person, Role
from workbench.weighing.models import Channel, Option, Proposal

WEIGHS = (Role.COORDINATOR, Role.ANALYST, Role.POLICY_OFFICER)


class ProposalIsClosed(CommonwealError):
    """A proposal was decided or withdrawn and stays as it is."""

    code = "proposal-is-closed"


def refuse_unless_weighs(person: Person) -> None:
    """Raises `NotAllowed` unless this person weighs proposals."""
    if person.role not in WEIGHS:
        raise NotAllowed(
            _("You may not weigh proposals of the city."),
            remedy=_("A policy officer, a coordinator or an analyst may."),
        )


def refuse_unless_open(proposal: Proposal) -> None:
    """Raises `ProposalIsClosed` once it was decided or withdrawn."""
    if proposal.state != Proposal.State.OPEN:
        raise ProposalIsClosed(
            _("This proposal was closed, and stays as it is."),
            remedy=_("Enter a new proposal that says what has changed."),
        )


def proposals_for(person: Person) -> QuerySet[Proposal]:
    """Every proposal that this person may read, the newest first."""
    if person.role not in WEIGHS:
        return Proposal.objects.none()
    return Proposal.objects.all()


def proposal_for(person: Person, proposal_id: int) -> Proposal:
    """One proposal; not found otherwise."""
    return get_object_or_404(proposals_for(person), pk=proposal_id)


def open_options(proposal: Proposal) -> QuerySet[Option]:
    """The ways of doing it that stand, in the order in which they were entered."""
    return proposal.options.filter(withdrawn=False)


def option_for(person: Person, option_id: int) -> Option:
    """One way of doing it; not found otherwise."""
    rows = Option.objects.select_related("proposal").filter(
        proposal__in=proposals_for(person), withdrawn=False
    )
    return get_object_or_404(rows, pk=option_id)


def channel_for(person: Person, channel_id: int) -> Channel:
    """One way in which the problem may move; not found otherwise."""
    rows = Channel.objects.select_related("proposal")
    return get_object_or_404(rows.filter(proposal__in=proposals_for(person)), pk=channel_id)


def channels_of(proposal: Proposal) -> QuerySet[Channel]:
    """The ways in which it may move a problem."""
    return proposal.channels.all()
