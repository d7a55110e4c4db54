"""A city in one file: every row and every file, with the SHA-256 of each.

Read `write_archive` and `read_archive`. The rows are engine-neutral, so a city moves from SQLite
to PostgreSQL and back; keys, sessions and caches are not in it.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from commonweal.core.errors import CommonwealError
from commonweal.files.city import FOLDERS
from workbench.commands.rows import (
    count_on_from_here,
    load_rows,
    one_moment,
    rows_of,
    tables,
)

FORMAT = "commonweal-backup/1"
MANIFEST = "manifest.json"
NOT_TAKEN = (".cache/", "commonweal.sqlite3", "lake/staging/uploads/")


class BadArchive(CommonwealError):
    """The file is no backup of a city, is damaged, or is of a newer version."""

    code = "bad-archive"


class NotAnEmptyPlace(CommonwealError):
    """There is something already where a city was to be restored."""

    code = "not-an-empty-place"
    status = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What an archive holds, by content."""

    version: str
    migrations: tuple[tuple[str, str], ...]
    tables: dict[str, str]
    """Label of the table → SHA-256 of its rows."""
    files: dict[str, str]
    """Path inside the city folder → SHA-256."""

    @property
    def content_hash(self) -> str:
        """One SHA-256 over all rows and files: equal cities have equal ones."""
        text = json.dumps([self.tables, self.files], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def as_dict(self) -> dict[str, Any]:
        """The manifest as it stands in the archive."""
        return {
            "format": FORMAT,
            "version": self.version,
            "migrations": [list(one) for one in self.migrations],
            "tables": self.tables,
            "files": self.files,
            "content_hash": self.content_hash,
        }


def write_archive(folder: Path, target: Path) -> Manifest:
    """Write the city in `folder` to `target`, as it is at this moment, while others work on.

    Only the account that runs this may read the file: it holds names and addresses.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("xb") as raw:
            part.chmod(0o600)
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                manifest = _fill(archive, folder, leave_out={part.resolve(), target.resolve()})
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def _fill(archive: zipfile.ZipFile, folder: Path, *, leave_out: set[Path]) -> Manifest:
    with one_moment():
        migrations = tuple(sorted(MigrationRecorder(connection).applied_migrations()))
        by_table = {
            model._meta.label_lower: _write(
                archive, f"tables/{model._meta.label_lower}.jsonl", rows_of(model)
            )
            for model in tables()
        }
        by_file = {
            name: _write(archive, f"files/{name}", _pieces(folder / name))
            for name in city_files(folder, leave_out=leave_out)
        }
    manifest = Manifest(
        version=version("commonweal"), migrations=migrations, tables=by_table, files=by_file
    )
    archive.writestr(MANIFEST, json.dumps(manifest.as_dict(), indent=1))
    return manifest


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    with archive.open(name, "w", force_zip64=True) as entry:
        for piece in pieces:
            entry.write(piece)
            digest.update(piece)
    return digest.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            yield piece


def city_files(folder: Path, *, leave_out: set[Path] = frozenset()) -> list[str]:  # type: ignore[assignment]
    """The files of the city that belong to it, by their path inside the folder."""
    names = [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and path.resolve() not in leave_out
    ]
    return sorted(
        name for name in names if not name.startswith(NOT_TAKEN) and not name.endswith(".lock")
    )


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """What the archive says it holds; raises `BadArchive` where it is none of ours."""
    try:
        said = json.loads(archive.read(MANIFEST))
        manifest = Manifest(
            version=said["version"],
            migrations=tuple((app, name) for app, name in said["migrations"]),
            tables=said["tables"],
            files=said["files"],
        )
        ours = said["format"] == FORMAT and said["content_hash"] == manifest.content_hash
    except (KeyError, ValueError, TypeError):
        ours = False
    if not ours:
        raise BadArchive(
            f"{Path(archive.filename or '').name} is not a backup made by Commonweal.",
            remedy="Choose a file that `commonweal backup` wrote.",
        )
    return manifest


def unpack_files(archive: zipfile.ZipFile, manifest: Manifest, folder: Path) -> None:
    """Put the city's files into `folder`; raises `BadArchive` where one was altered."""
    for name in FOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name, sha256 in manifest.files.items():
        inside = PurePosixPath(name)
        if inside.is_absolute() or ".." in inside.parts:
            raise _altered(name)
        target = folder / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with archive.open(f"files/{name}") as entry, target.open("wb") as file:
            while piece := entry.read(1 << 20):
                file.write(piece)
                digest.update(piece)
        if digest.hexdigest() != sha256:
            raise _altered(name)


def unpack_rows(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Put the city's rows into an empty database, at the state of the version that wrote them."""
    executor = MigrationExecutor(connection)
    newer = sorted(set(manifest.migrations) - set(executor.loader.graph.nodes))
    if newer:
        raise BadArchive(
            f"The backup was made by Commonweal {manifest.version}, which is newer than this one.",
            remedy=f"Install Commonweal {manifest.version} or later, and restore it there.",
        )
    leaves = _leaves(executor, set(manifest.migrations))
    executor.migrate(leaves)
    then = MigrationExecutor(connection).loader.project_state(leaves).apps
    restored = tables(then)
    if any(model._base_manager.exists() for model in restored):
        raise NotAnEmptyPlace(
            "The database already holds a city.",
            remedy="Restore into an empty database, named with --database.",
        )
    with connection.constraint_checks_disabled(), transaction.atomic():
        for model in restored:
            _load(archive, model)
        connection.check_constraints()
        count_on_from_here(restored)
        _compare(restored, manifest)


def _leaves(executor: MigrationExecutor, applied: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """The last applied migration of each app."""
    graph = executor.loader.graph
    return [
        node
        for node in sorted(applied)
        if not any(
            child.key[0] == node[0] and child.key in applied
            for child in graph.node_map[node].children
        )
    ]


def _load(archive: zipfile.ZipFile, model: type[models.Model]) -> None:
    with archive.open(f"tables/{model._meta.label_lower}.jsonl") as lines:
        load_rows(model, lines)


def _compare(restored: list[type[models.Model]], manifest: Manifest) -> None:
    """Raises `BadArchive` unless the rows read back are those that were backed up."""
    for model in restored:
        label = model._meta.label_lower
        digest = hashlib.sha256()
        for row in rows_of(model):
            digest.update(row)
        if digest.hexdigest() != manifest.tables[label]:
            raise _altered(label)


def _altered(what: str) -> BadArchive:
    return BadArchive(
        f"The backup is damaged: {what} is not what was backed up.",
        remedy="Use another backup; nothing of this one should be relied on.",
    )
