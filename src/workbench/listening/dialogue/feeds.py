"""Rows of a conversation as the library's tables, and back.

Read `votes_table` first. Voters are numbers, and a number says nothing of when somebody came.
"""

from datetime import UTC, datetime, time
from typing import Any

import polars as pl
from django.db.models import BigIntegerField, Count, Func, Max

from commonweal.core.tables import STATEMENTS, VOTES
from workbench.listening.dialogue.models import Conversation, Statement, Topic, Vote

STANDING = {
    Statement.State.ACCEPTED: "accepted",
    Statement.State.WAITING: "waiting",
    Statement.State.REJECTED: "rejected",
}
COLUMNS = ("pk", "participant_id", "statement_id", "value")
RAW = pl.Schema(
    {
        "pk": pl.Int64(),
        "participant": pl.Int64(),
        "statement": pl.Int64(),
        "vote": pl.Int64(),
        "voted_at": pl.Int64(),
    }
)
MOST_KEPT = 8
RowsFacts = tuple[int, int]
_kept: dict[int, pl.DataFrame] = {}
"""By conversation, the votes read so far: votes are only ever added, so the rest is read."""


def votes_table(
    conversation: Conversation, topic: Topic | None = None, *, facts: RowsFacts | None = None
) -> pl.DataFrame:
    """Every vote in the order of casting (VOTES), of one topic where it is named."""
    raw = _raw_votes(conversation, facts or rows_facts(conversation))
    numbers = {
        pk: str(number)
        for pk, number in conversation.statements.values_list("pk", "number").order_by()
    }
    if topic is not None:
        of_topic = conversation.statements.filter(topic=topic).values_list("pk", flat=True)
        raw = raw.filter(pl.col("statement").is_in(list(of_topic)))
    table = raw.select(
        pl.col("participant").cast(pl.String).alias("voter_id"),
        pl.col("statement").replace_strict(numbers, return_dtype=pl.String).alias("statement_id"),
        "vote",
        "voted_at",
    )
    return VOTES.check(table)


def statements_table(conversation: Conversation, topic: Topic | None = None) -> pl.DataFrame:
    """Every statement (STATEMENTS); nobody is named as its author."""
    rows = conversation.statements.order_by("number")
    table = pl.DataFrame(
        [
            {
                "statement_id": str(one.number),
                "text": one.text,
                "lang": one.lang or None,
                "author_id": None,
                "made_at": int(datetime.combine(one.added_on, time(), UTC).timestamp() * 1000),
                "standing": STANDING[Statement.State(one.state)],
                "seed": one.origin == Statement.Origin.SEED,
                "meta": one.is_meta,
            }
            for one in (rows.filter(topic=topic) if topic else rows)
        ],
        schema=STATEMENTS.schema,
    )
    return STATEMENTS.check(table)


def rows_facts(conversation: Conversation) -> RowsFacts:
    """The last vote and how many there are: enough to know whether anything is new."""
    votes = Vote.objects.filter(statement__conversation=conversation).order_by()
    told = votes.aggregate(last=Max("pk"), count=Count("pk"))
    return told["last"] or 0, told["count"]


def forget() -> None:
    """Let go of what was read."""
    _kept.clear()


def _raw_votes(conversation: Conversation, facts: RowsFacts) -> pl.DataFrame:
    """What was read before, and what is new; all of it again where they do not add up."""
    before = _kept.get(conversation.pk, pl.DataFrame(schema=RAW))
    last, count = facts
    since = int(before["pk"].max() or 0) if before.height else 0  # type: ignore[arg-type]
    found = pl.concat([before, _read(conversation, since)]) if since < last else before
    if found.height != count:
        found = _read(conversation, 0)
    if len(_kept) >= MOST_KEPT and conversation.pk not in _kept:
        forget()
    _kept[conversation.pk] = found
    return found


def _read(conversation: Conversation, since: int) -> pl.DataFrame:
    rows = Vote.objects.filter(statement__conversation=conversation, pk__gt=since).order_by("pk")
    found = list(rows.values_list(*COLUMNS, _Milliseconds("at")))
    return pl.DataFrame(found, schema=RAW, orient="row")


class _Milliseconds(Func):
    """A moment in milliseconds since 1970, reckoned by the database: that takes half as long."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        days = "julianday(%(expressions)s) - 2440587.5"
        told = f"CAST(ROUND(({days}) * 86400000) AS INTEGER)"
        return self.as_sql(compiler, connection, template=told, **more)

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        told = "CAST(EXTRACT(EPOCH FROM %(expressions)s) * 1000 AS BIGINT)"
        return self.as_sql(compiler, connection, template=told, **more)
