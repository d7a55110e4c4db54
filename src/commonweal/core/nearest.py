"""The names a reader may have meant, nearest first, for errors that say what to do.

A misspelt column or key is the commonest mistake in a city's files, so every error about an
unknown name lists the known ones through these two functions.
"""

from collections.abc import Iterable
from difflib import SequenceMatcher

LIKE_ENOUGH = 0.5
"""From here on a name may have been meant; below, naming it would only puzzle."""


def likeness(wanted: str, name: str) -> float:
    """How similar two names are, from 0 to 1; case does not count."""
    return SequenceMatcher(None, wanted.casefold(), name.casefold()).ratio()


def nearest_first(wanted: str, known: Iterable[str]) -> list[str]:
    """The known names, the most similar first; equals keep their order."""
    return sorted(known, key=lambda name: likeness(wanted, name), reverse=True)


def listed(names: Iterable[str], *, at_most: int = 12) -> str:
    """The names as they stand in a sentence, with the number of those left out."""
    every = list(names)
    shown = ", ".join(every[:at_most])
    return f"{shown} and {len(every) - at_most} more" if len(every) > at_most else shown
