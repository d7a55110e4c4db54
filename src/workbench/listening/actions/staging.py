"""A delivery on its way in, outside the database: what it holds and what it changes.

Read `stage` first. It compares the coded file with what the source shows and leaves two Parquet
files in the delivery's folder: the keys of versions to close, and the rows to open. From then on
the original file is not needed any more.
"""

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl
from django.db.models import CharField
from django.utils.translation import gettext as _

from commonweal.core import periods
from commonweal.core.errors import CommonwealError
from commonweal.listening.revisions import compare
from workbench.core.numbers import whole
from workbench.listening import feeds
from workbench.listening.models import Record

CLOSING, OPENING = "closing.parquet", "opening.parquet"
REFUSED, ORIGIN = "refused.csv", "origin.json"


class UnfitIncidents(CommonwealError):
    """Coded incidents that the register cannot keep apart or has no room for."""

    code = "unfit-incidents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a delivery is made from, so that one interrupted while reading can be read again."""

    path: str
    profile: str
    today: str
    """ISO day of the first reading, which decides what counts as a future date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """What a delivery will change in the register."""

    closing: int
    """Versions that end with this delivery: vanished and relabelled."""
    opening: int
    """Versions that begin with it: added and relabelled."""
    added: int
    vanished: int
    relabelled: int
    content_hash: str
    """Of everything that the source shows once the delivery is shown."""


def staging_root(city_folder: Path) -> Path:
    """Where deliveries on their way in are kept, one folder each, named by their number."""
    return city_folder / "lake" / "staging"


def staging_folder(city_folder: Path, delivery_id: int) -> Path:
    """The folder of one delivery on its way in."""
    return staging_root(city_folder) / str(delivery_id)


def refused_file(city_folder: Path, delivery_id: int) -> Path:
    """The refused rows of a delivery that was shown."""
    return city_folder / "lake" / "refused" / f"{delivery_id}.csv"


def write_origin(folder: Path, origin: Origin) -> None:
    """Keep what the delivery is made from."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ORIGIN).write_text(json.dumps(asdict(origin), ensure_ascii=False), encoding="utf-8")


def read_origin(folder: Path) -> Origin | None:
    """What the delivery is made from; None where its folder is gone."""
    try:
        return Origin(**json.loads((folder / ORIGIN).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):
        return None


def stage(folder: Path, incidents: pl.DataFrame, *, shown: pl.DataFrame, whole: bool) -> Staged:
    """Compare `incidents` with what the source shows, and write the changes to `folder`.

    `whole`: the file is the source's whole picture, so what it lacks has vanished; otherwise
    only records reported within the file's own range of dates can vanish.
    """
    refuse_unfit(incidents)
    before, kept = (shown, shown.clear()) if whole else within_window(shown, incidents)
    revisions = compare(before, incidents)
    relabelled = revisions.relabelled.select("incident_id").unique()
    closing = pl.concat([revisions.vanished.select("incident_id"), relabelled])
    again = incidents.join(relabelled, on="incident_id", how="semi")
    opening = pl.concat([revisions.added.select(incidents.columns), again])
    folder.mkdir(parents=True, exist_ok=True)
    closing.rename({"incident_id": "key"}).sort("key").write_parquet(folder / CLOSING)
    feeds.as_stored(opening).sort("key").write_parquet(folder / OPENING)
    return Staged(
        closing=closing.height,
        opening=opening.height,
        added=revisions.added.height,
        vanished=revisions.vanished.height,
        relabelled=relabelled.height,
        content_hash=feeds.content_hash_of(pl.concat([kept, incidents])),
    )


def within_window(
    shown: pl.DataFrame, incidents: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The shown records that the file speaks about, and those that it leaves alone.

    It speaks about a record whose identifier it holds, or that was reported wholly between the
    first and the last day of reporting in the file.
    """
    first = incidents.select(periods.first_day(pl.col("reported_on")).min()).item()
    last = incidents.select(periods.last_day(pl.col("reported_on")).max()).item()
    inside = (periods.first_day(pl.col("reported_on")) >= pl.lit(first, pl.Date)) & (
        periods.last_day(pl.col("reported_on")) <= pl.lit(last, pl.Date)
    )
    held = pl.col("incident_id").is_in(incidents["incident_id"].implode())
    spoken_of = shown.with_columns((inside.fill_null(value=False) | held).alias("_spoken_of"))
    before, kept = (
        spoken_of.filter(chosen).drop("_spoken_of")
        for chosen in (pl.col("_spoken_of"), ~pl.col("_spoken_of"))
    )
    return before, kept


def refuse_unfit(incidents: pl.DataFrame) -> None:
    """Raises `UnfitIncidents` where an identifier stands twice or a text finds no room."""
    if incidents["incident_id"].n_unique() != incidents.height:
        raise UnfitIncidents(
            _("Two incidents of the file have the same identifier."),
            remedy=_("Let the source profile say which columns make an incident one."),
            column="incident_id",
        )
    stored = feeds.as_stored(incidents)
    for name, room in _rooms().items():
        longest = stored[name].str.len_chars().max()
        if isinstance(longest, int) and longest > room:
            column = "incident_id" if name == "key" else name
            raise UnfitIncidents(
                _(
                    "The column %(column)s holds a text of %(longest)s characters; "
                    "the register has room for %(room)s."
                )
                % {"column": column, "longest": whole(longest), "room": whole(room)},
                remedy=_("Map a shorter column to it in the source profile."),
                column=column,
            )


def _rooms() -> dict[str, int]:
    """How many characters each text of a record may have."""
    fields = (Record._meta.get_field(name) for name in feeds.STORED_COLUMNS)
    return {
        field.name: field.max_length
        for field in fields
        if isinstance(field, CharField) and field.max_length
    }


def keep_refused(city_folder: Path, delivery_id: int, *, refused: int) -> None:
    """Put the delivery's refused rows, where there are any, to where they stay."""
    staged = staging_folder(city_folder, delivery_id) / REFUSED
    if refused and staged.exists():
        kept = refused_file(city_folder, delivery_id)
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(staged, kept)


def drop_staged(city_folder: Path, delivery_id: int) -> None:
    """Remove what was staged for a delivery; nothing happens where that is done already."""
    shutil.rmtree(staging_folder(city_folder, delivery_id), ignore_errors=True)
