"""Bring a source's file into the register: read, compare, write out of sight, show at once.

Read `bring_in_file` first. Until the last step nobody sees anything of the delivery; the last
step is one short transaction. An import killed at any moment leaves what readers see as it was,
and `resume_delivery` or `discard_delivery` settles the rest.
"""

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from datetime import date, datetime, time
from functools import partial
from importlib.metadata import version
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError, UnreadableFile
from commonweal.core.keys import check_source_key
from commonweal.files.city import City
from commonweal.files.tabular import no_progress
from commonweal.listening.incidents import summary
from commonweal.listening.profiles import SourceProfile
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.core.city import current_city
from workbench.core.disk import disk_told
from workbench.listening import access, feeds
from workbench.listening.actions import staging, turns
from workbench.listening.actions.reading import Handed, profile_of, read_file
from workbench.listening.actions.writing import write_changes
from workbench.listening.models import Delivery, Source

Progress = Callable[[str, int, int], None]
"""Called with the step (`read`, `compare`, `write`), what is done of it, and how much there is."""


class AlreadyIn(CommonwealError):
    """The source shows this very file, read with this very profile."""

    code = "already-in"
    status = 409


def bring_in_file(
    path: Path,
    *,
    profile_name: str,
    acting_person: Person | None,
    today: date,
    source_key: str | None = None,
    progress: Progress | None = None,
    wait: bool = False,
    again: bool = False,
    received_on: date | None = None,
) -> Delivery:
    """Bring the file in and show it; the delivery says what was added, vanished, relabelled.

    `source_key`: the profile's own name unless given. `acting_person`: None for the command line
    of the server. `today`: later dates are refused. `wait`: for another import of the source to
    finish. `again`: also when the source shows this very file already. `received_on`: the day of
    the delivery where that was before today.

    Raises `Busy`, `AlreadyIn`, `NotAllowed`, `DiskTrouble`, and what is wrong with the file.
    """
    access.refuse_unless_may_bring_in(acting_person)
    city = current_city()
    profile, profile_sha256 = profile_of(profile_name, city)
    key = source_key or profile.name
    check_source_key(key)
    root = staging.staging_root(city.folder)
    with disk_told(city.folder), turns.turn_of(key, staging=root, wait=wait):
        delivery = _announce(
            path,
            source=source_of(key, profile),
            profile_sha256=profile_sha256,
            acting_person=acting_person,
            again=again,
            received_at=_received_at(received_on, today),
        )
        origin = staging.Origin(
            path=str(path.resolve()), profile=profile_name, today=today.isoformat()
        )
        staging.write_origin(staging.staging_folder(city.folder, delivery.pk), origin)
        _read(delivery, origin, city=city, progress=progress)
        _finish(delivery, city=city, acting_person=acting_person, progress=progress)
    return delivery


def resume_delivery(
    delivery: Delivery, *, acting_person: Person | None, progress: Progress | None = None
) -> Delivery:
    """Finish an interrupted delivery where it stood; raises `Busy` while somebody works on it."""
    access.refuse_unless_may_settle(acting_person)
    city = current_city()
    root = staging.staging_root(city.folder)
    with disk_told(city.folder), turns.turn_of(delivery.source.key, staging=root):
        delivery.refresh_from_db()
        _refuse_unless_unfinished(delivery)
        if delivery.state == Delivery.State.STAGED:
            _read(delivery, _origin_of(delivery, city), city=city, progress=progress)
        _finish(delivery, city=city, acting_person=acting_person, progress=progress)
    return delivery


def delivery_numbered(number: int) -> Delivery:
    """The delivery of that number, for the command line."""
    delivery = Delivery.objects.select_related("source", "brought_by").filter(pk=number).first()
    if delivery is None:
        raise CommonwealError(
            _("There is no delivery %(number)s.") % {"number": number},
            remedy=_("`commonweal check CITY` lists the deliveries that wait for a decision."),
            code="no-such-delivery",
            delivery=number,
        )
    return delivery


def source_of(key: str, profile: SourceProfile) -> Source:
    """The source of that key; made from what the profile says of it on its first delivery."""
    source, _made = Source.objects.get_or_create(
        key=key,
        defaults={
            "name": profile.title,
            "profile": profile.name,
            "channel": profile.channel,
            "overlapping": profile.overlapping,
            "definition": profile.definition,
            "created_at": timezone.now(),
        },
    )
    return source


def _announce(
    path: Path,
    *,
    source: Source,
    profile_sha256: str,
    acting_person: Person | None,
    again: bool,
    received_at: datetime,
) -> Delivery:
    """A new, invisible delivery; raises when the source is not free or has the file already."""
    turns.refuse_second_delivery(source)
    file_sha256 = _sha256(path)
    shown = source.shown_delivery
    same = shown and (shown.file_sha256, shown.profile_sha256) == (file_sha256, profile_sha256)
    if shown and same and not again:
        raise AlreadyIn(
            _("%(file)s is already in: %(source)s shows it as delivery %(number)s.")
            % {"file": path.name, "source": source.key, "number": shown.pk},
            remedy=_(
                "Nothing needs to be done. To read it once more, for new areas or groups, "
                "add --again."
            ),
            source=source.key,
            delivery=shown.pk,
        )
    with transaction.atomic():
        delivery = Delivery.objects.create(
            source=source,
            file_name=path.name[-255:],
            file_sha256=file_sha256,
            profile_sha256=profile_sha256,
            method_version=version("commonweal"),
            brought_by=acting_person,
            received_at=received_at,
        )
        record_audit(
            acting_person,
            "bring-in-file",
            delivery,
            before={},
            after={"source_key": source.key, "file_sha256": file_sha256},
        )
    return delivery


