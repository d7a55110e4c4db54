"""Delimited text (.csv, .tsv, .txt, plain or gzip) as batches of text columns.

Read `read_csv_text` first. Sound stretches are read in bulk by polars, after a look at every
quote, delimiter and line end (`_sound_stretch`) has shown that it cannot misread them; anything
else goes through `csv_rows`, which refuses single rows. Memory stays bounded by the stretch.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from commonweal.core.raw import GUIDES, LONGEST_ROW_BYTES, Reading, guided
from commonweal.files.csv_layout import Layout, layout_of
from commonweal.files.csv_rows import careful_rows
from commonweal.files.raw_table import Progress, RawTable
from commonweal.files.survey import Survey, survey, utf8_stream

STRETCH_BYTES = 8 << 20
QUOTE, LINE_END, CARRIAGE_RETURN = 34, 10, 13


def read_csv_text(path: Path, *, reading: Reading) -> RawTable:
    """The table in a delimited text file; raises `UnreadableFile` where it is none."""
    found = survey(path, encoding=reading.encoding)
    head = next(_text_blocks(path, found))
    layout = layout_of(
        head, file=path.name, delimiter=reading.delimiter, header_row=reading.header_row
    )

    def batches(columns: Sequence[str], progress: Progress) -> Iterator[pl.DataFrame]:
        stream = _Stream(_text_blocks(path, found), length=found.length, progress=progress)
        stream.skip(layout.data_starts_at)
        return _batches(stream, layout, columns, first_row=reading.header_row + 1)

    return RawTable(
        file=path.name,
        columns=layout.columns,
        sha256=found.sha256,
        notices=(*found.notices, *layout.notices),
        read=batches,
    )


def _text_blocks(path: Path, found: Survey) -> Iterator[bytes]:
    """UTF-8 blocks; the line ends of old Macs (a bare carriage return) become `\\n`."""
    old_mac: bool | None = None
    for block in utf8_stream(path, found):
        if old_mac is None:
            old_mac = b"\n" not in block and b"\r" in block
        yield block.replace(b"\r", b"\n") if old_mac else block


class _Stream:
    """Blocks gathered into one buffer from which stretches are taken at the front."""

    def __init__(self, blocks: Iterator[bytes], *, length: int, progress: Progress) -> None:
        self.buffer = b""
        self.ended = False
        self._blocks, self._length, self._progress = blocks, max(length, 1), progress
        self._seen = 0

    def fill(self, at_least: int = STRETCH_BYTES) -> bytes:
        """The buffer, with `at_least` bytes in it unless the text ends; a last line is ended."""
        parts, held = [self.buffer], len(self.buffer)
        while held < at_least and not self.ended:
            block = next(self._blocks, None)
            if block is None:
                self.ended = True
                if held and not any(part.endswith(b"\n") for part in parts[-1:]):
                    parts.append(b"\n")
            elif block:
                parts.append(block)
                held += len(block)
                self._seen += len(block)
        self.buffer = b"".join(parts)
        self._progress(min(self._seen, self._length), self._length)
        return self.buffer

    def skip(self, n: int) -> None:
        """Drop the first `n` bytes."""
        self.fill(n)
        self.buffer = self.buffer[n:]

    def skip_line(self) -> None:
        """Drop everything up to the next line end, however far it is."""
        while self.fill(1):
            line_end = self.buffer.find(b"\n")
            self.buffer = self.buffer[line_end + 1 :] if line_end >= 0 else b""
            if line_end >= 0:
                return


def _batches(
    stream: _Stream, layout: Layout, columns: Sequence[str], *, first_row: int
) -> Iterator[pl.DataFrame]:
    row = first_row
    while text := stream.fill():
        sound = _sound_stretch(text, layout.delimiter, len(layout.columns))
        if sound is not None:
            yield guided(_in_bulk(text, sound, layout, columns), first_row=row)
            stream.buffer = text[sound.ends_at :]
            row += sound.rows
            continue
        carefully = _carefully(text, layout, columns, first_row=row, at_end=stream.ended)
        row += carefully.rows
        stream.buffer = text[carefully.ends_at :]
        yield carefully.table
        if carefully.goes_on:
            stream.skip_line()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    ends_at: int
    rows: int
    empty_quotes: bool


def _sound_stretch(text: bytes, delimiter: str, width: int) -> _Stretch | None:
    """The whole rows at the front of `text`, if each has `width` cells and every quote its place.

    A sound quote opens right after a delimiter or line end, closes right before one, or is doubled
    inside. Blank lines, zero bytes, bare carriage returns and rows over the limit are not sound.
    """
    mark = ord(delimiter)
    if mark > 127 or 0 in text or (width == 1 and (text.startswith(b"\n") or b"\n\n" in text)):
        return None
    if b"\r" in text and text.count(b"\r") != text.count(b"\r\n"):
        return None
    codes = np.frombuffer(text, dtype=np.uint8)
    places = np.flatnonzero((codes == mark) | (codes == LINE_END) | (codes == QUOTE))
    marks = codes[places]
    is_quote = marks == QUOTE
    quotes = places[is_quote]
    if quotes.size:
        inside = np.bitwise_xor.accumulate(is_quote)
        places, marks = places[~inside & ~is_quote], marks[~inside & ~is_quote]
    line_ends = np.flatnonzero(marks == LINE_END)
    if not line_ends.size or not np.array_equal(
        line_ends, np.arange(1, line_ends.size + 1) * width - 1
    ):
        return None
    row_ends = places[line_ends]
    ends_at = int(row_ends[-1]) + 1
    if np.diff(row_ends, prepend=-1).max() > LONGEST_ROW_BYTES:
        return None
    quotes = quotes[quotes < ends_at]
    if not _quotes_in_place(codes, quotes, mark):
        return None
    empty_quotes = bool((quotes[0::2] + 1 == quotes[1::2]).any())
    return _Stretch(ends_at=ends_at, rows=int(line_ends.size), empty_quotes=empty_quotes)


def _quotes_in_place(
    codes: np.ndarray[tuple[int], np.dtype[np.uint8]],
    quotes: np.ndarray[tuple[int], np.dtype[np.int64]],
    mark: int,
) -> bool:
    """Whether opening and closing quotes alternate at the edges of cells, or are doubled."""
    if not quotes.size:
        return True
    opens, closes = quotes[0::2], quotes[1::2]
    doubled = closes[:-1] + 1 == opens[1:]
    before = codes[opens - 1]
    good_open = (before == mark) | (before == LINE_END) | (opens == 0)
    good_open[1:] |= doubled
    after = codes[closes + 1]
    return_before_end = (after == CARRIAGE_RETURN) & (
        codes[np.minimum(closes + 2, codes.size - 1)] == LINE_END
    )
    good_close = (after == mark) | (after == LINE_END) | return_before_end
    good_close[:-1] |= doubled
    return bool(good_open.all() and good_close.all())


def _in_bulk(
    text: bytes, stretch: _Stretch, layout: Layout, columns: Sequence[str]
) -> pl.DataFrame:
    wanted = sorted(layout.columns.index(name) for name in columns)
    table = pl.read_csv(
        text[: stretch.ends_at],
        has_header=False,
        separator=layout.delimiter,
        infer_schema=False,
        columns=wanted,
    )
    table.columns = [layout.columns[place] for place in wanted]
    table = table.select(columns)
    return table.with_columns(pl.all().replace("", None)) if stretch.empty_quotes else table


@dataclass(frozen=True, slots=True, kw_only=True)
class _Carefully:
    table: pl.DataFrame
    rows: int
    ends_at: int
    goes_on: bool


def _carefully(
    text: bytes, layout: Layout, columns: Sequence[str], *, first_row: int, at_end: bool
) -> _Carefully:
    """The rows of a stretch that is not sound, with the guide columns and the problems found."""
    width, ends_at, goes_on, rows = len(layout.columns), 0, False, 0
    wanted = [layout.columns.index(name) for name in columns]
    records: list[tuple[object, ...]] = []
    for row in careful_rows(text, delimiter=layout.delimiter, width=width, at_end=at_end):
        if not row.blank:
            where = layout.columns[row.column] if row.problem else None
            cells = (row.cells[place] for place in wanted)
            records.append((first_row + rows, row.problem, where, *cells))
        ends_at, goes_on, rows = row.ends_at, row.goes_on, rows + 1
    schema = {**GUIDES, **dict.fromkeys(columns, pl.String())}
    table = pl.DataFrame(records, schema=schema, orient="row")
    return _Carefully(table=table, rows=rows, ends_at=ends_at, goes_on=goes_on)
