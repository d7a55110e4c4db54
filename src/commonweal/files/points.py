"""GeoJSON points as raw rows: a feature's properties, with `lon` and `lat` as columns."""

import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from commonweal.core.errors import UnreadableFile
from commonweal.core.raw import GUIDES, LONGEST_ROW_BYTES, Reading
from commonweal.files.csv_layout import column_names
from commonweal.files.raw_table import Progress, RawTable
from commonweal.files.survey import survey, utf8_stream

ROWS_AT_ONCE = 20_000
LARGEST_FILE_BYTES = 400_000_000


def read_points(path: Path, *, reading: Reading) -> RawTable:
    """The features of a GeoJSON file, numbered from row 2; raises `UnreadableFile`."""
    found = survey(path, encoding=reading.encoding)
    if found.length > LARGEST_FILE_BYTES:
        raise _unusable(
            path, "is larger than 400 MB", "Convert it to CSV with lon and lat columns."
        )
    try:
        data = json.loads(b"".join(utf8_stream(path, found)))
    except (ValueError, RecursionError) as error:
        place = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise _unusable(
            path, f"is not whole JSON{place}", "Export it again; it may have been cut off."
        ) from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or not all(isinstance(one, dict) for one in features):
        raise _unusable(path, "has no list of features", "Give a GeoJSON FeatureCollection.")
    names: dict[str, None] = {}
    for feature in features:
        names.update(dict.fromkeys(_properties(feature)))
    names.pop("lon", None)
    names.pop("lat", None)
    columns = column_names([*names, "lon", "lat"], file=path.name, row=1)
    sources = (*names, "lon", "lat")

    def batches(wanted: Sequence[str], progress: Progress) -> Iterator[pl.DataFrame]:
        keys = [sources[columns.index(name)] for name in wanted]
        schema = {**GUIDES, **dict.fromkeys(wanted, pl.String())}
        for start in range(0, len(features), ROWS_AT_ONCE):
            part = features[start : start + ROWS_AT_ONCE]
            records = [_record(one, keys, row) for row, one in enumerate(part, start=start + 2)]
            yield pl.DataFrame(records, schema=schema, orient="row")
            progress(min(start + ROWS_AT_ONCE, len(features)), len(features))

    return RawTable(
        file=path.name, columns=columns, sha256=found.sha256, notices=found.notices, read=batches
    )


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    properties = feature.get("properties")
    return properties if isinstance(properties, dict) else {}


def _record(feature: dict[str, Any], keys: Sequence[str], row: int) -> tuple[object, ...]:
    lon, lat = _coordinates(feature)
    cells = {key: _text(value) for key, value in _properties(feature).items()}
    cells["lon"], cells["lat"] = lon, lat
    problem, where = (None, None) if lon is not None else ("not-a-point", "lon")
    lengths = {key: len(cell or "") for key, cell in cells.items()}
    if sum(lengths.values()) > LONGEST_ROW_BYTES:
        problem, where = "row-too-long", max(lengths, key=lambda key: lengths[key])
    return (row, problem, where, *(cells.get(key) for key in keys))


def _coordinates(feature: dict[str, Any]) -> tuple[str | None, str | None]:
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return None, None
    pair = geometry.get("coordinates")
    if not isinstance(pair, list) or len(pair) < 2:
        return None, None
    numbers = [n for n in pair[:2] if isinstance(n, int | float) and not isinstance(n, bool)]
    if len(numbers) < 2 or not all(abs(n) < 1e6 and math.isfinite(n) for n in numbers):
        return None, None
    return repr(numbers[0]), repr(numbers[1])


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        text = (value or "").encode("utf-8", "replace").decode()
    elif isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        text = str(int(value))
    else:
        text = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    return text or None


def _unusable(path: Path, wrong: str, remedy: str) -> UnreadableFile:
    return UnreadableFile(
        f"{path.name} {wrong}.", remedy=remedy, code="unusable-geojson", file=path.name
    )
