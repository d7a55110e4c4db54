"""The pages of a room that a person may open, as a row of links under the menu."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

TabRow = tuple[str, str, str | Promise, Collection[str]]
"""A word for the tab, the name of its address, its label, and the roles that see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One link; `waiting` is how many things wait there for this person."""

    label: str | Promise
    address: str
    here: bool
    waiting: int = 0


def tabs_of(
    rows: Sequence[TabRow], *, role: str, here: str, waiting: Callable[[str], int]
) -> tuple[Tab, ...]:
    """The links for this role, in the order of the work; `waiting` counts by the tab's word."""
    return tuple(
        Tab(
            label=label,
            address=reverse(url_name),
            here=word == here,
            waiting=waiting(word),
        )
        for word, url_name, label, roles in rows
        if role in roles
    )
