"""Files sent through the browser: kept aside, looked at, then brought in by background work.

Read `keep_upload` first. An upload is a folder under `lake/staging/uploads` with the file and a
note of who sent it and how far it is. Nothing of it is in the register before `begin_upload`, and
the folder goes as soon as its delivery is shown or the upload is dropped. Backups leave it out.
"""

import json
import re
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from commonweal.files.tabular import no_progress
from workbench.accounts.models import Person
from workbench.core.city import current_city
from workbench.listening import access
from workbench.listening.actions import staging
from workbench.listening.actions.deliver import bring_in_file
from workbench.listening.actions.disk import disk_told
from workbench.listening.actions.reading import Handed, profile_of, read_file
from workbench.listening.models import Delivery

TOKEN = re.compile(r"[0-9a-f]{32}")
KEPT_FOR = timedelta(days=2)
NOTE = "upload.json"
ENDINGS = (".csv", ".tsv", ".csv.gz", ".xlsx", ".xls", ".ods", ".geojson", ".json")


class UnknownEnding(CommonwealError):
    """A file of a kind that no reader takes."""

    code = "unknown-ending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One file on its way in. `state`: kept, waiting, working, done or failed.

    `language` is that of the person who waits for it, in which the background work speaks.
    """

    token: str
    file_name: str
    profile: str
    sent_by: int
    sent_at: str
    state: str = "kept"
    delivery: int | None = None
    error: dict[str, Any] | None = None
    language: str = ""

    @property
    def folder(self) -> Path:
        """Where the file lies."""
        return _root() / self.token

    @property
    def path(self) -> Path:
        """The file itself."""
        return self.folder / self.file_name


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
    _remove_forgotten(now)
    upload = Upload(
        token=secrets.token_hex(16),
        file_name=_safe_name(file_name),
        profile=profile,
        sent_by=acting_person.pk,
        sent_at=now.isoformat(),
    )
    with disk_told(city.folder):
        upload.folder.mkdir(parents=True)
        with upload.path.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
        _note(upload)
    return upload


def upload_for(person: Person, token: str) -> Upload:
    """The upload, if this person sent it; otherwise not found."""
    if not TOKEN.fullmatch(token):
        raise Http404
    try:
        noted = json.loads((_root() / token / NOTE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Http404 from None
    upload = Upload(**noted)
    if upload.sent_by != person.pk:
        raise Http404
    return upload


def look_at(upload: Upload, *, today: date) -> Handed:
    """What the file holds for this city, read and coded; nothing is stored."""
    city = current_city()
    profile, _sha256 = profile_of(upload.profile, city)
    return read_file(upload.path, profile=profile, city=city, today=today, progress=no_progress)


def mark_waiting(upload: Upload, *, acting_person: Person) -> Upload:
    """Note that the file is to be brought in; raises when that was said before."""
    access.refuse_unless_may_bring_in(acting_person)
    if upload.state not in {"kept", "failed"}:
        raise CommonwealError(
            _("%(file)s is being brought in already.") % {"file": upload.file_name},
            remedy=_("Its page says how far it is."),
            code="already-under-way",
        )
    return _note(replace(upload, state="waiting", error=None, language=get_language() or ""))


def bring_in_upload(token: str, *, acting_person: Person, today: date) -> Upload:
    """Bring the file in; what went wrong is kept with the upload, for the person who sent it."""
    upload = _note(replace(upload_for(acting_person, token), state="working"))
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
        return _note(replace(upload, state="failed", error=_told(fault)))
    except Exception:
        broken = {
            "code": "broken",
            "message": _("The workbench met a fault while it read the file."),
            "remedy": _("Readers see what they saw. Tell your operator; the log has the details."),
        }
        _note(replace(upload, state="failed", error=broken))
        raise
    upload = _note(replace(upload, state="done", delivery=delivery.pk))
    upload.path.unlink(missing_ok=True)
    return upload


def drop_upload(upload: Upload, *, acting_person: Person) -> None:
    """Remove an upload that is not being brought in."""
    access.refuse_unless_may_bring_in(acting_person)
    if upload.state in {"waiting", "working"}:
        raise CommonwealError(
            _("%(file)s is being brought in.") % {"file": upload.file_name},
            remedy=_("Wait until it is done, or discard its delivery."),
            code="already-under-way",
        )
    shutil.rmtree(upload.folder, ignore_errors=True)


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


def _root() -> Path:
    return staging.staging_root(current_city().folder) / "uploads"


def _note(upload: Upload) -> Upload:
    """Write the note in one step, so that a reader never meets half of it."""
    draft = upload.folder / f"{NOTE}.new"
    draft.write_text(json.dumps(asdict(upload), ensure_ascii=False), encoding="utf-8")
    draft.replace(upload.folder / NOTE)
    return upload


def _told(fault: CommonwealError) -> dict[str, Any]:
    return {"code": fault.code, "message": fault.message, "remedy": fault.remedy}


def _safe_name(name: str) -> str:
    """The name without folders or odd signs; its ending must be one that a reader takes."""
    plain = re.sub(r"[^\w.() -]", "_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    if not plain.lower().endswith(ENDINGS):
        raise UnknownEnding(
            _("“%(file)s” is no kind of file that can be read here.") % {"file": plain[:80]},
            remedy=_("Send a file that ends in %(endings)s.") % {"endings": ", ".join(ENDINGS)},
        )
    return plain[-120:]


def _remove_forgotten(now: datetime) -> None:
    """Remove uploads of which nothing became within two days."""
    if not _root().is_dir():
        return
    for folder in _root().iterdir():
        try:
            noted = json.loads((folder / NOTE).read_text(encoding="utf-8"))
            sent_at = datetime.fromisoformat(noted["sent_at"])
        except (FileNotFoundError, ValueError, KeyError):
            continue
        if now - sent_at > KEPT_FOR and noted["state"] not in {"waiting", "working"}:
            shutil.rmtree(folder, ignore_errors=True)
