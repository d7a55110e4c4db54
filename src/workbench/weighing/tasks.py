"""Background work of the weighing room. A task gets ids, never rows; `core.worker` runs them."""

from django.tasks import task

from workbench.weighing.actions.runs import sharpen


@task
def make_run(run_id: int) -> None:
    """Make a run that waits for its turn."""
    sharpen(run_id)
