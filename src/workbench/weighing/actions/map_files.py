"""Bring causal maps in from a file: a table of arrows, a matrix, or Kumu's JSON.

Read `bring_maps` first. A row that cannot be used is kept with its place and remedy; a file with
several drawers becomes a map for each.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.files.arrows import Rows, read_map
from commonweal.files.knowledge import read_policy_factors
from commonweal.weighing.causal import read_arrows
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.core.city import current_city
from workbench.weighing.actions.maps import UnfitMap, new_map
from workbench.weighing.map_picture import places_for
from workbench.weighing.models import CausalMap, MapArrow, MapNode, Proposal
from workbench.weighing.models.maps import LONGEST_WORDS
from workbench.weighing.words import policy_factors

ENDINGS = (".csv", ".xlsx", ".ods", ".json")
MOST_BROUGHT = 4000
Told = list[dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """The maps that a file became, and its rows that could not be used."""

    maps: tuple[CausalMap, ...]
    refused: Told


@transaction.atomic
def bring_maps(
    proposal: Proposal,
    path: Path,
    values: Mapping[str, Any],
    *,
    acting_person: Person,
    now: datetime,
) -> Brought:
    """One map for each drawer in the file; without a usable arrow none is made."""
    fit, too_long = _parted(read_map(path))
    read = read_arrows(fit, drawer=" ".join(values["drawer"].split()))
    if read.arrows.height > MOST_BROUGHT:
        raise UnfitMap(
            _("This file holds %(n)s arrows.") % {"n": read.arrows.height},
            remedy=_("%(most)s are the most that are read at once: bring it in parts.")
            % {"most": MOST_BROUGHT},
        )
    refused = sorted([*too_long, *read.refused.to_dicts()], key=lambda row: row["row"])
    made: list[CausalMap] = []
    for (drawer,), arrows in read.arrows.group_by("drawer", maintain_order=True):
        named = {**values, "drawer": _short_enough(str(drawer))}
        one = new_map(proposal, named, acting_person=acting_person, now=now)
        _draw_all(one, arrows, acting_person)
        made.append(one)
    if made and refused:
        made[0].refused = refused
        made[0].save(update_fields=["refused"])
    return Brought(maps=tuple(made), refused=refused)


def _short_enough(drawer: str) -> str:
    if len(drawer) > LONGEST_WORDS:
        raise UnfitMap(
            _("A drawer in this file has a name of %(n)s characters.") % {"n": len(drawer)},
            remedy=_("Shorten it to %(most)s.") % {"most": LONGEST_WORDS},
        )
    return drawer


def _parted(rows: Rows) -> tuple[Rows, Told]:
    """Rows with factors by their keys, and those with words that are too long for a map."""
    known = _known_factors()
    fit: Rows = []
    too_long: Told = []
    for number, row in rows:
        ends = {end: " ".join((row.get(end) or "").split()) for end in ("source", "target")}
        wrong = next((end for end, text in ends.items() if len(text) > LONGEST_WORDS), None)
        if wrong is not None:
            too_long.append(_too_long(number, wrong, ends[wrong]))
            continue
        keys = {end: known.get(text.casefold(), text) for end, text in ends.items()}
        fit.append((number, {**row, **keys}))
    return fit, too_long


def _too_long(number: int, column: str, text: str) -> dict[str, Any]:
    return {
        "row": number,
        "column": column,
        "value": text[:LONGEST_WORDS],
        "code": "too-long",
        "reason": _("%(n)s characters are too many to write on a map.") % {"n": len(text)},
        "remedy": _("Shorten it to %(most)s.") % {"most": LONGEST_WORDS},
    }


def _known_factors() -> dict[str, str]:
    """The key of each factor by its key and by its names, in small letters."""
    packs = (read_policy_factors(current_city().folder), policy_factors())
    return {
        text.casefold(): row.key
        for pack in packs
        for row in pack.rows.values()
        for text in (row.name, row.key)
    }


def _draw_all(causal_map: CausalMap, arrows: pl.DataFrame, acting_person: Person) -> None:
    rows = arrows.to_dicts()
    nodes = _nodes(causal_map, rows)
    MapArrow.objects.bulk_create(
        MapArrow(
            map=causal_map,
            source=nodes[row["source"]],
            target=nodes[row["target"]],
            weight=row["weight"],
            delay_quarters=row["delay_quarters"],
            sureness=row["sureness"],
        )
        for row in rows
    )
    record_audit(acting_person, "bring-causal-map", causal_map, {}, {"state": causal_map.state})


def _nodes(causal_map: CausalMap, rows: Iterable[Mapping[str, Any]]) -> dict[str, MapNode]:
    links = [(row["source"], row["target"]) for row in rows]
    things = list(dict.fromkeys(one for link in links for one in link))
    places, known = places_for(things, links), policy_factors()
    made = MapNode.objects.bulk_create(
        MapNode(
            map=causal_map,
            factor=one if one in known else "",
            words="" if one in known else one,
            x=places[one][0],
            y=places[one][1],
        )
        for one in things
    )
    return dict(zip(things, made, strict=True))
