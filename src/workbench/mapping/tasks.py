"""Background work of the mapping room; the same action runs from the command line.

A task gets ids, never rows. `workbench.core.worker` runs them beside the web server.
"""

from django.tasks import task
from django.utils import timezone

from workbench.accounts.access import person_with_id
from workbench.mapping.actions.uploads import bring_in_upload


@task
def bring_in(token: str, person_id: int) -> None:
    """Bring a list of strengths onto the map."""
    bring_in_upload(
        token,
        acting_person=person_with_id(person_id),
        now=timezone.now(),
        today=timezone.localdate(),
    )
