"""From a source's incidents to the next release: every check, the count, and what is hidden.

Read `prepare`. Nothing is released here: `Ledger.with_release` freezes what was looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from commonweal.listening.publication.editions import Edition, check_closed
from commonweal.listening.publication.ledger import Ledger
from commonweal.listening.publication.plan import Cell, TablePlan
from commonweal.listening.publication.release import Release
from commonweal.listening.publication.suppression import HiddenReason, protect
from commonweal.listening.publication.tabulation import Tabulated, tabulate


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A release that could go out, and what only the desk may see of it.

    `tabulated` holds the true counts; `reasons` says of each hidden cell why it is hidden.
    """

    release: Release
    reasons: Mapping[Cell, HiddenReason]
    tabulated: Tabulated

    @property
    def shown(self) -> int:
        """How many cells carry a number."""
        return len(self.release.shown) - len(self.reasons)

    @property
    def hidden_by_reason(self) -> dict[HiddenReason, int]:
        """How many cells are hidden for each reason."""
        found = list(self.reasons.values())
        return {reason: found.count(reason) for reason in HiddenReason if reason in found}


def prepare(
    incidents: pl.DataFrame, plan: TablePlan, edition: Edition, *, ledger: Ledger, today: date
) -> Prepared:
    """The release of `edition`, safe together with everything that the ledger holds of the plan.

    `incidents` (`tables.INCIDENTS`) are those of the plan's one source. Raises `NotReleasable`
    where the edition is out already, out of order, or not closed by `today`.
    """
    ledger.check_next(plan, edition)
    tabulated = tabulate(incidents, plan, edition)
    check_closed(edition, today=today, told_until=tabulated.told_until)
    # Quarters hold different incidents: one more quarter says nothing about those before it, but
    # the year is their sum.
    earlier = ledger.releases_of(plan) if edition.is_year else ()
    release, reasons = protect(tabulated.counts, plan, edition, earlier=earlier)
    return Prepared(release=release, reasons=reasons, tabulated=tabulated)
