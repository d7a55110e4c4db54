"""Background work of the listening room; the same actions run from the command line.

A task gets ids, never rows. `workbench.core.worker` runs them beside the web server.
"""

from django.tasks import task
from django.utils import timezone

from workbench.accounts.access import person_with_id
from workbench.core.city import current_city
from workbench.listening.actions.deliver import delivery_numbered, resume_delivery
from workbench.listening.actions.uploads import bring_in_upload
from workbench.listening.signals.actions.weekly import run_week
from workbench.listening.signals.searching import search


@task
def bring_in(token: str, person_id: int) -> None:
    """Bring an upload into the register."""
    bring_in_upload(token, acting_person=person_with_id(person_id), today=timezone.localdate())


@task
def resume(delivery_id: int, person_id: int) -> None:
    """Finish an interrupted delivery."""
    resume_delivery(delivery_numbered(delivery_id), acting_person=person_with_id(person_id))


@task
def weekly(person_id: int) -> None:
    """Search the newest week and freeze its brief."""
    run_week(
        current_city(),
        search=search,
        week=None,
        acting_person=person_with_id(person_id),
        today=timezone.localdate(),
        now=timezone.now(),
    )
