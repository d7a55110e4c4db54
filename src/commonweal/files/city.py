"""A city is a folder: its settings, areas, populations, knowledge, and where its keys are.

Read `City` first, then `read_city`, `create_city` and `examine_city`, the doctor of the folder.
Everything that a city needs to move house is in the folder, except its keys, which stand outside so
that whoever holds a copy of the folder still cannot read the personal words in it.
"""

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import polars as pl
from shapely.geometry.base import BaseGeometry

from commonweal.core.errors import CommonwealError, InvalidCity
from commonweal.core.groups import GroupPack
from commonweal.core.kinds import KindPack
from commonweal.core.nearest import listed
from commonweal.core.notices import Notice
from commonweal.core.places import AreaSet
from commonweal.core.small_numbers import DEFAULT_FLOOR, FloorDecision, publishable
from commonweal.core.tables import POPULATIONS
from commonweal.files.areas import read_city_areas, write_areas
from commonweal.files.assessment_knowledge import read_assessment_questions
from commonweal.files.atomic import replace_text
from commonweal.files.city_checks import (
    SETTINGS_FILE,
    check_database,
    check_floor,
    check_keys,
    check_months,
    check_time_zone,
    check_words,
)
from commonweal.files.dialogue_knowledge import check_lists_of_talks
from commonweal.files.knowledge import check_packs, check_profiles, read_groups, read_kinds
from commonweal.files.policy_knowledge import read_usual_channels
from commonweal.files.populations import read_city_populations, write_populations
from commonweal.files.toml import Field, check_table, read_toml, toml_text
from commonweal.files.water import read_water

CITY_FIELDS: Mapping[str, Field] = {
    "name": Field(kind=str, required=True),
    "languages": Field(kind=list, required=True),
    "time_zone": Field(kind=str, required=True),
    "jurisdiction": Field(kind=str),
    "publishing_floor": Field(kind=int),
    "publishing_floor_reason": Field(kind=str),
    "confirm_after_months": Field(kind=int),
    "database": Field(kind=str),
    "keys": Field(kind=str),
    "demonstration": Field(kind=bool),
}
AREAS_FILE, POPULATIONS_FILE = "areas.geojson", "populations.csv"
WATER_FILE = "water.geojson"
FOLDERS = ("lake/staging", "knowledge/profiles")


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """The settings of one city.

    `publishing_floor` is the smallest count about people that may be published; another one than
    ten has a published reason. A strength asks to be confirmed again `confirm_after_months` after
    the last time. `database` is None for the SQLite file in the folder; `keys` a
    directory outside the folder. Raises `InvalidCity` when a setting cannot be.
    """

    folder: Path
    name: str
    languages: tuple[str, ...] = ("en",)
    time_zone: str = "UTC"
    jurisdiction: str = ""
    publishing_floor: int = DEFAULT_FLOOR
    publishing_floor_reason: str = ""
    confirm_after_months: int = 12
    database: str | None = None
    keys: Path
    demonstration: bool = False

    def __post_init__(self) -> None:
        check_words(self.name, self.languages, self.jurisdiction)
        check_time_zone(self.time_zone)
        check_floor(self.publishing_floor, self.publishing_floor_reason)
        check_months(self.confirm_after_months)
        check_database(self.database)
        check_keys(self.keys, self.folder)

    def areas(self) -> AreaSet:
        """The areas of areas.geojson; read again only after the file has changed."""
        path = self.folder / AREAS_FILE
        try:
            facts = path.stat()
        except FileNotFoundError as fault:
            raise InvalidCity(
                f"The city folder {self.folder.name} has no {AREAS_FILE}.",
                remedy="Bring it back from a backup, or make the city again from its outlines.",
            ) from fault
        return _areas_once(path, facts.st_mtime_ns, facts.st_size)

    def water(self) -> tuple[BaseGeometry, ...]:
        """Rivers and lakes to draw on maps; none where there is no water.geojson."""
        path = self.folder / WATER_FILE
        if not path.exists():
            return ()
        facts = path.stat()
        return _water_once(path, facts.st_mtime_ns, facts.st_size)

    def populations(self) -> pl.DataFrame:
        """Residents by area and group (`tables.POPULATIONS`); empty where none were given."""
        path = self.folder / POPULATIONS_FILE
        if not path.exists():
            return POPULATIONS.empty()
        return read_city_populations(path, areas=self.areas(), pack=self.groups())

    def groups(self) -> GroupPack:
        """The shipped groups with the city's own additions and changes."""
        return read_groups(self.folder)

    def kinds(self) -> KindPack:
        """The shipped kinds of incident with the city's own additions and changes."""
        return read_kinds(self.folder)

    def publishable(self, count: int, group_size: int | None) -> FloorDecision:
        """Whether a count about a group of this size may leave the house here (charter 4)."""
        return publishable(count, group_size, self.publishing_floor)


