"""Background work of the listening room; the same actions run from the command line.

A task gets ids, never rows. `workbench.core.worker` runs them beside the web server.
"""

from django.tasks import task
from django.utils import timezone

from workbench.accounts.models import Person
from workbench.listening.actions.deliver import resume_delivery
from workbench.listening.actions.uploads import bring_in_upload
from workbench.listening.models import Delivery


@task
def bring_in(token: str, person_id: int) -> None:
    """Bring an upload into the register."""
    bring_in_upload(
        token, acting_person=Person.objects.get(pk=person_id), today=timezone.localdate()
    )


@task
def resume(delivery_id: int, person_id: int) -> None:
    """Finish an interrupted delivery."""
    delivery = Delivery.objects.select_related("source").get(pk=delivery_id)
    resume_delivery(delivery, acting_person=Person.objects.get(pk=person_id))
