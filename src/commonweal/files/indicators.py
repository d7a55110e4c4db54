"""Indicator series from a table: one row a measured value, each with its source and definition.

Read `read_indicators` first. A row that cannot be used is refused with its place and remedy, and
the rest counts. A period that was not measured stays missing: it is neither zero nor filled in.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from commonweal.core.errors import InvalidTable
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.raw import AT, PROBLEM, PROBLEMS, ROW
from commonweal.core.spans import span_of
from commonweal.core.tables import INDICATORS, REFUSED
from commonweal.files.tabular import read_raw

NEEDED = ("indicator", "area", "period", "value", "source", "definition")
NAMED = ("indicator", "source", "definition")
NOT_MEASURED = frozenset({"", ".", "..", "-", "–", "n/a", "na", "null", "none", "missing"})
YES, NO = frozenset({"true", "yes", "1", "x"}), frozenset({"", "false", "no", "0"})

Row = Mapping[str, str | None]
Fault = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorsRead:
    """What a file held: `series` fits INDICATORS, `refused` fits REFUSED."""

    series: pl.DataFrame
    refused: pl.DataFrame


class BadCell(ValueError):
    """One cell of a row that cannot be used; `fault` is column, code, reason and remedy."""

    def __init__(self, *fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def read_indicators(path: Path) -> IndicatorsRead:
    """The series of a .csv, .xlsx or .ods; raises `InvalidTable` where a needed column lacks."""
    raw = read_raw(path)
    missing = [name for name in NEEDED if name not in raw.columns]
    if missing:
        raise InvalidTable(
            f"{path.name} has no column {listed([f'“{name}”' for name in missing])}.",
            remedy=f"It has {listed(nearest_first(missing[0], raw.columns))}. A table of "
            f"indicators needs {', '.join(NEEDED)}; group, n and break may follow.",
            file=path.name,
        )
    batches = raw.batches()
    return of_rows(
        [(int(row[ROW]), row) for frame in batches for row in frame.iter_rows(named=True)]
    )


def of_rows(rows: Sequence[tuple[int, Row]]) -> IndicatorsRead:
    """Series from (row in the file, its cells).

    A second value for one indicator, area, group and period is refused, and so is a period of
    another step than the indicator's first one: a year is not the sum of quarters for everything.
    """
    good: list[dict[str, object]] = []
    bad: list[dict[str, object]] = []
    seen: dict[tuple[object, ...], int] = {}
    steps: dict[object, str] = {}
    for number, row in rows:
        try:
            value = _value_row(row)
            _same_step(value, steps)
            _once(value, number, seen)
        except BadCell as fault:
            bad.append(_refused(number, row, fault.fault))
        else:
            good.append(value)
    return IndicatorsRead(
        series=pl.DataFrame(good, schema=INDICATORS.schema),
        refused=pl.DataFrame(bad, schema=REFUSED.schema),
    )


def _same_step(value: Mapping[str, object], steps: dict[object, str]) -> None:
    span = span_of(str(value["period"]))
    step = span.step if span else ""
    if steps.setdefault(value["indicator"], step) != step:
        raise BadCell(
            "period",
            "other-step",
            f"{value['indicator']} is told by {steps[value['indicator']]}, this row by {step}.",
            "Give the two steps two names of an indicator, or bring one to the other's step.",
        )


def _once(value: Mapping[str, object], number: int, seen: dict[tuple[object, ...], int]) -> None:
    key = tuple(value[name] for name in ("indicator", "area", "group", "period"))
    if key in seen:
        raise BadCell(
            "period",
            "told-twice",
            f"This indicator, area, group and period stand in row {seen[key]} already.",
            "Keep one of the two rows.",
        )
    seen[key] = number


def _refused(number: int, row: Row, fault: Sequence[str]) -> dict[str, object]:
    column, code, reason, remedy = fault
    value = None if row.get(PROBLEM) else row.get(column)
    return {
        "row": number,
        "column": column,
        "value": value,
        "code": code,
        "reason": reason,
        "remedy": remedy,
    }


def _value_row(row: Row) -> dict[str, object]:
    if problem := row.get(PROBLEM):
        told_of = PROBLEMS[problem]
        raise BadCell(row.get(AT) or "value", problem, told_of.reason, told_of.remedy)
    told: dict[str, object] = {name: _named(row, name) for name in NAMED}
    told |= {name: _text(row, name) or None for name in ("area", "group")}
    told |= {"period": _period(row), "value": _value(row), "n": _n(row), "break": _break(row)}
    return {name: told[name] for name in INDICATORS.columns}


def _text(row: Row, name: str) -> str:
    return (row.get(name) or "").strip()


def _named(row: Row, name: str) -> str:
    if not (text := _text(row, name)):
        raise BadCell(name, "empty", f"The row says no {name}.", "Fill it in.")
    return text


def _period(row: Row) -> str:
    span = span_of(_text(row, "period"))
    if span is None:
        raise BadCell(
            "period",
            "bad-period",
            f"“{_text(row, 'period')}” is no year, quarter or month.",
            "Write 2024, 2024-Q1 or 2024-03.",
        )
    return str(span)


def _value(row: Row) -> float | None:
    text = _text(row, "value")
    return None if text.casefold() in NOT_MEASURED else _number(text.replace("−", "-"), "value")


def _n(row: Row) -> int | None:
    text = _text(row, "n")
    if text.casefold() in NOT_MEASURED:
        return None
    value = _number(text, "n")
    if value < 0 or not value.is_integer():
        raise BadCell("n", "bad-n", f"“{text}” is no number of people or cases.", "Write 240.")
    return int(value)


def _number(text: str, name: str) -> float:
    try:
        value = float(text) if "_" not in text else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise BadCell(
            name,
            f"bad-{name}",
            f"“{text}” is no number.",
            "Write it with a point and without thousands separators, as in 1240.5; leave the cell "
            "empty where nothing was measured.",
        )
    return value


def _break(row: Row) -> bool:
    text = _text(row, "break").casefold()
    if text not in YES | NO:
        raise BadCell(
            "break",
            "bad-break",
            f"“{_text(row, 'break')}” is neither yes nor no.",
            "Write yes in the first row from which the series is not comparable with before.",
        )
    return text in YES
