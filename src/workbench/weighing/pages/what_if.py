"""What one way of doing it would change, as people believe: an overview by group, calm first.

Read `what_if_page` first. For each group and factor it tells the areas in which the way acts and,
of all others, the worst; what stays about the same is one sentence.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.core.labels import CityNames, city_names, in_a_row
from workbench.core.numbers import whole
from workbench.core.pictures import reach_of, small_bands
from workbench.weighing import access
from workbench.weighing.access.looking import is_meant
from workbench.weighing.actions.runs import Answered
from workbench.weighing.answers import Answer, Cell
from workbench.weighing.beliefs import NotYetWeighable
from workbench.weighing.models import Option, Proposal
from workbench.weighing.pages.belief_words import (
    Certainty,
    caveats,
    certainty,
    factor_name,
    gap_lines,
    hinge_words,
    too_few_views,
    unsettled,
)
from workbench.weighing.pages.runs import RunState, run_state

TOLD = 0.25
"""A chance from which a gain or a loss is told by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayLink:
    """One way of doing it among the others."""

    name: str
    address: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Corner:
    """One factor for one group in the worst area of a place, small."""

    picture: SafeString
    said: Certainty
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorRow:
    """One factor for one group: where it acts, and the worst of all other areas."""

    factor: str
    address: str
    here: Corner
    elsewhere: Corner | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCard:
    """What it does for one group."""

    name: str
    meant: str
    rows: tuple[FactorRow, ...]
    still: str
    worst: float
    is_meant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HingeLine:
    """One unclear answer and what would make it clear."""

    about: str
    address: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfPage:
    """What what_if.html may use."""

    option_id: int
    proposal_id: int
    title: str
    name: str
    ways: tuple[WayLink, ...]
    acts: str
    state: RunState
    unsettled: str
    cards: tuple[GroupCard, ...]
    untouched: str
    has_elsewhere: bool
    hinges: tuple[HingeLine, ...]
    is_preview: bool
    gaps: tuple[str, ...]
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYetPage:
    """What not_yet.html may use: why there is nothing to run, and what to do."""

    proposal_id: int
    title: str
    message: str
    remedy: str


def not_yet_page(proposal: Proposal, fault: NotYetWeighable) -> NotYetPage:
    """Judgements or maps are missing."""
    return NotYetPage(
        proposal_id=proposal.pk, title=proposal.title, message=fault.message, remedy=fault.remedy
    )


def what_if_page(option: Option, found: Answered) -> WhatIfPage:
    """The overview of one way of doing it."""
    names, answer = city_names(), Answer(kept=found.answer)
    here, elsewhere = places(option, answer)
    cards = [_card(option, group, answer, names) for group in answer.groups]
    return WhatIfPage(
        option_id=option.pk,
        proposal_id=option.proposal_id,
        title=option.proposal.title,
        name=option.name,
        ways=way_links(option, "weighing-what-if"),
        acts=_acts(option, here, elsewhere, names),
        state=run_state(found),
        unsettled=unsettled(answer.unsettled),
        cards=tuple(
            sorted(
                (one for one in cards if one.rows or one.is_meant),
                key=lambda one: (not one.is_meant, -one.worst),
            )
        ),
        untouched=_untouched([one.name for one in cards if not one.rows and not one.is_meant]),
        has_elsewhere=bool(elsewhere),
        hinges=_hinge_lines(option, answer, names),
        is_preview=found.sharper is not None,
        gaps=(*too_few_views(answer.kept), *gap_lines(answer.gaps, names)),
        caveats=caveats(),
    )


def way_links(option: Option, url_name: str) -> tuple[WayLink, ...]:
    """The same page for each way of doing it."""
    return tuple(
        WayLink(name=one.name, address=reverse(url_name, args=[one.pk]), here=one.pk == option.pk)
        for one in access.open_options(option.proposal)
    )


def places(option: Option, answer: Answer) -> tuple[list[str], list[str]]:
    """The areas in which a way acts, and all others."""
    here = [area for area in answer.areas if not option.areas or area in option.areas]
    return here, [area for area in answer.areas if area not in here]


