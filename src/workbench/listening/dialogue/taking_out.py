"""A conversation as files: in the form of a Pol.is export, and the log of its moderation.

Read `export_file`. Voters get new numbers in a shuffled order, and times are those of the full
hour, so that a file tells less of who sat where when; `group-id` is always empty (charter 1).
"""

import zipfile
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import polars as pl

from commonweal.files.polis import write_export
from commonweal.files.refused import defused
from workbench.listening.dialogue import feeds, words
from workbench.listening.dialogue.models import Conversation

HOUR = 3_600_000


def export_file(conversation: Conversation) -> bytes:
    """The four tables of an export, packed."""
    votes = without_traces(feeds.votes_table(conversation), seed=conversation.pk)
    summary = {"topic": conversation.question, "conversation-description": conversation.words}
    packed = BytesIO()
    with TemporaryDirectory() as place, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        folder = Path(place)
        write_export(folder, feeds.statements_table(conversation), votes, summary=summary)
        for path in sorted(folder.iterdir()):
            out.write(path, path.name)
    return packed.getvalue()


def without_traces(votes: pl.DataFrame, *, seed: int) -> pl.DataFrame:
    """The votes under new numbers, with the hour instead of the moment."""
    names = votes["voter_id"].unique(maintain_order=True).to_list()
    numbers = [str(number) for number in range(len(names))]
    Random(seed).shuffle(numbers)  # noqa: S311 - an order, not a secret
    return votes.with_columns(
        pl.col("voter_id").replace_strict(dict(zip(names, numbers, strict=True)))
        if names
        else pl.col("voter_id"),
        pl.col("voted_at") // HOUR * HOUR,
    )


def moderation_log(conversation: Conversation) -> bytes:
    """What was accepted, turned down and why, as a table that no spreadsheet runs."""
    rows = [
        {
            "statement": one.number,
            "text": one.text,
            "language": one.lang,
            "added": one.added_on.isoformat(),
            "origin": one.origin,
            "state": one.state,
            "rule": one.rule,
            "rule in words": words.rule(one.rule) if one.rule else "",
            "reason": one.reason,
            "same as": one.duplicate_of.number if one.duplicate_of else None,
            "decided": one.decided_on.isoformat() if one.decided_on else "",
        }
        for one in conversation.statements.select_related("duplicate_of")
    ]
    schema = {"statement": pl.Int64(), "same as": pl.Int64()}
    table = pl.DataFrame(rows, schema_overrides=schema) if rows else pl.DataFrame({"statement": []})
    return defused(table).write_csv().encode("utf-8-sig")
