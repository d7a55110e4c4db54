"""Which shade a value gets, and what the key beside the map says.

Two scales. `count_scale` is one hue, pale to strong, for plain counts. `range_scale` sets a count
against what earlier years held: teal below, sand and amber above, and no colour of alarm.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workbench.core.numbers import whole

RANGE_KEYS = ("below-2", "below-1", "within", "above-1", "above-2")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shade:
    """One entry of the key: the shade and the words beside it."""

    key: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountScale:
    """Counts in at most five shades; `bounds` are the highest count of each shade."""

    bounds: tuple[int, ...]
    shades: tuple[Shade, ...]

    def key_of(self, count: float) -> str:
        """The shade of a count; counts above the last bound take the last shade."""
        place = min(bisect_left(self.bounds, count), len(self.bounds) - 1)
        return self.shades[place].key


def count_scale(counts: Iterable[float | None]) -> CountScale:
    """Shades for these counts: nought by itself, then up to four steps of round numbers."""
    above_nought = sorted(count for count in counts if count is not None and count > 0)
    bounds = [0, *_upper_bounds(above_nought)]
    strengths = _strengths(len(bounds) - 1)
    shades = [Shade(key="count-0", words="0")]
    for before, bound, strength in zip(bounds, bounds[1:], strengths, strict=False):
        low = before + 1
        spoken = whole(low) if low == bound else f"{whole(low)}–{whole(bound)}"
        shades.append(Shade(key=f"count-{strength}", words=spoken))
    return CountScale(bounds=tuple(bounds), shades=tuple(shades))


def range_scale(words: Mapping[str, str]) -> tuple[Shade, ...]:
    """The five shades of `range_key`, with the caller's words for each of `RANGE_KEYS`."""
    return tuple(Shade(key=key, words=words[key]) for key in RANGE_KEYS)


def range_key(count: float, *, low: float, high: float) -> str:
    """Where a count lies against the lowest and highest of earlier years.

    The outer shades begin where the count is further from the range than the range is wide,
    and by three at least, so that one report more in a quiet place keeps a quiet colour.
    """
    if low <= count <= high:
        return "within"
    far = max(high - low, 2)
    if count > high:
        return "above-2" if count - high > far else "above-1"
    return "below-2" if low - count > far else "below-1"


def _upper_bounds(sorted_counts: list[float]) -> list[int]:
    if not sorted_counts:
        return []
    largest = round(sorted_counts[-1])
    if largest <= 4:
        return list(range(1, largest + 1))
    quarters = (sorted_counts[len(sorted_counts) * part // 4] for part in (1, 2, 3))
    rounded = sorted({_round_number(quarter) for quarter in quarters})
    return [bound for bound in rounded if bound < largest] + [largest]


def _round_number(value: float) -> int:
    """The value with its first two figures: 27,352 becomes 27,000."""
    scale = int(10 ** max(len(str(round(value))) - 2, 0))
    return round(value / scale) * scale


def _strengths(steps: int) -> tuple[int, ...]:
    return {0: (), 1: (2,), 2: (1, 3), 3: (1, 2, 4)}.get(steps, (1, 2, 3, 4))
