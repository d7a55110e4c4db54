"""One source's week as it stands on the page: its sentence, numbers, pictures and tables.

Read `review_page` first. Rows stand in the order of the map and of the knowledge pack, never by
size; noughts are folded away and stay on the page (charter 2, 3).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.listening.week import Row, WeekReview
from workbench.core.pictures import MapPicture, Palette, SeriesPicture
from workbench.listening.brief import words
from workbench.listening.brief.figures import Ground, areas_in_words, review_map, review_series
from workbench.listening.signals.models import CalendarEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPage:
    """One row of a table: a count beside what earlier years held. `anchor` is its address."""

    name: str
    count: int
    held: str
    middle: str
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePage:
    """A table of counts. `quiet` rows hold nought now and before; they are folded away."""

    heading: str
    first_column: str
    rows: tuple[RowPage, ...]
    quiet: tuple[RowPage, ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """One source, or one strand of a source whose groups overlap."""

    key: str
    name: str
    period: str
    by_month: bool
    sentence: str
    observed: int | None
    held: str
    middle: str
    rests_on: str
    how_sure: str
    beneath: tuple[str, ...]
    map: MapPicture | None
    map_alt: str
    series: SeriesPicture | None
    series_rows: tuple[RowPage, ...]
    areas: TablePage | None
    groups: TablePage | None
    others: tuple[TablePage, ...]
    strands: tuple["ReviewPage", ...]


def strand_page(
    strand: WeekReview,
    *,
    key: str,
    ground: Ground,
    palette: Palette,
    events: Sequence[CalendarEvent],
) -> ReviewPage:
    """One group of a source whose groups overlap, under the name of that group."""
    page = review_page(strand, key=key, ground=ground, palette=palette, events=events)
    return replace(page, name=strand.groups[0].name, groups=None)


def review_page(
    review: WeekReview,
    *,
    key: str,
    ground: Ground,
    palette: Palette,
    events: Sequence[CalendarEvent] = (),
) -> ReviewPage:
    total = review.total
    shown = review.coverage.state(review.period) in ("covered", "part")
    earlier = total.earlier if total else None
    by_month = review.period.unit == "month"
    drawn = total is not None and shown
    beneath = (
        words.nought_sentence(review),
        "" if drawn else words.place_sentence(review),
        words.undated_sentence(review),
    )
    return ReviewPage(
        key=key,
        name=review.source,
        period=words.period_name(review.period),
        by_month=by_month,
        sentence=words.count_sentence(review),
        observed=total.observed if total and shown else None,
        held=words.beside(total) if total else "–",
        middle=words.middle(total) if total else "–",
        rests_on=_rests_on(earlier.n, by_month=by_month) if earlier else "–",
        how_sure=words.how_sure(earlier.n) if earlier else "",
        beneath=tuple(sentence for sentence in beneath if sentence),
        map=review_map(review, key=key, ground=ground, palette=palette) if drawn else None,
        map_alt=areas_in_words(review) if drawn else "",
        series=review_series(review, key=key, palette=palette, events=events)
        if review.series
        else None,
        series_rows=_series_rows(review),
        areas=_areas_table(review, key=key) if drawn else None,
        groups=_table(_("By group"), _("Group"), review.groups) if shown else None,
        others=_other_tables(review) if shown else (),
        strands=tuple(
            strand_page(
                strand, key=f"{key}-{number}", ground=ground, palette=palette, events=events
            )
            for number, strand in enumerate(review.strands)
        ),
    )


def _rests_on(n: int, *, by_month: bool) -> str:
    if by_month:
        return ngettext("%(n)s month", "%(n)s months", n) % {"n": n}
    return ngettext("%(n)s week", "%(n)s weeks", n) % {"n": n}


def _series_rows(review: WeekReview) -> tuple[RowPage, ...]:
    return tuple(
        RowPage(
            name=words.day(point.first),
            count=point.comparison.observed,
            held=words.beside(point.comparison),
            middle=words.middle(point.comparison),
        )
        for point in reversed(review.series)
        if point.covered
    )


def _row(row: Row, *, anchor: str = "") -> RowPage:
    return RowPage(
        name=row.name,
        count=row.comparison.observed,
        held=words.beside(row.comparison),
        middle=words.middle(row.comparison),
        anchor=anchor,
    )


def _table(heading: str, first_column: str, rows: Sequence[Row]) -> TablePage:
    """Rows with a count now or in earlier years first, as they stand; noughts folded away."""
    used = [row for row in rows if row.ever]
    lively = [row for row in used if row.comparison.observed or _held_some(row)]
    return TablePage(
        heading=heading,
        first_column=first_column,
        rows=tuple(_row(row) for row in lively),
        quiet=tuple(_row(row) for row in used if row not in lively),
        never=tuple(row.name for row in rows if not row.ever),
    )


def _held_some(row: Row) -> bool:
    return row.comparison.earlier is not None and row.comparison.earlier.high > 0


def _areas_table(review: WeekReview, *, key: str) -> TablePage:
    return TablePage(
        heading=_("By area"),
        first_column=_("Area"),
        rows=tuple(_row(row, anchor=f"map-{key}-{row.key}") for row in review.areas),
    )


def _other_tables(review: WeekReview) -> tuple[TablePage, ...]:
    found = [_table(_("By kind"), _("Kind"), review.kinds)]
    if any(row.ever for row in review.settings if row.key):
        settings = _named_settings(review.settings)
        found.append(_table(_("Offline and online"), _("Setting"), settings))
    return tuple(table for table in found if table.rows)


def _named_settings(rows: Sequence[Row]) -> list[Row]:
    names = {"offline": _("Offline"), "online": _("Online"), "": _("Not stated")}
    return [replace(row, name=names.get(row.key, row.name)) for row in rows]
