"""A list a page at a time, without counting a million rows twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

ON_A_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Which part of a list is shown, and where the others are."""

    number: int
    last: int
    total: int
    earlier: str
    later: str


def paging(total: int, *, asked: str | None, query: Mapping[str, Any]) -> Paging:
    """The page asked for, or the nearest there is; `query` is what its links keep."""
    last = max((total - 1) // ON_A_PAGE + 1, 1)
    wanted = int(asked) if asked and asked.isascii() and asked.isdigit() else 1
    number = min(max(wanted, 1), last)
    return Paging(
        number=number,
        last=last,
        total=total,
        earlier=_link(query, number - 1) if number > 1 else "",
        later=_link(query, number + 1) if number < last else "",
    )


def _link(query: Mapping[str, Any], number: int) -> str:
    kept = [(key, value) for key, value in query.items() if value not in (None, "")]
    return "?" + urlencode([*((k, v) for k, v in kept if k != "page"), ("page", number)])


def part(rows: Any, shown: Paging) -> Sequence[Any]:
    """The rows of the page shown; `rows` is a queryset or a sequence."""
    start = (shown.number - 1) * ON_A_PAGE
    return list(rows[start : start + ON_A_PAGE])
