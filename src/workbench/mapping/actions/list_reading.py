"""A list of strengths read through a profile, with all that is to be told; nothing is stored yet.

Read `read_list` first: it is what `commonweal mapping strengths` does, with the city's own areas
and words.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

import polars as pl
from django.utils.translation import gettext as _

from commonweal.core.errors import UnreadableFile
from commonweal.core.notices import Notice
from commonweal.core.refusal import Refusal, as_table, shown
from commonweal.core.tables import REFUSED
from commonweal.files.city import City
from commonweal.files.hsds.opening import open_hsds
from commonweal.files.hsds.refused_objects import write_refused_objects
from commonweal.files.knowledge import (
    STRENGTH_PROFILES,
    read_factors,
    read_groups,
    read_languages,
    read_needs,
    read_profile,
    read_role_words,
)
from commonweal.files.raw_table import RawTable
from commonweal.files.refused import write_refused
from commonweal.files.tabular import read_raw
from commonweal.mapping.strengths import (
    Gathered,
    StrengthProfile,
    Words,
    gather_hsds,
    gather_rows,
    parse_strength_profile,
)
from workbench.core.numbers import whole
from workbench.mapping.models import Organisation, Strength


@dataclass(frozen=True, kw_only=True)
class HeldList:
    """What a list holds, read with its profile; `raw` is the table of a plain list."""

    profile: StrengthProfile
    gathered: Gathered
    raw: RawTable | None
    sha256: str
    notices: tuple[Notice, ...]

    @cached_property
    def strengths(self) -> pl.DataFrame:
        """What would come in."""
        return self.gathered.strengths

    def write_refused(self, path: Path) -> None:
        """Write the refused rows, each with its reason; personal text is masked."""
        refused = self.gathered.refused
        if self.raw is None:
            write_refused_objects(path, refused)
            return
        columns = self.profile.columns_to_read(self.raw.columns, file=self.raw.file)
        rows = refused.select(list(REFUSED.columns))
        write_refused(path, rows, self.raw, columns=columns, personal=self.profile.personal)


class NothingInList(UnreadableFile):
    """A list of which nothing could come in; `refused` says why, row by row."""

    code = "no-strengths"
    refused: pl.DataFrame = as_table(())


def profile_named(name: str, city: City) -> StrengthProfile:
    """The profile of that name (or path), the city's before the shipped."""
    rules = read_profile(name, city.folder, sort=STRENGTH_PROFILES)
    return parse_strength_profile(rules, name=Path(name).stem)


def city_words(city: City) -> Words:
    """The words of the city against which lists are read and with which they are written."""
    return Words(
        groups=read_groups(city.folder),
        needs=read_needs(city.folder),
        factors=read_factors(city.folder),
        languages=read_languages(city.folder),
        roles=read_role_words(city.folder),
    )


def read_list(path: Path, *, profile: StrengthProfile, city: City, today: date) -> HeldList:
    """Read the list; raises where it holds nothing that could come in.

    An empty list would say of every entry that its source no longer names it.
    """
    read = _read_hsds if profile.kind == "hsds" else _read_rows
    held = read(path, profile, city, today)
    held = replace(held, gathered=_short_enough(held.gathered, path.name))
    if not held.strengths.height:
        raise _nothing_in(path, held)
    return held


def _read_rows(path: Path, profile: StrengthProfile, city: City, today: date) -> HeldList:
    raw = read_raw(path, reading=profile.reading)
    columns = profile.columns_to_read(raw.columns, file=path.name)
    gathered = gather_rows(
        raw.batches(columns),
        file=path.name,
        profile=profile,
        words=city_words(city),
        areas=city.areas(),
        today=today,
    )
    return HeldList(
        profile=profile,
        gathered=gathered,
        raw=raw,
        sha256=raw.sha256,
        notices=(*raw.notices, *gathered.notices),
    )


def _read_hsds(path: Path, profile: StrengthProfile, city: City, today: date) -> HeldList:
    found = open_hsds(path)
    gathered = gather_hsds(
        found.items(),
        profile=profile,
        words=city_words(city),
        areas=city.areas(),
        today=today,
    )
    return HeldList(
        profile=profile,
        gathered=gathered,
        raw=None,
        sha256=found.sha256,
        notices=(*found.notices, *gathered.notices),
    )


def _longest() -> Mapping[str, int]:
    """How many characters the register has room for, by column of STRENGTHS."""
    columns = ("name", "kind", "area", "address", "url", "vouched_by")
    room = {name: _room(Strength, name) for name in columns}
    return room | {
        "strength_id": _room(Strength, "source_key"),
        "organisation_id": _room(Organisation, "key"),
        "organisation": _room(Organisation, "name"),
    }


def _room(model: type[Strength | Organisation], name: str) -> int:
    most: int = model._meta.get_field(name).max_length  # type: ignore[union-attr,assignment]  # a text
    return most


def _short_enough(gathered: Gathered, file: str) -> Gathered:
    """Without the entries that the register has no room for; those are refused."""
    table = gathered.strengths
    refusals = dict(_too_long(table, gathered, file))
    if not refusals:
        return gathered
    kept = [at for at in range(table.height) if at not in refusals]
    return replace(
        gathered,
        strengths=table[kept],
        places=tuple(gathered.places[at] for at in kept),
        refused=pl.concat([gathered.refused, as_table(refusals.values())]),
    )


def _too_long(table: pl.DataFrame, gathered: Gathered, file: str) -> Iterator[tuple[int, Refusal]]:
    for name, most in _longest().items():
        for at in (table[name].str.len_chars() > most).arg_true():
            place = gathered.places[at]
            yield (
                at,
                Refusal(
                    file=file,
                    row=place.row,
                    path=place.path,
                    column=name,
                    value=shown(table[name][at]),
                    code="too-long",
                    reason=f"It has more than {most} characters.",
                    remedy="Shorten it where the list is kept.",
                    confidential=table["confidential"][at],
                ),
            )


def _nothing_in(path: Path, held: HeldList) -> UnreadableFile:
    if not held.gathered.rows:
        return UnreadableFile(
            _("%(file)s holds no entry.") % {"file": path.name},
            remedy=_("Export it again; if the source has nothing to list, ask it to say so."),
            code="no-rows",
            file=path.name,
        )
    fault = NothingInList(
        _("Not one of the %(rows)s entries of %(file)s can come in.")
        % {"rows": whole(held.gathered.rows), "file": path.name},
        remedy=_("Check that the profile fits, or mend the file."),
        file=path.name,
    )
    fault.refused = held.gathered.refused
    return fault


def sentences(notices: Iterable[Notice]) -> list[dict[str, object]]:
    """Notices as they are kept with a bring-in."""
    return [{"code": one.code, "sentence": one.sentence, "count": one.count} for one in notices]
