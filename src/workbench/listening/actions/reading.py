"""A source's file as incidents, with all that is to be told about it; nothing is stored yet.

Read `read_file` first. It is what `commonweal listening look` does, with the city's own areas,
groups and kinds.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl
from django.utils.translation import gettext as _

from commonweal.core.errors import UnreadableFile
from commonweal.core.notices import Notice
from commonweal.core.tables import REFUSED
from commonweal.files.city import City
from commonweal.files.knowledge import read_profile
from commonweal.files.refused import write_refused
from commonweal.files.tabular import RawTable, read_raw
from commonweal.listening.coding import Coded, code_rows, columns_to_read
from commonweal.listening.profiles import SourceProfile, parse_profile
from workbench.core.numbers import whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """What a source handed over, read with its profile."""

    profile: SourceProfile
    raw: RawTable
    columns: tuple[str, ...]
    coded: Coded

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What is to be told about the file."""
        return (*self.raw.notices, *self.coded.notices)

    def write_refused(self, path: Path) -> None:
        """Write the refused rows, personal text masked."""
        personal = self.profile.personal
        write_refused(path, self.coded.refused, self.raw, columns=self.columns, personal=personal)


class NoIncidents(UnreadableFile):
    """A file with rows of which none became an incident; `refused` says why, row by row."""

    code = "no-incidents"
    refused: pl.DataFrame = REFUSED.empty()


def profile_of(name: str, city: City) -> tuple[SourceProfile, str]:
    """The source profile of that name (or path) for the city, and the SHA-256 of its rules."""
    rules = read_profile(name, city.folder)
    text = json.dumps(rules, sort_keys=True, ensure_ascii=False, default=str)
    profile = parse_profile(rules, name=Path(name).stem)
    return profile, hashlib.sha256(text.encode()).hexdigest()


def read_file(
    path: Path,
    *,
    profile: SourceProfile,
    city: City,
    today: date,
    progress: Callable[[int, int], None],
) -> Handed:
    """Read and code the file; raises where it holds nothing that could be used.

    An empty file would take everything off the register that the source ever reported.
    """
    raw = read_raw(path, reading=profile.reading)
    columns = columns_to_read(profile, raw.columns, file=path.name)
    coded = code_rows(
        raw.batches(columns, progress=progress),
        profile=profile,
        groups=city.groups(),
        kinds=city.kinds(),
        areas=city.areas(),
        today=today,
    )
    if not coded.rows or not coded.incidents.height:
        raise _nothing_in(path, coded)
    return Handed(profile=profile, raw=raw, columns=columns, coded=coded)


def _nothing_in(path: Path, coded: Coded) -> UnreadableFile:
    if not coded.rows:
        return UnreadableFile(
            _("%(file)s has a header and no rows below it.") % {"file": path.name},
            remedy=_("Export it again; if the source had nothing to report, ask it to say so."),
            code="no-rows",
            file=path.name,
        )
    fault = NoIncidents(
        _(
            "None of the %(rows)s rows of %(file)s became an incident: %(refused)s were refused "
            "and %(skipped)s left out."
        )
        % {
            "rows": whole(coded.rows),
            "file": path.name,
            "refused": whole(coded.refused.height),
            "skipped": whole(coded.skipped),
        },
        remedy=_("See why with `commonweal listening look`, and check that the profile fits."),
        file=path.name,
    )
    fault.refused = coded.refused
    return fault
