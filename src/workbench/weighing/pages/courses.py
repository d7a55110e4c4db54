"""One factor for one group, area by area: bands over twenty quarters, with the table behind.

Read `course_page` first. Areas whose courses are the same share one picture.
"""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from workbench.core.labels import CityNames, city_names
from workbench.core.pictures import bands, reach_of
from workbench.weighing.actions.runs import Answered
from workbench.weighing.answers import Answer, Cell
from workbench.weighing.models import Option
from workbench.weighing.pages.belief_words import (
    Certainty,
    caveats,
    certainty,
    difference,
    factor_name,
    hinge_words,
    of_ten,
)
from workbench.weighing.pages.runs import RunState, run_state
from workbench.weighing.words import quarters

TICKS = (4, 12, 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterRow:
    """One quarter in figures."""

    quarter: int
    lowest: str
    low: str
    middle: str
    high: str
    highest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePicture:
    """One course with the areas that have it."""

    areas: str
    meant: str
    picture: SafeString
    said: Certainty
    sentence: str
    moved: str
    rows: tuple[QuarterRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePage:
    """What course.html may use."""

    option_id: int
    name: str
    heading: str
    state: RunState
    courses: tuple[CoursePicture, ...]
    hinge: str
    caveats: tuple[str, ...]
    around: str


def course_page(option: Option, found: Answered, *, group: str, factor: str) -> CoursePage:
    """Every area for one group and factor; not found where nobody judged or drew it."""
    answer, names = Answer(kept=found.answer), city_names()
    if group not in answer.groups or factor not in answer.factors:
        raise Http404
    alike = _alike(answer, group, factor)
    reach = reach_of([cell.course for cell, _areas in alike])
    return CoursePage(
        option_id=option.pk,
        name=option.name,
        heading=_("%(factor)s for %(group)s")
        % {"factor": factor_name(factor), "group": names.group(group)},
        state=run_state(found),
        courses=tuple(
            _picture(number, cell, areas, reach, names)
            for number, (cell, areas) in enumerate(alike, start=1)
        ),
        hinge=_hinge(answer, group, factor, is_preview=found.sharper is not None),
        caveats=caveats(),
        around=reverse("weighing-around", args=[option.pk]),
    )


def _alike(answer: Answer, group: str, factor: str) -> list[tuple[Cell, list[str]]]:
    """Cells with the areas that share their course: where it is meant first, then by their loss."""
    found: dict[tuple[bool, int], list[str]] = {}
    for area in answer.areas:
        key = (answer.is_meant(group, area), answer.same_course(group, area, factor))
        found.setdefault(key, []).append(area)
    told = [(answer.cell(group, areas[0], factor), areas) for areas in found.values()]
    return sorted(told, key=lambda one: (not one[0].meant, -one[0].worse, -one[0].better))


def _picture(
    number: int, cell: Cell, areas: list[str], reach: float, names: CityNames
) -> CoursePicture:
    said, where = certainty(cell.better, cell.worse), ", ".join(names.area(one) for one in areas)
    sentence = _sentence(cell)
    return CoursePicture(
        areas=where,
        meant=_("meant") if cell.meant else _("not meant"),
        picture=bands(
            cell.course,
            reach=reach,
            title=where,
            description=f"{said.words}. {sentence}",
            better=_("better"),
            worse=_("worse"),
            ticks=[(quarter, quarters(quarter)) for quarter in TICKS],
            picture_id=f"course-{number}",
        ),
        said=said,
        sentence=sentence,
        moved=_moved(cell),
        rows=tuple(_row(place, quarter) for place, quarter in enumerate(cell.course, start=1)),
    )


def _sentence(cell: Cell) -> str:
    lowest, low, middle, high, highest = (difference(one) for one in cell.course[-1])
    return _(
        "After twenty quarters half of the runs lie between %(low)s and %(high)s, nine in ten "
        "between %(lowest)s and %(highest)s; the middle is %(middle)s."
    ) % {"low": low, "high": high, "lowest": lowest, "highest": highest, "middle": middle}


def _moved(cell: Cell) -> str:
    if cell.meant or not cell.moved:
        return ""
    return _("In %(n)s runs it is worse here and better where it is meant.") % {
        "n": of_ten(cell.moved)
    }


def _row(quarter: int, values: tuple[float, ...]) -> QuarterRow:
    lowest, low, middle, high, highest = (difference(one) for one in values)
    return QuarterRow(
        quarter=quarter, lowest=lowest, low=low, middle=middle, high=high, highest=highest
    )


def _hinge(answer: Answer, group: str, factor: str, *, is_preview: bool) -> str:
    if is_preview:
        return _("On which arrow it hangs is looked for with the sharper answer.")
    for one in answer.hinges:
        if (one.group, one.factor) == (group, factor):
            return hinge_words(one)
    if answer.was_asked(group, factor):
        return _("It hangs on no single arrow: no link of the maps has a twentieth of its doubt.")
    return _(
        "No arrow was looked for: that is done for unclear answers of those for whom it is meant."
    )
