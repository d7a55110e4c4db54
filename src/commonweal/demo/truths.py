"""What is true in Aldermere: the planted effects, and whether they can be seen at all.

Read `truths.toml` first: it says what was planted where, and the generator reads it. Whether an
effect is visible is computed (`Sight`), never guessed: an effect that drowns in the ordinary
spread of the counts is a truth that no honest method reports.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

SPREADS_TO_BE_SEEN = 4.0
REPORTS_TO_BE_SEEN = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One planted truth. `areas` or `groups` empty means all of them.

    `begins` is the number of full weeks from the start of the effect to the end of the data,
    `weeks` its length, `size` the factor on what would be expected without it.
    """

    id: str
    what: str
    kind: str
    areas: tuple[str, ...]
    groups: tuple[str, ...]
    visible: bool
    check: str
    sources: tuple[str, ...] = ()
    seen_in: str = ""
    begins: int = 0
    weeks: int = 0
    size: float = 1.0
    shape: str = ""
    to_areas: tuple[str, ...] = ()
    reappearing: float = 0.0
    part_of: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """How far an effect stands out: reports expected without it, the extra ones, the spread."""

    expected: float
    extra: float
    spread: float

    @property
    def visible(self) -> bool:
        """Four times the ordinary spread, and five reports."""
        extra = abs(self.extra)
        return extra >= SPREADS_TO_BE_SEEN * self.spread and extra >= REPORTS_TO_BE_SEEN

    @property
    def reason(self) -> str:
        """The comparison in one sentence."""
        more = "more" if self.extra >= 0 else "fewer"
        verdict = "It can be seen." if self.visible else "It is too small to be seen."
        return (
            f"{self.expected:.1f} reports would be expected without it, {abs(self.extra):.1f} "
            f"{more} with it; by chance and habit such a count varies by {self.spread:.1f}. "
            f"{verdict}"
        )


def planted_truths() -> tuple[Truth, ...]:
    """All truths of `truths.toml`, in its order."""
    text = resources.files("commonweal.demo").joinpath("truths.toml").read_text(encoding="utf-8")
    return tuple(_truth(row) for row in tomllib.loads(text)["truth"])


def _truth(row: dict[str, Any]) -> Truth:
    known = set(Truth.__dataclass_fields__) - {"more"}
    given: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in row.items()
        if key in known
    }
    return Truth(**given, more={key: value for key, value in row.items() if key not in known})
