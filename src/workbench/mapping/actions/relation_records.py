"""What passed between the two sides of a relation: talks, offers, use, and earlier help.

Read `enter_talk` first. Either side may write down, and a coordinator; whether the record of a
talk is right each side says for itself (`actions.relations.say_of_record`). People are counted,
never named.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.mapping import access
from workbench.mapping.actions.relations import refuse_what_lies_ahead
from workbench.mapping.models import (
    HistoricAct,
    NavigationRecord,
    NegotiationRecord,
    Offer,
    Relation,
)


class UnfitRecord(CommonwealError):
    """A record contradicts itself or one that stands."""

    code = "unfit-record"


@transaction.atomic
def enter_talk(
    relation: Relation, values: Mapping[str, Any], *, acting_person: Person, now: datetime
) -> NegotiationRecord:
    """Write down a talk; the side that enters it has thereby said that the record is right."""
    access.refuse_unless_records(acting_person, relation)
    refuse_what_lies_ahead(values["on"].isoformat(), today=timezone.localdate(now), field="on")
    side = access.side_in(acting_person, relation)
    own = {f"{side}_agreed": True, f"{side}_said_on": timezone.localdate(now)} if side else {}
    made = NegotiationRecord.objects.create(
        relation=relation, **values, **own, entered_by=acting_person, entered_at=now
    )
    noted = {"relation_id": relation.pk, "on": made.on, "result": made.result}
    record_audit(acting_person, "enter-talk", made, {}, noted)
    return made


@transaction.atomic
def enter_offer(
    relation: Relation, values: Mapping[str, Any], *, acting_person: Person, now: datetime
) -> Offer:
    """Write down what is offered, and from which day; it may lie ahead."""
    access.refuse_unless_records(acting_person, relation)
    made = Offer.objects.create(
        relation=relation, **values, entered_by=acting_person, entered_at=now
    )
    noted = {"relation_id": relation.pk, "on": made.on}
    record_audit(acting_person, "enter-offer", made, {}, noted)
    return made


@transaction.atomic
def enter_use(
    relation: Relation, values: Mapping[str, Any], *, acting_person: Person, now: datetime
) -> NavigationRecord:
    """Write down how a resource was used over a span of days, in a count of people together."""
    access.refuse_unless_records(acting_person, relation)
    refuse_what_lies_ahead(
        values["until"].isoformat(), today=timezone.localdate(now), field="until"
    )
    _refuse_unfit_span(relation, values)
    made = NavigationRecord.objects.create(
        relation=relation, **values, entered_by=acting_person, entered_at=now
    )
    noted = {"relation_id": relation.pk, "since": made.since, "until": made.until}
    record_audit(acting_person, "enter-use", made, {}, noted)
    return made


def _refuse_unfit_span(relation: Relation, values: Mapping[str, Any]) -> None:
    """Two counts of the same days would give a small number away by subtraction."""
    since, until = values["since"], values["until"]
    if until < since:
        raise UnfitRecord(
            _("It ends before it begins."), remedy=_("Change one of the two days."), field="until"
        )
    standing = relation.navigations.filter(
        resource__iexact=values["resource"], since__lte=until, until__gte=since
    )
    if standing.filter(voluntary=values["voluntary"]).exists():
        raise UnfitRecord(
            _("The use of this is on record for some of these days already."),
            remedy=_("Enter only the days that are not on record yet."),
            field="since",
        )


@transaction.atomic
def enter_act(
    relation: Relation, values: Mapping[str, Any], *, acting_person: Person, now: datetime
) -> HistoricAct:
    """Write down what the provider did for the community, with its day as far as it is known."""
    access.refuse_unless_records(acting_person, relation)
    refuse_what_lies_ahead(values["on"], today=timezone.localdate(now), field="on")
    made = HistoricAct.objects.create(
        community_id=relation.community_id,
        provider_id=relation.provider_id,
        **values,
        entered_by=acting_person,
        entered_at=now,
    )
    noted = {
        "community_id": made.community_id,
        "provider_id": made.provider_id,
        "on": str(made.on),
        "unrelated": made.unrelated,
    }
    record_audit(acting_person, "enter-historic-act", made, {}, noted)
    return made
