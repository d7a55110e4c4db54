"""The one door to the library's search, so that everything else can be tried without it.

`search` has the shape of `Search`; tests hand in another one. The library's search is imported
only when it is called: a page never waits for it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, cast

import numpy as np
import polars as pl

from commonweal.core.places import AreaSet
from commonweal.core.steps import Step, What
from commonweal.listening.signals.findings import SignalReport

Curve = Sequence[Mapping[str, Any]]
"""What a search would catch: dicts with `rate`, `rise`, `caught_share` and `weeks`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedStep:
    """A step in what is expected, as the desk wrote it down: the arguments of the library's."""

    since: date
    until: date | None
    groups: tuple[str, ...]
    areas: tuple[str, ...]
    what: str
    label: str

    def as_step(self) -> Step:
        """The step as the library takes it."""
        return Step(
            since=self.since,
            until=self.until,
            groups=self.groups,
            areas=self.areas,
            what=cast("What", self.what),
            label=self.label,
        )

    def as_dict(self) -> dict[str, Any]:
        """The step as it is kept beside the search that took it in."""
        return {
            "since": self.since.isoformat(),
            "until": self.until.isoformat() if self.until else None,
            "groups": list(self.groups),
            "areas": list(self.areas),
            "what": self.what,
            "label": self.label,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Everything that a search of one source is given; nothing else may move its answer."""

    incidents: pl.DataFrame
    areas: AreaSet
    groups: Mapping[str, str]
    as_of: date
    steps: tuple[DatedStep, ...]
    source: str
    overlapping: bool
    inputs: Mapping[str, str]
    seed: int


class Search(Protocol):
    """A search: what one source shows becomes findings, and how rises of each size are caught."""

    def __call__(self, asked: Asked, /) -> tuple[SignalReport, Curve | None]: ...


def search(asked: Asked) -> tuple[SignalReport, Curve | None]:
    """The library's search with this city's steps, and what it would not see."""
    from commonweal.listening.signals.power import power_curve
    from commonweal.listening.signals.search import SearchOptions, found_with

    found = found_with(
        asked.incidents,
        areas=asked.areas,
        groups=asked.groups,
        as_of=asked.as_of,
        options=SearchOptions(steps=tuple(one.as_step() for one in asked.steps)),
        rng=np.random.default_rng(asked.seed),
        source=asked.source,
        overlapping=asked.overlapping,
        inputs=asked.inputs,
    )
    if found.calibrated is None:
        return found.report, None
    rng = np.random.default_rng([asked.seed, 1])
    curve = power_curve(found.ground, found.calibrated, rng=rng)
    return found.report, [one.as_dict() for one in curve]


def seed_of(source: str, week: date) -> int:
    """The seed of a source's search for a week: always the same, so that it can be repeated."""
    digest = hashlib.sha256(f"{source} {week.isoformat()}".encode()).digest()
    return int.from_bytes(digest[:4])
