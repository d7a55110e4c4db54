"""Raising powers for a reason and a short time, lowering them, logging what is done with them."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from workbench.accounts.access import may_raise_powers
from workbench.accounts.models import ElevatedRequest, ElevatedSession, Person
from workbench.core.audit import record_audit

LASTS = timedelta(minutes=30)
SESSION_KEY = "elevated_session"


@transaction.atomic
def start_elevated_session(*, reason: str, acting_person: Person, now: datetime) -> ElevatedSession:
    """Raise a person's powers for thirty minutes; raises `NotAllowed` for other roles."""
    if not may_raise_powers(acting_person.role):
        raise NotAllowed(
            _("Your role cannot raise its powers."),
            remedy=_("Ask a coordinator or an operator to do what is needed."),
        )
    session = ElevatedSession(
        person=acting_person, reason=reason, started_at=now, ends_at=now + LASTS
    )
    session.full_clean()
    session.save()
    record_audit(acting_person, "raise-powers", session, {}, {"ends_at": session.ends_at})
    return session


@transaction.atomic
def end_elevated_session(session: ElevatedSession, *, acting_person: Person, now: datetime) -> None:
    """Lower the powers again, before their time is up."""
    session.ended_at = now
    session.save(update_fields=["ended_at"])
    record_audit(acting_person, "lower-powers", session, {"ended_at": None}, {"ended_at": now})


def log_request(
    session: ElevatedSession, *, method: str, path: str, status: int, request_id: str
) -> None:
    """Note one request made under raised powers."""
    ElevatedRequest.objects.create(
        session=session, method=method[:8], path=path[:300], status=status, request_id=request_id
    )
