"""How often help was used, told in counts at or above the floor, by how voluntary it was.

A reading passes between two sides, so a small count of people who came is told as “fewer than 10”
(charter 4). That nobody came is told: it is the finding, and it points at no one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from commonweal.core.small_numbers import publishable
from commonweal.mapping.process.records import Navigation, Voluntariness

WAYS: tuple[Voluntariness, ...] = ("voluntary", "expected", "required", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class UseTold:
    """The use of one resource at one degree of voluntariness; `uses` is None where it is small
    or was not counted."""

    what: str
    voluntary: Voluntariness
    uses: int | None
    words: str
    learned_from: tuple[str, ...]
    barriers: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The use as plain values."""
        return {
            "what": self.what,
            "voluntary": self.voluntary,
            "uses": self.uses,
            "words": self.words,
            "learned_from": list(self.learned_from),
            "barriers": list(self.barriers),
        }


def use_told(navigation: Iterable[Navigation], *, floor: int) -> tuple[UseTold, ...]:
    """The use on record, by resource and by voluntariness, without a total over the latter."""
    rows: dict[tuple[str, Voluntariness], list[Navigation]] = {}
    for one in navigation:
        rows.setdefault((one.what, one.voluntary), []).append(one)
    order = sorted(rows, key=lambda row: (row[0], WAYS.index(row[1])))
    return tuple(_told(what, way, rows[what, way], floor) for what, way in order)


def _told(what: str, way: Voluntariness, rows: list[Navigation], floor: int) -> UseTold:
    counted = [one.uses for one in rows if one.uses is not None]
    uses = sum(counted)
    shown = bool(counted) and (uses == 0 or publishable(uses, None, floor).allowed)
    return UseTold(
        what=what,
        voluntary=way,
        uses=uses if shown else None,
        words=_words(uses, shown=shown, counted=len(counted), rows=len(rows), floor=floor),
        learned_from=tuple(sorted({str(one.learned_from) for one in rows})),
        barriers=tuple(sorted({one.barrier for one in rows if one.barrier})),
    )


def _words(uses: int, *, shown: bool, counted: int, rows: int, floor: int) -> str:
    if not counted:
        return "not counted"
    if not shown:
        return f"fewer than {floor}" if counted == rows else "not counted in full"
    said = "none" if uses == 0 else f"{uses:,}"
    return said if counted == rows else f"at least {said}" if uses else "not counted in full"