def read_city(folder: Path, *, environment: Mapping[str, str] | None = None) -> City:
    """The city in `folder`; raises `InvalidCity` or `UnreadableFile` with what to mend.

    The keys are where COMMONWEAL_KEYS says, or `keys` in city.toml (relative to the folder), or the
    credentials directory of systemd if it holds words.key, or `<folder>.keys` beside the folder.
    """
    folder = folder.resolve()
    if not (folder / SETTINGS_FILE).is_file():
        raise InvalidCity(
            f"{folder.name} is not a city folder: it has no {SETTINGS_FILE}.",
            remedy="Name the folder of a city, or make one with `commonweal new`.",
        )
    data = read_toml(folder / SETTINGS_FILE)
    check_table(data, CITY_FIELDS, where=SETTINGS_FILE, error=InvalidCity)
    keys = _keys(folder, data.pop("keys", None), os.environ if environment is None else environment)
    settings: dict[str, Any] = {**data, "languages": tuple(data["languages"])}
    return City(folder=folder, keys=keys, **settings)


def create_city(
    folder: Path,
    *,
    name: str,
    areas: AreaSet,
    populations: pl.DataFrame | None = None,
    languages: Sequence[str] = ("en",),
    time_zone: str = "UTC",
    jurisdiction: str = "",
    publishing_floor: int = DEFAULT_FLOOR,
    publishing_floor_reason: str = "",
    database: str | None = None,
    keys: Path | None = None,
    demonstration: bool = False,
) -> City:
    """Make a city folder, and an empty directory for its keys that only its owner may open.

    The folder appears complete or not at all. Raises `InvalidCity` when something is there already:
    nothing is ever written over.
    """
    folder = folder.resolve()
    city = City(
        folder=folder,
        name=name,
        languages=tuple(languages),
        time_zone=time_zone,
        jurisdiction=jurisdiction,
        publishing_floor=publishing_floor,
        publishing_floor_reason=publishing_floor_reason,
        database=database,
        keys=keys.resolve() if keys else keys_beside(folder),
        demonstration=demonstration,
    )
    for path, word in ((folder, "folder"), (city.keys, "directory for keys")):
        _check_free(path, word)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as place:
        draft = Path(place) / "city"
        _write_folder(draft, city, areas, populations, own_keys=keys is not None)
        draft.replace(folder)
    city.keys.mkdir(parents=True, exist_ok=True)
    city.keys.chmod(0o700)
    return city


def _write_folder(
    draft: Path,
    city: City,
    areas: AreaSet,
    populations: pl.DataFrame | None,
    *,
    own_keys: bool,
) -> None:
    for name in FOLDERS:
        (draft / name).mkdir(parents=True)
    write_areas(areas, draft / AREAS_FILE)
    if populations is not None and populations.height:
        write_populations(
            populations, draft / POPULATIONS_FILE, areas=areas, pack=read_groups(None)
        )
    replace_text(draft / SETTINGS_FILE, _settings_text(city, own_keys=own_keys))


def _settings_text(city: City, *, own_keys: bool) -> str:
    settings: dict[str, Any] = {
        "name": city.name,
        "languages": list(city.languages),
        "time_zone": city.time_zone,
        "jurisdiction": city.jurisdiction,
        "publishing_floor": city.publishing_floor,
        "demonstration": city.demonstration,
    }
    if city.publishing_floor_reason:
        settings["publishing_floor_reason"] = city.publishing_floor_reason
    if city.database is not None:
        settings["database"] = city.database
    if own_keys:
        settings["keys"] = str(city.keys)
    return toml_text(settings)


@lru_cache(maxsize=8)
def _areas_once(path: Path, _changed_at: int, _size: int) -> AreaSet:
    return read_city_areas(path).areas


@lru_cache(maxsize=8)
def _water_once(path: Path, _changed_at: int, _size: int) -> tuple[BaseGeometry, ...]:
    return read_water(path)


def keys_beside(folder: Path) -> Path:
    """Where the keys of a city are unless it says otherwise: never in the folder itself."""
    return folder.with_name(f"{folder.name}.keys")


