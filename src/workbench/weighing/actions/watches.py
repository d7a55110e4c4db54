"""Set what is watched after a decision, while it is a draft; adopting fixes the expected course."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from commonweal.core.spans import span_of
from commonweal.weighing.watch import InvalidPlan
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.core.labels import city_names, in_a_row
from workbench.weighing.actions.drafts import draft_of
from workbench.weighing.feeds.indicators import groups_not_told, indicator_of
from workbench.weighing.models import Decision, Proposal, Watch
from workbench.weighing.watching import expected_now, fixed

MOST_WATCHES = 12
AUDITED = ("indicator", "adopted", "lag", "follow_up")


class UnfitWatch(CommonwealError):
    """A watch by which nothing could be told."""

    code = "unfit-watch"


@transaction.atomic
def set_watch(proposal: Proposal, values: Mapping[str, Any], *, acting_person: Person) -> Watch:
    """Watch one indicator where it is meant and elsewhere; raises `UnfitWatch`."""
    decision = draft_of(proposal, acting_person=acting_person)
    if decision.watches.count() >= MOST_WATCHES:
        raise UnfitWatch(
            _("Twelve indicators are watched already."), remedy=_("Take one away first.")
        )
    if not indicator_of(values["indicator"]).worse:
        raise UnfitWatch(
            _("It is not said which way of this indicator is harm."),
            remedy=_("Say it on the page of the series first."),
            field="indicator",
        )
    _check_groups(values)
    made = Watch(decision=decision, **values)
    try:
        expected_now(made)
    except InvalidPlan as fault:
        raise UnfitWatch(fault.message, remedy=fault.remedy) from fault
    made.save()
    noted = {"decision_id": decision.pk, **{name: getattr(made, name) for name in AUDITED}}
    record_audit(acting_person, "set-watch", made, {}, noted)
    return made


def _check_groups(values: Mapping[str, Any]) -> None:
    """A series that is not told for a group can be watched for everybody alone."""
    elsewhere = (group for place in values["watched"] for group in place.get("groups", ()))
    untold = groups_not_told(values["indicator"], dict.fromkeys([*values["groups"], *elsewhere]))
    if untold:
        raise UnfitWatch(
            _("This series holds nothing about: %(groups)s.")
            % {"groups": in_a_row([city_names().group(key) for key in untold])},
            remedy=_("Untick these groups: it is then watched for everybody who lives there."),
            field="groups",
        )


@transaction.atomic
def drop_watch(watch: Watch, *, acting_person: Person) -> None:
    """Take a watch out of a draft."""
    draft_of(watch.decision.proposal, acting_person=acting_person)
    record_audit(acting_person, "drop-watch", watch, {"indicator": watch.indicator}, {})
    watch.delete()


def fix_watches(decision: Decision, *, acting_person: Person, now: datetime) -> None:
    """Fix what is expected, inside the act that adopts; nothing from adoption on is looked at."""
    for watch in decision.watches.all():
        adopted = span_of(watch.adopted)
        if adopted is None or adopted.last_day < now.date():
            raise UnfitWatch(
                _("%(period)s is over, and a watch was to begin with it.")
                % {"period": watch.adopted},
                remedy=_("Take the watch away and set it anew, so that nothing is known before."),
            )
        watch.fingerprint = expected_now(watch).fingerprint
        watch.frozen, watch.fixed_at = fixed(watch), now
        watch.save(update_fields=["frozen", "fingerprint", "fixed_at"])
        noted = {"adopted": watch.adopted, "fingerprint": watch.fingerprint}
        record_audit(acting_person, "fix-watch", watch, {}, noted)
