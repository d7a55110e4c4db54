"""Lists sent through the browser: kept aside, looked at, then taken onto the map.

Read `keep_list` first; `workbench.core.uploads` keeps the files. A list of strengths comes in by
background work; one of ties at once, as it is short and its names were asked for.
"""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import override

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.city import current_city
from workbench.core.disk import disk_told
from workbench.core.uploads import Shelf, Upload
from workbench.mapping import access
from workbench.mapping.actions.list_reading import profile_named
from workbench.mapping.actions.taking_in import Looked, bring_in_list, look_at_list

LIST_ENDINGS = (
    *(".csv", ".tsv", ".csv.gz", ".xlsx", ".xls", ".ods", ".geojson"),
    *(".json", ".json.gz", ".jsonl", ".ndjson", ".zip"),
)
TIE_ENDINGS = (".csv", ".graphml", ".gexf", ".json")


def keep_list(
    chunks: Iterable[bytes],
    *,
    file_name: str,
    profile: str,
    source: str = "",
    name: str = "",
    acting_person: Person,
    now: datetime,
) -> Upload:
    """Put a list of strengths aside, with the source that it belongs to."""
    access.refuse_unless_keeps(acting_person)
    city = current_city()
    profile_named(profile, city)
    with disk_told(city.folder):
        return _shelf().keep(
            chunks,
            file_name=file_name,
            profile=profile,
            sent_by=acting_person.pk,
            now=now,
            about={"source": source, "name": name},
        )


def keep_ties(
    chunks: Iterable[bytes], *, file_name: str, acting_person: Person, now: datetime
) -> Upload:
    """Put a file of ties aside."""
    access.refuse_unless_keeps(acting_person)
    with disk_told(current_city().folder):
        return _tie_shelf().keep(
            chunks, file_name=file_name, profile="", sent_by=acting_person.pk, now=now
        )


def list_for(person: Person, token: str) -> Upload:
    """The list, if this person sent it; otherwise not found."""
    return _shelf().find(token, sent_by=person.pk)


def ties_for(person: Person, token: str) -> Upload:
    """The file of ties, if this person sent it; otherwise not found."""
    return _tie_shelf().find(token, sent_by=person.pk)


def look_at(upload: Upload, *, today: date) -> Looked:
    """What the list holds and would change; nothing is stored."""
    about = upload.about or {}
    return look_at_list(
        upload.path,
        profile_name=upload.profile,
        source=about.get("source", ""),
        name=about.get("name", ""),
        city=current_city(),
        today=today,
    )


def mark_waiting(upload: Upload, *, acting_person: Person) -> Upload:
    """Note that the list is to be brought in; raises when that was said before."""
    access.refuse_unless_keeps(acting_person)
    return upload.waiting()


def bring_in_upload(token: str, *, acting_person: Person, now: datetime, today: date) -> Upload:
    """Bring the list in; what went wrong is kept with it, for the person who sent it."""
    upload = list_for(acting_person, token).noted(state="working")
    about = upload.about or {}
    with override(upload.language or settings.LANGUAGE_CODE):
        try:
            done = bring_in_list(
                upload.path,
                profile_name=upload.profile,
                source=about.get("source", ""),
                name=about.get("name", ""),
                city=current_city(),
                acting_person=acting_person,
                now=now,
                today=today,
            )
        except CommonwealError as fault:
            return upload.failed(fault)
        except Exception:
            upload.broken()
            raise
    upload = upload.noted(state="done", delivery=done.pk)
    upload.path.unlink(missing_ok=True)
    return upload


def drop_upload(upload: Upload, *, acting_person: Person) -> None:
    """Remove a file that is not being brought in."""
    access.refuse_unless_keeps(acting_person)
    upload.drop()


def _shelf() -> Shelf:
    return Shelf(_place() / "lists", LIST_ENDINGS)


def _tie_shelf() -> Shelf:
    return Shelf(_place() / "ties", TIE_ENDINGS)


def _place() -> Path:
    return current_city().folder / "lake" / "staging" / "uploads" / "map"
