"""A file, folder or zip archive of HSDS as a stream of its objects.

Read `open_hsds` first. What the file is, is found out from its content: a package of tables
(a folder or zip of CSV files, with or without datapackage.json; also the same tables in one JSON
object), one JSON object, a list, a page of a list, or JSON Lines. Nothing is understood here; the
mapping room codes what comes out (`commonweal.mapping.strengths.hsds`).
"""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from commonweal.core.errors import UnreadableFile
from commonweal.core.notices import Notice
from commonweal.files.hsds.json_items import json_items, line_items
from commonweal.files.hsds.package import open_package
from commonweal.files.hsds.package_items import Item, package_items
from commonweal.files.raw_table import Progress, no_progress
from commonweal.files.survey import survey, utf8_stream

LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")


@dataclass(frozen=True, slots=True, kw_only=True)
class HsdsFile:
    """A file of HSDS: its name and hash at once, its objects as often as asked for.

    `items` yields what is found, in order: objects, rows that cannot be used, what is counted and
    not read, and what a reader should know.
    """

    file: str
    sha256: str
    notices: tuple[Notice, ...] = ()
    read: Callable[[Progress], Iterator[Item]] = field(repr=False)

    def items(self, *, progress: Progress = no_progress) -> Iterator[Item]:
        """What the file holds; `progress(done, whole)` is called as the reading goes on."""
        return self.read(progress)


def open_hsds(path: Path) -> HsdsFile:
    """The HSDS content of a file or folder; raises `UnreadableFile` with what to do."""
    package = open_package(path)
    if package is not None:
        return HsdsFile(
            file=package.file,
            sha256=package.sha256,
            read=lambda progress: package_items(package, progress),
        )
    if path.name.lower().endswith((".csv", ".xlsx", ".parquet")):
        raise UnreadableFile(
            f"{path.name} is one table; HSDS as tables is a package of several.",
            remedy="Name the folder or zip that holds organizations.csv, services.csv and so on; "
            "for a single list, name another profile.",
            code="one-table",
            file=path.name,
        )
    found = survey(path)
    items = line_items if path.name.lower().endswith(LINES) else json_items

    def read(progress: Progress) -> Iterator[Item]:
        text = _decoded(utf8_stream(path, found), found.length, progress)
        return items(text, path.name)

    return HsdsFile(file=path.name, sha256=found.sha256, notices=found.notices, read=read)


def _decoded(blocks: Iterator[bytes], length: int, progress: Progress) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    seen = 0
    for block in blocks:
        seen += len(block)
        progress(min(seen, length), length)
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)
