"""A list of strengths read through a profile, with everything that the command tells of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from commonweal.cli.listening import hash_of, outlines_of
from commonweal.cli.output import progress_bar
from commonweal.core.errors import UnreadableFile
from commonweal.core.lineage import Lineage
from commonweal.core.notices import Notice
from commonweal.core.places import AreaSet
from commonweal.files.hsds.opening import open_hsds
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
from commonweal.files.tabular import read_raw
from commonweal.mapping.strengths import (
    Gathered,
    StrengthProfile,
    Words,
    gather_hsds,
    gather_rows,
    parse_strength_profile,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a list is held against: the city's words and areas, and the day."""

    words: Words
    areas: AreaSet | None
    notices: tuple[Notice, ...]
    inputs: dict[str, str]
    today: date

    @property
    def area_names(self) -> dict[str, str]:
        """The names of the areas by their ids."""
        return {} if self.areas is None else {one.area: one.name for one in self.areas.areas}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadList:
    """A list seen through its profile; `raw` is the table of a plain list."""

    profile: StrengthProfile
    gathered: Gathered
    raw: RawTable | None
    inputs: dict[str, str]
    notices: tuple[Notice, ...]

    def lineage(self, ground: Ground) -> Lineage:
        """What the answer rests on."""
        return Lineage(
            method="commonweal.mapping.strengths",
            version=version("commonweal"),
            inputs={**self.inputs, **ground.inputs},
        )


def ground_of(areas: Path | None, area_id: str | None, city: Path | None) -> Ground:
    """The words and areas of a city, or the shipped words and the areas of a file."""
    outlines, notices, inputs = outlines_of(areas, area_id, city)
    words = Words(
        groups=read_groups(city),
        needs=read_needs(city),
        factors=read_factors(city),
        languages=read_languages(city),
        roles=read_role_words(city),
    )
    today = date.today()  # noqa: DTZ011 - the reader's own calendar day
    return Ground(words=words, areas=outlines, notices=notices, inputs=inputs, today=today)


def read_list(file: Path, profile_name: str, ground: Ground, city: Path | None) -> ReadList:
    """The strengths in a file, read through a profile by name or path."""
    rules = read_profile(profile_name, city, sort=STRENGTH_PROFILES)
    profile = parse_strength_profile(rules, name=Path(profile_name).stem)
    inputs = {f"profile {profile.name}": hash_of(rules)}
    if profile.kind == "hsds":
        return _read_hsds(file, profile, ground, inputs)
    return _read_rows(file, profile, ground, inputs)


def _read_rows(
    file: Path, profile: StrengthProfile, ground: Ground, inputs: dict[str, str]
) -> ReadList:
    raw = read_raw(file, reading=profile.reading)
    columns = profile.columns_to_read(raw.columns, file=file.name)
    with progress_bar(f"Reading {file.name}") as progress:
        gathered = gather_rows(
            raw.batches(columns, progress=progress),
            file=file.name,
            profile=profile,
            words=ground.words,
            areas=ground.areas,
            today=ground.today,
        )
    if gathered.rows == 0:
        raise UnreadableFile(
            f"{file.name} has a header and no rows below it.",
            remedy="Export it again; if the source has nothing to list, ask it to say so.",
            code="no-rows",
            file=file.name,
        )
    return ReadList(
        profile=profile,
        gathered=gathered,
        raw=raw,
        inputs={file.name: raw.sha256, **inputs},
        notices=_told(raw.notices, gathered.notices, ground),
    )


def _read_hsds(
    file: Path, profile: StrengthProfile, ground: Ground, inputs: dict[str, str]
) -> ReadList:
    found = open_hsds(file)
    with progress_bar(f"Reading {file.name}") as progress:
        gathered = gather_hsds(
            found.items(progress=progress),
            profile=profile,
            words=ground.words,
            areas=ground.areas,
            today=ground.today,
        )
    return ReadList(
        profile=profile,
        gathered=gathered,
        raw=None,
        inputs={file.name: found.sha256, **inputs},
        notices=_told(found.notices, gathered.notices, ground),
    )


def _told(file: Iterable[Notice], list_: Iterable[Notice], ground: Ground) -> tuple[Notice, ...]:
    return (*file, *ground.notices, *list_)
