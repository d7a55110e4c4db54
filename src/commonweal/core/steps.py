"""Dated changes in how much is told: campaigns, new channels, sources that start (S003-R5)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from commonweal.core.errors import CommonwealError

What = Literal["campaign", "channel", "source"]
WHATS: tuple[str, ...] = get_args(What)


class InvalidStep(CommonwealError):
    """A dated campaign or channel contradicts itself."""

    code = "invalid-step"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A dated change in how much is told: from `since` to `until` (None: it lasts).

    `groups` and `areas` empty: all of them. Raises `InvalidStep` where it ends before it begins.
    """

    since: date
    until: date | None = None
    groups: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    what: What = "campaign"
    label: str = ""

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise InvalidStep(
                f"The {self.what} “{self.label}” ends on {self.until}, before it begins on "
                f"{self.since}.",
                remedy="Exchange the two dates.",
            )
