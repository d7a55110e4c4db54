"""What a host may choose through the environment, as one table.

Read `OPTIONS` first. One row is a name, a reader, a default and a sentence of help; it drives
`workbench.settings`, docs/reference/options.md and a test. What belongs to the city (name,
languages, floor …) stands in its city.toml, not here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from commonweal.core.errors import CommonwealError

PREFIX = "COMMONWEAL_"
LOG_LEVELS = ("debug", "info", "warning", "error")


class InvalidOption(CommonwealError):
    """A value in the environment cannot be used; the start stops here."""

    code = "invalid-option"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option[T]:
    """One choice of the host: the variable, what it may hold, and what holds without it."""

    name: str
    read: Callable[[str], T]
    allowed: str
    default: T
    help: str

    @property
    def variable(self) -> str:
        """The name of the environment variable."""
        return PREFIX + self.name

    def value(self, environ: Mapping[str, str]) -> T:
        """The value in `environ`, or the default; raises `InvalidOption` on anything else."""
        written = environ.get(self.variable, "").strip()
        if not written:
            return self.default
        try:
            return self.read(written)
        except ValueError:
            raise InvalidOption(
                f"{self.variable} cannot be “{written}”.",
                remedy=f"Set it to {self.allowed}, or leave it out.",
                option=self.variable,
            ) from None


def _yes_or_no(written: str) -> bool:
    words = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
    if written.lower() not in words:
        raise ValueError
    return words[written.lower()]


def _whole_number(low: int, high: int) -> Callable[[str], int]:
    def read(written: str) -> int:
        number = int(written)
        if not low <= number <= high:
            raise ValueError
        return number

    return read


def _log_level(written: str) -> str:
    if written.lower() not in LOG_LEVELS:
        raise ValueError
    return written.lower()


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine and nothing else."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _web_address(written: str) -> str:
    parts = urlsplit(written)
    plain = parts.scheme == "http" and is_loopback(parts.hostname or "")
    if not parts.hostname or not (parts.scheme == "https" or plain) or parts.path.strip("/"):
        raise ValueError
    return f"{parts.scheme}://{parts.netloc}"


def _postgresql_url(written: str) -> str:
    parts = urlsplit(written)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ValueError
    return written


CITY = Option[Path | None](
    name="CITY",
    read=Path,
    allowed="the path of a city folder",
    default=None,
    help="The city folder that is served. City commands set it from their argument.",
)
KEYS = Option[Path | None](
    name="KEYS",
    read=Path,
    allowed="the path of a directory outside the city folder",
    default=None,
    help="Where the city's keys are, instead of where its city.toml says.",
)
DATABASE_URL = Option[str | None](
    name="DATABASE_URL",
    read=_postgresql_url,
    allowed="postgresql://user:password@host:port/name",
    default=None,
    help="A PostgreSQL database to use instead of the one that the city folder names.",
)
ADDRESS = Option[str](
    name="ADDRESS",
    read=_web_address,
    allowed="https://host, or http://127.0.0.1:port on the same machine",
    default="http://127.0.0.1:8000",
    help="Where people reach the workbench. Anything but this machine itself needs https.",
)
BEHIND_PROXY = Option[bool](
    name="BEHIND_PROXY",
    read=_yes_or_no,
    allowed="yes or no",
    default=False,
    help="Whether one proxy of yours stands in front, sets X-Forwarded-For and "
    "X-Forwarded-Proto itself, and drops what visitors send under these names.",
)
SIGNED_IN_HOURS = Option[int](
    name="SIGNED_IN_HOURS",
    read=_whole_number(1, 24),
    allowed="a whole number from 1 to 24",
    default=10,
    help="Hours after which a person signs in again.",
)
LOG_LEVEL = Option[str](
    name="LOG_LEVEL",
    read=_log_level,
    allowed=", ".join(LOG_LEVELS),
    default="warning",
    help="How much the log says. It never holds personal words.",
)
STATIC = Option[Path | None](
    name="STATIC",
    read=Path,
    allowed="the path of a directory",
    default=None,
    help="Where style sheets and scripts are gathered for serving "
    "(without it: .cache/static inside the city folder).",
)

OPTIONS: tuple[Option[Any], ...] = (
    CITY,
    KEYS,
    DATABASE_URL,
    ADDRESS,
    BEHIND_PROXY,
    SIGNED_IN_HOURS,
    LOG_LEVEL,
    STATIC,
)


def options_page() -> str:
    """The text of docs/reference/options.md, made from the table above."""
    lines = [
        "# Options",
        "",
        "What a host chooses through environment variables. A value that cannot be used stops",
        "the start and says what is allowed. What belongs to the city stands in its `city.toml`.",
        "",
        "| variable | allowed | default | meaning |",
        "| --- | --- | --- | --- |",
    ]
    for option in OPTIONS:
        default = {None: "–", True: "yes", False: "no"}.get(option.default, option.default)
        lines.append(f"| `{option.variable}` | {option.allowed} | {default} | {option.help} |")
    return "\n".join(lines) + "\n"
