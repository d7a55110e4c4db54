"""One import of a source at a time, on this machine and across machines.

Read `turn_of` first. The lock is held by the process itself (a file lock here, an advisory lock
on PostgreSQL), so a killed import lets go of it at once; what it left behind is said by the
state of its delivery, never by the lock.
"""

import fcntl
import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import Busy
from workbench.core.numbers import whole
from workbench.listening.models import Delivery, Source

SECONDS_BETWEEN_TRIES = 0.2
UNFINISHED = (Delivery.State.STAGED, Delivery.State.WRITING, Delivery.State.DISCARDING)


@contextmanager
def turn_of(source_key: str, *, staging: Path, wait: bool = False) -> Iterator[None]:
    """Hold the source for one import; raises `Busy`, or waits with `wait`.

    `staging` is the folder of staged deliveries, where the lock's file is kept.
    """
    staging.mkdir(parents=True, exist_ok=True)
    with (staging / f"{source_key}.lock").open("a+") as file:
        while not _take(file, source_key):
            if not wait:
                raise _busy(source_key)
            time.sleep(SECONDS_BETWEEN_TRIES)
        try:
            yield
        finally:
            _let_go(source_key)


def _take(file: IO[str], source_key: str) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    if _advisory("pg_try_advisory_lock", source_key):
        return True
    fcntl.flock(file, fcntl.LOCK_UN)
    return False


def _let_go(source_key: str) -> None:
    if connection.connection is not None:
        _advisory("pg_advisory_unlock", source_key)


def _advisory(function: str, source_key: str) -> bool:
    """Call PostgreSQL's lock function on the source; other databases live on one machine."""
    if connection.vendor != "postgresql":
        return True
    digest = hashlib.sha256(f"commonweal import {source_key}".encode()).digest()
    number = int.from_bytes(digest[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [number])
        return bool(cursor.fetchone()[0])


def unfinished_delivery(source_key: str) -> Delivery | None:
    """The source's delivery that is neither shown nor discarded, if there is one."""
    return (
        Delivery.objects.filter(source__key=source_key, state__in=UNFINISHED)
        .select_related("source", "brought_by")
        .first()
    )


def unfinished_deliveries() -> list[Delivery]:
    """Every delivery that is neither shown nor discarded, of all sources."""
    return list(Delivery.objects.filter(state__in=UNFINISHED).select_related("source"))


def refuse_second_delivery(source: Source) -> None:
    """Raises `Busy` where an interrupted delivery of the source waits for a decision.

    Called with the turn in hand, so nobody is working on that delivery.
    """
    delivery = unfinished_delivery(source.key)
    if delivery is not None:
        raise Busy(
            _("Delivery %(number)s of %(source)s was interrupted: %(facts)s.")
            % {"number": delivery.pk, "source": source.key, "facts": _facts(delivery)},
            remedy=_(
                "First finish it with `commonweal listening resume CITY %(number)s`, "
                "or drop it with `commonweal listening discard CITY %(number)s`."
            )
            % {"number": delivery.pk},
            code="interrupted-delivery",
            source=source.key,
            delivery=delivery.pk,
        )


def _busy(source_key: str) -> Busy:
    delivery = unfinished_delivery(source_key)
    if delivery:
        told = _("The source %(source)s is being brought in at this moment: %(facts)s.") % {
            "source": source_key,
            "facts": _facts(delivery),
        }
    else:
        told = _(
            "The source %(source)s is being brought in at this moment, and has just begun."
        ) % {"source": source_key}
    return Busy(
        told,
        remedy=_("Try again when it is done, or wait for it with --wait."),
        source=source_key,
        delivery=delivery.pk if delivery else None,
    )


def _facts(delivery: Delivery) -> str:
    """Who, since when, how far."""
    words = {
        "who": str(delivery.brought_by) if delivery.brought_by else _("the command line"),
        "since": timezone.localtime(delivery.received_at).strftime("%Y-%m-%d %H:%M"),
        "written": whole(delivery.written),
        "of": whole(delivery.to_write),
    }
    if delivery.state == Delivery.State.STAGED:
        return _("begun by %(who)s, %(since)s, the file is still being read") % words
    return _("begun by %(who)s, %(since)s, %(written)s of %(of)s changes written") % words
