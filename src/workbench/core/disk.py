"""A full disk and a folder that may not be written, told as such.

Read `disk_told` first: everything that writes into the city folder or the database runs in it.
"""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db.utils import OperationalError
from django.utils.translation import gettext as _
from polars.exceptions import PolarsError

from commonweal.core.errors import CommonwealError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
CLOSED = {errno.EROFS, errno.EACCES, errno.EPERM}
FULL_WORDS = ("disk is full", "no space left", "could not extend file")
CLOSED_WORDS = ("readonly database", "read-only", "unable to open database file")


class DiskTrouble(CommonwealError):
    """The disk is full, or the folder may not be written."""

    code = "disk-trouble"
    status = 507


@contextmanager
def disk_told(folder: Path) -> Iterator[None]:
    """Raises `DiskTrouble` naming `folder` where the block fails for want of room or rights."""
    try:
        yield
    except (OSError, OperationalError, PolarsError) as error:
        trouble = _trouble(error, folder)
        if trouble is None:
            raise
        raise trouble from error


def _trouble(error: Exception, folder: Path) -> DiskTrouble | None:
    # polars gives the number of the system's error in its text only
    found = re.search(r"os error (\d+)", str(error))
    number = int(found[1]) if found else getattr(error, "errno", None)
    words = str(error).lower()
    if number in FULL or any(part in words for part in FULL_WORDS):
        return DiskTrouble(
            _("There is no room left to write in the folder %(folder)s.") % {"folder": folder.name},
            remedy=_("Make room and try again; what readers see has not changed."),
            code="disk-full",
        )
    if number in CLOSED or any(part in words for part in CLOSED_WORDS):
        return DiskTrouble(
            _("The folder %(folder)s may not be written.") % {"folder": folder.name},
            remedy=_(
                "Let the account that runs Commonweal write there, and try again; "
                "what readers see has not changed."
            ),
            code="read-only",
        )
    return None
