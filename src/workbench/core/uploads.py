"""Files sent through the browser and kept aside until somebody says that they are to come in.

Read `Shelf.keep` first. An upload is a folder with the file and a note of who sent it and how far
it is; whose it is decides who sees it. Rooms say what becomes of a file. Backups leave uploads out.
"""

import json
import re
import secrets
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError

TOKEN = re.compile(r"[0-9a-f]{32}")
KEPT_FOR = timedelta(days=2)
NOTE = "upload.json"
UNDER_WAY = frozenset({"waiting", "working"})


class UnknownEnding(CommonwealError):
    """A file of a kind that no reader takes."""

    code = "unknown-ending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One file on its way in. `state`: kept, waiting, working, done or failed.

    `delivery` is the number of what it became. `language` is that of the person who waits for it,
    in which the background work speaks. `about` is what a room wants to know again.
    """

    root: str
    token: str
    file_name: str
    profile: str
    sent_by: int
    sent_at: str
    state: str = "kept"
    delivery: int | None = None
    error: dict[str, Any] | None = None
    language: str = ""
    about: dict[str, str] | None = None

    @property
    def folder(self) -> Path:
        """Where the file lies."""
        return Path(self.root) / self.token

    @property
    def path(self) -> Path:
        """The file itself."""
        return self.folder / self.file_name

    def noted(self, **changes: Any) -> "Upload":
        """The upload with these changes, written in one step: nobody meets half of a note."""
        changed = replace(self, **changes)
        facts = {name: value for name, value in asdict(changed).items() if name != "root"}
        draft = self.folder / f"{NOTE}.new"
        draft.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
        draft.replace(self.folder / NOTE)
        return changed

    def waiting(self) -> "Upload":
        """Note that the file is to be brought in; raises when that was said before."""
        if self.state not in {"kept", "failed"}:
            raise CommonwealError(
                _("%(file)s is being brought in already.") % {"file": self.file_name},
                remedy=_("Its page says how far it is."),
                code="already-under-way",
            )
        return self.noted(state="waiting", error=None, language=get_language() or "")

    def failed(self, fault: CommonwealError) -> "Upload":
        """Keep what went wrong, for the person who sent it."""
        told = {"code": fault.code, "message": fault.message, "remedy": fault.remedy}
        return self.noted(state="failed", error=told)

    def broken(self) -> "Upload":
        """Keep that something went wrong that the person cannot mend."""
        told = {
            "code": "broken",
            "message": _("The workbench met a fault while it read the file."),
            "remedy": _("Readers see what they saw. Tell your operator; the log has the details."),
        }
        return self.noted(state="failed", error=told)

    def drop(self) -> None:
        """Remove an upload that is not being brought in."""
        if self.state in UNDER_WAY:
            raise CommonwealError(
                _("%(file)s is being brought in.") % {"file": self.file_name},
                remedy=_("Wait until it is done, or discard its delivery."),
                code="already-under-way",
            )
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder in which a room keeps uploads, and the endings that its readers take."""

    root: Path
    endings: tuple[str, ...]

    def keep(
        self,
        chunks: Iterable[bytes],
        *,
        file_name: str,
        profile: str,
        sent_by: int,
        now: datetime,
        about: dict[str, str] | None = None,
    ) -> Upload:
        """Put a file aside, chunk by chunk, whatever its size; forgotten ones are removed."""
        self._remove_forgotten(now)
        upload = Upload(
            root=str(self.root),
            token=secrets.token_hex(16),
            file_name=self.safe_name(file_name),
            profile=profile,
            sent_by=sent_by,
            sent_at=now.isoformat(),
            about=about,
        )
        upload.folder.mkdir(parents=True)
        with upload.path.open("wb") as file:
            for chunk in chunks:
                file.write(chunk)
        return upload.noted()

    def find(self, token: str, *, sent_by: int) -> Upload:
        """The upload, if this person sent it; otherwise not found."""
        if not TOKEN.fullmatch(token):
            raise Http404
        try:
            noted = json.loads((self.root / token / NOTE).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise Http404 from None
        upload = Upload(root=str(self.root), **noted)
        if upload.sent_by != sent_by:
            raise Http404
        return upload

    def safe_name(self, name: str) -> str:
        """The name without folders or odd signs; its ending must be one that a reader takes."""
        plain = re.sub(r"[^\w.() -]", "_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
        if not plain.lower().endswith(self.endings):
            raise UnknownEnding(
                _("“%(file)s” is no kind of file that can be read here.") % {"file": plain[:80]},
                remedy=_("Send a file that ends in %(endings)s.")
                % {"endings": ", ".join(self.endings)},
            )
        return plain[-120:]

    def _remove_forgotten(self, now: datetime) -> None:
        """Remove uploads of which nothing became within two days."""
        if not self.root.is_dir():
            return
        for folder in self.root.iterdir():
            try:
                noted = json.loads((folder / NOTE).read_text(encoding="utf-8"))
                sent_at = datetime.fromisoformat(noted["sent_at"])
            except (FileNotFoundError, ValueError, KeyError):
                continue
            if now - sent_at > KEPT_FOR and noted["state"] not in UNDER_WAY:
                shutil.rmtree(folder, ignore_errors=True)
