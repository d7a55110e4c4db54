"""An old conversation from a Pol.is export, taken in as it was.

Read `bring_in` first. Statements keep order, words and standing; votes keep their order and time.
Who wrote a statement, and in which group a voter was, is not taken over (charter 1). What could not
be read is said, with the reader's reasons.
"""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO, Any, Protocol

import polars as pl
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from commonweal.files.polis import Export, read_export
from workbench.accounts.models import Person, Role
from workbench.core.audit import record_audit
from workbench.listening.dialogue import access
from workbench.listening.dialogue.codes import new_conversation_code
from workbench.listening.dialogue.models import Conversation, Participant, Statement, Vote
from workbench.listening.dialogue.words import BROUGHT_IN, RULES

ENDINGS = (".csv", ".csv.gz")
MOST_FILES, MOST_BYTES, AT_ONCE = 20, 300_000_000, 2000
STANDING = {
    "accepted": Statement.State.ACCEPTED,
    "waiting": Statement.State.WAITING,
    "rejected": Statement.State.REJECTED,
}


class UnfitExport(CommonwealError):
    """Files that are no export of a conversation."""

    code = "unfit-export"


class SentFile(Protocol):
    """A file that came through the browser."""

    name: str | None

    def chunks(self) -> Iterable[bytes]:
        """Its content, a part at a time."""


def bring_in(
    files: Sequence[SentFile],
    *,
    title: str,
    floor: int,
    acting_person: Person,
    now: datetime,
) -> Conversation:
    """A closed conversation with everything that the files hold; raises what the reader raises."""
    access.refuse_unless_holds(acting_person)
    with TemporaryDirectory() as place:
        folder = Path(place)
        for file in files:
            _lay_out(file, folder)
        export = read_export(folder)
    return _kept(export, title=title, floor=floor, acting_person=acting_person, now=now)


def _lay_out(file: SentFile, folder: Path) -> None:
    """The file, or what is in it, beside the others."""
    name = PurePosixPath((file.name or "").replace("\\", "/")).name
    if name.lower().endswith(".zip"):
        packed = folder / "sent.zip"
        _write(packed, file.chunks())
        _unpack(packed, folder)
        packed.unlink()
    elif name.lower().endswith(ENDINGS):
        _write(folder / name, file.chunks())
    else:
        raise UnfitExport(
            _("“%(file)s” is no table of an export.") % {"file": name[:80]},
            remedy=_("Send the .csv or .csv.gz files of the conversation, or a .zip of them."),
        )


def _unpack(packed: Path, folder: Path) -> None:
    """The tables of a zip, whatever folder they lie in; raises where it is none or too large."""
    try:
        with zipfile.ZipFile(packed) as archive:
            tables = [one for one in archive.infolist() if one.filename.lower().endswith(ENDINGS)]
            tables = [one for one in tables if not one.filename.startswith("__MACOSX")]
            if len(tables) > MOST_FILES or sum(one.file_size for one in tables) > MOST_BYTES:
                raise _too_large()
            for one in tables:
                with archive.open(one) as content:
                    _write(folder / PurePosixPath(one.filename).name, _parts(content))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise UnfitExport(
            _("The .zip file cannot be opened."), remedy=_("Pack it again, without a password.")
        ) from None


def _parts(content: IO[bytes]) -> Iterable[bytes]:
    return iter(lambda: content.read(1 << 20), b"")


def _write(path: Path, parts: Iterable[bytes]) -> None:
    size = 0
    with path.open("wb") as file:
        for part in parts:
            size += len(part)
            if size > MOST_BYTES:
                raise _too_large()
            file.write(part)


def _too_large() -> UnfitExport:
    return UnfitExport(
        _("This is more than a conversation holds."),
        remedy=_(
            "Send the export of one conversation; `commonweal listening dialogue` reads more."
        ),
    )


@transaction.atomic
def _kept(
    export: Export, *, title: str, floor: int, acting_person: Person, now: datetime
) -> Conversation:
    partner = acting_person.role == Role.PARTNER_EDITOR
    made = Conversation.objects.create(
        code=new_conversation_code(),
        title=(title or export.topic or _("A conversation brought in"))[:200],
        question=(export.topic or title or _("A conversation brought in"))[:300],
        words=export.description or "",
        organisation=acting_person.organisation if partner else "",
        languages=sorted({one for one in export.statements["lang"].to_list() if one}) or ["en"],
        rules=list(RULES),
        floor=floor,
        takes_statements=False,
        state=Conversation.State.CLOSED,
        entered_by=acting_person,
        entered_at=now,
        opened_at=_moment(export.votes["voted_at"].min()) or now,
        closed_at=_moment(export.votes["voted_at"].max()) or now,
        brought_in=_told(export),
    )
    statements = _statements(made, export.statements, now)
    _votes(made, export.votes, statements)
    noted = {"state": made.state, "floor": floor}
    record_audit(acting_person, "bring-in-conversation", made, {}, noted)
    return made


def _told(export: Export) -> dict[str, Any]:
    """What the reader said of the files."""
    return {
        "files": dict(export.inputs),
        "signs": [asdict(one) for one in export.signs],
        "notices": [asdict(one) for one in export.notices],
        "refused": export.refused.height,
        "first_refused": export.refused.head(20).rows(),
    }


def _statements(made: Conversation, table: pl.DataFrame, now: datetime) -> Mapping[str, Statement]:
    """The statements by the number that the files give them."""
    rows = {
        row["statement_id"]: _statement(made, row, number, now)
        for number, row in enumerate(table.iter_rows(named=True), start=1)
    }
    Statement.objects.bulk_create(rows.values(), batch_size=AT_ONCE)
    return rows


def _statement(made: Conversation, row: Mapping[str, Any], number: int, now: datetime) -> Statement:
    state = STANDING[row["standing"]]
    rejected = state == Statement.State.REJECTED
    added = _moment(row["made_at"]) or now
    return Statement(
        conversation=made,
        number=number,
        text=row["text"] or "",
        lang=(row["lang"] or "")[:20],
        origin=Statement.Origin.SEED if row["seed"] else Statement.Origin.BROUGHT_IN,
        is_meta=bool(row["meta"]),
        state=state,
        rule=BROUGHT_IN if rejected else "",
        added_on=added.date(),
        decided_on=now.date() if rejected else None,
    )


def _votes(made: Conversation, votes: pl.DataFrame, statements: Mapping[str, Statement]) -> None:
    names = votes["voter_id"].unique(maintain_order=True).to_list()
    people = {name: Participant(conversation=made) for name in names}
    Participant.objects.bulk_create(people.values(), batch_size=AT_ONCE)
    rows = (
        Vote(
            participant=people[voter],
            statement=statements[statement],
            value=value,
            key=f"in-{at}",
            at=_moment(cast_at),
        )
        for at, (voter, statement, value, cast_at) in enumerate(
            votes.select("voter_id", "statement_id", "vote", "voted_at").iter_rows()
        )
    )
    Vote.objects.bulk_create(rows, batch_size=AT_ONCE)


def _moment(milliseconds: Any) -> datetime | None:
    return datetime.fromtimestamp(milliseconds / 1000, UTC) if milliseconds else None