def _keys(folder: Path, named: str | None, environment: Mapping[str, str]) -> Path:
    if environment.get("COMMONWEAL_KEYS"):
        return Path(environment["COMMONWEAL_KEYS"]).resolve()
    if named is not None:
        return (folder / named).resolve()
    credentials = environment.get("CREDENTIALS_DIRECTORY")
    if credentials and (Path(credentials) / "words.key").exists():
        return Path(credentials).resolve()
    return keys_beside(folder)


def check_place_is_free(folder: Path) -> None:
    """Raises `InvalidCity` where the folder of a new city, or that of its keys, holds something."""
    for path, word in ((folder, "folder"), (keys_beside(folder.resolve()), "directory for keys")):
        _check_free(path, word)


def _check_free(path: Path, word: str) -> None:
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise InvalidCity(
            f"There is already something in {path.name}, the {word} of the new city.",
            remedy="Choose another place, or move what is there away; nothing is written over.",
        )


def examine_city(folder: Path) -> list[Notice]:
    """What is wrong with the files of a city and how to mend it; empty when all is well.

    A broken file does not hide the next one: each is looked at on its own. The database is
    examined by the workbench.
    """
    try:
        city = read_city(folder)
    except CommonwealError as fault:
        return [_finding(fault)]
    findings: list[Notice] = []
    parts: tuple[Callable[[City], list[Notice]], ...] = (
        _examine_areas,
        _examine_water,
        _examine_populations,
        _examine_knowledge,
        _examine_profiles,
        _examine_keys,
        _examine_folders,
        _examine_settings,
    )
    for examine in parts:
        try:
            findings += examine(city)
        except CommonwealError as fault:
            findings.append(_finding(fault))
    return findings


def _finding(fault: CommonwealError) -> Notice:
    return Notice(code=fault.code, sentence=f"{fault.message} {fault.remedy}")


def _examine_areas(city: City) -> list[Notice]:
    city.areas()
    read = read_city_areas(city.folder / AREAS_FILE)
    without = [area.area for area in read.areas.areas if area.population is None]
    if not without or len(without) == len(read.areas.areas):
        return list(read.notices)
    return [
        *read.notices,
        Notice(
            code="population-not-known",
            sentence=f"The population of {listed(without)} is not known. "
            f"Add it to {AREAS_FILE}, or read the counts there without rates.",
            count=len(without),
        ),
    ]


def _examine_water(city: City) -> list[Notice]:
    city.water()
    return []


def _examine_populations(city: City) -> list[Notice]:
    everyone = city.areas().table.select("area", everyone="population")
    groups = city.populations().join(everyone, on="area")
    too_many = groups.filter(pl.col("population") > pl.col("everyone"))
    return [
        Notice(
            code="group-larger-than-area",
            sentence=f"{POPULATIONS_FILE}: {n} people of the group {group} live in {area}, which "
            f"has {everyone} residents. Correct one of the two numbers.",
        )
        for area, group, n, everyone in too_many.iter_rows()
    ]


def _examine_knowledge(city: City) -> list[Notice]:
    check_packs(city.folder)
    check_lists_of_talks(city.folder)
    read_assessment_questions(city.folder)
    read_usual_channels(city.folder)
    return []


def _examine_profiles(city: City) -> list[Notice]:
    check_profiles(city.folder)
    return []


def _examine_keys(city: City) -> list[Notice]:
    if not city.keys.is_dir():
        return [
            Notice(
                code="keys-missing",
                sentence=f"The directory for keys, {city.keys.name}, is not there. Bring it back "
                "from its own backup: without its keys the city's personal words cannot be read.",
            )
        ]
    if city.keys.stat().st_mode & 0o077:
        return [
            Notice(
                code="keys-open",
                sentence=f"Others on this machine may open the directory for keys, "
                f"{city.keys.name}. Take that right away: chmod 700 on the directory.",
            )
        ]
    return []


def _examine_folders(city: City) -> list[Notice]:
    missing = [name for name in FOLDERS if not (city.folder / name).is_dir()]
    return [
        Notice(
            code="folder-missing",
            sentence=f"The folder {name} is missing. Make it, empty, in {city.folder.name}.",
        )
        for name in missing
    ]


def _examine_settings(city: City) -> list[Notice]:
    if city.database is None or not urlsplit(city.database).password:
        return []
    return [
        Notice(
            code="password-in-settings",
            sentence=f"{SETTINGS_FILE} holds the password of the database, which every copy "
            "of the folder then holds too. Move the address to COMMONWEAL_DATABASE_URL.",
        )
    ]
