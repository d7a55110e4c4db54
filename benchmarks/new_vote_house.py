"""The server side of a new vote: a large conversation in a city, votes cast and looked at.

`make FOLDER VOTERS SEED` writes the conversation, looks at it once and prints its number and code;
`vote FOLDER NUMBER REPEATS` casts so many votes through their page and looks at the analysis after
each, and prints for each what it took (seconds by the clock and of CPU) and what was seen.
"""

import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from workbench.commands import bring_database_up_to_date, setup_workbench

STATEMENTS, SEEN, GROUPS = 100, 0.3, 3
ASHA = "asha@foursquare.example"


def make(voters: int, seed: int) -> dict[str, Any]:
    """A conversation of three groups in which so many have voted, and its first picture."""
    from django.core.management import call_command
    from django.utils import timezone

    from tests.cast import make_person
    from workbench.listening.dialogue.actions import picture
    from workbench.listening.dialogue.actions.conversations import (
        enter_conversation,
        open_conversation,
    )
    from workbench.listening.dialogue.actions.moderation import add_seeds

    bring_database_up_to_date()
    call_command("collectstatic", interactive=False, verbosity=0)
    asha = make_person(email=ASHA, name="Asha Lindqvist", role="coordinator")
    now = timezone.now()
    values = {
        "title": "The park",
        "question": "What should the park be?",
        "languages": ["en"],
        "rules": ["contempt"],
        "floor": 10,
    }
    made = enter_conversation(values, city_floor=10, acting_person=asha, now=now)
    texts = [f"Statement number {number}." for number in range(1, STATEMENTS + 1)]
    add_seeds(made, texts, lang="en", topic=None, acting_person=asha, today=now.date())
    open_conversation(made, acting_person=asha, now=now)
    votes = _write_votes(made.pk, voters, seed)
    found = picture.find_anew(made, None, now=timezone.now())
    assert found is not None
    return {"number": made.pk, "code": made.code, "votes": votes, "k": found["k"]}


def _write_votes(conversation: int, voters: int, seed: int) -> int:
    """Votes of three groups, drawn, in the order of casting."""
    from django.utils import timezone

    from workbench.listening.dialogue.models import Participant, Vote

    rng = np.random.default_rng(seed)
    agree = rng.beta(0.6, 0.6, (GROUPS, STATEMENTS))
    group = rng.integers(0, GROUPS, voters)
    row, column = np.nonzero(rng.random((voters, STATEMENTS)) < SEEN)
    side = np.where(rng.random(len(row)) < agree[group[row], column], 1, -1)
    passed = rng.random(len(row)) < 0.1
    people = Participant.objects.bulk_create(
        (Participant(conversation_id=conversation) for _ in range(voters)), batch_size=1000
    )
    statements, now = _statements(conversation), timezone.now()
    Vote.objects.bulk_create(
        (
            Vote(
                participant=people[voter],
                statement_id=statements[statement],
                value=0 if skips else int(value),
                key=f"drawn-{statement}",
                at=now,
            )
            for voter, statement, value, skips in zip(row, column, side, passed, strict=True)
        ),
        batch_size=2000,
    )
    return len(row)


def vote(conversation: int, repeats: int) -> list[dict[str, Any]]:
    """One newcomer casts so many votes; after each the analysis is looked at."""
    from django.urls import reverse
    from django.utils import timezone

    from tests.cast import signed_in
    from workbench.accounts.models import Person
    from workbench.listening.dialogue.actions.voices import come_in
    from workbench.listening.dialogue.models import Conversation, Picture

    there = Conversation.objects.get(pk=conversation)
    asha, here = Person.objects.get(email=ASHA), {"SERVER_NAME": "127.0.0.1"}
    everybody, inside = signed_in(None, **here), signed_in(asha, **here)
    to_vote = reverse("open-talk-vote", args=[there.code, come_in(there, now=timezone.now())])
    to_look = reverse("dialogue-analysis", args=[there.pk])
    kept = Picture.objects.filter(conversation=there, topic_number=0, is_public=False)
    found: list[dict[str, Any]] = []
    for repeat, statement in enumerate(_statements(conversation)[:repeats]):
        before = kept.get()
        form = {"statement": statement, "key": f"new-{repeat}", "vote": "1"}
        cast = _timed(partial(everybody.post, to_vote, form), 302)
        look = _timed(partial(inside.get, to_look), 200)
        after = kept.get()
        found.append(
            {
                "cast": cast,
                "look": look,
                "counted": after.found["votes"] - before.found["votes"],
                "groups_kept": after.model == before.model,
            }
        )
    return found


def _statements(conversation: int) -> list[int]:
    from workbench.listening.dialogue.models import Statement

    rows = Statement.objects.filter(conversation=conversation).order_by("number")
    return list(rows.values_list("pk", flat=True))


def _timed(act: Callable[[], Any], wanted: int) -> tuple[float, float]:
    """Seconds by the clock and of CPU; raises where the page answers something else."""
    clock, cpu = perf_counter(), process_time()
    answer = act()
    took = perf_counter() - clock, process_time() - cpu
    if answer.status_code != wanted:
        raise RuntimeError(f"The page answered {answer.status_code}.")
    return took


def main() -> None:
    """One of the two things, for the city in the second argument."""
    do, folder = sys.argv[1], sys.argv[2]
    os.environ.setdefault("COMMONWEAL_LOG_LEVEL", "error")
    setup_workbench(Path(folder))
    if do == "make":
        told: Any = make(int(sys.argv[3]), int(sys.argv[4]))
    else:
        told = vote(int(sys.argv[3]), int(sys.argv[4]))
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
