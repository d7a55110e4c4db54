"""The server side of a crowd that votes: make a conversation, serve it, count what was kept.

`make FOLDER STATEMENTS` prints the code of a conversation; `serve FOLDER FD` serves the city on a
listening socket that it inherits, so that several processes can share one; `count FOLDER CODE`
prints what each voice said, as it was kept, and the totals that pages show.
"""

import json
import os
import socket
import sys
from pathlib import Path

from workbench.commands import bring_database_up_to_date, setup_workbench


def make(statements: int) -> None:
    """A conversation of the city with so many statements, open, and the files that pages need."""
    from django.core.management import call_command
    from django.utils import timezone

    from workbench.accounts.models import Person
    from workbench.listening.dialogue.actions.conversations import (
        enter_conversation,
        open_conversation,
    )
    from workbench.listening.dialogue.actions.moderation import add_seeds

    bring_database_up_to_date()
    call_command("collectstatic", interactive=False, verbosity=0)
    asha = Person.objects.create_person(
        email="asha@foursquare.example", name="Asha Lindqvist", role="coordinator"
    )
    now = timezone.now()
    values = {
        "title": "The park",
        "question": "What should the park be?",
        "languages": ["en"],
        "rules": ["contempt"],
        "floor": 10,
    }
    made = enter_conversation(values, city_floor=10, acting_person=asha, now=now)
    texts = [f"Statement number {number}." for number in range(1, statements + 1)]
    add_seeds(made, texts, lang="en", topic=None, acting_person=asha, today=now.date())
    open_conversation(made, acting_person=asha, now=now)
    print(made.code, flush=True)


def serve(handle: int) -> None:
    """Serve the city on the inherited socket until the process is ended."""
    import waitress

    from workbench.wsgi import application

    waitress.serve(application, sockets=[socket.socket(fileno=handle)], threads=8, ident=None)


def count(code: str) -> None:
    """`rows`: each vote as [fingerprint of the voice, statement, value], in the order of casting.

    `shown`: how many votes the pages count, over all statements.
    """
    from workbench.listening.dialogue import feeds
    from workbench.listening.dialogue.actions.picture import tallies
    from workbench.listening.dialogue.models import Conversation, Vote

    rows = Vote.objects.filter(statement__conversation__code=code).order_by("pk")
    kept = rows.values_list("participant__code_hash", "statement_id", "value")
    there = Conversation.objects.get(code=code)
    totals = tallies(feeds.votes_table(there), feeds.statements_table(there))
    shown = sum(sum(three) for three in totals.values())
    print(json.dumps({"rows": [list(row) for row in kept], "shown": shown}), flush=True)


def fingerprints(codes: list[str]) -> None:
    """What is kept of each of these codes."""
    from workbench.listening.dialogue.codes import fingerprint

    print(json.dumps({code: fingerprint(code) for code in codes}), flush=True)


def main() -> None:
    """One of the four things, for the city in the second argument."""
    do, folder = sys.argv[1], sys.argv[2]
    os.environ.setdefault("COMMONWEAL_LOG_LEVEL", "error")
    setup_workbench(Path(folder))
    if do == "make":
        make(int(sys.argv[3]))
    elif do == "serve":
        serve(int(sys.argv[3]))
    elif do == "count":
        count(sys.argv[3])
    else:
        fingerprints(json.loads(sys.stdin.read()))


if __name__ == "__main__":
    main()
