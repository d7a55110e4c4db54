"""A city is backed up, and restored on another path and on another database, by real commands."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from benchmarks.tried_city import drop_database, fresh_database
from tests.factories.incidents import row, write_file

pytestmark = pytest.mark.slow
COMMAND = Path(sys.executable).with_name("commonweal")
HASH = "content hash "


def commonweal(*words, code: int = 0, **environment: str) -> str:
    """Run the command in a process of its own; what it printed."""
    clean = {name: value for name, value in os.environ.items() if "COMMONWEAL" not in name}
    told = subprocess.run(
        [COMMAND, *map(str, words)],
        env={**clean, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == code, told.stderr
    return told.stdout + told.stderr


def content_hash(words: str) -> str:
    """The hash that a command printed."""
    return next(line.removeprefix(HASH) for line in words.splitlines() if line.startswith(HASH))


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory):
    """A city with two deliveries and a person: its folder, its backup, and its content hash."""
    place = tmp_path_factory.mktemp("old")
    outlines = {"type": "FeatureCollection", "features": [square("NW", 0), square("SE", 1)]}
    (place / "areas.geojson").write_text(json.dumps(outlines))
    city, backup = place / "city", place / "city.zip"
    order = ("--name", "Twosquare", "--areas", place / "areas.geojson", "--area-id", "code")
    commonweal("new", city, *order, "--time-zone", "Europe/London", "--jurisdiction", "somewhere")
    for number, area in enumerate(("NW", "SE")):
        rows = [row("a", area=area), row("b"), row("c", area="nowhere")]
        file = write_file(place / f"{number}.csv", rows)
        commonweal("listening", "bring-in", city, file, "--profile", "canonical")
    commonweal("person", "add", city, "dana@twosquare.example", "--role", "operator")
    return city, backup, content_hash(commonweal("backup", city, backup))


def square(code: str, column: int):
    """The outline of a square district."""
    west, east = column * 0.01, (column + 1) * 0.01
    ring = [[west, 51], [east, 51], [east, 51.01], [west, 51.01], [west, 51]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def test_a_backup_restored_on_another_path_is_equal(backed_up, tmp_path):
    city, backup, expected = backed_up
    keys = city.with_name("city.keys")
    said = commonweal("restore", backup, tmp_path / "moved", "--keys", keys)
    assert content_hash(said) == expected
    again = commonweal("backup", tmp_path / "moved", tmp_path / "again.zip")
    assert content_hash(again) == expected
    assert "All is well" in commonweal("check", tmp_path / "moved", "--deep")


@pytest.mark.postgres
def test_a_backup_from_sqlite_restored_on_postgresql_is_equal(backed_up, tmp_path, postgres_url):
    city, backup, expected = backed_up
    database, moved = fresh_database(postgres_url, f"moved_{os.getpid()}"), tmp_path / "moved"
    try:
        keys = city.with_name("city.keys")
        said = commonweal("restore", backup, moved, "--keys", keys, "--database", database)
        assert content_hash(said) == expected
        there = {"COMMONWEAL_DATABASE_URL": database}
        assert "All is well" in commonweal("check", moved, "--deep", **there)
        file = write_file(tmp_path / "next.csv", [row("a"), row("d")])
        order = ("listening", "bring-in", moved, file, "--profile", "canonical")
        assert "Delivery 3 of canonical is shown." in commonweal(*order, **there)
    finally:
        drop_database(database)


def test_keys_and_sessions_are_not_in_a_backup(backed_up):
    city, backup, _hash = backed_up
    with zipfile.ZipFile(backup) as archive:
        names = archive.namelist()
        held = b"".join(archive.read(name) for name in names)
    keys = [path.read_bytes().strip() for path in city.with_name("city.keys").iterdir()]
    assert len(keys) == 2
    assert not any(key in held for key in keys)
    assert not [name for name in names if name.endswith("sessions.session.jsonl")]
    assert backup.stat().st_mode & 0o077 == 0


def test_without_its_keys_a_restored_city_says_what_is_missing(backed_up, tmp_path):
    said = commonweal("restore", backed_up[1], tmp_path / "moved")
    assert (
        "Its sealed words stay closed until words.key, from the backup of the keys, is put into "
        f"{tmp_path / 'moved.keys'}."
    ) in said


def test_a_backup_is_restored_into_an_empty_place_only(backed_up):
    city, backup, _hash = backed_up
    assert f"{city} is not empty." in commonweal("restore", backup, city, code=2)


def test_a_damaged_backup_is_refused(backed_up, tmp_path):
    damaged = tmp_path / "damaged.zip"
    with zipfile.ZipFile(backed_up[1]) as old, zipfile.ZipFile(damaged, "w") as new:
        for name in old.namelist():
            held = old.read(name)
            new.writestr(name, held.replace(b'"SE"', b'"NW"') if "record" in name else held)
    keys = backed_up[0].with_name("city.keys")
    said = commonweal("restore", damaged, tmp_path / "moved", "--keys", keys, code=2)
    assert "The backup is damaged: listening.record is not what was backed up." in said


def test_a_backup_with_a_broken_byte_is_refused_and_leaves_nothing(backed_up, tmp_path):
    damaged = tmp_path / "damaged.zip"
    held = bytearray(backed_up[1].read_bytes())
    with zipfile.ZipFile(backed_up[1]) as archive:
        largest = max(archive.infolist(), key=lambda one: one.compress_size)
    held[largest.header_offset + 30 + len(largest.filename) + largest.compress_size // 2] ^= 255
    damaged.write_bytes(held)
    said = commonweal("restore", damaged, tmp_path / "moved", code=2)
    assert said.startswith("Error: The backup damaged.zip is damaged: ")
    assert [path.name for path in tmp_path.iterdir()] == ["damaged.zip"]


def test_keys_that_are_not_there_are_said_before_the_work(backed_up, tmp_path):
    nowhere = tmp_path / "nowhere"
    said = commonweal("restore", backed_up[1], tmp_path / "moved", "--keys", nowhere, code=2)
    assert f"The city's key file {nowhere}/secret.key is missing" in said
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_backup_is_refused(tmp_path):
    (tmp_path / "holiday.zip").write_bytes(b"not a zip")
    said = commonweal("restore", tmp_path / "holiday.zip", tmp_path / "moved", code=2)
    assert "holiday.zip cannot be opened as a backup." in said
