"""The keys of a city: made once, kept beside the city folder, never inside it.

`secret.key` signs cookies and links. `words.key` seals personal words and the secrets of second
factors; who loses it loses them, who erases it erases them in every backup. Nothing here loads
Django, so that a city can be made before the workbench runs.
"""

import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet

from commonweal.core.errors import CommonwealError

SECRET_KEY_FILE = "secret.key"  # noqa: S105 - the name of a file, not a secret
WORDS_KEY_FILE = "words.key"


class MissingKey(CommonwealError):
    """A key of the city is not where the city says it is."""

    code = "missing-key"
    status = 500


def create_keys(directory: Path) -> list[Path]:
    """Make the keys that are not there yet (files 0600, directory 0700); keep those that are."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = []
    for name, key in (
        (SECRET_KEY_FILE, secrets.token_urlsafe(64).encode()),
        (WORDS_KEY_FILE, Fernet.generate_key()),
    ):
        path = directory / name
        if not path.exists():
            _write_private(path, key)
            made.append(path)
    return made


def create_secret_key(directory: Path) -> None:
    """Make the key that signs cookies and links, where it is missing; it seals no words."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (directory / SECRET_KEY_FILE).exists():
        _write_private(directory / SECRET_KEY_FILE, secrets.token_urlsafe(64).encode())


def read_key(directory: Path, name: str) -> bytes:
    """The key `name` in `directory`; raises `MissingKey` with what to do about it."""
    path = directory / name
    try:
        key = path.read_bytes().strip()
    except OSError:
        key = b""
    if not key:
        raise MissingKey(
            f"The city's key file {path} is missing, empty or may not be read.",
            remedy="Put the keys back from their own backup, and let only the account that "
            "runs the workbench read them.",
            file=name,
        )
    return key


def _write_private(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
