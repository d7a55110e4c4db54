"""Lists of strengths and of ties that the library has read, taken onto the map.

Read `take_in_strengths` first: the first list of a source, or a further one, which is set against
what stands here. Whoever left the map stays off it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from commonweal.files.city import City
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.core.disk import disk_told
from workbench.mapping import access
from workbench.mapping.actions.comparing import Compared, compare
from workbench.mapping.actions.list_changes import Taking
from workbench.mapping.actions.list_reading import (
    HeldList,
    profile_named,
    read_list,
    sentences,
)
from workbench.mapping.feeds import parties_by_key
from workbench.mapping.models import BringIn, StrengthSource, Tie


class NoName(CommonwealError):
    """A source would have no key."""

    code = "no-name"


@dataclass(frozen=True, slots=True, kw_only=True)
class FromFile:
    """What is kept of the file that a list came from."""

    name: str = ""
    sha256: str = ""
    rows: int = 0
    refused: int = 0
    notices: list[dict[str, object]] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A list before anything of it is stored: what it holds, and what it says that is new.

    `source` is the key of the source that it belongs to, and `name` what that is called;
    `is_known` says that it has been here before.
    """

    held: HeldList
    compared: Compared
    source: str
    name: str
    is_known: bool


NO_FILE = FromFile()


def look_at_list(
    path: Path, *, profile_name: str, source: str, name: str, city: City, today: date
) -> Looked:
    """What a list holds and would change; nothing is stored."""
    held = read_list(path, profile=profile_named(profile_name, city), city=city, today=today)
    key, called = source_of(profile_name, source, name, held.profile.title)
    known = StrengthSource.objects.filter(key=key).first()
    return Looked(
        held=held,
        compared=compare(known, held.strengths),
        source=key,
        name=known.name if known else called,
        is_known=known is not None,
    )


def source_of(profile_name: str, source: str, name: str, title: str) -> tuple[str, str]:
    """Key and name of the source of a list: the one chosen, a new one by its name, or the profile's
    own."""
    if source:
        return source, name or source
    if not name:
        return slugify(Path(profile_name).stem), title
    key = slugify(name)
    if not key:
        raise NoName(
            _("“%(name)s” cannot be made into a key.") % {"name": name},
            remedy=_("Give the source a name with letters or figures."),
        )
    return key, name


def bring_in_list(
    path: Path,
    *,
    profile_name: str,
    source: str = "",
    name: str = "",
    city: City,
    acting_person: Person | None,
    now: datetime,
    today: date,
) -> BringIn:
    """Read a list and take it in; its refused rows are kept as a file."""
    held = read_list(path, profile=profile_named(profile_name, city), city=city, today=today)
    key, called = source_of(profile_name, source, name, held.profile.title)
    refused = held.gathered.refused.filter(~pl.col("confidential")).height
    with disk_told(city.folder), transaction.atomic():
        done = take_in_strengths(
            held.strengths,
            source_key=key,
            name=called,
            profile=profile_name,
            note=" ".join((held.profile.licence, *held.gathered.caveats)),
            file=FromFile(
                name=path.name,
                sha256=held.sha256,
                rows=held.gathered.rows,
                refused=refused,
                notices=sentences(held.notices),
            ),
            acting_person=acting_person,
            now=now,
        )
        if held.gathered.refused.height:
            held.write_refused(_made(refused_file(city.folder, done.pk)))
    return done


def refused_file(city_folder: Path, bring_in_id: int) -> Path:
    """The refused rows of a list that was brought in."""
    return city_folder / "lake" / "refused" / f"strengths-{bring_in_id}.csv"


def _made(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@transaction.atomic
def take_in_strengths(
    table: pl.DataFrame,
    *,
    source_key: str,
    name: str,
    profile: str = "",
    note: str = "",
    file: FromFile = NO_FILE,
    acting_person: Person | None,
    now: datetime,
) -> BringIn:
    """The rows of a table of STRENGTHS as what their source says now, with their holders.

    One list of a source at a time: the source's row is held until all is written.
    """
    if acting_person is not None:
        access.refuse_unless_keeps(acting_person)
    facts = {"name": name, "profile": profile, "note": note, "created_at": now}
    source, _new = StrengthSource.objects.select_for_update().get_or_create(
        key=source_key, defaults=facts
    )
    compared = compare(source, table)
    counts = compared.counts
    Taking.of(source, table, compared, by=acting_person, now=now).write()
    done = BringIn.objects.create(
        source=source,
        file_name=file.name,
        file_sha256=file.sha256,
        brought_by=acting_person,
        received_at=now,
        rows=table.filter(~pl.col("confidential")).height,
        refused=file.refused,
        notices=file.notices,
        **counts,
    )
    record_audit(
        acting_person, "bring-in-strengths", done, {}, {"source_key": source_key, **counts}
    )
    return done


@transaction.atomic
def take_in_ties(table: pl.DataFrame, *, acting_person: Person, now: datetime) -> int:
    """The rows of a table of TIES whose two ends are on the map; how many there were."""
    access.refuse_unless_keeps(acting_person)
    parties = parties_by_key({*table["source"], *table["target"]})
    ties = list(_ties(table, parties, now))
    made = Tie.objects.bulk_create(ties)
    for tie in made:
        noted = {"source_id": tie.source_id, "target_id": tie.target_id, "kind": tie.kind}
        record_audit(acting_person, "tell-tie", tie, {}, noted)
    return len(made)


def _ties(table: pl.DataFrame, parties: dict[str, Any], now: datetime) -> Iterator[Tie]:
    today = now.date()
    for row in table.iter_rows(named=True):
        if row["source"] not in parties or row["target"] not in parties:
            continue
        confirmed = row["confirmed_by"]
        yield Tie(
            source=parties[row["source"]],
            target=parties[row["target"]],
            kind=row["kind"],
            strength=None if row["strength"] is None else int(row["strength"]),
            directed=row["directed"],
            since=row["since"] or "",
            ended_on=row["until"] or "",
            evidence=row["evidence"] or "",
            state=row["state"],
            source_confirmed_on=today if confirmed in ("both", "source") else None,
            target_confirmed_on=today if confirmed in ("both", "target") else None,
            source_shows=row["public"],
            target_shows=row["public"],
            told_at=now,
        )
