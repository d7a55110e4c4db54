"""One pass over a file before it is read: its hash, whether it is whole, and its encoding.

Read `survey` first. Nothing is decoded by guess halfway: the encoding is settled over the whole
file, and what had to be assumed becomes a notice. `utf8_stream` then yields UTF-8, whatever the
file holds, so that one reader serves all encodings.
"""

import codecs
import gzip
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from commonweal.core.errors import UnreadableFile
from commonweal.core.notices import Notice

BLOCK_BYTES = 1 << 20
HEAD_BYTES = 1 << 16
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NOT_TEXT = (
    (b"PK\x03\x04", "a zip archive or a workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a gzip archive inside a gzip archive"),
)
MOST_CONTROL_SHARE, MOST_CONTROL = 0.05, 8  # more control characters than both is no text


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What is known of a file's bytes: `length` counts them after unpacking."""

    sha256: str
    length: int
    encoding: str
    notices: tuple[Notice, ...]


def is_packed(path: Path) -> bool:
    """Whether the file begins like gzip, whatever its name."""
    with path.open("rb") as stream:
        return stream.read(2) == b"\x1f\x8b"


def sha256_of(path: Path) -> str:
    """The SHA-256 of the file as it lies on disk; raises `UnreadableFile`."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise cannot_open(path, error) from error


def survey(path: Path, *, encoding: str | None = None) -> Survey:
    """Hash and examine the file; raises `UnreadableFile` where it is no whole text."""
    sha256 = sha256_of(path)
    with unpacked(path) as stream:
        head = stream.read(HEAD_BYTES)
        if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
            raise UnreadableFile(
                f"{path.name} is empty.",
                remedy="Export it again and check its size before delivering it.",
                code="empty-file",
                file=path.name,
            )
    candidates = _candidates(path, head, encoding)
    found, length = _first_that_fits(path, candidates)
    return Survey(
        sha256=sha256,
        length=length,
        encoding=found,
        notices=_encoding_notices(path, found, declared=encoding),
    )


@contextmanager
def unpacked(path: Path) -> Iterator[BinaryIO]:
    """The file's bytes, unpacked where it is gzip; damage becomes `UnreadableFile`."""
    try:
        if is_packed(path):
            with gzip.open(path) as packed:
                yield cast(BinaryIO, packed)
        else:
            with path.open("rb") as plain:
                yield plain
    except EOFError as error:
        raise UnreadableFile(
            f"{path.name} is cut off: the gzip archive ends too early.",
            remedy="Copy or download it again; its size will be larger than now.",
            code="truncated-file",
            file=path.name,
        ) from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableFile(
            f"{path.name} is a damaged gzip archive.",
            remedy="Copy or download it again.",
            code="damaged-file",
            file=path.name,
        ) from error
    except OSError as error:
        raise cannot_open(path, error) from error


def cannot_open(path: Path, error: OSError) -> UnreadableFile:
    """The error for a file that is missing, a folder, or locked away."""
    if isinstance(error, FileNotFoundError):
        wrong, remedy = "does not exist", "Check the name and the folder."
    elif isinstance(error, IsADirectoryError):
        wrong, remedy = "is a folder", "Name the file inside it."
    elif isinstance(error, PermissionError):
        wrong, remedy = "may not be read by you", "Ask its owner for leave to read it."
    else:
        wrong, remedy = f"could not be read ({error.strerror})", "Copy it again."
    return UnreadableFile(f"{path.name} {wrong}.", remedy=remedy, code="no-file", file=path.name)


def utf8_stream(path: Path, found: Survey) -> Iterator[bytes]:
    """The file's text as UTF-8 blocks, without a byte order mark."""
    decoder = codecs.getincrementaldecoder(found.encoding)()
    straight = found.encoding == "utf-8"
    with unpacked(path) as stream:
        first = stream.read(BLOCK_BYTES).removeprefix(codecs.BOM_UTF8)
        yield first if straight else decoder.decode(first).encode("utf-8", "replace")
        while block := stream.read(BLOCK_BYTES):
            yield block if straight else decoder.decode(block).encode("utf-8", "replace")
        if not straight:
            yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def _candidates(path: Path, head: bytes, declared: str | None) -> tuple[str, ...]:
    for start, what in NOT_TEXT:
        if head.startswith(start):
            raise _binary(path, f"it begins like {what}")
    if declared is not None:
        return (_known_encoding(path, declared),)
    for mark, name in BOMS:
        if head.startswith(mark):
            return (name,)
    without_mark = _utf16_without_mark(head)
    if without_mark:
        return (without_mark,)
    control = sum(head.count(bytes([code])) for code in {*range(32)} - {9, 10, 12, 13})
    if control > max(MOST_CONTROL_SHARE * len(head), MOST_CONTROL):
        raise _binary(path, f"{control} of its first {len(head)} bytes are control characters")
    return ("utf-8", "cp1252", "latin-1")


def _utf16_without_mark(head: bytes) -> str | None:
    """Text in Western languages leaves every second byte zero in UTF-16."""
    pairs = len(head) // 2
    if pairs and head[1::2].count(0) > 0.7 * pairs and head[0::2].count(0) < 0.05 * pairs:
        return "utf-16-le"
    if pairs and head[0::2].count(0) > 0.7 * pairs and head[1::2].count(0) < 0.05 * pairs:
        return "utf-16-be"
    return None


def _known_encoding(path: Path, declared: str) -> str:
    try:
        name = codecs.lookup(declared).name
        if not isinstance(codecs.getincrementaldecoder(name)().decode(b""), str):
            raise LookupError(declared)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableFile(
            f"“{declared}” is no text encoding.",
            remedy="Use utf-8, utf-16, cp1252 or latin-1 in [reading] of the profile.",
            code="unknown-encoding",
            file=path.name,
        ) from error
    return name


def _first_that_fits(path: Path, candidates: tuple[str, ...]) -> tuple[str, int]:
    """The first encoding in which every byte has a meaning, and the length in bytes."""
    for name in candidates:
        decoder = codecs.getincrementaldecoder(name)()
        length = 0
        with unpacked(path) as stream:
            try:
                while block := stream.read(BLOCK_BYTES):
                    decoder.decode(block)
                    length += len(block)
                decoder.decode(b"", True)
            except UnicodeError:
                continue
        return name, length
    raise UnreadableFile(
        f"{path.name} is not written in {candidates[0]}.",
        remedy="Save it as UTF-8, or name its encoding in [reading] of the profile.",
        code="wrong-encoding",
        file=path.name,
    )


def _encoding_notices(path: Path, found: str, *, declared: str | None) -> tuple[Notice, ...]:
    if declared is not None or found == "utf-8":
        return ()
    if found in ("cp1252", "latin-1"):
        sentence = (
            f"{path.name} is not UTF-8. It was read as {found} (Western European); "
            "check that accented letters look right."
        )
    else:
        sentence = f"{path.name} was read as {found}."
    return (Notice(code="encoding-assumed", sentence=sentence),)


def _binary(path: Path, why: str) -> UnreadableFile:
    return UnreadableFile(
        f"{path.name} is not a text table: {why}.",
        remedy="Export it as CSV, or give it the ending of what it is (.xlsx, .ods, .geojson).",
        code="binary-file",
        file=path.name,
    )
