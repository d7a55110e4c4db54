"""Answering whether an entry of a new list is one that stands here. Read `answer_doubt`."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.mapping import access
from workbench.mapping.actions.comparing import compared_with, key_of
from workbench.mapping.actions.list_changes import Taking
from workbench.mapping.feeds import table_of
from workbench.mapping.models import Doubt, Strength
from workbench.mapping.models.parties import KEY_LENGTH


class AlreadyAnswered(CommonwealError):
    """Somebody has said already whether the two are one."""

    code = "already-answered"
    status = 409


@transaction.atomic
def answer_doubt(doubt: Doubt, *, is_same: bool, acting_person: Person, now: datetime) -> Strength:
    """Say whether the two are one; the entry that holds what the source says now.

    The same: the source's word meets the entry as in any list. Two: the new one comes onto the
    map, and the old one is one that its source no longer names.
    """
    access.refuse_unless_keeps(acting_person)
    doubt = Doubt.objects.select_for_update(of=("self",)).get(pk=doubt.pk)
    if doubt.state != Doubt.State.WAITING:
        raise AlreadyAnswered(
            _("Somebody has answered this already."), remedy=_("Load the page again.")
        )
    state = Doubt.State.SAME if is_same else Doubt.State.DIFFERENT
    _decide(doubt, state, acting_person, now)
    told = _as_one if is_same else _as_two
    return told(doubt, acting_person, now)


def _decide(doubt: Doubt, state: Doubt.State, by: Person, now: datetime) -> None:
    doubt.state, doubt.decided_by, doubt.decided_at = state, by, now
    doubt.save(update_fields=["state", "decided_by", "decided_at"])
    noted = {"strength_id": doubt.strength_id, "state": doubt.state}
    record_audit(by, "answer-doubt", doubt, {}, noted)


def _as_one(doubt: Doubt, by: Person, now: datetime) -> Strength:
    one = doubt.strength
    table = table_of([doubt.values])
    of_source = [one] if one.source_id == doubt.source_id else []
    compared = compared_with(
        of_source,
        [] if of_source else [one],
        table,
        same=[(key_of(one), doubt.source_key)],
    )
    Taking.of(doubt.source, table, compared, by=by, now=now).write_matched()
    for other in list(_others(doubt)):
        _decide(other, Doubt.State.DIFFERENT, by, now)
        _as_two(other, by, now)
    return one


def _as_two(doubt: Doubt, by: Person, now: datetime) -> Strength:
    old = doubt.strength
    if old.source_id == doubt.source_id:
        if old.source_key == doubt.source_key:
            ending = f" (before {old.pk})"
            old.source_key = old.source_key[: KEY_LENGTH - len(ending)] + ending
        if not _others(doubt).filter(strength=old).exists() and old.gone_on is None:
            old.gone_on = now.date()
        old.save(update_fields=["source_key", "gone_on"])
    if _is_decided_elsewhere(doubt):
        return old
    table = table_of([doubt.values])
    taking = Taking.of(doubt.source, table, compared_with([], [], table), by=by, now=now)
    return taking.add([doubt.source_key])[0]


def _is_decided_elsewhere(doubt: Doubt) -> bool:
    """Whether the new entry stands already, or another doubt about it still waits."""
    stands = Strength.objects.filter(source=doubt.source, source_key=doubt.source_key)
    return stands.exists() or _others(doubt).filter(source_key=doubt.source_key).exists()


def _others(doubt: Doubt) -> QuerySet[Doubt]:
    """The other doubts that wait and in which one of the two stands."""
    waiting = Doubt.objects.filter(source=doubt.source, state=Doubt.State.WAITING)
    return waiting.filter(strength=doubt.strength) | waiting.filter(source_key=doubt.source_key)
