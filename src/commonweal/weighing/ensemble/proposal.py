"""A proposal: what would be done, for whom, where, when, and by which ways it may move a problem.

Read `proposal_of` first; it takes the parsed content of PROPOSAL.toml.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonweal.core.errors import CommonwealError

TO_AREAS, TO_GROUPS = "areas", "groups"
LONGEST = 20


class InvalidProposal(CommonwealError):
    """A proposal that cannot be weighed, with the key that says why."""

    code = "invalid-proposal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A way in which an effect here becomes one there (S003-R3, S003-R4).

    `to` is areas (the neighbours of each area) or groups (the others in the same area). An effect
    on `factor` passes on times a strength between `least` and `most`; below 0, better here is
    worse there, as with resentment. An empty `factor` means all of them.
    """

    name: str
    to: str
    factor: str
    least: float
    most: float
    delay_quarters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What would be done. Empty `groups` or `areas` mean all of them.

    `size` is the share of full strength (0 to 1), `starts` the quarter in which it begins to act.
    Maps speak of more and less, judgements of better and worse: `more_is_worse` names the factors
    of which more is worse (rent, isolation), and has to be said, even where it is none.
    """

    name: str
    policy_area: str
    groups: tuple[str, ...]
    areas: tuple[str, ...]
    size: float
    starts: int
    more_is_worse: tuple[str, ...]
    channels: tuple[Channel, ...]


def proposal_of(content: Mapping[str, Any], *, file: str) -> Proposal:
    """The proposal of a parsed file; raises `InvalidProposal` naming the key and the remedy."""
    told = _Keys(content, file)
    if "more_is_worse" not in content:
        raise told.bad(
            "more_is_worse",
            "is missing",
            'Name the factors of which more is worse, as in more_is_worse = ["isolation"]; [] if '
            "there is none.",
        )
    listed = content.get("channels", [])
    if not isinstance(listed, list) or not all(isinstance(one, Mapping) for one in listed):
        raise told.bad("channels", "is no list of tables", "Write each as [[channels]].")
    return Proposal(
        name=told.text("name"),
        policy_area=told.text("policy_area"),
        groups=told.names("groups"),
        areas=told.names("areas"),
        size=told.number("size", 0.0, 1.0, 1.0),
        starts=int(told.number("starts", 0, LONGEST, 0)),
        more_is_worse=told.names("more_is_worse"),
        channels=tuple(_channel(one, file) for one in listed),
    )


def _channel(content: Mapping[str, Any], file: str) -> Channel:
    told = _Keys(content, f"{file}, [[channels]]")
    to = told.text("to")
    if to not in (TO_AREAS, TO_GROUPS):
        raise told.bad("to", f"is “{to}”", "Write areas or groups.")
    least = told.number("least", -1.0, 1.0, None)
    most = told.number("most", -1.0, 1.0, None)
    if least > most:
        raise told.bad("least", "is more than most", "Exchange the two.")
    return Channel(
        name=told.text("name"),
        to=to,
        factor=str(content.get("factor", "")),
        least=least,
        most=most,
        delay_quarters=int(told.number("delay_quarters", 0, LONGEST, 1)),
    )


class _Keys:
    """The keys of one table of the file, with errors that name them."""

    def __init__(self, content: Mapping[str, Any], where: str) -> None:
        self.content, self.where = content, where

    def bad(self, key: str, wrong: str, remedy: str) -> InvalidProposal:
        return InvalidProposal(f"{self.where}: “{key}” {wrong}.", remedy=remedy, key=key)

    def text(self, key: str) -> str:
        told = self.content.get(key)
        if not isinstance(told, str) or not told.strip():
            raise self.bad(key, "is missing or empty", f'Write {key} = "…".')
        return told.strip()

    def names(self, key: str) -> tuple[str, ...]:
        told = self.content.get(key, [])
        if not isinstance(told, Sequence) or isinstance(told, str):
            raise self.bad(key, "is no list", f'Write {key} = ["…", "…"], or leave it out for all.')
        return tuple(str(one) for one in told)

    def number(self, key: str, lowest: float, highest: float, without: float | None) -> float:
        told = self.content.get(key, without)
        whole = isinstance(told, int | float) and not isinstance(told, bool)
        if not whole or not lowest <= float(told or 0) <= highest:
            raise self.bad(
                key, "is missing or out of range", f"Write {key} = {lowest:g} to {highest:g}."
            )
        return float(told or 0)
