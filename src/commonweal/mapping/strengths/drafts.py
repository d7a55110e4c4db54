"""An entry as a source states it, before anything is believed; and why one is not taken.

Read `Draft` first. Every source ends here, plain tables and HSDS alike, so that one set of rules
(`judging`) decides what becomes an entry.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from commonweal.core.refusal import Refusal, shown

type Stated = str | float | bool | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands: its file and row, and its path inside a JSON file."""

    file: str
    row: int
    path: str = ""


@dataclass(slots=True, kw_only=True)
class Draft:
    """What a source says about one strength, by our fields; a field left out is not said.

    `at` is where it stands; `columns` holds the source's own name of a field where it is another
    one than ours; `personal` the fields whose text is never shown. `location_at` is where its
    location stands, if that is a row of its own: then a location that cannot be used is refused
    alone, and the entry stays without it.
    """

    at: Place
    location_at: Place | None = None
    says: dict[str, Stated]
    columns: Mapping[str, str] = field(default_factory=dict)
    personal: frozenset[str] = frozenset()

    def refusal(self, bad: "Bad", at: Place | None = None) -> Refusal:
        """The refusal of this draft, or of a part of it that stands `at` a place of its own."""
        return bad.refusal(
            at or self.at,
            column=self.columns.get(bad.field, bad.field),
            said=_text(self.says.get(bad.field)),
            personal=bad.field in self.personal,
            confidential=self.may_be_confidential,
        )

    @property
    def may_be_confidential(self) -> bool:
        """Whether the source keeps the entry from the public, or says something unclear of it."""
        return may_be_confidential(self.says.get("confidential"))


YES = frozenset(("yes", "y", "true", "1", "1.0"))
NO = frozenset(("no", "n", "false", "0", "0.0", ""))


def may_be_confidential(said: Stated) -> bool:
    """Whether what a source says of confidentiality is anything but a plain no."""
    return not (said is None or said is False or str(said).strip().casefold() in NO)


class Bad(Exception):
    """Why something is not taken; it never leaves the modules that judge."""

    def __init__(
        self,
        field_name: str,
        code: str,
        reason: str,
        remedy: str,
        *,
        value: str | None = None,
        personal: bool = False,
    ) -> None:
        super().__init__(code)
        self.field, self.code, self.reason, self.remedy = field_name, code, reason, remedy
        self.value, self.personal = value, personal

    def refusal(
        self,
        at: Place,
        *,
        column: str,
        said: str | None,
        personal: bool = False,
        confidential: bool = False,
    ) -> Refusal:
        """The refusal of what stands `at` this place and says this in that column."""
        value = said if self.value is None else self.value
        return Refusal(
            file=at.file,
            row=at.row,
            path=at.path,
            column=column,
            value=shown(value, personal=personal or self.personal),
            code=self.code,
            reason=self.reason,
            remedy=self.remedy,
            confidential=confidential,
        )


def _text(said: Stated) -> str | None:
    if isinstance(said, tuple):
        return ", ".join(said)
    return None if said is None else str(said)