def _received_at(received_on: date | None, today: date) -> datetime:
    if received_on is None or received_on == today:
        return timezone.now()
    if received_on > today:
        raise CommonwealError(
            _("A delivery cannot have been received on %(day)s, which is still to come.")
            % {"day": received_on.isoformat()},
            remedy=_("Give the day on which the file was handed over, or leave it out."),
            code="future-delivery",
        )
    return timezone.make_aware(datetime.combine(received_on, time(12)))


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile(
            _("The file %(file)s cannot be opened: %(why)s.")
            % {"file": path.name, "why": error.strerror},
            remedy=_("Check the path, and that this account may read it."),
            file=path.name,
        ) from None


def _read(
    delivery: Delivery, origin: staging.Origin, *, city: City, progress: Progress | None
) -> None:
    """Read, code, compare and stage the file; a file that cannot be used is discarded at once."""
    folder = staging.staging_folder(city.folder, delivery.pk)
    try:
        handed = read_file(
            Path(origin.path),
            profile=profile_of(origin.profile, city)[0],
            city=city,
            today=date.fromisoformat(origin.today),
            progress=partial(progress, "read") if progress else no_progress,
        )
        if progress:
            progress("compare", 0, handed.coded.rows)
        staged = staging.stage(
            folder,
            handed.coded.incidents,
            shown=feeds.incidents_of(delivery.source),
            whole=handed.profile.coverage == "all",
        )
        handed.write_refused(folder / staging.REFUSED)
    except CommonwealError:
        _drop_unread(delivery, city=city)
        raise
    _note_staged(delivery, handed, staged)


def _note_staged(delivery: Delivery, handed: Handed, staged: staging.Staged) -> None:
    coded, total = handed.coded, summary(handed.coded)["incidents"]
    delivery.state = Delivery.State.WRITING
    delivery.rows = coded.rows
    # the figures of an overlapping source have no total: its records are counted instead
    delivery.incidents = coded.incidents.height if total is None else total
    delivery.duplicates, delivery.refused = coded.duplicates, coded.refused.height
    delivery.added, delivery.vanished = staged.added, staged.vanished
    delivery.relabelled = staged.relabelled
    delivery.to_write, delivery.written = staged.closing + staged.opening, 0
    delivery.content_hash = staged.content_hash
    delivery.notices = [asdict(notice) for notice in handed.notices]
    delivery.save()


def _drop_unread(delivery: Delivery, *, city: City) -> None:
    """A delivery whose file could not be used: nothing of it was written."""
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.DISCARDED)
    staging.drop_staged(city.folder, delivery.pk)


def _finish(
    delivery: Delivery, *, city: City, acting_person: Person | None, progress: Progress | None
) -> None:
    """Write what is left to write, and show the delivery."""
    folder = staging.staging_folder(city.folder, delivery.pk)
    told = partial(progress, "write") if progress else None
    try:
        write_changes(delivery, folder, told=told)
    except FileNotFoundError:
        raise _cannot_go_on(delivery) from None
    staging.keep_refused(city.folder, delivery.pk, refused=delivery.refused)
    show_delivery(delivery, acting_person=acting_person)
    staging.drop_staged(city.folder, delivery.pk)


@transaction.atomic
def show_delivery(delivery: Delivery, *, acting_person: Person | None) -> None:
    """Let readers see a delivery that is written in full: one update of its source."""
    if delivery.written != delivery.to_write:
        raise RuntimeError(f"Delivery {delivery.pk} is not written in full.")
    source = Source.objects.select_for_update(no_key=True).get(pk=delivery.source_id)
    before = source.shown_delivery_id
    delivery.state, delivery.shown_at = Delivery.State.SHOWN, timezone.now()
    delivery.save(update_fields=["state", "shown_at"])
    source.shown_delivery = delivery
    source.save(update_fields=["shown_delivery"])
    record_audit(
        acting_person,
        "show-delivery",
        delivery,
        before={"shown_delivery_id": before},
        after={
            "shown_delivery_id": delivery.pk,
            "added": delivery.added,
            "vanished": delivery.vanished,
            "relabelled": delivery.relabelled,
            "content_hash": delivery.content_hash,
        },
    )


def _refuse_unless_unfinished(delivery: Delivery) -> None:
    if delivery.state not in (Delivery.State.STAGED, Delivery.State.WRITING):
        raise CommonwealError(
            _("Delivery %(number)s cannot be resumed: it is %(state)s.")
            % {"number": delivery.pk, "state": delivery.get_state_display()},
            remedy=_("`commonweal check CITY` lists the deliveries that wait for a decision."),
            code="not-unfinished",
            delivery=delivery.pk,
        )


def _origin_of(delivery: Delivery, city: City) -> staging.Origin:
    """What an interrupted delivery is made from, as long as the file is still the same."""
    origin = staging.read_origin(staging.staging_folder(city.folder, delivery.pk))
    if origin is None or not _is_same_file(Path(origin.path), delivery.file_sha256):
        raise _cannot_go_on(delivery)
    return origin


def _is_same_file(path: Path, sha256: str) -> bool:
    return path.is_file() and _sha256(path) == sha256


def _cannot_go_on(delivery: Delivery) -> CommonwealError:
    return CommonwealError(
        _(
            "Delivery %(number)s cannot go on: the file %(file)s it was made from "
            "has changed or is gone."
        )
        % {"number": delivery.pk, "file": delivery.file_name},
        remedy=_(
            "Drop it with `commonweal listening discard CITY %(number)s`, "
            "and bring the file in again."
        )
        % {"number": delivery.pk},
        code="cannot-go-on",
        delivery=delivery.pk,
    )
