"""A row of text whose one cell cannot be used: raised where it is found, kept as a refused row."""

from collections.abc import Mapping, Sequence

from commonweal.core.raw import AT, PROBLEM, PROBLEMS
from commonweal.core.tables import REFUSED

Row = Mapping[str, str | None]


class BadCell(ValueError):
    """One cell of a row that cannot be used; `fault` is column, code, reason and remedy."""

    def __init__(self, *fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def check_readable(row: Row, *, first: str) -> None:
    """Raise `BadCell` where the file itself could not be read in this row; `first` is a column."""
    if problem := row.get(PROBLEM):
        told = PROBLEMS[problem]
        raise BadCell(row.get(AT) or first, problem, told.reason, told.remedy)


def refused_row(number: int, row: Row, fault: Sequence[str]) -> dict[str, object]:
    """The row as REFUSED keeps it; no value where the row was not read."""
    column, code, reason, remedy = fault
    value = None if row.get(PROBLEM) else row.get(column)
    told = (number, column, value, code, reason, remedy)
    return dict(zip(REFUSED.columns, told, strict=True))
