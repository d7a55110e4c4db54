"""Maps laid on one another: each link with who drew it, which way, and who left it out.

Read `merged` first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from commonweal.core.tables import ARROWS

READABLE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One drawer's arrow on a link."""

    drawer: str
    weight: float
    delay_quarters: int
    sureness: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """All arrows from one node to another.

    `left_out` are those who drew both nodes and no arrow between: they looked, and saw no link.
    """

    source: str
    target: str
    drawn: tuple[Drawn, ...]
    left_out: tuple[str, ...]

    @property
    def more(self) -> tuple[str, ...]:
        """Who says that more of the one makes more of the other."""
        return tuple(one.drawer for one in self.drawn if one.weight > 0)

    @property
    def less(self) -> tuple[str, ...]:
        """Who says that more of the one makes less of the other."""
        return tuple(one.drawer for one in self.drawn if one.weight < 0)

    @property
    def opposed(self) -> bool:
        """Whether two drew opposite signs."""
        return bool(self.more and self.less)

    def as_dict(self) -> dict[str, Any]:
        """The link as `--json` tells it."""
        return {
            "source": self.source,
            "target": self.target,
            "drawn": [{name: getattr(one, name) for name in one.__slots__} for one in self.drawn],
            "left_out": list(self.left_out),
            "opposed": self.opposed,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """All maps on one another, in the order of names; `nodes` says who drew each node."""

    drawers: tuple[str, ...]
    nodes: Mapping[str, tuple[str, ...]]
    links: tuple[Link, ...]

    @property
    def opposed(self) -> tuple[Link, ...]:
        """The links on whose sign people differ."""
        return tuple(link for link in self.links if link.opposed)

    @property
    def notices(self) -> tuple[str, ...]:
        """What a reader should know of these maps before using them."""
        told = []
        if len(self.nodes) > READABLE:
            told.append(
                f"{len(self.nodes)} nodes are more than people can talk about; {READABLE} are the "
                "most that a table can follow. All are kept: name wider factors, or weigh a part."
            )
        if len(self.drawers) == 1:
            told.append("One map is one view: ask others to draw theirs before this one is used.")
        return tuple(told)


def merged(arrows: pl.DataFrame) -> Merged:
    """Lay the maps of all drawers on one another; `arrows` fits ARROWS.

    Raises `InvalidTable` where it does not fit. Nodes are one where their names are, apart from
    capitals.
    """
    told = _one_spelling(ARROWS.check(arrows))
    nodes: dict[str, set[str]] = {}
    links: dict[tuple[str, str], list[Drawn]] = {}
    for row in told.iter_rows(named=True):
        pair = (row["source"], row["target"])
        for node in pair:
            nodes.setdefault(node, set()).add(row["drawer"])
        kept = ("drawer", "weight", "delay_quarters", "sureness")
        links.setdefault(pair, []).append(Drawn(**{name: row[name] for name in kept}))
    return Merged(
        drawers=tuple(sorted(told["drawer"].unique())),
        nodes={name: tuple(sorted(nodes[name])) for name in sorted(nodes)},
        links=tuple(_link(pair, links[pair], nodes) for pair in sorted(links)),
    )


def _one_spelling(arrows: pl.DataFrame) -> pl.DataFrame:
    """Each node under the spelling that came first."""
    spelled: dict[str, str] = {}
    for name in (one for pair in arrows.select("source", "target").iter_rows() for one in pair):
        spelled.setdefault(name.casefold(), name)
    return arrows.with_columns(
        pl.col(end).map_elements(lambda one: spelled[one.casefold()], return_dtype=pl.String)
        for end in ("source", "target")
    )


def _link(pair: tuple[str, str], drawn: list[Drawn], nodes: Mapping[str, set[str]]) -> Link:
    source, target = pair
    saw_both = nodes[source] & nodes[target]
    return Link(
        source=source,
        target=target,
        drawn=tuple(sorted(drawn, key=lambda one: one.drawer)),
        left_out=tuple(sorted(saw_both - {one.drawer for one in drawn})),
    )
