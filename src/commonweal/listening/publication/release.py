"""A release: the numbers of one edition as everybody may read them, frozen under a hash.

Read `Release`. A shown cell holds a count rounded to the nearest multiple of the plan's base, a
hidden one holds nothing; why it is hidden is not said outside, because that alone would tell
whether it is small. Margins are rounded by themselves, from their own count: the rule is the same
everywhere and known, and `attack` reckons with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from commonweal.core.errors import CommonwealError
from commonweal.listening.publication.editions import Edition
from commonweal.listening.publication.plan import Cell, TablePlan, digest
from commonweal.listening.publication.plan_text import plan_of

SCHEMA = "commonweal/public-release/1"
VERSION = "1"
CAVEATS = (
    "Counts are of incidents that people reported and the source recorded. More reports can mean "
    "more trust, a campaign or a new way to report, as well as more incidents.",
    "Many incidents are never reported: a small count is not a quiet place.",
    "The figures judge no area and no group, and are not meant for ranking them.",
)


class BrokenRelease(CommonwealError):
    """A release is not what was frozen, or no release at all."""

    code = "broken-release"
    status = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """Cell → rounded count, or None where it is hidden; every cell of the plan stands in it."""

    plan: TablePlan
    edition: Edition
    shown: Mapping[Cell, int | None]

    @property
    def hidden(self) -> tuple[Cell, ...]:
        """The cells without a number, in the plan's order."""
        return tuple(cell for cell in self.plan.cells if self.shown[cell] is None)

    @property
    def sha256(self) -> str:
        """The hash of everything that is published."""
        return digest(self.as_dict())

    def as_dict(self) -> dict[str, Any]:
        """The release as it is frozen and published; it holds no figure of a hidden cell."""
        return {
            "schema": SCHEMA,
            "method": "commonweal.listening.publication",
            "version": VERSION,
            "edition": str(self.edition),
            "first_day": self.edition.first.isoformat(),
            "last_day": self.edition.last.isoformat(),
            "plan": self.plan.as_dict(),
            "plan_sha256": self.plan.sha256,
            "cells": [
                {"area": area, "bundle": bundle, "count": self.shown[area, bundle]}
                for area, bundle in self.plan.cells
            ],
            "caveats": list(CAVEATS),
        }


def release_of(content: Mapping[str, Any]) -> Release:
    """The release that frozen content tells of; raises `BrokenRelease` where it is none."""
    try:
        plan = plan_of(content["plan"])
        shown = {(row["area"], row["bundle"]): row["count"] for row in content["cells"]}
        release = Release(plan=plan, edition=Edition.parse(content["edition"]), shown=shown)
        whole = tuple(shown) == plan.cells and release.as_dict() == dict(content)
    except (KeyError, TypeError, CommonwealError) as fault:
        raise _broken() from fault
    if not whole:
        raise _broken()
    return release


def rounded(count: int, base: int) -> int:
    """The nearest multiple of `base`; a tie goes up."""
    return (count + base // 2) // base * base


def counts_behind(shown: int, base: int) -> tuple[int, int]:
    """The least and the greatest count that `rounded` turns into `shown`."""
    return shown - base // 2, shown + (base - 1) // 2


def _broken() -> BrokenRelease:
    return BrokenRelease(
        "A frozen release is incomplete, or was changed.",
        remedy="Bring the ledger back from a backup; never edit it.",
    )
