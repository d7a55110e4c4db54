"""What the library finds in a conversation, kept until something new was said.

Read `current` first. What is kept is the library's answer, which speaks of no voter; whose group is
whose is never read from it (charter 1). Groups are found anew when a twentieth more votes have
come; in between a new vote moves everything else at once (`moving`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import numpy as np
import polars as pl
from django.db.models import QuerySet
from django.tasks import task
from django.utils import timezone

from commonweal.listening.dialogue import InvalidVotes, analyse
from workbench.listening.dialogue import access, feeds
from workbench.listening.dialogue.models import Conversation, Picture, Statement, Topic, Vote
from workbench.listening.dialogue.moving import Found, model_of, moved

SEED, RULE = 2021, "1"
DUE, AT_ONCE, GIVEN_UP = 0.05, 3000, timedelta(minutes=5)
"""Groups are found anew after so many more votes: in a small room at once, else beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """What was said so far, as the library reads it."""

    votes: pl.DataFrame
    statements: pl.DataFrame
    fingerprint: str
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """An answer with what it was made from."""

    found: Found
    model: Found
    fingerprint: str
    last: int


def current(conversation: Conversation, topic: Topic | None, *, now: datetime) -> Found | None:
    """The answer as of the last vote; None where there is no vote, or while many are first read."""
    kept = _kept(conversation, topic, public=False).first()
    facts = feeds.rows_facts(conversation)
    if kept is None and facts[1] > AT_ONCE:
        ask_for_groups(conversation, topic, now=now)
        return None
    if kept is None:
        return find_anew(conversation, topic, now=now)
    if kept.fingerprint == _fingerprint(conversation, topic, facts):
        return dict(kept.found)
    rows = _rows(conversation, topic, facts)
    due = rows.votes.height > (1 + DUE) * kept.model.get("rows", kept.model["votes"])
    if due and rows.votes.height <= AT_ONCE:
        return find_anew(conversation, topic, now=now)
    if due:
        ask_for_groups(conversation, topic, now=now)
    return _moved(conversation, topic, kept, rows, now=now)


def published(conversation: Conversation, topic: Topic | None, *, now: datetime) -> Found | None:
    """The answer for everybody: the one before, until enough have voted to hide in (charter 4)."""
    kept = _kept(conversation, topic, public=True).first()
    if kept is not None and not _moves_on(conversation, topic, kept):
        return dict(kept.found)
    if kept is None and _voters_since(conversation, topic, 0) < conversation.floor:
        return None
    found = current(conversation, topic, now=now)
    live = _kept(conversation, topic, public=False).first()
    if found is not None and live is not None:
        made = _Made(found=found, model={}, fingerprint="", last=live.last_vote)
        _keep(conversation, topic, made, public=True, now=now)
    return found


def model_for(conversation: Conversation, topic: Topic | None) -> Found | None:
    """What groups say to statements, as it was last found; None where nobody looked yet."""
    kept = _kept(conversation, topic, public=False).values_list("model", flat=True)
    return kept.first()


