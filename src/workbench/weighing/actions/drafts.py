"""The record of a decision under a lock: while it is a draft, and once it was adopted."""

from workbench.accounts.models import Person
from workbench.weighing import access
from workbench.weighing.access import decisions as ad
from workbench.weighing.models import Decision, Proposal


def draft_of(proposal: Proposal, *, acting_person: Person) -> Decision:
    """The draft under a lock, begun where there is none; raises once it was adopted."""
    access.refuse_unless_weighs(acting_person)
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    decision = locked(proposal)
    if decision is not None:
        ad.refuse_unless_draft(decision)
    access.refuse_unless_open(proposal)
    return decision or Decision.objects.create(proposal=proposal)


def adopted_of(proposal: Proposal, *, acting_person: Person) -> Decision:
    """The adopted record under a lock; raises while it is a draft."""
    access.refuse_unless_weighs(acting_person)
    decision = locked(proposal) or Decision(proposal=proposal)
    ad.refuse_unless_adopted(decision)
    return decision


def locked(proposal: Proposal) -> Decision | None:
    """The record, adopted or not; None where none was begun."""
    return (
        Decision.objects.select_for_update(of=("self",))
        .select_related("proposal", "option", "responsible")
        .filter(proposal_id=proposal.pk)
        .first()
    )
