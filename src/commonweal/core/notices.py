"""Something told, not refused: what was mended, filled in or left out while reading.

An error stops the work and carries a remedy (`errors`). A notice lets it go on and says what
the reader should know about the result.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A stable code for machines, one sentence for people, and how many things it speaks of."""

    code: str
    sentence: str
    count: int = 1
