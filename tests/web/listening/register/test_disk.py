"""A full disk and a closed folder are told as such, and readers see what they saw."""

import errno

import pytest
from django.db import connection
from django.db.utils import OperationalError

from tests.factories.incidents import row
from tests.web.listening.register.conftest import seen
from workbench.core.disk import DiskTrouble, disk_told
from workbench.listening.actions import staging
from workbench.listening.actions.deliver import resume_delivery
from workbench.listening.models import Delivery


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "There is no room left to write"),
        (OperationalError("database or disk is full"), "There is no room left to write"),
        (OSError(errno.EROFS, "Read-only file system"), "The folder foursquare may not be "),
        (OperationalError("attempt to write a readonly database"), "The folder foursquare may "),
        (
            OSError("writing opening.parquet: (os error 28)"),
            "There is no room left to write",
        ),
    ],
)
def test_trouble_with_the_disk_is_told_in_plain_words(tmp_path, error, words):
    with pytest.raises(DiskTrouble) as told, disk_told(tmp_path / "foursquare"):
        raise error
    assert told.value.message.startswith(words)
    assert told.value.remedy.endswith("what readers see has not changed.")


def test_other_errors_pass_as_they_are(tmp_path):
    with pytest.raises(OperationalError), disk_told(tmp_path):
        raise OperationalError("no such table")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own way to be full")
@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_full_keeps_what_readers_see_and_goes_on_later(bring_in):
    bring_in([row("a")])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        usual = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {usual + 4}")
    many = [row(f"incident-{number}", status="x" * 90) for number in range(3000)]
    with pytest.raises(DiskTrouble) as told:
        bring_in(many)
    assert told.value.code == "disk-full"
    assert seen() == {"a": "NW"}
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1000000")
    resume_delivery(Delivery.objects.latest("pk"), acting_person=None)
    assert len(seen()) == 3000


def test_a_staging_folder_that_cannot_be_written_is_told(bring_in, city, monkeypatch):
    def closed(*_args, **_more):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(staging, "write_origin", closed)
    with pytest.raises(DiskTrouble) as told:
        bring_in([row("a")])
    assert told.value.code == "read-only"
