"""What a city folder holds, as SHA-256 of content: equal folders have equal hashes anywhere.

Read `folder_hash` first. Settings, tables and outlines are hashed by what they say, not by their
bytes, so that a blank line or a reordered row changes nothing; where the keys and the database are
does not count, because a backup restored elsewhere is the same city. The register's own content is
hashed by the workbench.
"""

import hashlib
import json
from pathlib import Path

import shapely

from commonweal.core.errors import CommonwealError
from commonweal.core.places import AreaSet
from commonweal.files.areas import read_city_areas
from commonweal.files.toml import read_toml

PLACES_NOT_CONTENT = ("keys", "database")
LEFT_OUT_NAMES = (".sqlite3", ".sqlite3-wal", ".sqlite3-shm", ".sqlite3-journal")
LEFT_OUT_FOLDERS = ("lake/staging",)


def folder_hash(folder: Path) -> str:
    """One hash over the names and contents of a city's files."""
    lines = "".join(f"{name} {digest}\n" for name, digest in content_hashes(folder).items())
    return hashlib.sha256(lines.encode()).hexdigest()


def content_hashes(folder: Path) -> dict[str, str]:
    """Path inside the folder → SHA-256 of its content, in alphabetical order.

    The SQLite database, the staging area and hidden files are left out.
    """
    names = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    return {name: _content_hash(folder / name, name) for name in names if _counts(name)}


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def areas_hash(areas: AreaSet) -> str:
    """SHA-256 of the areas, whatever their order and wherever their rings begin."""
    digest = hashlib.sha256()
    for area in sorted(areas.areas, key=lambda area: area.area):
        facts = [area.area, area.name, area.level, area.parent, area.population]
        digest.update(json.dumps(facts, ensure_ascii=False).encode())
        digest.update(shapely.to_wkb(shapely.normalize(area.geometry)))
    return digest.hexdigest()


def _counts(name: str) -> bool:
    hidden = any(part.startswith(".") for part in name.split("/"))
    staged = any(name.startswith(f"{folder}/") for folder in LEFT_OUT_FOLDERS)
    return not hidden and not staged and not name.endswith(LEFT_OUT_NAMES)


def _content_hash(path: Path, name: str) -> str:
    try:
        if name == "areas.geojson":
            return areas_hash(read_city_areas(path).areas)
        if path.suffix == ".toml":
            return _toml_hash(path, settings=name == "city.toml")
    except CommonwealError:
        return file_hash(path)  # a broken file is still the same file after a restore
    if name == "populations.csv":
        header, *rows = path.read_bytes().splitlines() or [b""]
        return hashlib.sha256(b"\n".join([header, *sorted(rows)])).hexdigest()
    return file_hash(path)


def _toml_hash(path: Path, *, settings: bool) -> str:
    data = read_toml(path)
    if settings:
        data = {name: value for name, value in data.items() if name not in PLACES_NOT_CONTENT}
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