def ask_for_groups(conversation: Conversation, topic: Topic | None, *, now: datetime) -> None:
    """Let groups be found beside the web server, once; what was broken off begins again."""
    asked = [conversation.pk, topic.number if topic else 0]
    if not access.is_under_way(find_groups.module_path, asked, since=now - GIVEN_UP):
        find_groups.enqueue(*asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstReading:
    """A conversation so large that its first reading is done beside the web server."""

    votes: int
    was_broken_off: bool


def first_reading(
    conversation: Conversation, topic: Topic | None, *, now: datetime
) -> FirstReading | None:
    """What is read at this moment; None where there is an answer, or too little to wait for."""
    votes = feeds.rows_facts(conversation)[1]
    if votes <= AT_ONCE or _kept(conversation, topic, public=False).exists():
        return None
    asked = [conversation.pk, topic.number if topic else 0]
    broken = access.was_broken_off(find_groups.module_path, asked, since=now - GIVEN_UP)
    return FirstReading(votes=votes, was_broken_off=broken)


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


def find_anew(conversation: Conversation, topic: Topic | None, *, now: datetime) -> Found | None:
    """The whole analysis, groups and all, from the rows as they stand."""
    rows = _rows(conversation, topic, feeds.rows_facts(conversation))
    try:
        read = analyse(rows.votes, rows.statements, rng=np.random.default_rng(SEED), seed=SEED)
    except InvalidVotes:
        return None
    found = read.answer.as_answer()
    model = {**model_of(read), "rows": rows.votes.height, "of": rows.fingerprint}
    return _told(conversation, topic, rows, found, model, now=now)


def _moved(
    conversation: Conversation, topic: Topic | None, kept: Picture, rows: _Rows, *, now: datetime
) -> Found | None:
    """What was found before, with the votes counted in that came since."""
    try:
        found = moved(kept.found, kept.model, rows.votes, rows.statements)
    except InvalidVotes:
        return None
    return _told(conversation, topic, rows, found, kept.model, now=now)


def _told(
    conversation: Conversation,
    topic: Topic | None,
    rows: _Rows,
    found: Found,
    model: Found,
    *,
    now: datetime,
) -> Found:
    """The answer with the totals of its statements, kept."""
    whole: Found = {**found, "tallies": tallies(rows.votes, rows.statements)}
    made = _Made(found=whole, model=model, fingerprint=rows.fingerprint, last=rows.last)
    _keep(conversation, topic, made, public=False, now=now)
    return whole


def _rows(conversation: Conversation, topic: Topic | None, facts: feeds.RowsFacts) -> _Rows:
    """The tables of these rows, and the fingerprint that they go under."""
    votes = feeds.votes_table(conversation, topic, facts=facts)
    return _Rows(
        votes=votes,
        statements=_that_count(feeds.statements_table(conversation, topic), votes),
        fingerprint=_fingerprint(conversation, topic, facts),
        last=facts[0],
    )


def _that_count(statements: pl.DataFrame, votes: pl.DataFrame) -> pl.DataFrame:
    """The statements without those that wait and that nobody has seen."""
    seen = votes["statement_id"].unique().implode()
    return statements.filter((pl.col("standing") != "waiting") | pl.col("statement_id").is_in(seen))


def _fingerprint(conversation: Conversation, topic: Topic | None, facts: feeds.RowsFacts) -> str:
    statements = conversation.statements.order_by("number").values_list(
        "number", "state", "topic_id", "is_meta"
    )
    told = (RULE, facts, topic.pk if topic else 0, list(statements))
    return sha256(repr(told).encode()).hexdigest()


def _kept(conversation: Conversation, topic: Topic | None, *, public: bool) -> QuerySet[Picture]:
    number = topic.number if topic else 0
    return Picture.objects.filter(conversation=conversation, topic_number=number, is_public=public)


def _keep(
    conversation: Conversation, topic: Topic | None, made: _Made, *, public: bool, now: datetime
) -> None:
    Picture.objects.update_or_create(
        conversation=conversation,
        topic_number=topic.number if topic else 0,
        is_public=public,
        defaults={
            "found": made.found,
            "model": made.model,
            "fingerprint": made.fingerprint,
            "last_vote": made.last,
            "made_at": now,
        },
    )


@task
def find_groups(conversation_id: int, topic_number: int) -> None:
    """Find the groups of a large conversation anew, beside the web server."""
    conversation = Conversation.objects.get(pk=conversation_id)
    topic = conversation.topics.filter(number=topic_number).first()
    model = model_for(conversation, topic) or {}
    if model.get("of") == _fingerprint(conversation, topic, feeds.rows_facts(conversation)):
        return  # asked for twice, and read in the meantime
    find_anew(conversation, topic, now=timezone.now())
