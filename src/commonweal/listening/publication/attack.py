"""What an attacker can work out about hidden cells from everything that was ever published.

Read `attack`. The attacker knows the plan, the floor, the rounding rule and which cells are
hidden; that counts are whole and not negative; that a shown cell reaches the floor; that cells add
up to margins and quarters to years. For each hidden cell the least and the greatest count that
agree with all of it are found by integer programming (scipy.optimize.milp, HiGHS; the audit of
Fischetti and Salazar, Management Science 47, 2001). A revision between the quarters and the yearly
edition is not published: the attacker believes in as few revised incidents as the numbers allow.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from commonweal.core.errors import CommonwealError
from commonweal.listening.publication.editions import QUARTERS, Edition
from commonweal.listening.publication.plan import Cell, TablePlan
from commonweal.listening.publication.release import Release, counts_behind

type Place = tuple[Edition, Cell]
type Numbers = NDArray[np.float64]

FAR = 1e7
"""A count that no cell reaches: a hidden cell that may be as large as this has no upper end."""
LARGE = 1e5
"""A count that no quarter of a city reaches; small enough for the solver's arithmetic."""
_OPTIMAL = 0


class AttackFailed(CommonwealError):
    """The ranges could not be worked out, so nothing may be released."""

    code = "attack-failed"
    status = 500


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the greatest count a hidden cell may hold; `greatest` inf: no upper end."""

    least: float
    greatest: float

    @property
    def width(self) -> float:
        """Greatest less least."""
        return self.greatest - self.least


def attack(
    releases: Sequence[Release],
    *,
    knows_some_are_small: bool = False,
    revisions: Mapping[Cell, int] | None = None,
) -> dict[Place, Range]:
    """Hidden cell → its range, from releases of one plan; at most one a quarter and one a year.

    With `knows_some_are_small` the attacker also reckons with why cells are hidden: a quarter that
    hides any hides one below the floor. `revisions` (inner cell → yearly count less what the
    quarters held) is for an attacker who knows even those. Raises `AttackFailed` where no counts
    agree, or the solver gives up.
    """
    if not releases:
        return {}
    model = model_of(releases, knows_some_are_small=knows_some_are_small, revisions=revisions)
    return {place: model.range_of(place) for place in model.hidden}


@dataclass(frozen=True, slots=True)
class _Row:
    """low ≤ sum of weight × variable ≤ high."""

    parts: tuple[tuple[int, float], ...]
    low: float
    high: float


@dataclass(frozen=True)
class Model:
    """The attacker's knowledge as linear constraints on the inner cells of every edition.

    The variables are the inner cells of every release, then two for each inner cell of a yearly
    one (by how many it was revised up and down), then one for each hidden cell of a quarter: 1
    where it is taken to be below the floor.
    """

    plan: TablePlan
    variables: Mapping[Place, int]
    hidden: tuple[Place, ...]
    revised: int
    rows: tuple[_Row, ...]
    guesses: int = 0

    @property
    def width(self) -> int:
        """How many variables there are."""
        return len(self.variables) + self.revised + self.guesses

    @cached_property
    def _known(self) -> LinearConstraint:
        entries = [(n, at, by) for n, row in enumerate(self.rows) for at, by in row.parts]
        line, column, value = zip(*entries, strict=True)
        matrix = csr_array((value, (line, column)), shape=(len(self.rows), self.width))
        low, high = ([getattr(row, end) for row in self.rows] for end in ("low", "high"))
        return LinearConstraint(matrix, low, high)

    @property
    def revising(self) -> tuple[int, ...]:
        """The variables that tell of revisions."""
        return tuple(range(len(self.variables), len(self.variables) + self.revised))

    def range_of(self, place: Place) -> Range:
        """The least and the greatest count of one cell, margins included."""
        inner = self._inner_of(place)
        least = self.solution(inner)[inner].sum()
        greatest = self.solution(inner, sign=-1.0)[inner].sum()
        return Range(float(least), inf if greatest >= FAR else float(greatest))

    def narrow(self, least_width: float) -> Place | None:
        """The first hidden cell whose range is narrower than `least_width`; None: all are wide.

        Any counts that agree with the releases speak for all hidden cells at once, so most ranges
        are seen to be wide before they are worked out.
        """
        inner = {place: self._inner_of(place) for place in self.hidden}
        low, high = dict.fromkeys(inner, inf), dict.fromkeys(inner, -inf)

        def look(at: Sequence[int], sign: float) -> None:
            found = self.solution(at, sign=sign)
            for place, cells in inner.items():
                held = found[cells].sum()
                low[place], high[place] = min(low[place], held), max(high[place], held)

        every = sorted({at for cells in inner.values() for at in cells})
        for sign in (1.0, -1.0) if every else ():
            look(every, sign)
        for place, cells in inner.items():
            for sign in (1.0, -1.0):
                if high[place] - low[place] < least_width:
                    look(cells, sign)
            if high[place] - low[place] < least_width:
                return place
        return None

    def _inner_of(self, place: Place) -> list[int]:
        edition, cell = place
        return [self.variables[edition, one] for one in self.plan.within(cell)]

    def solution(self, at: Sequence[int], *, sign: float = 1.0) -> Numbers:
        """Counts that agree with all that is known, and make `sign` times the sum at `at` least."""
        aim = np.zeros(self.width)
        aim[list(at)] = sign
        found = milp(
            aim,
            integrality=np.ones(self.width),
            bounds=Bounds(0, FAR),
            constraints=[self._known] if self.rows else [],
            options={"mip_rel_gap": 0.0},
        )
        if found.status != _OPTIMAL:
            raise AttackFailed(
                f"No counts were found that agree with what was released: {found.message}",
                remedy="Nothing was released. Check that all releases belong to one plan.",
            )
        counts: Numbers = np.round(found.x)
        return counts


def model_of(
    releases: Sequence[Release],
    *,
    knows_some_are_small: bool = False,
    revisions: Mapping[Cell, int] | None = None,
) -> Model:
    """Everything that the releases say together, with the fewest revisions that they allow."""
    places = [(one.edition, cell) for one in releases for cell in one.plan.inner]
    variables = {place: n for n, place in enumerate(places)}
    shown = tuple(row for one in releases for row in _shown_rows(one, variables))
    linked = tuple(_year_rows(releases, variables, revisions or {}))
    model = Model(
        plan=releases[0].plan,
        variables=variables,
        hidden=tuple((one.edition, cell) for one in releases for cell in one.hidden),
        revised=2 * len(linked),
        rows=shown + linked,
    )
    if knows_some_are_small:
        model = _with_guesses(model, releases)
    if not linked:
        return model
    fewest = 0.0
    if revisions is None:
        fewest = float(model.solution(model.revising)[list(model.revising)].sum())
    told = _Row(tuple((at, 1.0) for at in model.revising), 0.0, fewest)
    return replace(model, rows=(*model.rows, told))


def _with_guesses(model: Model, releases: Sequence[Release]) -> Model:
    """The model of an attacker who knows that a quarter with hidden cells hides a small one.

    Nothing follows where the plan itself says that a hidden cell is one of unknown size, nor from
    a yearly edition, which may hide cells for its quarters' sake alone.
    """
    rows, at = list(model.rows), model.width
    for one in releases:
        sizes = [one.plan.size_of(cell) for cell in one.hidden]
        if one.edition.is_year or not sizes or any((n or 0) < one.plan.floor for n in sizes):
            continue
        for guess, cell in enumerate(one.hidden, at):
            inner = [model.variables[one.edition, part] for part in one.plan.within(cell)]
            parts = [*((n, 1.0) for n in inner), (guess, LARGE)]
            rows.append(_Row(tuple(parts), 0.0, one.plan.floor - 1 + LARGE))
        guesses = range(at, at + len(one.hidden))
        rows.append(_Row(tuple((guess, 1.0) for guess in guesses), 1.0, inf))
        at += len(one.hidden)
    return replace(model, rows=tuple(rows), guesses=at - model.width)


def _shown_rows(release: Release, variables: Mapping[Place, int]) -> Iterator[_Row]:
    for cell, shown in release.shown.items():
        if shown is not None:
            low, high = counts_behind(shown, release.plan.base)
            inner = [variables[release.edition, one] for one in release.plan.within(cell)]
            yield _Row(tuple((at, 1.0) for at in inner), max(low, release.plan.floor), high)


def _year_rows(
    releases: Sequence[Release], variables: Mapping[Place, int], revisions: Mapping[Cell, int]
) -> Iterator[_Row]:
    """A year's inner cell is its quarters, revised up or down; more while a quarter is missing."""
    quarters = [one.edition for one in releases if not one.edition.is_year]
    years = [one for one in releases if one.edition.is_year and quarters]
    most = 0.0 if len(quarters) == len(QUARTERS) else inf
    for year in years:
        for n, cell in enumerate(year.plan.inner):
            up = len(variables) + 2 * n
            known = float(revisions.get(cell, 0))
            parts = [(variables[year.edition, cell], 1.0), (up, -1.0), (up + 1, 1.0)]
            parts += [(variables[quarter, cell], -1.0) for quarter in quarters]
            yield _Row(tuple(parts), known, known + most)
