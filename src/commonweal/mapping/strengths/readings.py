"""What a cell or a field of JSON says, read as one of our fields: the rules that need no list.

Each function raises `Bad` where what is said cannot be read; None always means “not said”.
"""

import re
from datetime import date
from math import isfinite

from commonweal.core.nearest import listed
from commonweal.mapping.strengths.drafts import NO, YES, Bad, Stated
from commonweal.mapping.strengths.entries import WHATS

SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d+")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def text(said: Stated) -> str | None:
    """The text as it stands, without spaces around it; None where it is blank."""
    if said is None:
        return None
    stripped = said.strip() if isinstance(said, str) else str(said)
    if stripped.isascii():
        return stripped or None
    return stripped.encode("utf-8", "replace").decode()


def line(said: Stated) -> str | None:
    """A name or address in one line; several parts are joined by commas, each once."""
    if isinstance(said, tuple):
        parts = dict.fromkeys(" ".join(part.split()).strip(" ,") for part in said)
        said = ", ".join(part for part in parts if part)
    found = text(said)
    return None if found is None else " ".join(found.split())


def words(said: Stated) -> list[str]:
    """One or several words, without blank ones."""
    several = said if isinstance(said, tuple) else (str(said),)
    return [word.strip() for word in several if word.strip()]


def identifier(said: Stated) -> str:
    """The source's own identifier, which an entry must have."""
    found = text(said)
    if found is None:
        raise Bad(
            "strength_id",
            "no-id",
            "The row has no identifier.",
            "Give the source's own identifier.",
        )
    if SHORTENED.fullmatch(found):
        raise Bad(
            "strength_id",
            "shortened-id",
            "A spreadsheet has shortened this identifier, and its last figures are lost.",
            "Export the file again with this column formatted as text.",
        )
    return found


def name(said: Stated) -> str:
    """The name of an entry, which it must have."""
    found = line(said)
    if found is None:
        raise Bad(
            "name",
            "no-name",
            "The entry has no name.",
            "Write the name that its holders use.",
        )
    return found


def what(said: Stated) -> str:
    """Place, group, role, skill or fund."""
    found = (text(said) or "").casefold()
    if found not in WHATS:
        raise Bad(
            "what",
            "unknown-what",
            f"“{found}” is not what a strength can be." if found else "What it is, is not said.",
            f"Write one of {listed(WHATS)}, or map the source's words under [labels.what].",
        )
    return found


def yes_no(field: str, said: Stated) -> bool | None:
    """Yes, no, or not said."""
    if said is None or isinstance(said, bool):
        return said
    word = str(said).strip().casefold()
    if word in YES:
        return True
    if word not in NO:
        raise Bad(
            field,
            "not-yes-or-no",
            "This is neither yes nor no.",
            "Write yes or no, or leave it blank.",
        )
    return False if word else None


def day(field: str, said: Stated) -> str | None:
    """An ISO day; of a moment, its day."""
    found = text(said)
    if found is None:
        return None
    if not _is_day(found[:10]) or (len(found) > 10 and found[10] not in "T "):
        raise Bad(
            field,
            "no-date",
            "This is no day.",
            "Write it as 2026-03-29, or leave it blank.",
        )
    return found[:10]


def _is_day(found: str) -> bool:
    try:
        return bool(DAY.fullmatch(found)) and date.fromisoformat(found).year > 0
    except ValueError:
        return False


def capacity(said: Stated) -> float | None:
    """How many people it can take in a week."""
    found = text(said)
    if found is None:
        return None
    try:
        number = float(found)
    except ValueError:
        number = -1.0
    if not (isfinite(number) and number >= 0):
        raise Bad(
            "capacity",
            "no-number",
            "This is no number of people.",
            "Write how many people it can take in a week, or leave it blank.",
        )
    return number


def point(lat: Stated, lon: Stated) -> tuple[float | None, float | None]:
    """A point in degrees: both coordinates or neither."""
    north, east = _degrees("lat", lat, 90.0), _degrees("lon", lon, 180.0)
    if (north is None) != (east is None):
        raise Bad(
            "lat" if north is None else "lon",
            "half-a-point",
            "Only one of the two coordinates is there.",
            "Give both or neither.",
        )
    return north, east


def _degrees(field: str, said: Stated, most: float) -> float | None:
    found = text(said)
    if found is None:
        return None
    try:
        number = float(found)
    except ValueError:
        number = float("nan")
    if not -most <= number <= most:
        word = "latitude" if field == "lat" else "longitude"
        raise Bad(
            field,
            "not-a-coordinate",
            f"This is no {word}: it lies between {-most:.0f} and {most:.0f} degrees.",
            "Write degrees with a decimal point, such as 52.52, and check that latitude and "
            "longitude are not exchanged.",
        )
    return number
