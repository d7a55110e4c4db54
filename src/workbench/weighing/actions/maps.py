"""A causal map as a whole: invite its drawer, say that it is done, withdraw it, read words as one.

What is drawn on it is in `drawing`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.weighing import access
from workbench.weighing.models import CausalMap, MapNode, Proposal, SameThing
from workbench.weighing.tokens import new_token
from workbench.weighing.words import policy_factors


class UnfitMap(CommonwealError):
    """Something that a map cannot hold as it was sent."""

    code = "unfit-map"


@transaction.atomic
def invite_drawer(
    proposal: Proposal, values: Mapping[str, Any], *, acting_person: Person, now: datetime
) -> tuple[CausalMap, str]:
    """A new map for a person or a table, and the token of the link that opens it."""
    made = new_map(proposal, values, acting_person=acting_person, now=now)
    return made, _give_link(made, acting_person)


def new_map(
    proposal: Proposal, values: Mapping[str, Any], *, acting_person: Person, now: datetime
) -> CausalMap:
    """An empty map under a name that no other map of this proposal has; in a transaction."""
    access.refuse_unless_weighs(acting_person)
    access.refuse_unless_open(proposal)
    drawer = " ".join(values["drawer"].split())
    if access.standing_maps(proposal).filter(drawer__iexact=drawer).exists():
        raise UnfitMap(
            _("“%(drawer)s” has a map already.") % {"drawer": drawer},
            remedy=_("Choose another name, or withdraw that map first."),
            field="drawer",
        )
    made = CausalMap.objects.create(
        proposal=proposal,
        drawer=drawer,
        people=values["people"],
        note=values.get("note", ""),
        entered_by=acting_person,
        entered_at=now,
    )
    noted = {"proposal_id": proposal.pk, "people": made.people, "state": made.state}
    record_audit(acting_person, "add-causal-map", made, {}, noted)
    return made


@transaction.atomic
def renew_link(causal_map: CausalMap, *, acting_person: Person) -> str:
    """Make a new link; the one before opens nothing any more."""
    access.refuse_unless_weighs(acting_person)
    access.refuse_unless_open(causal_map.proposal)
    return _give_link(causal_map, acting_person)


def _give_link(causal_map: CausalMap, acting_person: Person) -> str:
    token, causal_map.token_sha256 = new_token()
    causal_map.save(update_fields=["token_sha256"])
    record_audit(acting_person, "link-causal-map", causal_map)
    return token


@transaction.atomic
def set_state(causal_map: CausalMap, state: str, *, acting_person: Person | None) -> None:
    """Say that a map is done, or go on with it; without a person, its drawer says so."""
    access.refuse_unless_open(causal_map.proposal)
    if causal_map.state == state:
        return
    before, causal_map.state = causal_map.state, state
    causal_map.save(update_fields=["state"])
    record_audit(
        acting_person, "mark-causal-map", causal_map, {"state": before}, {"state": str(state)}
    )


@transaction.atomic
def withdraw_map(causal_map: CausalMap, *, acting_person: Person) -> None:
    """Count it no longer; it stays on record, and its link opens nothing any more."""
    access.refuse_unless_weighs(acting_person)
    set_state(causal_map, CausalMap.State.WITHDRAWN.value, acting_person=acting_person)


@transaction.atomic
def settle_refused(causal_map: CausalMap, *, acting_person: Person) -> None:
    """The rows of a file that could not be used have been dealt with."""
    access.refuse_unless_weighs(acting_person)
    causal_map.refused = []
    causal_map.save(update_fields=["refused"])
    record_audit(acting_person, "settle-refused-arrows", causal_map)


@transaction.atomic
def say_same(proposal: Proposal, words: str, factor: str, *, acting_person: Person) -> SameThing:
    """Read a drawer's own words as a factor; the maps stay as they were drawn."""
    access.refuse_unless_weighs(acting_person)
    access.refuse_unless_open(proposal)
    drawn = MapNode.objects.filter(map__in=access.standing_maps(proposal)).exclude(words="")
    meant = words.casefold()
    if factor not in policy_factors() or meant not in {
        one.casefold() for one in drawn.values_list("words", flat=True)
    }:
        raise UnfitMap(
            _("These words and this factor do not stand here."),
            remedy=_("Choose words that somebody drew, and a factor of the list."),
        )
    said, _made = SameThing.objects.update_or_create(
        proposal=proposal, words=meant, defaults={"factor": factor, "said_by": acting_person}
    )
    noted = {"proposal_id": proposal.pk, "factor": factor}
    record_audit(acting_person, "say-same-thing", said, {}, noted)
    return said


@transaction.atomic
def unsay_same(said: SameThing, *, acting_person: Person) -> None:
    """Take back that words mean a factor."""
    access.refuse_unless_weighs(acting_person)
    access.refuse_unless_open(said.proposal)
    record_audit(acting_person, "unsay-same-thing", said, {"factor": said.factor}, {})
    said.delete()
