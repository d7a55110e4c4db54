"""How wide words are before any browser has seen them, and how a name is broken into lines.

Widths are those of DejaVu Sans, the widest of the fonts that the pages ask for, so that names
that do not touch here do not touch in any of them.
"""

import unicodedata
from collections.abc import Mapping
from itertools import combinations, pairwise

LINE_EM = 1.17
BOLD = 1.13
"""How much wider letters of weight 600 are."""

_WIDTHS: Mapping[str, float] = {
    letter: hundredths / 100
    for letters, hundredths in (
        ("iIjJl|", 30), (" .,:;'’‘·", 33), ("frt-()[]/!", 41), ("“”\"°", 52), ("czsL?", 57),
        ("kvxyFETPY", 62), ("abdeghnopquS", 65), ("ABCKRVXZ&", 71), ("UHN", 77), ("DGOQ", 80),
        ("wM", 87), ("mW%@…—", 102),
    )
    for letter in letters
}  # fmt: skip
_CAPITAL, _OTHER, _FULL = 0.78, 0.65, 1.05


def text_width(text: str, size: float) -> float:
    """The width of one line in the unit of `size`, on the generous side."""
    return sum(_letter(letter) for letter in text) * size


def _letter(letter: str) -> float:
    plain = unicodedata.normalize("NFD", letter)[0]
    if plain in _WIDTHS:
        return _WIDTHS[plain]
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return _FULL
    return _CAPITAL if letter.isupper() else _OTHER


def broken(name: str, *, em: float, lines: int = 3) -> tuple[str, ...]:
    """The name in as few even lines as keep each within `em` ems, at most `lines`.

    A line that is still wider ends in “…”.
    """
    name_words = name.split()
    found: tuple[str, ...] = (name,)
    for count in range(1, lines + 1):
        found = _evenly(name_words, count)
        if max(text_width(line, 1) for line in found) <= em:
            return found
    return tuple(shortened(line, em=em) for line in found)


def _evenly(name_words: list[str], count: int) -> tuple[str, ...]:
    """The words in so many lines, or fewer where there are fewer words, as narrow as can be."""
    gaps = range(1, len(name_words))
    breakings = combinations(gaps, min(count, max(len(name_words), 1)) - 1)
    lines_of = (
        tuple(" ".join(name_words[a:b]) for a, b in pairwise((0, *breaks, len(name_words))))
        for breaks in breakings
    )
    return min(lines_of, key=lambda lines: max(text_width(line, 1) for line in lines))


def shortened(line: str, *, em: float) -> str:
    """The line, or its beginning and “…” where it is wider than `em` ems."""
    if text_width(line, 1) <= em:
        return line
    kept = line
    while kept and text_width(kept + "…", 1) > em:
        kept = kept[:-1]
    return kept.rstrip() + "…"
