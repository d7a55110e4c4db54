"""The store of living conditions: those who weigh read and fill it."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from workbench.accounts.models import Person
from workbench.weighing.access.proposals import WEIGHS
from workbench.weighing.models import IndicatorFile, IndicatorSeries, Watch


def series_for(person: Person) -> QuerySet[IndicatorSeries]:
    """Every series that this person may read."""
    if person.role not in WEIGHS:
        return IndicatorSeries.objects.none()
    return IndicatorSeries.objects.all()


def one_series_for(person: Person, series_id: int) -> IndicatorSeries:
    """One series; not found otherwise."""
    return get_object_or_404(series_for(person), pk=series_id)


def newest_file() -> IndicatorFile | None:
    """The file that came last."""
    return IndicatorFile.objects.first()


def watches_for(person: Person) -> QuerySet[Watch]:
    """Every watch that this person may read."""
    if person.role not in WEIGHS:
        return Watch.objects.none()
    return Watch.objects.select_related("decision__proposal").all()


def watch_for(person: Person, watch_id: int) -> Watch:
    """One watch; not found otherwise."""
    return get_object_or_404(watches_for(person), pk=watch_id)
