"""What commands print: calm tables for people, one JSON object for machines, never both."""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from commonweal.core.errors import CommonwealError
from commonweal.core.lineage import Lineage


def print_json(schema: str, lineage: Lineage, answer: Mapping[str, Any]) -> None:
    """Print one object: `schema`, `lineage`, then the answer's own keys."""
    envelope = {"schema": schema, "lineage": lineage.as_dict(), **answer}
    print(json.dumps(envelope, ensure_ascii=False, indent=2))


def console() -> Console:
    """Standard output; without colours or line drawing tricks where it is no terminal."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def print_counts(out: Console, heading: str, rows: Sequence[tuple[str, ...]], *names: str) -> None:
    """A table whose first column is words and whose others are figures."""
    if not rows:
        return
    table = Table(title=heading, title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column(names[0])
    for name in names[1:]:
        table.add_column(name, justify="right")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    out.print(table)
    out.print()


def print_words(out: Console, heading: str, rows: Sequence[tuple[str, ...]], *names: str) -> None:
    """A table whose columns are all words."""
    table = Table(title=heading, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for name in names:
        table.add_column(name)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    out.print(table)


@contextmanager
def progress_bar(what: str) -> Iterator[Any]:
    """A function `progress(done, whole)` that draws a bar, on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda _done, _whole: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:.0f} %"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, whole: bar.update(task, completed=done, total=whole)


def refuse_unwritable(*files: Path | None) -> None:
    """Say before the work, not after it, that a file could not be written."""
    for path in files:
        if path is None:
            continue
        folder = path.absolute().parent
        if path.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
            raise CommonwealError(
                f"{path} cannot be written.",
                remedy="Name a file in a folder that is there and that you may write to.",
                code="cannot-write",
            )
