"""Concerns: the city desk reads and answers them; who raised one opens the answer with a receipt.

There is no way to look for the concerns of a person: nothing is kept that could be searched.
"""

from datetime import date
from hashlib import sha256
from statistics import median

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from workbench.accounts.models import Person, Role
from workbench.core.city import current_city
from workbench.weighing.models import Concern

CONCERN_DESK = (Role.COORDINATOR,)
"""Not those who weigh: a concern may be about their work."""


def receipt_sha256(receipt: str) -> str:
    """What is kept of a receipt: enough to know it again, not to make it."""
    plain = "".join(letter for letter in receipt.upper() if letter.isalnum())
    return sha256(plain.encode()).hexdigest()


def concern_of(receipt: str) -> Concern | None:
    """The concern that this receipt belongs to."""
    return Concern.objects.filter(receipt_sha256=receipt_sha256(receipt)).first()


def refuse_unless_desk(person: Person) -> None:
    """Raises `NotAllowed` unless this person sits at the desk that answers concerns."""
    if person.role not in CONCERN_DESK:
        raise NotAllowed(
            _("You may not read concerns."), remedy=_("A coordinator of the city may.")
        )


def concerns_for(person: Person) -> QuerySet[Concern]:
    """Every concern, the oldest first, for the desk; none for anybody else."""
    if person.role not in CONCERN_DESK:
        return Concern.objects.none()
    return Concern.objects.select_related("proposal").all()


def concern_for(person: Person, concern_id: int) -> Concern:
    """One concern; not found otherwise."""
    return get_object_or_404(concerns_for(person), pk=concern_id)


def concerns_waiting() -> int:
    """How many wait for an answer; shown to the desk alone."""
    return Concern.objects.filter(state=Concern.State.WAITING).count()


def how_many(*, today: date) -> tuple[int | None, int | None, float | None]:
    """How many were raised and answered before this month, and half of them within which days.

    None where the number lies below the city's floor, or where what is left between the two does:
    neither one number nor the difference tells of a few people.
    """
    floor = current_city().publishing_floor
    before = today.replace(day=1)
    raised = Concern.objects.filter(received_on__lt=before)
    answered = raised.filter(answered_on__lt=before).values_list("received_on", "answered_on")
    days = [(answered_on - on).days for on, answered_on in answered if answered_on]
    count, left = raised.count(), raised.count() - len(days)
    if count < floor:
        return None, None, None
    if len(days) < floor or 0 < left < floor:
        return count, None, None
    return count, len(days), median(days)
