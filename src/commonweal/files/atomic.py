"""Replacing a file in one step, and one writer at a time in a folder.

A reader sees the old file or the new one, never half of one, whatever is switched off meanwhile.
"""

import fcntl
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Write `text` as UTF-8 beside the file and put it in its place; the file's mode stays."""
    replace_bytes(path, text.encode("utf-8"))


def replace_bytes(path: Path, content: bytes) -> None:
    """The same for bytes; what was written is on the disk before the name changes hands."""
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_texts(folder: Path, texts: Mapping[str, str]) -> None:
    """Write each text under its path inside `folder`; folders that are missing are made."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_text(path, text)


@contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Wait until no other process writes in the folder under this lock, and hold it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
