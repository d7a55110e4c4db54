"""Ways of doing it beside one another and beside doing nothing: by group, without a total.

Read `beside_page` first. What one group gains does not pay for what another loses, and of several
areas the worst off is told; so no row is the best.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from workbench.core.labels import CityNames, city_names, in_a_row
from workbench.weighing import access
from workbench.weighing.actions.runs import Answered
from workbench.weighing.comparing import HERE, Beside, Held
from workbench.weighing.models import Proposal
from workbench.weighing.pages.belief_words import (
    NEARLY_ALL,
    caveats,
    certainty,
    difference,
    factor_name,
    gap_lines,
    of_ten,
    too_few_views,
)
from workbench.weighing.pages.runs import RunState, run_state

GAINS, MAY_LOSE, REGRETTED = 0.5, 0.25, 0.005


@dataclass(frozen=True, slots=True, kw_only=True)
class WayRow:
    """What one way does for one group in a place."""

    name: str
    better: str
    worse: str
    unharmed: str
    regret: str
    is_nothing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTable:
    """All ways for one group in a place."""

    place: str
    rows: tuple[WayRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPart:
    """All ways for one group."""

    name: str
    address: str
    places: tuple[PlaceTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietLine:
    """A group for which no way is likely better, and none may be worse."""

    name: str
    address: str
    unharmed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BesidePage:
    """What beside.html may use; the majority is always among `groups`."""

    proposal_id: int
    title: str
    state: RunState
    only_one: bool
    groups: tuple[GroupPart, ...]
    quiet: tuple[QuietLine, ...]
    gaps: tuple[str, ...]
    caveats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorFigures:
    """One factor with one way, in figures."""

    way: str
    certainty: str
    middle: str
    band: str
    regret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorTable:
    """One factor in a place, way by way."""

    heading: str
    rows: tuple[FactorFigures, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideGroupPage:
    """What beside_group.html may use."""

    proposal_id: int
    heading: str
    state: RunState
    tables: tuple[FactorTable, ...]
    still: str
    caveats: tuple[str, ...]


def beside_page(proposal: Proposal, found: Answered) -> BesidePage:
    """Every group, and for each every way."""
    beside, names = Beside(kept=found.answer), city_names()
    listed = [key for key in names.groups.keys if key in beside.groups]
    listed += [key for key in beside.groups if key not in listed]
    quiet = [key for key in listed if _is_quiet(beside, key) and not _is_majority(key, names)]
    return BesidePage(
        proposal_id=proposal.pk,
        title=proposal.title,
        state=run_state(found),
        only_one=access.open_options(proposal).count() == 1,
        groups=tuple(
            GroupPart(
                name=names.group(key),
                address=_figures_of(proposal, key),
                places=tuple(_table(beside, key, place) for place in beside.places),
            )
            for key in listed
            if key not in quiet
        ),
        quiet=tuple(
            QuietLine(
                name=names.group(key),
                address=_figures_of(proposal, key),
                unharmed=_in_runs(_least_unharmed(beside, key)),
            )
            for key in quiet
        ),
        gaps=(*too_few_views(beside.kept), *gap_lines(beside.gaps, names)),
        caveats=caveats(),
    )


def beside_group_page(proposal: Proposal, found: Answered, group: str) -> BesideGroupPage:
    """One group in figures: factor by factor, and for each every way."""
    beside = Beside(kept=found.answer)
    if group not in beside.groups:
        raise Http404
    every = [
        (factor, place, {way: beside.held(way, group, place)[at] for way in beside.ways})
        for at, factor in enumerate(beside.factors)
        for place in beside.places
    ]
    moving = [one for one in every if _moves(one[2].values())]
    still = [one for one in every if one not in moving]
    return BesideGroupPage(
        proposal_id=proposal.pk,
        heading=city_names().group(group),
        state=run_state(found),
        tables=tuple(_factor_table(factor, place, held) for factor, place, held in moving),
        still=in_a_row([_heading(factor, place) for factor, place, held in still]) if still else "",
        caveats=caveats(),
    )


def _figures_of(proposal: Proposal, group: str) -> str:
    return reverse("weighing-beside-group", args=[proposal.pk, group])


def _is_majority(key: str, names: CityNames) -> bool:
    return key in names.groups.groups and names.groups.groups[key].majority


def _is_quiet(beside: Beside, group: str) -> bool:
    """Whether no way is likely better or may be worse for them anywhere."""
    return all(
        one.better < GAINS and one.worse < MAY_LOSE
        for way in beside.ways
        for place in beside.places
        for one in beside.held(way, group, place)
    )


def _least_unharmed(beside: Beside, group: str) -> float:
    return min(beside.unharmed(way, group, place) for way in beside.ways for place in beside.places)


def _in_runs(share: float) -> str:
    return _("in %(n)s runs") % {"n": of_ten(share)}


def place_words(place: str) -> str:
    """Where one of the ways acts, or elsewhere."""
    return _("where one of the ways acts") if place == HERE else _("elsewhere")


def way_name(name: str) -> str:
    """The name of a way; doing nothing in the reader's language."""
    return _("do nothing") if name == "do nothing" else name


def _table(beside: Beside, group: str, place: str) -> PlaceTable:
    return PlaceTable(
        place=place_words(place),
        rows=tuple(_row(beside, way, group, place) for way in beside.ways),
    )


def _row(beside: Beside, way: str, group: str, place: str) -> WayRow:
    held = beside.held(way, group, place)
    most = max(held, key=lambda one: one.regret, default=None)
    return WayRow(
        name=way_name(way),
        better=in_a_row([factor_name(one.factor) for one in held if one.better >= GAINS]),
        worse=in_a_row([factor_name(one.factor) for one in held if one.worse >= MAY_LOSE]),
        unharmed=_in_runs(beside.unharmed(way, group, place)),
        regret=f"{factor_name(most.factor)}: {difference(most.regret).lstrip('+')}"
        if most and most.regret >= REGRETTED
        else "–",
        is_nothing=way == beside.ways[-1],
    )


def _moves(held: Iterable[Held]) -> bool:
    """Whether at least one way changes it noticeably in more than one run of twenty."""
    return any(max(one.better, one.worse) > 1 - NEARLY_ALL for one in held)


def _heading(factor: str, place: str) -> str:
    return f"{factor_name(factor)}, {place_words(place)}"


def _factor_table(factor: str, place: str, held: Mapping[str, Held]) -> FactorTable:
    return FactorTable(
        heading=_heading(factor, place),
        rows=tuple(_figures(way, one) for way, one in held.items()),
    )


def _figures(way: str, one: Held) -> FactorFigures:
    return FactorFigures(
        way=way_name(way),
        certainty=certainty(one.better, one.worse).words,
        middle=difference(one.median),
        band=_("%(low)s to %(high)s") % {"low": difference(one.low), "high": difference(one.high)},
        regret=_("%(n)s, in one run of twenty more than %(most)s")
        % {
            "n": difference(one.regret).lstrip("+"),
            "most": difference(one.regret_high).lstrip("+"),
        },
    )
