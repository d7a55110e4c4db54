"""Background work beside the web server: one thread that takes tasks from the database.

`commonweal serve` starts it. A server with much to do may run `django-admin db_worker` as well;
both take tasks from the same queue, each task once.
"""

from threading import Thread

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

SECONDS_BETWEEN_LOOKS = 1.0


def start_worker() -> Thread:
    """Start the thread; it ends with the process, and unfinished deliveries can be resumed."""
    worker = Worker(
        queue_names=["*"],
        interval=SECONDS_BETWEEN_LOOKS,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"serve-{get_random_string(24)}",
        excluded_queue_names=[],
    )
    thread = Thread(target=worker.run, name="commonweal-worker", daemon=True)
    thread.start()
    return thread
