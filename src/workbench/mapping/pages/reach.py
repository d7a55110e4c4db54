"""Reach: for whom there is nothing near, as sentences by area; never a ranking (charter 2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.errors import CommonwealError
from commonweal.mapping.reach import ReachReport
from commonweal.mapping.reach.rows import HIDDEN, LEAST_SHARE, NOT_KNOWN, AreaReach, Gap
from workbench.core.city import current_city
from workbench.core.labels import CityNames, city_names
from workbench.core.numbers import short, whole
from workbench.core.pictures import MapPicture, area_map
from workbench.core.pictures.shades import Shade
from workbench.mapping import access, words
from workbench.mapping.reach_forms import ReachForm
from workbench.mapping.reaching import USUAL, Asked, reach_of

PICTURE = "reach"
KILOMETRE = 1_000
ALL, SOME, NONE = "count-1", "count-2", "count-4"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLine:
    """One area in the table, for those who were asked about."""

    name: str
    row_id: str
    within: str
    nearest: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaGaps:
    """The gaps of one area, everybody first."""

    name: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachPage:
    """What reach.html may use; `nothing` says why there is no answer."""

    form: BaseForm
    lede: str
    people: str
    nothing: str
    gaps: tuple[AreaGaps, ...] = ()
    lines: tuple[AreaLine, ...] = ()
    map: MapPicture | None = None
    caveats: tuple[str, ...] = ()
    of_group: bool = False


def reach_page(given: Mapping[str, str]) -> ReachPage:
    """Who can get to what was asked for, and for whom there is nothing."""
    names = city_names()
    kinds = access.public_strengths().order_by().values_list("kind", flat=True).distinct()
    offered = [(key, words.word("kind", key)) for key in sorted({*kinds} - {""})]
    form = ReachForm({"within": str(USUAL), **given}, names=names, kinds=offered)
    if not form.is_valid():
        return ReachPage(form=form, lede="", people="", nothing=_("Choose from what is offered."))
    asked = form.asked()
    try:
        report = reach_of(asked, current_city())
    except CommonwealError:
        nothing = _("Nothing on the map that fits has a point, so nobody is near it.")
        return ReachPage(form=form, lede=_asked_words(asked, names), people="", nothing=nothing)
    return _answered(form, asked, report, names)


def _answered(form: BaseForm, asked: Asked, report: ReachReport, names: CityNames) -> ReachPage:
    about = [row for row in report.rows if row.group == (asked.group or None)]
    return ReachPage(
        form=form,
        lede=_asked_words(asked, names),
        people=_people_words(),
        nothing="",
        gaps=tuple(_gaps(report, asked, names)),
        lines=tuple(_line(row) for row in about),
        map=_map(about, asked, names),
        of_group=bool(asked.group),
        caveats=(*report.caveats, *(one.sentence for one in report.notices)),
    )


def _asked_words(asked: Asked, names: CityNames) -> str:
    """What was asked for, in one sentence."""
    parts = [
        words.word("kind", asked.kind) if asked.kind else _("any strength"),
        *([_("for %(need)s") % {"need": words.word("needs", asked.need)}] if asked.need else []),
        *(
            [_("in %(language)s") % {"language": words.word("languages", asked.language)}]
            if asked.language
            else []
        ),
        _("within %(far)s") % {"far": far_words(asked.within)},
    ]
    if asked.group:
        parts.append(_("for whom: %(group)s") % {"group": names.group(asked.group)})
    return _("Asked: %(what)s.") % {"what": ", ".join(parts)}


def _people_words() -> str:
    """Where the numbers of people come from."""
    areas = current_city().areas()
    if all(one.population is None for one in areas.at_level(areas.finest)):
        return _("How many people live in the areas is not known here, so each area counts as one.")
    return _("How many people live where: as given with the outlines of the areas.")


def far_words(metres: float) -> str:
    """A distance as a person says it."""
    if metres >= KILOMETRE:
        return _("%(km)s km") % {"km": short(float(f"{metres / KILOMETRE:.2g}"))}
    return _("%(m)s m") % {"m": whole(int(round(metres, -1)))}


def _gaps(report: ReachReport, asked: Asked, names: CityNames) -> list[AreaGaps]:
    """The gaps area by area, by name: everybody's, and beside it that of the group asked for."""
    rows = {(row.area, row.group): row for row in report.rows}
    by_area: dict[str, list[str]] = {}
    for gap in report.gaps:
        if gap.group is None or asked.group:
            said = _sentence(gap, rows[gap.area, gap.group], asked, names)
            by_area.setdefault(gap.name, []).append(said)
    return [AreaGaps(name=name, sentences=tuple(said)) for name, said in by_area.items()]


