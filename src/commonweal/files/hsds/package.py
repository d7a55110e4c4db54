"""A package of HSDS tables: a folder or a zip archive of CSV files, and its descriptor if any.

Read `open_package` first. The names of files are those of `datapackage.json` where there is one;
otherwise those of the specification. A member of an archive is only ever written into a temporary
folder, under a name of ours.
"""

import hashlib
import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from commonweal.core.errors import UnreadableFile
from commonweal.core.hsds import BY_PATH
from commonweal.files.hsds.older import PATHS
from commonweal.files.survey import cannot_open, sha256_of

DESCRIPTOR = "datapackage.json"
LARGEST_UNPACKED_BYTES = 4_000_000_000
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package: its name and hash, the version that it states, and its tables by name.

    `members` holds the place of each table inside the folder or archive.
    """

    file: str
    sha256: str
    version: str | None
    path: Path
    members: Mapping[str, str]

    @contextmanager
    def unpacked(self) -> Iterator[dict[str, Path]]:
        """The files of the tables by the names of the tables, as long as the block lasts."""
        if self.path.is_dir():
            yield {name: self.path / member for name, member in self.members.items()}
            return
        with tempfile.TemporaryDirectory(prefix="commonweal-hsds-") as folder:
            try:
                yield self._extracted(Path(folder))
            except DAMAGE as error:
                raise _damaged(self.path) from error

    def _extracted(self, folder: Path) -> dict[str, Path]:
        paths = {}
        with zipfile.ZipFile(self.path) as archive:
            for name, member in self.members.items():
                paths[name] = folder / PurePosixPath(member).name
                with archive.open(member) as packed, paths[name].open("wb") as plain:
                    while block := packed.read(1 << 20):
                        plain.write(block)
        return paths


def open_package(path: Path) -> Package | None:
    """The package at `path`; None where that is neither a folder nor an archive.

    Raises `UnreadableFile` where it holds no table of HSDS.
    """
    if path.is_dir():
        names = sorted(p.relative_to(path).as_posix() for p in path.rglob("*") if p.is_file())
        described = _described(path / DESCRIPTOR)
    elif path.name.lower().endswith(".zip"):
        names, described = _in_archive(path)
    else:
        return None
    members = tables_in(names, described)
    if not members:
        raise _no_tables(path)
    version = described.get("version")
    return Package(
        file=path.name,
        sha256=_hash(path, members),
        version=version if isinstance(version, str) else None,
        path=path,
        members=members,
    )


def _hash(path: Path, members: Mapping[str, str]) -> str:
    """The hash of an archive, or of the tables of a folder, wherever it stands."""
    if path.is_file():
        return sha256_of(path)
    lines = "".join(f"{name} {sha256_of(path / name)}\n" for name in members.values())
    return hashlib.sha256(lines.encode()).hexdigest()


def _no_tables(path: Path) -> UnreadableFile:
    return UnreadableFile(
        f"{path.name} holds no table of HSDS.",
        remedy="Its files are called organizations.csv, services.csv, locations.csv and so on; "
        "datapackage.json may give them other names.",
        code="no-hsds-tables",
        file=path.name,
    )


def tables_in(names: Iterable[str], described: Mapping[str, Any]) -> dict[str, str]:
    """Table → its file among `names`, by the descriptor where it says so, else by file names."""
    listed = list(names)
    found: dict[str, str] = {}
    resources = described.get("resources")
    for one in resources if isinstance(resources, list) else ():
        if isinstance(one, dict) and isinstance(one.get("path"), str):
            beside = [name for name in listed if name.endswith(one["path"])]
            if beside and isinstance(one.get("name"), str):
                found[one["name"]] = beside[0]
    for name in listed:
        table = table_of(PurePosixPath(name).name)
        if table is not None and name not in found.values():
            found.setdefault(table, name)
    known = {table.name for table in BY_PATH.values()} | set(PATHS.values())
    return {table: name for table, name in found.items() if table in known}


def table_of(file_name: str) -> str | None:
    """The table that a file of this name holds, in any version; None where it is none."""
    small = file_name.lower()
    if small in BY_PATH:
        return BY_PATH[small].name
    return PATHS.get(small)


def _described(path: Path) -> dict[str, Any]:
    try:
        return _parsed(path.read_bytes(), path.parent.name)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise cannot_open(path, error) from error


def _parsed(text: bytes, package: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(
            f"{DESCRIPTOR} in {package} is not whole JSON.",
            remedy="Export the package again, or take that file out: the tables are known by name.",
            code="broken-json",
            file=DESCRIPTOR,
        ) from error
    return data if isinstance(data, dict) else {}


def _in_archive(path: Path) -> tuple[list[str], dict[str, Any]]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            size = sum(one.file_size for one in members)
            if size > LARGEST_UNPACKED_BYTES:
                raise UnreadableFile(
                    f"{path.name} unpacks to {size // 1_000_000:,} MB.",
                    remedy="Unpack it yourself and name the folder, if that is what you expect.",
                    code="too-large",
                    file=path.name,
                )
            names = [one.filename for one in members]
            inside = [name for name in names if PurePosixPath(name).name == DESCRIPTOR]
            return names, _parsed(archive.read(inside[0]), path.name) if inside else {}
    except DAMAGE as error:
        raise _damaged(path) from error
    except OSError as error:
        raise cannot_open(path, error) from error


def _damaged(path: Path) -> UnreadableFile:
    return UnreadableFile(
        f"{path.name} is a damaged archive, or locked with a password.",
        remedy="Copy or download it again; or unpack it and name the folder.",
        code="damaged-file",
        file=path.name,
    )
