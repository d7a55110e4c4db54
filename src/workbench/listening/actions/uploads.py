"""Files sent through the browser: kept aside, looked at, then brought in by background work.

Read `keep_upload` first; `workbench.core.uploads` keeps the files, under `lake/staging/uploads`.
Nothing of one is in the register before it is brought in, and its folder goes as soon as its
delivery is shown or the upload is dropped.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import override

from commonweal.core.errors import CommonwealError
from commonweal.files.tabular import no_progress
from workbench.accounts.models import Person
from workbench.core.city import current_city
from workbench.core.disk import disk_told
from workbench.core.uploads import Shelf, UnknownEnding, Upload
from workbench.listening import access
from workbench.listening.actions import staging
from workbench.listening.actions.deliver import bring_in_file
from workbench.listening.actions.reading import Handed, profile_of, read_file
from workbench.listening.models import Delivery

__all__ = [
    "UnknownEnding",
    "Upload",
    "bring_in_upload",
    "delivery_of",
    "drop_upload",
    "keep_upload",
    "look_at",
    "mark_waiting",
    "upload_for",
]
ENDINGS = (".csv", ".tsv", ".csv.gz", ".xlsx", ".xls", ".ods", ".geojson", ".json")


def keep_upload(
    chunks: Iterable[bytes],
    *,
    file_name: str,
    profile: str,
    acting_person: Person,
    now: datetime,
) -> Upload:
    """Put a file aside, chunk by chunk, whatever its size; older forgotten uploads are removed."""
    access.refuse_unless_may_bring_in(acting_person)
    city = current_city()
    profile_of(profile, city)
    with disk_told(city.folder):
        return _shelf().keep(
            chunks, file_name=file_name, profile=profile, sent_by=acting_person.pk, now=now
        )


def upload_for(person: Person, token: str) -> Upload:
    """The upload, if this person sent it; otherwise not found."""
    return _shelf().find(token, sent_by=person.pk)


def look_at(upload: Upload, *, today: date) -> Handed:
    """What the file holds for this city, read and coded; nothing is stored."""
    city = current_city()
    profile, _sha256 = profile_of(upload.profile, city)
    return read_file(upload.path, profile=profile, city=city, today=today, progress=no_progress)


def mark_waiting(upload: Upload, *, acting_person: Person) -> Upload:
    """Note that the file is to be brought in; raises when that was said before."""
    access.refuse_unless_may_bring_in(acting_person)
    return upload.waiting()


def bring_in_upload(token: str, *, acting_person: Person, today: date) -> Upload:
    """Bring the file in; what went wrong is kept with the upload, for the person who sent it."""
    upload = upload_for(acting_person, token).noted(state="working")
    with override(upload.language or settings.LANGUAGE_CODE):
        return _brought_in(upload, acting_person=acting_person, today=today)


def _brought_in(upload: Upload, *, acting_person: Person, today: date) -> Upload:
    try:
        delivery = bring_in_file(
            upload.path,
            profile_name=upload.profile,
            acting_person=acting_person,
            today=today,
        )
    except CommonwealError as fault:
        return upload.failed(fault)
    except Exception:
        upload.broken()
        raise
    upload = upload.noted(state="done", delivery=delivery.pk)
    upload.path.unlink(missing_ok=True)
    return upload


def drop_upload(upload: Upload, *, acting_person: Person) -> None:
    """Remove an upload that is not being brought in."""
    access.refuse_unless_may_bring_in(acting_person)
    upload.drop()


def delivery_of(upload: Upload) -> Delivery | None:
    """The delivery that an upload has become, while it is still being written."""
    if upload.delivery is not None:
        return Delivery.objects.filter(pk=upload.delivery).first()
    began = datetime.fromisoformat(upload.sent_at)
    return (
        Delivery.objects.filter(
            file_name=upload.file_name, brought_by_id=upload.sent_by, received_at__gte=began
        )
        .order_by("-pk")
        .first()
    )


def _shelf() -> Shelf:
    return Shelf(staging.staging_root(current_city().folder) / "uploads", ENDINGS)
