"""A table as its file holds it: columns, hash, and rows batch by batch."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from commonweal.core.errors import InvalidProfile
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.notices import Notice

type Progress = Callable[[int, int], None]


def no_progress(_done: int, _whole: int) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """A file's columns and hash at once, its rows batch by batch, as often as asked for."""

    file: str
    columns: tuple[str, ...]
    sha256: str
    notices: tuple[Notice, ...]
    read: Callable[[Sequence[str], Progress], Iterator[pl.DataFrame]] = field(repr=False)

    def batches(
        self, columns: Sequence[str] | None = None, *, progress: Progress = no_progress
    ) -> Iterator[pl.DataFrame]:
        """Frames with `_row`, `_problem`, `_at` and the named columns (all of them by default).

        Every value is text or null. `progress(done, whole)` is called as the reading goes on.
        """
        wanted = self.columns if columns is None else tuple(columns)
        for name in wanted:
            if name not in self.columns:
                raise InvalidProfile(
                    f"{self.file} has no column “{name}”.",
                    remedy=f"Its columns are {listed(nearest_first(name, self.columns))}.",
                    column=name,
                    file=self.file,
                )
        return self.read(wanted, progress)
