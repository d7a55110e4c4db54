"""The brief's pictures: a review's map of counts and its series beside earlier years.

Read `review_map` and `review_series`. The drawing is `workbench.core.pictures`'; here the counts
get their words, and each picture the table and the method page that belong to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from commonweal.core.places import AreaSet
from commonweal.listening.week import WeekReview
from workbench.core.pictures import (
    MapPicture,
    Palette,
    SeriesPicture,
    WeekBar,
    area_map,
    count_scale,
    series,
)
from workbench.listening.brief import words
from workbench.listening.signals.marks import marked_sentences, marks_of
from workbench.listening.signals.models import CalendarEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a map is drawn on: the city's areas, and its water behind the names."""

    areas: AreaSet
    water: tuple[BaseGeometry, ...] = ()


def review_map(review: WeekReview, *, key: str, ground: Ground, palette: Palette) -> MapPicture:
    counts = {row.key: row.comparison.observed for row in review.areas}
    scale = count_scale(counts.values())
    picture_id = f"map-{key}"
    period = words.period_name(review.period)
    title = _("%(source)s by area, %(period)s") % {"source": review.source, "period": period}
    svg = area_map(
        ground.areas,
        water=ground.water,
        shades={area: scale.key_of(count) for area, count in counts.items()},
        sentences={row.key: words.area_sentence(row.name, row.comparison) for row in review.areas},
        title=title,
        description=areas_in_words(review),
        picture_id=picture_id,
        palette=palette,
    )
    return MapPicture(
        picture_id=picture_id,
        svg=svg,
        key=scale.shades,
        no_data=False,
        caption=_("Incidents, %(source)s, %(period)s. Counts, not rates.")
        % {"source": review.source, "period": period},
        beneath=tuple(s for s in (words.place_sentence(review),) if s),
        table_url=f"#{picture_id}-table",
        method_url=reverse("listening-brief-method"),
    )


def areas_in_words(review: WeekReview) -> str:
    """What the map shows, for those who do not see it."""
    some = [
        _("%(area)s %(n)s") % {"area": row.name, "n": row.comparison.observed}
        for row in review.areas
        if row.comparison.observed
    ]
    if not some:
        return _("No area has an incident.")
    return _("Map of incidents by area: %(areas)s; none in the others.") % {
        "areas": ", ".join(some)
    }


def review_series(
    review: WeekReview, *, key: str, palette: Palette, events: Sequence[CalendarEvent] = ()
) -> SeriesPicture:
    by_month = review.period.unit == "month"
    bars = [
        WeekBar(
            week=point.first,
            count=point.comparison.observed if point.covered else None,
            sentence=_point_sentence(review, place),
            low=point.comparison.earlier.low if point.comparison.earlier else None,
            middle=point.comparison.earlier.value if point.comparison.earlier else None,
            high=point.comparison.earlier.high if point.comparison.earlier else None,
        )
        for place, point in enumerate(review.series)
    ]
    last = review.series[-1]
    picture_id = f"series-{key}"
    title = (_("%(source)s, month by month") if by_month else _("%(source)s, week by week")) % {
        "source": review.source
    }
    marks = marks_of(events, [bar.week for bar in bars], by_month=by_month)
    svg = series(
        bars,
        title=title,
        description=words.count_sentence(review),
        ticks=_ticks([point.first for point in review.series], by_month=by_month),
        last_label=str(last.comparison.observed) if last.covered else "",
        middle_label=_("middle %(n)s") % {"n": words.middle(last.comparison)}
        if last.comparison.earlier
        else "",
        marked=1 if last.covered else 0,
        events=marks,
        picture_id=picture_id,
        palette=palette,
    )
    return SeriesPicture(
        picture_id=picture_id,
        svg=svg,
        caption=_series_caption(by_month=by_month),
        reading_hint=_("Read the weeks with the arrow keys"),
        table_url=f"#{picture_id}-table",
        method_url=reverse("listening-brief-method"),
        beneath=marked_sentences(marks),
    )


def _series_caption(*, by_month: bool) -> str:
    if by_month:
        return _(
            "Bars: incidents a month. Shaded: lowest to highest of the same months of earlier "
            "years. Dashed: their middle."
        )
    return _(
        "Bars: incidents a week. Shaded: lowest to highest of the same weeks of earlier years. "
        "Dashed: their middle."
    )


def _ticks(firsts: Sequence[date], *, by_month: bool) -> list[tuple[int, str]]:
    last = len(firsts) - 1
    places = sorted({0, last // 2, last})
    shape = "M Y" if by_month else "MONTH_DAY_FORMAT"
    return [(place, date_format(firsts[place], shape if place else "M Y")) for place in places]


def _point_sentence(review: WeekReview, place: int) -> str:
    point = review.series[place]
    if not point.covered:
        return _("%(day)s: not covered") % {"day": words.day(point.first)}
    return words.area_sentence(words.day(point.first), point.comparison)
