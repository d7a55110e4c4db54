"""A release as a table of words and figures: the same for the desk and for everybody.

Read `release_table`. It is made from the frozen release alone, so that no page can show a figure
that was not published.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonweal.listening.publication.editions import Edition
from commonweal.listening.publication.plan import ALL, Cell, TablePlan
from commonweal.listening.publication.release import Release
from workbench.core.knowledge import plan_name_in_words
from workbench.core.numbers import whole


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCell:
    """One cell: its column's name, its published figure or None, and what the desk adds to it."""

    column: str
    figure: str | None
    is_margin: bool
    held: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One area with its cells."""

    name: str
    is_margin: bool
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseTable:
    """A release as a table; `shown` of `whole` cells carry a figure."""

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    shown: int
    whole: int


def release_table(
    release: Release,
    *,
    held: Mapping[Cell, int] | None = None,
    why: Mapping[Cell, str] | None = None,
) -> ReleaseTable:
    """The table of a release; `held` (true counts) and `why` (reasons) are for the desk alone."""
    columns = tuple(dict.fromkeys(bundle for _, bundle in release.plan.cells))
    areas = tuple(dict.fromkeys(area for area, _ in release.plan.cells))
    names = bundle_names(release.plan)

    def cell(area: str, bundle: str) -> TableCell:
        shown = release.shown[area, bundle]
        return TableCell(
            column=names[bundle],
            figure=None if shown is None else whole(shown),
            is_margin=ALL in (area, bundle),
            held=whole(held[area, bundle]) if held else "",
            why=why.get((area, bundle), "") if why else "",
        )

    rows = tuple(
        TableRow(
            name=area_names(release.plan)[area],
            is_margin=area == ALL,
            cells=tuple(cell(area, bundle) for bundle in columns),
        )
        for area in areas
    )
    return ReleaseTable(
        columns=tuple(names[bundle] for bundle in columns),
        rows=rows,
        shown=sum(shown is not None for shown in release.shown.values()),
        whole=len(release.shown),
    )


def bundle_names(plan: TablePlan) -> dict[str, str]:
    """Bundle key → its name as the reader reads it, the margin's included."""
    return {one.key: plan_name_in_words(one.name) for one in plan.bundles} | {ALL: _("Together")}


def area_names(plan: TablePlan) -> dict[str, str]:
    """Area key → its name, the margin's included."""
    return {one.key: plan_name_in_words(one.name) for one in plan.areas} | {ALL: _("Whole city")}


def edition_name(edition: Edition) -> str:
    """“First quarter of 2025”, or “The year 2025”."""
    names = {
        1: _("First quarter of %(year)s"),
        2: _("Second quarter of %(year)s"),
        3: _("Third quarter of %(year)s"),
        4: _("Fourth quarter of %(year)s"),
    }
    return names.get(edition.quarter, _("The year %(year)s")) % {"year": edition.year}


def span(edition: Edition) -> str:
    """“1 January 2025 to 31 March 2025”."""
    days = {"first": date_format(edition.first), "last": date_format(edition.last)}
    return _("%(first)s to %(last)s") % days
