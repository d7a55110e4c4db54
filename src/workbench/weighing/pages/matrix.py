"""What raters said, as a picture that reads without training, with what stands out and a table.

Read `matrix_page` first. Every number comes from `commonweal.weighing.matrix`; here it gets the
city's words. Nothing is averaged over cells.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.weighing.matrix import (
    Cell,
    Judged,
    Moved,
    Standing,
    alpha_estimate,
    as_matrix,
    judged,
    moved,
    oddities,
    thinness,
)
from commonweal.weighing.matrix.cells import FURTHER
from workbench.core.labels import Pairs
from workbench.core.numbers import short, whole
from workbench.weighing import access, round_words
from workbench.weighing.feeds.ratings import ratings_as_said, ratings_in, ratings_of
from workbench.weighing.models import Round
from workbench.weighing.models.rounds import FIRST, SECOND
from workbench.weighing.pages import matrix_words
from workbench.weighing.pages.matrix_words import MoveLine
from workbench.weighing.round_words import CellNames, cell_names

SEED = 1
LAST_WORDS = "last"
CellKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureCell:
    """One field of the picture: its look, its sign, and the same in words."""

    address: str
    look: str
    sign: str
    middle: str
    said: str
    counted: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRow:
    """One thing that may change, over all groups."""

    factor: str
    cells: tuple[PictureCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The matrix of one policy area."""

    policy_area: str
    groups: tuple[str, ...]
    rows: tuple[PictureRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellLine:
    """One cell in words."""

    address: str
    policy_area: str
    factor: str
    group: str
    said: str
    middle: str
    counted: str
    agreement: str
    departments: str
    communities: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Cells that say one thing, such as two camps."""

    heading: str
    meaning: str
    lines: tuple[CellLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One way of looking at it."""

    label: str
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixPage:
    """What matrix.html may use."""

    proposal_id: int
    round_id: int
    title: str
    heading: str
    chips: tuple[Chip, ...]
    narrowing: tuple[Chip, ...]
    lede: str
    whose: str
    agreement: str
    pictures: tuple[Picture, ...]
    looks: tuple[tuple[str, str, str], ...]
    findings: tuple[Finding, ...]
    silent: tuple[str, ...]
    odd: tuple[str, ...]
    moves: tuple[MoveLine, ...]
    moved_told: str
    table: tuple[CellLine, ...]
    withdrawn: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """A round with its judgements, read once: `last` takes the last word of every rater."""

    round: Round
    last: bool

    @cached_property
    def ratings(self) -> pl.DataFrame:
        """What is looked at, fitting RATINGS."""
        return ratings_of(self.round.proposal) if self.last else ratings_in(self.round)

    @cached_property
    def judged(self) -> Judged:
        """Its cells."""
        return judged(self.ratings, number=None if self.last else self.round.number)

    @cached_property
    def cells(self) -> Mapping[CellKey, Cell]:
        """Its cells by their place."""
        return {(one.policy_area, one.factor, one.group): one for one in self.judged.cells}

    @cached_property
    def names(self) -> CellNames:
        """The city's words."""
        return cell_names()

    def place(self, key: CellKey) -> str:
        """A cell's place in words."""
        area, factor, group = key
        told = {"factor": self.names.factor(factor), "group": self.names.group(group)}
        said = _("%(factor)s · %(group)s") % told
        return said if len(self.areas) == 1 else f"{self.names.area(area)}: {said}"

    @property
    def areas(self) -> Sequence[str]:
        """The policy areas that were asked about."""
        areas: list[str] = self.round.policy_areas
        return areas

    @property
    def asked(self) -> list[CellKey]:
        """Every cell that was asked about."""
        found = self.round
        return [(a, f, g) for a in found.policy_areas for f in found.factors for g in found.groups]


def matrix_page(found: Round, *, told_of: str, only_further: bool) -> MatrixPage:
    """One round, or with `told_of` “last” the last word of every rater."""
    told = Told(round=_widest(found, told_of), last=told_of == LAST_WORDS)
    moves = _moves(told)
    return MatrixPage(
        proposal_id=found.proposal_id,
        round_id=found.pk,
        title=found.proposal.title,
        heading=_("What was said"),
        chips=_chips(found, told),
        narrowing=_narrowing(found, told, only_further),
        lede=matrix_words.lede(told.judged.raters, told.ratings, told.round),
        whose=_whose(told),
        agreement=_agreement(told),
        pictures=_pictures(told, only_further=only_further),
        looks=matrix_words.looks(),
        findings=_findings(told),
        silent=tuple(told.place(key) for key in told.asked if key not in told.cells),
        odd=_odd(told),
        moves=tuple(_move_line(told, one) for one in moves),
        moved_told=matrix_words.moved_told(moves),
        table=tuple(_line(told, one) for one in told.judged.cells),
        withdrawn=_withdrawn(found),
    )


def differing_factors(found: Round) -> Pairs:
    """What a round asked about, each with how many of its cells people see differently."""
    told = Told(round=found, last=False)
    differ = {Standing.DIVIDED, Standing.SIDES, Standing.OPEN}
    pairs = []
    for factor in found.factors:
        cells = [one for one in told.judged.cells if one.factor == factor]
        count = sum(one.standing in differ for one in cells)
        said = ngettext("%(n)s cell differs", "%(n)s cells differ", count) % {"n": whole(count)}
        pairs.append((factor, f"{told.names.factor(factor)} – {said}"))
    return pairs


def _widest(found: Round, told_of: str) -> Round:
    """The last words are about all that the first round asked."""
    first = access.rounds_of(found.proposal).first()
    return first if told_of == LAST_WORDS and first is not None else found


def _chips(found: Round, told: Told) -> tuple[Chip, ...]:
    rounds = list(access.rounds_of(found.proposal))
    if len(rounds) == 1:
        return ()
    address = reverse("weighing-matrix", args=[rounds[-1].pk]) + f"?told={LAST_WORDS}"
    by_round = tuple(
        Chip(
            label=round_words.round_name(one),
            address=reverse("weighing-matrix", args=[one.pk]),
            is_here=not told.last and one == found,
        )
        for one in rounds
    )
    return (
        *by_round,
        Chip(label=_("The last word of everybody"), address=address, is_here=told.last),
    )


def _narrowing(found: Round, told: Told, only_further: bool) -> tuple[Chip, ...]:
    """All cells, or where an effect is likely or people see it differently."""
    here = reverse("weighing-matrix", args=[found.pk])
    last = f"told={LAST_WORDS}" if told.last else ""
    further = "&".join(part for part in (last, "only=further") if part)
    counts = {"further": whole(len(told.judged.further)), "all": whole(len(told.asked))}
    return (
        Chip(
            label=_("All %(all)s cells") % counts,
            address=f"{here}?{last}",
            is_here=not only_further,
        ),
        Chip(
            label=_("Where results are likely: %(further)s cells") % counts,
            address=f"{here}?{further}",
            is_here=only_further,
        ),
    )


def _whose(told: Told) -> str:
    """Whose word is counted, where there are two rounds."""
    if told.last:
        return _(
            "Where a rater answered again, that counts; where not, its first answer does. The "
            "other steps weigh with these."
        )
    if told.round.number == SECOND:
        return _("Only what was said again is counted here.")
    return ""


def _agreement(told: Told) -> str:
    number = told.judged.round
    rng = np.random.default_rng(SEED)
    return matrix_words.agreement(alpha_estimate(as_matrix(told.ratings, number=number), rng))


def _pictures(told: Told, *, only_further: bool) -> tuple[Picture, ...]:
    keys = {key for key, one in told.cells.items() if one.standing in FURTHER}
    wanted = keys if only_further else set(told.asked)
    pictures = [
        _picture(told, area, {key for key in wanted if key[0] == area}) for area in told.areas
    ]
    return tuple(one for one in pictures if one.rows)


def _picture(told: Told, area: str, wanted: Collection[CellKey]) -> Picture:
    factors = [one for one in told.round.factors if any(key[1] == one for key in wanted)]
    groups = [one for one in told.round.groups if any(key[2] == one for key in wanted)]
    rows = [
        PictureRow(
            factor=told.names.factor(factor),
            cells=tuple(_picture_cell(told, (area, factor, group)) for group in groups),
        )
        for factor in factors
    ]
    return Picture(
        policy_area=told.names.area(area),
        groups=tuple(told.names.group(one) for one in groups),
        rows=tuple(rows),
    )


def _picture_cell(told: Told, key: CellKey) -> PictureCell:
    cell = told.cells.get(key)
    return PictureCell(
        address=_cell_address(told, key) if cell else "",
        look=matrix_words.look(cell),
        sign=matrix_words.sign(cell),
        middle=round_words.signed(cell.median) if cell else "",
        said=matrix_words.said(cell),
        counted=round_words.counted(cell) if cell else "",
        group=told.names.group(key[2]),
    )


def _cell_address(told: Told, key: CellKey) -> str:
    asked = f"?told={LAST_WORDS}" if told.last else ""
    return reverse("weighing-matrix-cell", args=[told.round.pk, *key]) + asked


def _findings(told: Told) -> tuple[Finding, ...]:
    """Cells by what they say, those that need a talk first; the others stay in the table."""
    found = []
    for standing, meaning in matrix_words.MEANINGS.items():
        lines = tuple(_line(told, one) for one in told.judged.cells if one.standing is standing)
        if lines:
            heading = f"{round_words.STANDINGS[standing]} · {whole(len(lines))}"
            found.append(Finding(heading=heading, meaning=str(meaning), lines=lines))
    return tuple(found)


def _line(told: Told, cell: Cell) -> CellLine:
    agreed = cell.agreement
    return CellLine(
        address=_cell_address(told, (cell.policy_area, cell.factor, cell.group)),
        policy_area=told.names.area(cell.policy_area),
        factor=told.names.factor(cell.factor),
        group=told.names.group(cell.group),
        said=round_words.standing(cell),
        middle=round_words.middle(cell),
        counted=round_words.counted(cell),
        agreement="–" if agreed is None else short(round(agreed, 2)),
        departments=round_words.signed(cell.departments),
        communities=round_words.signed(cell.communities),
    )


def _odd(told: Told) -> tuple[str, ...]:
    said = ratings_as_said(told.round.proposal) if not told.last else told.ratings
    number = told.judged.round
    thin = [str(matrix_words.THIN[one]) for one in thinness(told.ratings, number=number)]
    return (*thin, *matrix_words.odd(oddities(said, number=number)))


def _moves(told: Told) -> tuple[Moved, ...]:
    """What changed from the first round to the second, where the second is looked at."""
    if told.last or told.round.number == FIRST:
        return ()
    return moved(ratings_as_said(told.round.proposal), first=FIRST, second=SECOND)


def _move_line(told: Told, one: Moved) -> MoveLine:
    return matrix_words.move_line(told.place((one.policy_area, one.factor, one.group)), one)


def _withdrawn(found: Round) -> str:
    gone = found.judgements.exclude(rater__withdrawn_at=None).count()
    if not gone:
        return ""
    said = ngettext(
        "%(n)s judgement of raters who were withdrawn is kept and does not count.",
        "%(n)s judgements of raters who were withdrawn are kept and do not count.",
        gone,
    )
    return said % {"n": whole(gone)}
