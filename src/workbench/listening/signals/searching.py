"""The one door to the library's search, so that everything else can be tried without it.

`search` has the shape of `Search`; tests hand in another one. The library's search is imported
only when it is called: a page never waits for it.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any, Protocol

import polars as pl

from commonweal.core.places import AreaSet
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
    """The library's search with this city's steps. There is no power curve yet: None."""
    import numpy as np

    library = import_module("commonweal.listening.signals.search")
    steps = tuple(
        library.Step(
            since=one.since,
            until=one.until,
            groups=one.groups,
            areas=one.areas,
            what=one.what,
            label=one.label,
        )
        for one in asked.steps
    )
    report = library.find_signals(
        asked.incidents,
        areas=asked.areas,
        groups=asked.groups,
        as_of=asked.as_of,
        options=library.SearchOptions(steps=steps),
        rng=np.random.default_rng(asked.seed),
        source=asked.source,
        overlapping=asked.overlapping,
        inputs=asked.inputs,
    )
    return report, None


def seed_of(source: str, week: date) -> int:
    """The seed of a source's search for a week: always the same, so that it can be repeated."""
    digest = hashlib.sha256(f"{source} {week.isoformat()}".encode()).digest()
    return int.from_bytes(digest[:4])
