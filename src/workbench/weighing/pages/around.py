"""The look around: everybody for whom a way is not meant, with a gain, a loss, and what moves.

Read `around_page` first. Each asks for a reason why no check is needed, or for a check; those in
whom a loss is likeliest stand first, and several can be answered together (S003-R3, S003-R4).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.core.labels import CityNames, city_names, date_words
from workbench.core.numbers import whole
from workbench.core.paging import Paging, paging, part
from workbench.weighing.access.looking import (
    Place,
    looked_groups,
    looks_of,
    places_of,
    said_about,
)
from workbench.weighing.actions.runs import Answered
from workbench.weighing.answers import Answer, Cell
from workbench.weighing.looking_forms import AroundFilter, LookForm
from workbench.weighing.models import LookedAt, Option, Proposal
from workbench.weighing.pages.belief_words import caveats, factor_name, of_ten
from workbench.weighing.pages.runs import RunState, run_state
from workbench.weighing.pages.what_if import WayLink, way_links

LIKELY = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """The likeliest change of one sort, with the factor that it is told for."""

    share: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """One place with its chances; None where nobody judged it."""

    place: Place
    gain: Chance | None
    loss: Chance | None
    moved: Chance | None
    look: LookedAt | None

    @property
    def is_likely(self) -> bool:
        """Whether a loss is told in a quarter of the runs, or nobody could tell."""
        return self.loss is None or self.loss.share >= LIKELY


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """One place in the list."""

    key: str
    group: str
    area: str
    gain: str
    loss: str
    moved: str
    is_likely: bool
    said: str
    by: str
    history: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AroundPage:
    """What around.html may use."""

    option_id: int
    proposal_id: int
    title: str
    name: str
    ways: tuple[WayLink, ...]
    state: RunState | None
    not_yet: str
    looked: int
    total: int
    progress: str
    found: str
    lines: tuple[PlaceLine, ...]
    shown: Paging
    filter: AroundFilter
    form: LookForm
    ticked: frozenset[str]
    is_open: bool
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLine:
    """One thing that was said about a place."""

    words: str
    by: str
    then: str
    stands: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidPage:
    """What looked.html may use."""

    option_id: int
    name: str
    heading: str
    lines: tuple[SaidLine, ...]


def around_of(option: Option, answer: Answer | None) -> list[Around]:
    """Everybody who is not meant, those in whom a loss is likeliest first, unknown ones last."""
    looks = looks_of(option)
    found = [
        _around(place, answer, looks.get(place)) for place in places_of(option.proposal, option)
    ]
    return sorted(found, key=lambda one: -(one.loss.share if one.loss else -1))


def chosen(rows: list[Around], asked: Mapping[str, str]) -> list[Around]:
    """Those that a list shows; without a wish, those not looked at yet."""
    tests: list[Callable[[Around], bool]] = []
    if asked.get("group"):
        tests.append(lambda one: one.place.group == asked["group"])
    if asked.get("area"):
        tests.append(lambda one: one.place.area == asked["area"])
    if asked.get("show") != "all":
        tests.append(lambda one: one.look is None)
    if asked.get("loss"):
        tests.append(lambda one: one.is_likely == (asked["loss"] == "likely"))
    return [one for one in rows if all(test(one) for test in tests)]


def around_page(
    option: Option,
    found: Answered | None,
    *,
    rows: list[Around],
    wanted: AroundFilter,
    form: LookForm,
    query: Mapping[str, str],
    ticked: frozenset[str] = frozenset(),
    not_yet: str = "",
) -> AroundPage:
    """The list as it was asked for, with how far it is."""
    names, listed = city_names(), chosen(rows, wanted.asked())
    shown = paging(len(listed), asked=query.get("page"), query=query)
    looked = sum(one.look is not None for one in rows)
    unknown = _("nobody judged it") if found else _("not known yet")
    return AroundPage(
        option_id=option.pk,
        proposal_id=option.proposal_id,
        title=option.proposal.title,
        name=option.name,
        ways=way_links(option, "weighing-around"),
        state=run_state(found) if found else None,
        not_yet=not_yet,
        looked=looked,
        total=len(rows),
        progress=progress_words(looked, len(rows)),
        found=_found(len(listed)),
        lines=tuple(_line(one, names, unknown) for one in part(listed, shown)),
        shown=shown,
        filter=wanted,
        form=form,
        ticked=ticked,
        is_open=option.proposal.state == Proposal.State.OPEN,
        caveats=caveats() if found else (),
    )


def filter_of(option: Option, query: Mapping[str, str]) -> AroundFilter:
    """The filter with what was asked for."""
    groups = [*looked_groups(option.proposal)]
    groups += [one.group for one in places_of(option.proposal, option) if not one.area]
    return AroundFilter(query or {}, names=city_names(), groups=groups)


def said_page(option: Option, place: Place) -> SaidPage:
    """All that was said about one place, the newest first."""
    names = city_names()
    return SaidPage(
        option_id=option.pk,
        name=option.name,
        heading=_("%(group)s, %(area)s")
        % {"group": names.group(place.group), "area": area_words(place, names)},
        lines=tuple(
            SaidLine(
                words=look_words(one),
                by=_by(one),
                then=_("the chance of a loss that was shown: in %(n)s runs")
                % {"n": of_ten(one.worse_then)}
                if one.worse_then is not None
                else _("nobody had judged it"),
                stands=one.stands,
            )
            for one in said_about(option, place)
        ),
    )


def progress_words(looked: int, total: int) -> str:
    """How many were looked at, of all."""
    said = ngettext(
        "%(looked)s of %(n)s group or area was looked at.",
        "%(looked)s of %(n)s groups and areas were looked at.",
        total,
    )
    return said % {"looked": whole(looked), "n": whole(total)}


def area_words(place: Place, names: CityNames) -> str:
    """The name of the area, or the whole city."""
    return names.area(place.area) if place.area else _("the whole city")


def look_words(look: LookedAt) -> str:
    """A reason, or a check with its day."""
    if look.kind == LookedAt.Kind.REASON:
        return _("No check: %(words)s") % {"words": look.words}
    said = _("Check on %(day)s: %(indicator)s") % {
        "day": date_words(look.check_on.isoformat()) if look.check_on else "–",
        "indicator": look.indicator,
    }
    return f"{said}. {look.words}" if look.words else f"{said}."


def _by(look: LookedAt) -> str:
    day = date_words(look.said_at.date().isoformat())
    return _("%(name)s, %(day)s") % {"name": look.said_by.name, "day": day}


def _around(place: Place, answer: Answer | None, look: LookedAt | None) -> Around:
    if answer is None or place.group not in answer.groups or place.area not in answer.areas:
        return Around(place=place, gain=None, loss=None, moved=None, look=look)
    cells = [answer.cell(place.group, place.area, factor) for factor in answer.factors]
    return Around(
        place=place,
        gain=_likeliest(cells, lambda cell: cell.better),
        loss=_likeliest(cells, lambda cell: cell.worse),
        moved=_likeliest(cells, lambda cell: cell.moved),
        look=look,
    )


def _likeliest(cells: list[Cell], share: Callable[[Cell], float]) -> Chance | None:
    if not cells:
        return None
    most = max(cells, key=share)
    said = of_ten(share(most))
    if share(most) > 0.05:
        said = _("in %(n)s runs (%(factor)s)") % {"n": said, "factor": factor_name(most.factor)}
    else:
        said = _("in %(n)s runs") % {"n": said}
    return Chance(share=share(most), words=said)


def _line(one: Around, names: CityNames, unknown: str) -> PlaceLine:
    place, look = one.place, one.look
    return PlaceLine(
        key=place.key,
        group=names.group(place.group),
        area=area_words(place, names),
        gain=one.gain.words if one.gain else unknown,
        loss=one.loss.words if one.loss else unknown,
        moved=one.moved.words if one.moved else unknown,
        is_likely=one.loss is not None and one.is_likely,
        said=look_words(look) if look else "",
        by=_by(look) if look else "",
        history=reverse("weighing-looked", args=[look.pk]) if look else "",
    )


def _found(count: int) -> str:
    return ngettext("%(n)s is listed.", "%(n)s are listed.", count) % {"n": whole(count)}
