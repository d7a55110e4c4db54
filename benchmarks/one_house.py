"""A process that has one city open and does what it is told, a line of JSON at a time.

Started by tried_city.py: python -m benchmarks.one_house CITY
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, perf_counter, sleep
from typing import Any

from workbench.commands import bring_database_up_to_date, setup_workbench

LONGEST_S = 900


def main() -> None:
    """Answer every line until there are no more."""
    setup_workbench(Path(sys.argv[1]))
    from django.db import connection

    acts = _acts()
    for line in sys.stdin:
        asked = json.loads(line)
        answer = acts[asked.pop("do")](**asked)
        # what others did in between must be seen, and a killed server's connection not be used
        connection.close()
        print(json.dumps(answer), flush=True)


def _acts() -> dict[str, Callable[..., Any]]:
    return {
        "migrate": bring_database_up_to_date,
        "seen": _seen,
        "unfinished": _unfinished,
        "resume": _resume,
        "discard": _discard,
        "enter": _enter,
        "records": _records,
        "begin": _begin,
        "wait": _wait,
    }


def _begin(file: str, profile: str) -> int:
    """Begin to bring a file in, in a process of its own; its number.

    The child is forked, so that it begins at once. Only a house that never computed anything may
    do this: the threads in which polars computes would not survive the fork.
    """
    from django.utils import timezone

    from workbench.listening.actions.deliver import bring_in_file

    child = os.fork()
    if child:
        return child
    today = timezone.localdate()
    bring_in_file(Path(file), profile_name=profile, acting_person=None, today=today)
    os._exit(0)


def _wait(child: int) -> int:
    """Wait until the process has ended; its exit code, or minus the signal that ended it."""
    until = monotonic() + LONGEST_S
    while monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        sleep(0.005)
    raise TimeoutError(f"The import did not end within {LONGEST_S} seconds.")


def _seen(source: str) -> dict[str, Any]:
    """What readers see: the shown delivery, the hash it promised, the hash of what there is."""
    from workbench.listening import feeds
    from workbench.listening.models import Source

    found = Source.objects.filter(key=source).select_related("shown_delivery").first()
    if found is None or found.shown_delivery is None:
        return {"delivery": None, "promised": "", "hash": ""}
    return {
        "delivery": found.shown_delivery.pk,
        "promised": found.shown_delivery.content_hash,
        "hash": feeds.content_hash(found),
    }


def _unfinished(source: str) -> dict[str, Any] | None:
    from workbench.listening.actions.turns import unfinished_delivery

    delivery = unfinished_delivery(source)
    if delivery is None:
        return None
    return {
        "delivery": delivery.pk,
        "state": delivery.state,
        "written": delivery.written,
        "to_write": delivery.to_write,
    }


def _resume(delivery: int) -> str:
    from workbench.listening.actions.deliver import delivery_numbered, resume_delivery

    return resume_delivery(delivery_numbered(delivery), acting_person=None).content_hash


def _discard(delivery: int) -> str:
    from workbench.listening.actions.deliver import delivery_numbered
    from workbench.listening.actions.discard import discard_delivery

    return discard_delivery(delivery_numbered(delivery), acting_person=None).state


def _records() -> int:
    """All versions in the register, visible or not."""
    from workbench.listening.models import Record

    return Record.objects.count()


def _enter() -> float:
    """Enter one incident by hand and send it for its check; the seconds that took."""
    from django.utils import timezone

    from commonweal.listening.entries import EntryFacts
    from workbench.accounts.models import Person
    from workbench.listening.actions.entries import enter_incident, send_for_check

    person = Person.objects.filter(email="asha@foursquare.example").first()
    if person is None:
        person = Person.objects.create_person(
            email="asha@foursquare.example", name="Asha Lindqvist", role="coordinator"
        )
    facts = EntryFacts(
        occurred_on="2026-03-02",
        reported_on="2026-03-03",
        area="NW",
        place="area",
        groups=("anti-jewish",),
        kinds=("assault",),
        setting="offline",
        perceived=True,
        perceived_on="2026-03-02",
        definition="hostility that the person targeted perceived",
    )
    began = perf_counter()
    entry = enter_incident(facts, words="A mild sentence.", acting_person=person)
    send_for_check(entry, acting_person=person, today=timezone.localdate())
    return perf_counter() - began


if __name__ == "__main__":
    main()
