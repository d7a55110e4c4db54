"""The ledger: plans and releases in their order, each chained to the one before by its hash.

Read `Ledger`. It only grows: a plan is entered before its first release and never changes, an
edition is released once, in order, and what was changed afterwards breaks the chain. Everything in
it is public; the hash of the source's file is not, since a reader could test guesses against it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from commonweal.core.errors import CommonwealError
from commonweal.listening.publication.editions import Edition, NotReleasable, editions_of
from commonweal.listening.publication.plan import TablePlan, digest
from commonweal.listening.publication.plan_text import plan_of
from commonweal.listening.publication.release import Release, release_of

SCHEMA = "commonweal/public-ledger/1"
BEGINNING = "0" * 64
Kind = Literal["plan", "release"]


class BrokenLedger(CommonwealError):
    """The ledger is not the one that was written: an entry was changed, taken out or put in."""

    code = "broken-ledger"
    status = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One plan or one release, with the hash of the entry before it."""

    number: int
    kind: Kind
    entered_on: date
    previous: str
    content: Mapping[str, Any]

    @property
    def sha256(self) -> str:
        """The hash of the entry, with its number, day and the hash before it."""
        return digest(self._facts())

    def as_dict(self) -> dict[str, Any]:
        """The entry as it stands in the ledger's file."""
        return {**self._facts(), "sha256": self.sha256}

    def _facts(self) -> dict[str, Any]:
        return {
            "number": self.number,
            "kind": self.kind,
            "entered_on": self.entered_on.isoformat(),
            "previous": self.previous,
            "content": dict(self.content),
        }


@dataclass(frozen=True)
class Ledger:
    """The entries, oldest first; raises `BrokenLedger` where they do not form one chain."""

    entries: tuple[Entry, ...] = ()

    def __post_init__(self) -> None:
        previous = BEGINNING
        for number, entry in enumerate(self.entries, 1):
            if entry.number != number or entry.previous != previous:
                raise _broken(number)
            previous = entry.sha256

    @property
    def plans(self) -> tuple[TablePlan, ...]:
        """The plans, in the order in which they were fixed."""
        return tuple(plan_of(entry.content) for entry in self.entries if entry.kind == "plan")

    @property
    def releases(self) -> tuple[Release, ...]:
        """Every release, oldest first."""
        return tuple(release_of(one.content) for one in self.entries if one.kind == "release")

    def releases_of(self, plan: TablePlan) -> tuple[Release, ...]:
        """The releases of one plan, oldest first."""
        return tuple(one for one in self.releases if one.plan.sha256 == plan.sha256)

    def next_edition(self, plan: TablePlan) -> Edition | None:
        """The edition of the plan that is released next; None where the year is complete."""
        out = {one.edition for one in self.releases_of(plan)}
        return next((one for one in editions_of(plan.year) if one not in out), None)

    def check_plan(self, plan: TablePlan) -> None:
        """Raises `NotReleasable` where another plan is fixed for this source and year."""
        for fixed in self.plans:
            same = (fixed.source, fixed.year) == (plan.source, plan.year)
            if same and fixed.sha256 != plan.sha256:
                raise NotReleasable(
                    f"The plan of {plan.year} for {plan.source} is fixed, and this is another one.",
                    remedy="Use the plan in the ledger; a change has to wait for the next year.",
                    code="plan-is-fixed",
                    year=plan.year,
                )

    def check_next(self, plan: TablePlan, edition: Edition) -> None:
        """Raises `NotReleasable` unless `edition` is the plan's next one."""
        self.check_plan(plan)
        expected = self.next_edition(plan)
        if edition == expected:
            return
        if edition.year != plan.year:
            why = f"{edition} is not of the plan's year {plan.year}."
        elif expected is None or edition < expected:
            raise NotReleasable(
                f"{edition} was released already, and stays as it is.",
                remedy="What was revised since stands in the yearly edition."
                if expected
                else "Fix a plan for the next year.",
                code="released-already",
                edition=str(edition),
            )
        else:
            why = f"{edition} would be out of order."
        raise NotReleasable(
            why,
            remedy=f"Release {expected} next." if expected else "Fix a plan for the next year.",
            code="out-of-order",
            edition=str(edition),
        )

    def with_plan(self, plan: TablePlan, *, on: date) -> "Ledger":
        """The ledger with the plan fixed in it; as it was where the plan stands there already."""
        self.check_plan(plan)
        if any(fixed.sha256 == plan.sha256 for fixed in self.plans):
            return self
        return self._with("plan", plan.as_dict(), on)

    def with_release(self, release: Release, *, on: date) -> "Ledger":
        """The ledger with the release at its end; its plan is fixed first if it was not."""
        self.check_next(release.plan, release.edition)
        return self.with_plan(release.plan, on=on)._with("release", release.as_dict(), on)

    def _with(self, kind: Kind, content: Mapping[str, Any], on: date) -> "Ledger":
        previous = self.entries[-1].sha256 if self.entries else BEGINNING
        number = len(self.entries) + 1
        entry = Entry(
            number=number, kind=kind, entered_on=on, previous=previous, content=dict(content)
        )
        return replace(self, entries=(*self.entries, entry))

    def as_dict(self) -> dict[str, Any]:
        """The ledger as it stands in its file."""
        return {"schema": SCHEMA, "entries": [entry.as_dict() for entry in self.entries]}


def ledger_of(content: Any) -> Ledger:
    """The ledger that plain content tells of; raises `BrokenLedger` where a hash does not fit."""
    if not isinstance(content, Mapping) or content.get("schema") != SCHEMA:
        raise BrokenLedger(
            "This is no ledger of public releases.",
            remedy="Name the ledger's own file, or a new one to begin with.",
        )
    return ledger_of_entries(content.get("entries", ()))


def ledger_of_entries(rows: Sequence[Mapping[str, Any]]) -> Ledger:
    """The ledger of entries that are told as `Entry.as_dict` tells them."""
    entries = []
    for number, row in enumerate(rows, 1):
        try:
            entry = Entry(
                number=row["number"],
                kind=row["kind"],
                entered_on=date.fromisoformat(row["entered_on"]),
                previous=row["previous"],
                content=row["content"],
            )
            whole = entry.sha256 == row["sha256"]
        except (KeyError, TypeError, ValueError) as fault:
            raise _broken(number) from fault
        if not whole:
            raise _broken(number)
        entries.append(entry)
    return Ledger(tuple(entries))


def _broken(number: int) -> BrokenLedger:
    return BrokenLedger(
        f"Entry {number} of the ledger is not the one that was written.",
        remedy="Bring the ledger back from a backup; a released table is never edited.",
        entry=number,
    )