def _sentence(gap: Gap, row: AreaReach, asked: Asked, names: CityNames) -> str:
    said = {
        "far": far_words(asked.within),
        "whom": _whom(gap, row) if gap.group is None else _whom_of_group(gap, row, names),
        "nearest": _nearest_words(row),
    }
    return _("Nothing within %(far)s for %(whom)s. %(nearest)s") % said


def _is_part(row: AreaReach) -> bool:
    return row.without < 1 - LEAST_SHARE


def _whom(gap: Gap, row: AreaReach) -> str:
    """Those of everybody who have nothing, with their number where it may be said."""
    if gap.population is None:
        return _("some of those who live there") if _is_part(row) else _("those who live there")
    if _is_part(row):
        of = {"people": whole(gap.population), "of": whole(row.population or 0)}
        return _("about %(people)s of %(of)s residents") % of
    said = ngettext("%(people)s resident", "%(people)s residents", gap.population)
    return said % {"people": whole(gap.population)}


def _whom_of_group(gap: Gap, row: AreaReach, names: CityNames) -> str:
    group = names.group(str(gap.group))
    if gap.population is not None:
        part = {"people": whole(gap.population), "of": whole(row.population or 0), "group": group}
        if _is_part(row):
            return _("about %(people)s of %(of)s people (%(group)s)") % part
        return _("%(people)s people (%(group)s)") % part
    why = {
        NOT_KNOWN: _("how many is not known"),
        HIDDEN: _("how many is below the publishing floor"),
    }.get(row.population_is, _("a small part of them"))
    return _("people whose number is not said (%(group)s; %(why)s)") % {"group": group, "why": why}


def _nearest_words(row: AreaReach) -> str:
    if row.nearest is None:
        return _("There is none in the city.")
    if _is_part(row):
        return _("Half of all there have %(far)s to the nearest.") % {"far": far_words(row.nearest)}
    return _("The nearest is %(far)s away.") % {"far": far_words(row.nearest)}


def _state(row: AreaReach) -> str:
    if row.without < LEAST_SHARE:
        return ALL
    return SOME if _is_part(row) else NONE


def _state_words() -> dict[str, str]:
    return {
        ALL: _("something within reach"),
        SOME: _("nothing within reach for a part"),
        NONE: _("nothing within reach"),
    }


def _line(row: AreaReach) -> AreaLine:
    return AreaLine(
        name=row.name,
        row_id=f"{PICTURE}-{row.area}",
        within=whole(row.within),
        nearest="–" if row.nearest is None else far_words(row.nearest),
        state=_state_words()[_state(row)],
    )


def _map(rows: list[AreaReach], asked: Asked, names: CityNames) -> MapPicture:
    states = {row.area: _state(row) for row in rows}
    said = _state_words()
    title = _("Where something is within %(far)s") % {"far": far_words(asked.within)}
    svg = area_map(
        names.areas,
        water=current_city().water(),
        shades=states,
        sentences={row.area: f"{row.name}: {said[states[row.area]]}." for row in rows},
        title=title,
        description=_asked_words(asked, names),
        picture_id=PICTURE,
    )
    used = set(states.values())
    return MapPicture(
        picture_id=PICTURE,
        svg=svg,
        key=tuple(Shade(key=key, words=words_) for key, words_ in said.items() if key in used),
        no_data=False,
        caption=title,
        method_url=reverse("methods-page", args=["reach"]),
    )
