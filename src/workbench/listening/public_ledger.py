"""The bridge between the rows of the public ledger and the library's ledger.

Read `ledger_now`: the chain is checked each time it is read, so that a row that was changed in the
database is never shown.
"""

from collections.abc import Iterable

from commonweal.listening.publication.ledger import Entry, Ledger, ledger_of_entries
from workbench.listening.access import ledger_entries
from workbench.listening.public_models import PublicRelease


def ledger_now() -> Ledger:
    """The ledger as the rows tell it; raises `BrokenLedger` where one was changed."""
    return ledger_of(ledger_entries())


def ledger_of(rows: Iterable[PublicRelease]) -> Ledger:
    """The ledger of these rows, oldest first."""
    return ledger_of_entries(
        [
            {
                "number": row.number,
                "kind": row.kind,
                "entered_on": row.entered_on.isoformat(),
                "previous": row.previous,
                "content": row.content,
                "sha256": row.sha256,
            }
            for row in rows
        ]
    )


def as_row(entry: Entry) -> dict[str, object]:
    """The columns of a row that an entry of the ledger fills."""
    return {
        "number": entry.number,
        "kind": entry.kind,
        "entered_on": entry.entered_on,
        "previous": entry.previous,
        "sha256": entry.sha256,
        "content": dict(entry.content),
    }
