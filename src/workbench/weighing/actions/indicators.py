"""Bring indicator series into the store, and say of a series what its file cannot say.

Read `bring_in` first. Rows that cannot be used are refused with their place and remedy; the rest
counts. A value that comes again with another number takes the place of the earlier one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from commonweal.files.hashing import file_hash
from commonweal.files.indicators import IndicatorsRead, read_indicators
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.core.city import current_city
from workbench.weighing import access
from workbench.weighing.models import IndicatorFile, IndicatorSeries, IndicatorValue

ENDINGS = (".csv", ".xlsx", ".ods")
MOST_BYTES = 50_000_000
MOST_REFUSALS_TOLD = 20
AUDITED = ("counted", "worse", "unit")
Key = tuple[int, str, str, str]


class UnfitIndicators(CommonwealError):
    """A file of indicators of which nothing can be brought in."""

    code = "unfit-indicators"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A file that was brought in, and the first of what was refused."""

    file: IndicatorFile
    refused: tuple[str, ...]


def bring_in(
    chunks: Iterable[bytes], *, file_name: str, acting_person: Person, now: datetime
) -> Brought:
    """Read a file and keep its values; raises `UnfitIndicators` where none can be used."""
    access.refuse_unless_weighs(acting_person)
    ending = Path(file_name).suffix.lower()
    if ending not in ENDINGS:
        raise UnfitIndicators(
            _("“%(file)s” is no kind of file that can be read here.") % {"file": file_name[-80:]},
            remedy=_("Send a file that ends in %(endings)s.") % {"endings": ", ".join(ENDINGS)},
        )
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"indicators{ending}"
        _write(path, chunks)
        read, sha256 = read_indicators(path), file_hash(path)
    series, strange = _known_places(read.series)
    if not series.height:
        raise UnfitIndicators(
            _("No row of the file can be used."),
            remedy=" ".join(_refusals(read, strange)[:3]) or _("It holds no rows."),
        )
    refused = read.refused.height + strange.height
    noted = {"name": Path(file_name).name[-120:], "sha256": sha256, "refused": refused}
    file = _keep(series, noted, acting_person=acting_person, now=now)
    return Brought(file=file, refused=tuple(_refusals(read, strange)[:MOST_REFUSALS_TOLD]))


@transaction.atomic
def describe_series(
    series: IndicatorSeries, values: Mapping[str, Any], *, acting_person: Person
) -> IndicatorSeries:
    """Say its unit, whether it counts cases, and which way is harm."""
    access.refuse_unless_weighs(acting_person)
    before = {name: getattr(series, name) for name in AUDITED}
    for name in AUDITED:
        setattr(series, name, values[name])
    series.save(update_fields=list(AUDITED))
    after = {name: getattr(series, name) for name in AUDITED}
    record_audit(acting_person, "describe-series", series, before, after)
    return series


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    size = 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > MOST_BYTES:
                raise UnfitIndicators(
                    _("The file is larger than 50 MB."), remedy=_("Send it in parts.")
                )
            file.write(chunk)


def _known_places(series: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows whose area and group this city has, and the others."""
    city = current_city()
    areas = city.areas()
    ids = [one.area for level in areas.levels for one in areas.at_level(level)]
    known = (pl.col("area").is_null() | pl.col("area").is_in(ids)) & (
        pl.col("group").is_null() | pl.col("group").is_in(list(city.groups().groups))
    )
    return series.filter(known), series.filter(~known)


def _refusals(read: IndicatorsRead, strange: pl.DataFrame) -> list[str]:
    rows = read.refused.iter_rows(named=True)
    told = [
        _("Row %(row)s, %(column)s: %(reason)s %(remedy)s")
        % {name: row[name] for name in ("row", "column", "reason", "remedy")}
        for row in rows
    ]
    places = strange.select("area", "group").unique(maintain_order=True)
    said = _("This city has no area “%(area)s” with the group “%(group)s”.")
    return told + [
        said % {"area": area or "–", "group": group or "–"} for area, group in places.rows()
    ]


@transaction.atomic
def _keep(
    table: pl.DataFrame, noted: Mapping[str, Any], *, acting_person: Person, now: datetime
) -> IndicatorFile:
    """New values and changed ones, in one step."""
    file = IndicatorFile.objects.create(**noted, brought_by=acting_person, brought_at=now)
    known = _series_of(table, acting_person)
    standing: dict[Key, IndicatorValue] = {
        (one.series_id, one.area, one.group, one.period): one
        for one in IndicatorValue.objects.filter(series__in=known.values())
    }
    made, changed = [], []
    for row in table.iter_rows(named=True):
        value = _value(row, known[row["indicator"]], file)
        there = standing.get((value.series_id, value.area, value.group, value.period))
        if there is None:
            made.append(value)
        elif _differs(there, value):
            value.pk = there.pk
            changed.append(value)
    IndicatorValue.objects.bulk_create(made, batch_size=500)
    IndicatorValue.objects.bulk_update(changed, ["value", "n", "is_break", "file"], batch_size=200)
    file.added, file.changed = len(made), len(changed)
    file.save(update_fields=["added", "changed"])
    after = {name: getattr(file, name) for name in ("sha256", "added", "changed", "refused")}
    record_audit(acting_person, "bring-in-indicators", file, {}, after)
    return file


def _series_of(table: pl.DataFrame, acting_person: Person) -> dict[str, IndicatorSeries]:
    """Each series by its name, begun where it is new, with source and definition as told last."""
    found: dict[str, IndicatorSeries] = {}
    for row in table.unique("indicator", keep="last", maintain_order=True).iter_rows(named=True):
        told = {"source": row["source"][:300], "definition": row["definition"][:1000]}
        one, is_new = IndicatorSeries.objects.update_or_create(
            name=row["indicator"][:200], defaults=told
        )
        if is_new:
            record_audit(acting_person, "begin-series", one, {}, {"counted": one.counted})
        found[row["indicator"]] = one
    return found


def _value(row: Mapping[str, Any], series: IndicatorSeries, file: IndicatorFile) -> IndicatorValue:
    return IndicatorValue(
        series=series,
        area=row["area"] or "",
        group=row["group"] or "",
        period=row["period"],
        value=row["value"],
        n=row["n"],
        is_break=row["break"],
        file=file,
    )


def _differs(one: IndicatorValue, other: IndicatorValue) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in ("value", "n", "is_break"))
