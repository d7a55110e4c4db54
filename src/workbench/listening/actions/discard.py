"""Drop a delivery that was interrupted: readers go on seeing what they saw.

Read `discard_delivery` first. It undoes the delivery in small steps, like it was written, and
may itself be interrupted and called again.
"""

import time

from django.db import connection, transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.core.city import current_city
from workbench.core.disk import disk_told
from workbench.listening import access
from workbench.listening.actions import staging, turns
from workbench.listening.actions.writing import TABLE, Pace
from workbench.listening.models import Delivery

_REOPEN = (
    f"UPDATE {TABLE} SET until_delivery_id = NULL WHERE id IN "  # noqa: S608 - our own table
    f"(SELECT id FROM {TABLE} WHERE until_delivery_id = %s LIMIT %s)"
)
_REMOVE = (
    f"DELETE FROM {TABLE} WHERE id IN "  # noqa: S608 - our own table
    f"(SELECT id FROM {TABLE} WHERE since_delivery_id = %s LIMIT %s)"
)


def discard_delivery(delivery: Delivery, *, acting_person: Person | None) -> Delivery:
    """Undo an unfinished delivery; raises `Busy` while somebody works on it."""
    access.refuse_unless_may_settle(acting_person)
    city = current_city()
    root = staging.staging_root(city.folder)
    with disk_told(city.folder), turns.turn_of(delivery.source.key, staging=root):
        delivery.refresh_from_db()
        _refuse_unless_unfinished(delivery)
        # From here on it cannot be resumed: its records are about to go.
        _move(delivery, Delivery.State.DISCARDING, acting_person)
        pace = Pace()
        for statement in (_REOPEN, _REMOVE):
            while _undo_some(statement, delivery, pace):
                pass
        _move(delivery, Delivery.State.DISCARDED, acting_person)
        staging.drop_staged(city.folder, delivery.pk)
    return delivery


def _undo_some(statement: str, delivery: Delivery, pace: Pace) -> bool:
    """Undo one chunk in one short transaction; False when nothing was left."""
    with transaction.atomic():
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(statement, [delivery.pk, pace.chunk])
            changed = cursor.rowcount
    seconds = time.perf_counter() - began
    pace.held(seconds)
    pace.rest(seconds)
    return bool(changed)


@transaction.atomic
def _move(delivery: Delivery, state: Delivery.State, acting_person: Person | None) -> None:
    before = delivery.state
    delivery.state = state
    delivery.save(update_fields=["state"])
    record_audit(
        acting_person,
        "discard-delivery",
        delivery,
        before={"state": before, "written": delivery.written},
        after={"state": state.value},
    )


def _refuse_unless_unfinished(delivery: Delivery) -> None:
    if delivery.state not in turns.UNFINISHED:
        raise CommonwealError(
            _("Delivery %(number)s cannot be discarded: it is %(state)s.")
            % {"number": delivery.pk, "state": delivery.get_state_display()},
            remedy=_("A delivery that was shown stays; bring in a newer file to replace it."),
            code="not-unfinished",
            delivery=delivery.pk,
        )
