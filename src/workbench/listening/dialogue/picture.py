"""What the library finds in a conversation, kept until something new was said.

Read `current` first. What is kept is the library's answer, which speaks of no voter; whose group is
whose is never read from it (charter 1). How many groups there are is asked again when a tenth more
votes have come; in between a new vote moves everything else at once.
"""

from datetime import datetime
from hashlib import sha256
from typing import Any

import numpy as np
import polars as pl
from django.db.models import QuerySet

from commonweal.listening.dialogue import InvalidVotes, analyse
from workbench.listening.dialogue import feeds
from workbench.listening.dialogue.models import Conversation, Picture, Statement, Topic, Vote

SEED, ASKED_AGAIN_AFTER, RULE = 2021, 0.1, "1"
Found = dict[str, Any]


def current(conversation: Conversation, topic: Topic | None, *, now: datetime) -> Found | None:
    """The answer as of the last vote; None where there is no vote yet."""
    kept = _kept(conversation, topic, public=False).first()
    last, _count = feeds.rows_facts(conversation)
    print_of_rows = _fingerprint(conversation, topic)
    if kept is not None and kept.fingerprint == print_of_rows:
        return dict(kept.found)
    found = _found(conversation, topic, kept)
    if found is not None:
        _keep(conversation, topic, found, print_of_rows, last=last, public=False, now=now)
    return found


def published(conversation: Conversation, topic: Topic | None, *, now: datetime) -> Found | None:
    """The answer for everybody: the one before, until enough have voted to hide in (charter 4)."""
    kept = _kept(conversation, topic, public=True).first()
    if kept is not None and not _moves_on(conversation, topic, kept):
        return dict(kept.found)
    if kept is None and _voters_since(conversation, topic, 0) < conversation.floor:
        return None
    found = current(conversation, topic, now=now)
    if found is not None:
        last, _count = feeds.rows_facts(conversation)
        _keep(conversation, topic, found, "", last=last, public=True, now=now)
    return found


def tallies(votes: pl.DataFrame, statements: pl.DataFrame) -> dict[str, list[int]]:
    """By the number of the statement: how many agree, disagree and pass; the last vote counts."""
    last = votes.unique(["voter_id", "statement_id"], keep="last", maintain_order=True)
    counted = last.join(
        statements.filter(pl.col("standing") != "rejected"), on="statement_id", how="semi"
    )
    counted = counted.group_by("statement_id").agg(
        agree=(pl.col("vote") == 1).sum(),
        disagree=(pl.col("vote") == -1).sum(),
        passed=(pl.col("vote") == 0).sum(),
    )
    return {row[0]: [row[1], row[2], row[3]] for row in counted.iter_rows()}


def _moves_on(conversation: Conversation, topic: Topic | None, kept: Picture) -> bool:
    """Whether as many as the floor have voted since what everybody sees was made."""
    return _voters_since(conversation, topic, kept.last_vote) >= conversation.floor


def _voters_since(conversation: Conversation, topic: Topic | None, last: int) -> int:
    votes = Vote.objects.filter(
        statement__conversation=conversation,
        statement__state=Statement.State.ACCEPTED,
        pk__gt=last,
    )
    votes = votes.filter(statement__topic=topic) if topic else votes
    return votes.order_by().values("participant_id").distinct().count()


def _found(conversation: Conversation, topic: Topic | None, before: Picture | None) -> Found | None:
    votes = feeds.votes_table(conversation, topic)
    k = _k_that_holds(before, votes.height)
    statements = _that_count(feeds.statements_table(conversation, topic), votes)
    try:
        read = analyse(votes, statements, rng=np.random.default_rng(SEED), k=k, seed=SEED)
    except InvalidVotes:
        return None
    found: Found = {**read.answer.as_answer(), "tallies": tallies(votes, statements)}
    if k is not None and before is not None:
        return {**found, "asked": before.found["asked"], "chosen": before.found["chosen"]}
    return {**found, "chosen": {"votes": votes.height, "k": read.groups.k}}


def _that_count(statements: pl.DataFrame, votes: pl.DataFrame) -> pl.DataFrame:
    """The statements without those that wait and that nobody has seen."""
    seen = votes["statement_id"].unique().implode()
    return statements.filter((pl.col("standing") != "waiting") | pl.col("statement_id").is_in(seen))


def _k_that_holds(before: Picture | None, votes: int) -> int | None:
    """The number of groups found before, while not many votes have come since."""
    chosen = before.found.get("chosen") if before else None
    if not chosen or votes > chosen["votes"] * (1 + ASKED_AGAIN_AFTER):
        return None
    return int(chosen["k"])


def _fingerprint(conversation: Conversation, topic: Topic | None) -> str:
    statements = conversation.statements.order_by("number").values_list(
        "number", "state", "topic_id", "is_meta"
    )
    told = (RULE, feeds.rows_facts(conversation), topic.pk if topic else 0, list(statements))
    return sha256(repr(told).encode()).hexdigest()


def _kept(conversation: Conversation, topic: Topic | None, *, public: bool) -> QuerySet[Picture]:
    number = topic.number if topic else 0
    return Picture.objects.filter(conversation=conversation, topic_number=number, is_public=public)


def _keep(
    conversation: Conversation,
    topic: Topic | None,
    found: Found,
    print_of_rows: str,
    *,
    last: int,
    public: bool,
    now: datetime,
) -> None:
    Picture.objects.update_or_create(
        conversation=conversation,
        topic_number=topic.number if topic else 0,
        is_public=public,
        defaults={
            "found": found,
            "fingerprint": print_of_rows,
            "last_vote": last,
            "made_at": now,
        },
    )
