"""The ledger of public releases as a JSON file: read as it is, and added to one writer at a time.

What it means is said by `commonweal.listening.publication.ledger`; here it is only a file.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from commonweal.core.errors import CommonwealError, UnreadableFile
from commonweal.files.atomic import folder_lock, replace_text


def read_ledger_file(path: Path) -> Any | None:
    """The parsed file; None where there is none yet. Raises `UnreadableFile`."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as fault:
        raise UnreadableFile(
            f"The ledger {path.name} cannot be read.",
            remedy="Bring it back from a backup; a ledger is never written by hand.",
            file=path.name,
        ) from fault


@contextmanager
def ledger_turn(path: Path) -> Iterator[None]:
    """Hold the ledger's folder, so that two releases cannot be entered at once."""
    if not path.parent.is_dir():
        raise CommonwealError(
            f"There is no folder for the ledger {path.name}.",
            remedy="Name a file in a folder that exists.",
            code="cannot-write",
        )
    with folder_lock(path.parent):
        yield


def write_ledger_file(path: Path, content: Any) -> None:
    """Replace the file in one step."""
    try:
        replace_text(path, json.dumps(content, indent=1, ensure_ascii=False) + "\n")
    except OSError as fault:
        raise CommonwealError(
            f"The ledger {path.name} could not be written: {fault.strerror}.",
            remedy="Nothing was released. Name a file that you may write to.",
            code="cannot-write",
        ) from fault