def worst_cell(answer: Answer, group: str, areas: Sequence[str], factor: str) -> Cell:
    """The cell in which a loss is most likely, of equals the one with the lower middle."""
    cells = [answer.cell(group, area, factor) for area in areas]
    return max(cells, key=lambda one: (one.worse, -one.course[-1][2]))


def course_address(option: Option, group: str, factor: str) -> str:
    """The page of one group and factor."""
    return reverse("weighing-course", args=[option.pk, group, factor])


def _acts(option: Option, here: list[str], elsewhere: list[str], names: CityNames) -> str:
    listed = in_a_row([names.group(key) for key in option.groups])
    told = {"groups": listed if option.groups else _("everybody")}
    if not elsewhere:
        return _("It acts in the whole city, for %(groups)s.") % told
    areas = in_a_row([names.area(key) for key in here])
    return _("It acts in %(areas)s, for %(groups)s.") % {**told, "areas": areas}


def _card(option: Option, group: str, answer: Answer, names: CityNames) -> GroupCard:
    here, elsewhere = places(option, answer)
    found = {
        factor: [worst_cell(answer, group, areas, factor) for areas in (here, elsewhere) if areas]
        for factor in answer.factors
    }
    told = {factor: cells for factor, cells in found.items() if _is_told(cells)}
    reach = reach_of([cell.course for cells in told.values() for cell in cells])
    meant = any(is_meant(option, group, area) for area in here)
    return GroupCard(
        name=names.group(group),
        meant=_("meant for them") if meant else _("not meant for them"),
        rows=tuple(
            _row(option, [_corner(cell, answer, reach, names) for cell in cells], cells[0])
            for cells in told.values()
        ),
        still=_still([factor_name(one) for one in found if one not in told], bool(told)),
        worst=max((cell.worse for cells in found.values() for cell in cells), default=0.0),
        is_meant=meant,
    )


def _is_told(cells: Sequence[Cell]) -> bool:
    """Whether a gain or a loss is likely enough anywhere to be told by itself."""
    return any(max(cell.better, cell.worse) >= TOLD for cell in cells)


def _row(option: Option, corners: Sequence[Corner], cell: Cell) -> FactorRow:
    return FactorRow(
        factor=factor_name(cell.factor),
        address=course_address(option, cell.group, cell.factor),
        here=corners[0],
        elsewhere=corners[1] if len(corners) > 1 else None,
    )


def _corner(cell: Cell, answer: Answer, reach: float, names: CityNames) -> Corner:
    same = [
        area
        for area in answer.areas
        if answer.same_course(cell.group, area, cell.factor)
        == answer.same_course(cell.group, cell.area, cell.factor)
        and answer.is_meant(cell.group, area) == cell.meant
    ]
    return Corner(
        picture=small_bands(cell.course, reach=reach),
        said=certainty(cell.better, cell.worse),
        where=areas_in_words([cell.area, *(one for one in same if one != cell.area)], names),
    )


def areas_in_words(areas: Sequence[str], names: CityNames) -> str:
    """Up to two names, and how many more."""
    first = in_a_row([names.area(key) for key in areas[:2]])
    more = len(areas) - 2
    if more < 1:
        return first
    return ngettext("%(first)s and %(n)s more", "%(first)s and %(n)s more", more) % {
        "first": first,
        "n": whole(more),
    }


def _still(names: Iterable[str], there_are_rows: bool) -> str:
    listed = list(names)
    if not listed:
        return ""
    if not there_are_rows:
        return _("Everything that is looked at stays about the same in most runs.")
    return _("About the same in most runs: %(names)s.") % {"names": in_a_row(listed)}


def _untouched(names: Sequence[str]) -> str:
    if not names:
        return ""
    return _("For these everything stays about the same in most runs: %(names)s.") % {
        "names": in_a_row(sorted(names, key=str.casefold))
    }


def _hinge_lines(option: Option, answer: Answer, names: CityNames) -> tuple[HingeLine, ...]:
    return tuple(
        HingeLine(
            about=_("%(factor)s for %(group)s")
            % {"factor": factor_name(one.factor), "group": names.group(one.group)},
            address=course_address(option, one.group, one.factor),
            words=hinge_words(one),
        )
        for one in answer.hinges
    )
