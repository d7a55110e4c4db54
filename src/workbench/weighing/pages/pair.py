"""Isolation and polarisation beside one another, area by area by name; never one figure (S003-16).

The marks from which a share counts as much are the city's own and stand in the form. Where a
sample cannot tell on which side of a mark an area lies, the page says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.core.estimate import Estimate
from commonweal.weighing.indicators import (
    InvalidIndicator,
    Quadrant,
    Standing,
    quadrants,
    series_of,
)
from workbench.accounts.models import Person
from workbench.core.labels import CityNames, city_names
from workbench.core.numbers import short, whole
from workbench.weighing.access import indicators as ai
from workbench.weighing.feeds.indicators import series_table
from workbench.weighing.models import IndicatorSeries
from workbench.weighing.watch_forms import PairForm

QUADRANTS = {
    Quadrant.BOTH: gettext_lazy("isolated and polarised"),
    Quadrant.ISOLATED: gettext_lazy("isolated, not polarised"),
    Quadrant.POLARISED: gettext_lazy("polarised, not isolated"),
    Quadrant.NEITHER: gettext_lazy("neither of the two"),
    Quadrant.UNSURE: gettext_lazy("cannot be told: an interval holds its mark"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """One area and group in its newest period."""

    area: str
    group: str
    period: str
    isolation: str
    polarisation: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPage:
    """What pair.html may use; `refused` says why two series cannot be laid side by side."""

    form: PairForm
    rows: tuple[PairRow, ...]
    names: tuple[str, str]
    refused: str = ""


def pair_page(person: Person, asked: Mapping[str, str]) -> PairPage:
    """The two series that were chosen, where both were measured."""
    rows = ai.series_for(person)
    form = PairForm(asked or None, offered=[(str(one.pk), one.name) for one in rows])
    if not (form.is_bound and form.is_valid()):
        return PairPage(form=form, rows=(), names=("", ""))
    given = form.cleaned_data
    first, second = rows.get(pk=given["isolation"]), rows.get(pk=given["polarisation"])
    try:
        found = quadrants(
            series_of(series_table(first)),
            series_of(series_table(second)),
            isolated_from=given["isolated_from"],
            polarised_from=given["polarised_from"],
        )
    except InvalidIndicator as fault:
        return PairPage(form=form, rows=(), names=_names(first, second), refused=str(fault))
    return PairPage(form=form, rows=_rows(found), names=_names(first, second))


def _names(first: IndicatorSeries, second: IndicatorSeries) -> tuple[str, str]:
    return first.name, second.name


def _rows(found: tuple[Standing, ...]) -> tuple[PairRow, ...]:
    """The newest period of each area and group, by name."""
    names = city_names()
    newest = {(one.area, one.group): one for one in sorted(found, key=lambda one: one.period)}
    rows = [_row(one, names) for one in newest.values()]
    return tuple(sorted(rows, key=lambda row: (row.area, row.group)))


def _row(one: Standing, names: CityNames) -> PairRow:
    return PairRow(
        area=names.area(one.area) or _("the whole city"),
        group=names.group(one.group) if one.group else _("everybody"),
        period=str(one.period),
        isolation=_share(one.isolation),
        polarisation=_share(one.polarisation),
        told=str(QUADRANTS[one.quadrant]),
    )


def _share(one: Estimate) -> str:
    return _("%(value)s (%(low)s to %(high)s), %(n)s asked") % {
        "value": short(round(one.value, 2)),
        "low": short(round(one.low, 2)),
        "high": short(round(one.high, 2)),
        "n": whole(one.n),
    }
