"""Rounds and raters: those who weigh see all of them; a rater sees its own page, by its link."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from workbench.accounts.models import Person
from workbench.weighing.access.proposals import proposals_for
from workbench.weighing.models import Proposal, Rater, Rating, Round
from workbench.weighing.tokens import behind


def round_for(person: Person, round_id: int) -> Round:
    """One round of a proposal that this person may read; not found otherwise."""
    rows = Round.objects.select_related("proposal")
    return get_object_or_404(rows.filter(proposal__in=proposals_for(person)), pk=round_id)


def rater_for(person: Person, rater_id: int) -> Rater:
    """One rater of a proposal that this person may read; not found otherwise."""
    rows = Rater.objects.select_related("proposal")
    return get_object_or_404(rows.filter(proposal__in=proposals_for(person)), pk=rater_id)


def rater_with_link(token: str) -> Rater | None:
    """Whose link it is; None where it leads nowhere, whether it was withdrawn or never made."""
    rows = Rater.objects.select_related("proposal").filter(withdrawn_at=None)
    return behind(rows, token)


def rounds_of(proposal: Proposal) -> QuerySet[Round]:
    """The rounds that were opened, the first one first."""
    return proposal.rounds.order_by("number")


def last_round(proposal: Proposal) -> Round | None:
    """The round that raters are in, or were in last."""
    return rounds_of(proposal).last()


def raters_of(proposal: Proposal) -> QuerySet[Rater]:
    """Everybody who was asked, those who were withdrawn among them."""
    return proposal.raters.all()


def standing_raters(proposal: Proposal) -> QuerySet[Rater]:
    """Everybody who was asked and not withdrawn."""
    return proposal.raters.filter(withdrawn_at=None)


def said_by(rater: Rater, found: Round) -> QuerySet[Rating]:
    """What one rater said in one round."""
    return found.judgements.filter(rater=rater)


def counted_in(found: Round) -> QuerySet[Rating]:
    """What counts in one round: nothing of a rater who was withdrawn."""
    return found.judgements.filter(rater__withdrawn_at=None).select_related("rater")


def answers_to(found: Round, cell: tuple[str, str, str]) -> QuerySet[Rating]:
    """What counts in one round of one cell: policy area, factor and group."""
    area, factor, group = cell
    rows = counted_in(found).select_related("rater", "round")
    return rows.filter(policy_area=area, factor=factor, group=group)
