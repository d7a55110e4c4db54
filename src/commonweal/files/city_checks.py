"""The rules that the settings of a city keep, each with the words for whoever breaks it.

`city.City` calls them all, so a city that breaks one cannot be made, read or passed on.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

from commonweal.core.errors import InvalidCity
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.small_numbers import DEFAULT_FLOOR, LOWEST_FLOOR

SETTINGS_FILE = "city.toml"
MOST_MONTHS = 120
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_JURISDICTION = re.compile(r"([a-z0-9]+(-[a-z0-9]+)*)?")


def check_words(name: str, languages: Sequence[str], jurisdiction: str) -> None:
    """A city has a name, at least one language code, and a jurisdiction written as a key."""
    if not name.strip():
        raise InvalidCity(
            f"{SETTINGS_FILE}: the city has no name.", remedy="Fill in `name`.", field="name"
        )
    wrong = [code for code in languages if not _LANGUAGE.fullmatch(code)]
    if wrong or not languages:
        raise InvalidCity(
            f"{SETTINGS_FILE}: “{wrong[0]}” is no language code."
            if wrong
            else f"{SETTINGS_FILE}: no language is given.",
            remedy='Write `languages` as codes, such as ["en", "nl"].',
            field="languages",
        )
    if not _JURISDICTION.fullmatch(jurisdiction):
        raise InvalidCity(
            f"{SETTINGS_FILE}: the jurisdiction “{jurisdiction}” is not written as a key.",
            remedy="Use small letters and hyphens, such as “england-and-wales”.",
            field="jurisdiction",
        )


def check_time_zone(time_zone: str) -> None:
    """The time zone is one of the IANA names that this machine knows."""
    try:
        ZoneInfo(time_zone)
    except (KeyError, ValueError, OSError) as fault:
        known = sorted(available_timezones())
        raise InvalidCity(
            f"{SETTINGS_FILE}: there is no time zone “{time_zone}”.",
            remedy=f"The nearest are {listed(nearest_first(time_zone, known)[:5])}."
            if known
            else "This machine knows no time zones: install the package tzdata.",
            field="time_zone",
        ) from fault


def check_floor(floor: int, reason: str) -> None:
    """The floor shows no single people, and another one than the default has a reason."""
    if floor < LOWEST_FLOOR:
        raise InvalidCity(
            f"{SETTINGS_FILE}: a publishing floor of {floor} would show single people.",
            remedy=f"Set `publishing_floor` to {DEFAULT_FLOOR}; the lowest there is, "
            f"with a published reason, is {LOWEST_FLOOR}.",
            field="publishing_floor",
        )
    if floor != DEFAULT_FLOOR and not reason.strip():
        raise InvalidCity(
            f"{SETTINGS_FILE}: the publishing floor is {floor}, not {DEFAULT_FLOOR}, "
            "and no reason is given.",
            remedy="Write the decision and its date into `publishing_floor_reason`; "
            "residents will read it.",
            field="publishing_floor_reason",
        )


def check_months(months: int) -> None:
    """Entries are confirmed again after at least a month and at most ten years."""
    if not 1 <= months <= MOST_MONTHS:
        raise InvalidCity(
            f"{SETTINGS_FILE}: strengths are to be confirmed after {months} months.",
            remedy=f"Write confirm_after_months as 1 to {MOST_MONTHS}; 12 is usual.",
            field="confirm_after_months",
        )


def check_database(database: str | None) -> None:
    """The database is the SQLite file of the folder (None) or a postgresql:// address."""
    if database is not None and not database.startswith("postgresql://"):
        raise InvalidCity(
            f"{SETTINGS_FILE}: the database is not a postgresql:// address.",
            remedy="Write it as postgresql://user@host/name, "
            "or leave `database` out to use the SQLite file in the folder.",
            field="database",
        )


def check_keys(keys: Path, folder: Path) -> None:
    """The keys stand outside the city folder, links followed."""
    if keys.resolve().is_relative_to(folder.resolve()):
        raise InvalidCity(
            f"The keys of {folder.name} would stand inside the city folder.",
            remedy="Name a directory outside it in `keys` or COMMONWEAL_KEYS: whoever copies the "
            "folder must not copy its keys.",
            field="keys",
        )
