"""Rows of a causal map as arrows: what each must hold, and why a row cannot be used.

Read `read_arrows` first. Two spellings of a node that differ only in capitals or spaces are one
node, under the spelling that came first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from commonweal.core.bad_cell import BadCell, Row, check_readable, refused_row
from commonweal.core.tables import ARROWS, REFUSED

LONGEST_DELAY = 20
WORDS = {"+": 0.5, "++": 1.0, "-": -0.5, "--": -1.0, "−": -0.5, "−−": -1.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrowsRead:
    """What a file held: `arrows` fits ARROWS, `refused` fits REFUSED."""

    arrows: pl.DataFrame
    refused: pl.DataFrame


def read_arrows(rows: Sequence[tuple[int, Row]], *, drawer: str) -> ArrowsRead:
    """Arrows from (row in the file, its cells); `drawer` drew those that name nobody.

    An arrow from a node to itself is refused, and a second one between the same two of the same
    drawer: a map says one thing of a link.
    """
    spelled: dict[str, str] = {}
    seen: dict[tuple[str, str, str], int] = {}
    good: list[dict[str, object]] = []
    bad: list[dict[str, object]] = []
    for number, row in rows:
        try:
            arrow = _arrow(row, drawer, spelled)
            _once(arrow, number, seen)
        except BadCell as fault:
            bad.append(refused_row(number, row, fault.fault))
        else:
            good.append(arrow)
    return ArrowsRead(
        arrows=pl.DataFrame(good, schema=ARROWS.schema),
        refused=pl.DataFrame(bad, schema=REFUSED.schema),
    )


def _once(arrow: dict[str, object], number: int, seen: dict[tuple[str, str, str], int]) -> None:
    key = (str(arrow["drawer"]), str(arrow["source"]), str(arrow["target"]))
    if key in seen:
        raise BadCell(
            "target",
            "drawn-twice",
            f"{key[0]} drew this arrow in row {seen[key]} already.",
            "Keep the one that is meant.",
        )
    seen[key] = number


def _arrow(row: Row, drawer: str, spelled: dict[str, str]) -> dict[str, object]:
    check_readable(row, first="source")
    source, target = _node(row, "source", spelled), _node(row, "target", spelled)
    if source == target:
        raise BadCell(
            "target",
            "self-arrow",
            f"“{target}” cannot drive itself.",
            "Name what stands in between, or leave the row out.",
        )
    return {
        "drawer": _text(row, "drawer") or drawer,
        "source": source,
        "target": target,
        "weight": _weight(row),
        "delay_quarters": _whole(row, "delay_quarters", 0, LONGEST_DELAY) or 0,
        "sureness": _whole(row, "sureness", 1, 4),
    }


def _text(row: Row, name: str) -> str:
    return " ".join((row.get(name) or "").split())


def _node(row: Row, name: str, spelled: dict[str, str]) -> str:
    if not (text := _text(row, name)):
        raise BadCell(name, "empty", f"The row says no {name}.", "Fill it in.")
    return spelled.setdefault(text.casefold(), text)


def _weight(row: Row) -> float:
    text = _text(row, "weight")
    if text in WORDS:
        return WORDS[text]
    try:
        weight = float(text.replace("−", "-"))
    except ValueError:
        weight = float("nan")
    if not -1 <= weight <= 1 or weight == 0:
        raise BadCell(
            "weight",
            "bad-weight",
            f"“{text}” is no weight between -1 and 1 other than 0.",
            "Write 0.1 (weak) to 1 (strong), below 0 for the opposite way; or +, ++, -, --.",
        )
    return weight


def _whole(row: Row, name: str, lowest: int, highest: int) -> int | None:
    text = _text(row, name)
    if not text:
        return None
    value = int(float(text)) if text.removesuffix(".0").isascii() and _is_whole(text) else None
    if value is None or not lowest <= value <= highest:
        raise BadCell(
            name,
            f"bad-{name.replace('_', '-')}",
            f"“{text}” is no whole number from {lowest} to {highest}.",
            f"Write {lowest} to {highest}, or leave it empty.",
        )
    return value


def _is_whole(text: str) -> bool:
    return text.removesuffix(".0").isdigit()
