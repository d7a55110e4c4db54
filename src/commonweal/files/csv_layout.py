"""How a text table is laid out: line ends, delimiter, header row.

Read `layout_of` first. It looks at the beginning of the text only; every row is held against the
header afterwards (`csv_text`).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from commonweal.core.errors import UnreadableFile
from commonweal.core.nearest import listed
from commonweal.core.notices import Notice
from commonweal.core.raw import GUIDES
from commonweal.files.csv_rows import split_row

DELIMITERS = (",", ";", "\t", "|")
DELIMITER_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
LONGEST_HEADER_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The delimiter, the columns, and the number of bytes up to the first row of data."""

    delimiter: str
    columns: tuple[str, ...]
    data_starts_at: int
    notices: tuple[Notice, ...]


def layout_of(head: bytes, *, file: str, delimiter: str | None, header_row: int) -> Layout:
    """The layout of UTF-8 text with `\\n` line ends; raises `UnreadableFile`."""
    lines, starts_at = _lines_to_header(head, file=file, header_row=header_row)
    header = lines[-1]
    used = delimiter or _likeliest_delimiter(header)
    names = split_row(header, used)
    if names is None:
        raise UnreadableFile(
            f"{file}, row {header_row}: a double quote in the header is not closed.",
            remedy="Close the quote in the header.",
            code="unclosed-quote",
            file=file,
            row=header_row,
        )
    notices: tuple[Notice, ...] = ()
    if delimiter is None and used != ",":
        sentence = f"The columns of {file} are separated by {DELIMITER_NAMES[used]}."
        notices = (Notice(code="delimiter-found", sentence=sentence),)
    return Layout(
        delimiter=used,
        columns=column_names(names, file=file, row=header_row),
        data_starts_at=starts_at,
        notices=notices,
    )


def column_names(names: Sequence[str | None], *, file: str, row: int) -> tuple[str, ...]:
    """The header's names, trimmed; a blank one becomes `column N`; no name may stand twice."""
    sound = [(name or "").replace("\x00", "").encode("utf-8", "replace").decode() for name in names]
    trimmed = [" ".join(name.split()) for name in sound]
    while len(trimmed) > 1 and not trimmed[-1]:
        trimmed.pop()
    if not any(trimmed):
        raise UnreadableFile(
            f"{file}, row {row}: the header is blank.",
            remedy="Name the columns in that row, or set header_row in [reading] of the profile.",
            code="blank-header",
            file=file,
            row=row,
        )
    named = [
        f"{name or 'column'} {place}" if not name or name in GUIDES else name
        for place, name in enumerate(trimmed, start=1)
    ]
    twice = [name for name, n in Counter(named).items() if n > 1]
    if twice:
        places = [str(n) for n, name in enumerate(named, start=1) if name == twice[0]]
        raise UnreadableFile(
            f"{file}, row {row}: the column “{twice[0]}” stands in the header {len(places)} times "
            f"(columns {listed(places)}).",
            remedy="Give each column a name of its own.",
            code="column-twice",
            file=file,
            row=row,
            column=twice[0],
        )
    return tuple(named)


def _lines_to_header(head: bytes, *, file: str, header_row: int) -> tuple[list[bytes], int]:
    lines: list[bytes] = []
    at = 0
    while len(lines) < header_row and at < len(head):
        end = head.find(b"\n", at)
        end = len(head) if end < 0 else end
        if end - at > LONGEST_HEADER_BYTES:
            raise UnreadableFile(
                f"{file}, row {len(lines) + 1}: this line is longer than 1 MB, so it is no header.",
                remedy="Check that this is a table with a header row.",
                code="no-header",
                file=file,
            )
        lines.append(head[at:end].rstrip(b"\r"))
        at = end + 1
    if len(lines) < header_row:
        raise UnreadableFile(
            f"{file} has {len(lines)} rows and no row {header_row}, where its header should be.",
            remedy="Set header_row in [reading] of the profile.",
            code="no-header",
            file=file,
        )
    return lines, min(at, len(head))


def _likeliest_delimiter(header: bytes) -> str:
    """The delimiter that makes the most columns; a comma where none occurs."""
    cells = {mark: len(split_row(header, mark) or [None]) for mark in DELIMITERS}
    return max(DELIMITERS, key=lambda mark: cells[mark])
