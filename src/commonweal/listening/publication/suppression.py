"""Which cells of a release stay hidden: the small ones, and whatever would give one away.

Read `protect`. First every cell that the floor forbids is hidden (`small_cells`). Then the
attacker is asked (`attack.Model.narrow`): while the range of any hidden cell, in this release or
an earlier one, is narrower than the floor, another cell of this release is hidden, the one that
holds least. The attacker is the strictest one, who also reckons with why cells are hidden: a
single hidden cell could only be a small one. At last, cells that need not have been hidden are
given back. All of it is deterministic.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from commonweal.core.small_numbers import FloorReason, publishable_outside
from commonweal.listening.publication.attack import Model, Place, model_of
from commonweal.listening.publication.editions import Edition
from commonweal.listening.publication.plan import ALL, Cell, TablePlan
from commonweal.listening.publication.release import Release, rounded


class HiddenReason(StrEnum):
    """Why a cell is hidden; for the desk alone, outside it would tell which cells are small."""

    COUNT_BELOW_FLOOR = FloorReason.COUNT_BELOW_FLOOR.value
    GROUP_BELOW_FLOOR = FloorReason.GROUP_BELOW_FLOOR.value
    GROUP_SIZE_UNKNOWN = FloorReason.GROUP_SIZE_UNKNOWN.value
    GIVES_ANOTHER_AWAY = "gives-another-away"


type Hidden = Mapping[Cell, HiddenReason]


def protect(
    counts: Mapping[Cell, int],
    plan: TablePlan,
    edition: Edition,
    *,
    earlier: Sequence[Release] = (),
) -> tuple[Release, dict[Cell, HiddenReason]]:
    """The release of `counts` (every cell of the plan), and why each hidden cell is hidden.

    `earlier` are the releases of the plan that are out already; their hidden cells are protected
    as well. Afterwards every range that `attack` finds is at least the floor wide.
    """
    small = small_cells(counts, plan)
    hidden = complement(counts, plan, edition, small=small, earlier=earlier)
    reasons = {
        cell: small.get(cell, HiddenReason.GIVES_ANOTHER_AWAY)
        for cell in plan.cells
        if cell in hidden
    }
    return _released(counts, plan, edition, hidden), reasons


def small_cells(counts: Mapping[Cell, int], plan: TablePlan) -> dict[Cell, HiddenReason]:
    """The cells whose count, or whose group, does not reach the floor; unknown is too small."""
    found = {}
    for cell in plan.cells:
        told = publishable_outside(counts[cell], plan.size_of(cell), plan.floor)
        if not told.allowed:
            found[cell] = HiddenReason(told.reason.value)
    return found


def complement(
    counts: Mapping[Cell, int],
    plan: TablePlan,
    edition: Edition,
    *,
    small: Iterable[Cell],
    earlier: Sequence[Release],
) -> frozenset[Cell]:
    """The small cells, and further ones until no range is narrower than the floor."""
    first = frozenset(small)
    search = _Search(counts, plan, edition, earlier)
    hidden = first
    while len(hidden) < len(plan.cells) and (narrow := search.narrow(hidden)) is not None:
        hidden = search.more(hidden, narrow)
    for cell in search.dearest_first(hidden - first):
        if search.narrow(hidden - {cell}) is None:
            hidden -= {cell}
    return hidden


class _Search:
    """The release in the making: what hiding some cells would let an attacker find."""

    def __init__(
        self,
        counts: Mapping[Cell, int],
        plan: TablePlan,
        edition: Edition,
        earlier: Sequence[Release],
    ) -> None:
        self.counts, self.plan, self.edition, self.earlier = counts, plan, edition, earlier
        self.order = {cell: n for n, cell in enumerate(plan.cells)}

    def narrow(self, hidden: frozenset[Cell]) -> Place | None:
        """A hidden cell whose range is narrower than the floor, if there is one."""
        return self._model(hidden).narrow(self.plan.floor)

    def more(self, hidden: frozenset[Cell], narrow: Place) -> frozenset[Cell]:
        """Hidden cells with further ones, so that the range of `narrow` becomes wide.

        One cell if one is enough; else the three that make a rectangle with it; else the cheapest.
        """
        for cell in self.cheapest_first(set(self.order) - hidden):
            if self._widens(hidden | {cell}, narrow):
                return hidden | {cell}
        rectangles = sorted(
            self._rectangles(narrow[1], hidden),
            key=lambda cells: (sum(self.counts[cell] for cell in cells), sorted(cells)),
        )
        for cells in rectangles:
            if self._widens(hidden | cells, narrow):
                return hidden | cells
        return hidden | {self.cheapest_first(set(self.order) - hidden)[0]}

    def cheapest_first(self, cells: Iterable[Cell]) -> list[Cell]:
        """By what is lost in hiding them; in the plan's order where that is equal."""
        return sorted(cells, key=lambda cell: (self.counts[cell], self.order[cell]))

    def dearest_first(self, cells: Iterable[Cell]) -> list[Cell]:
        """The other way round."""
        return self.cheapest_first(cells)[::-1]

    def _rectangles(self, cell: Cell, hidden: frozenset[Cell]) -> Iterator[frozenset[Cell]]:
        """The cells in its row and column, and across, that would have to be hidden with it."""
        row, column = cell
        for other_row, other_column in self.plan.inner:
            cells = {cell, (row, other_column), (other_row, column), (other_row, other_column)}
            wanted = frozenset(cells) & frozenset(self.order) - hidden
            if wanted and ALL not in cell:
                yield wanted

    def _widens(self, hidden: frozenset[Cell], narrow: Place) -> bool:
        return self._model(hidden).range_of(narrow).width >= self.plan.floor

    def _model(self, hidden: frozenset[Cell]) -> Model:
        """The strictest attacker: one who reckons with why cells are hidden."""
        return model_of(self._out(hidden), knows_some_are_small=True)

    def _out(self, hidden: frozenset[Cell]) -> list[Release]:
        return [*self.earlier, _released(self.counts, self.plan, self.edition, hidden)]


def _released(
    counts: Mapping[Cell, int], plan: TablePlan, edition: Edition, hidden: Iterable[Cell]
) -> Release:
    kept = frozenset(hidden)
    shown = {
        cell: None if cell in kept else rounded(counts[cell], plan.base) for cell in plan.cells
    }
    return Release(plan=plan, edition=edition, shown=shown)
