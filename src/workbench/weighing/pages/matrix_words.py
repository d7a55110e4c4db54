"""What the library tells of a matrix, in the reader's language: looks, signs, oddities, changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.core.estimate import Estimate
from commonweal.weighing.matrix import Cell, Moved, Odd, Oddity, Standing, Thin
from workbench.core.labels import in_a_row
from workbench.core.numbers import short, whole
from workbench.weighing import round_words
from workbench.weighing.models import Round
from workbench.weighing.round_words import Word

SILENT = "silent"
SIGNS: Mapping[str, str] = {
    Standing.DIVIDED: "⇅",
    Standing.SIDES: "≠",
    Standing.HELPS: "▲",
    Standing.HARMS: "▼",
    Standing.NONE: "=",
    Standing.OPEN: "·",
    Standing.FEW: "…",
    Standing.NOBODY: "?",
}
LOOKS: Mapping[str, str] = {
    Standing.DIVIDED: "camps",
    Standing.SIDES: "sides",
    Standing.NONE: "even",
    Standing.OPEN: "even",
    Standing.FEW: SILENT,
    Standing.NOBODY: SILENT,
}
MEANINGS: Mapping[Standing, Word] = {
    Standing.DIVIDED: gettext_lazy(
        "Some expect clearly better, others clearly worse. Talk about it before you decide."
    ),
    Standing.SIDES: gettext_lazy(
        "Their middles lie on different sides of zero, or two steps apart."
    ),
    Standing.HARMS: gettext_lazy("The middle is worse, and three quarters see it so."),
    Standing.HELPS: gettext_lazy("The middle is better, and three quarters see it so."),
    Standing.NOBODY: gettext_lazy("All who answered said that they don’t know. Ask who could."),
    Standing.FEW: gettext_lazy("Fewer than three judged; read it as single voices."),
}
THIN: Mapping[Thin, Word] = {
    Thin.ONE_RATER: gettext_lazy("One rater alone judged: this is one opinion, and no round."),
    Thin.ONE_SIDE: gettext_lazy(
        "Only one side judged, so departments and communities cannot be compared."
    ),
    Thin.NO_SPREAD: gettext_lazy(
        "No answer differs from another, so agreement is not told apart from habit."
    ),
}
ODD: Mapping[Odd, Word] = {
    Odd.CERTAIN_UNKNOWN: gettext_lazy("Certain, and does not know: %(raters)s."),
    Odd.CERTAIN_DOUBTFUL: gettext_lazy(
        "Certain on evidence that they grade as doubtful: %(raters)s."
    ),
    Odd.TURNED: gettext_lazy(
        "From a strong expectation to the opposite one between the rounds: %(raters)s."
    ),
}


def look(cell: Cell | None) -> str:
    """The class of a field: amber for worse, teal for better, stripes where people differ."""
    if cell is None:
        return SILENT
    if cell.standing in LOOKS:
        return LOOKS[cell.standing]
    steps = min(3, max(1, round(abs(cell.median or 0))))
    return f"better{steps}" if cell.standing is Standing.HELPS else f"worse{steps}"


def sign(cell: Cell | None) -> str:
    """The sign of a field, so that no colour is needed."""
    return SIGNS[cell.standing] if cell else ""


def said(cell: Cell | None) -> str:
    """What a field says; where the two sides differ, the middle of each."""
    if cell is None:
        return _("nothing said yet")
    if cell.standing is not Standing.SIDES:
        return round_words.standing(cell)
    told = {
        "one": round_words.signed(cell.departments),
        "two": round_words.signed(cell.communities),
    }
    return _("departments %(one)s, communities %(two)s") % told


def looks() -> tuple[tuple[str, str, str], ...]:
    """The key of the picture: look, sign and words."""
    shown = {Standing.HELPS: "better2", Standing.HARMS: "worse2"}
    return tuple(
        (shown.get(one) or LOOKS[one], SIGNS[one], str(word))
        for one, word in round_words.STANDINGS.items()
    )


def lede(raters: Sequence[str], ratings: pl.DataFrame, found: Round) -> str:
    """Who answered, from which side, of how many who were asked."""
    sides = dict(ratings.group_by("side").agg(pl.col("rater").n_unique()).iter_rows())
    asked = found.proposal.raters.filter(withdrawn_at=None).count()
    said = ngettext(
        "%(n)s of %(asked)s rater answered (%(sides)s).",
        "%(n)s of %(asked)s raters answered (%(sides)s).",
        asked,
    )
    told = {"n": whole(len(raters)), "asked": whole(asked)}
    return said % {**told, "sides": round_words.sides(sides)}


def agreement(agreed: Estimate | None) -> str:
    """Krippendorff's alpha with its range."""
    if agreed is None:
        return _(
            "Agreement over all cells cannot be told: fewer than ten cells were judged by two, or "
            "no answer differs."
        )
    return _(
        "Agreement over all cells (Krippendorff’s alpha): %(value)s, between %(low)s and %(high)s, "
        "over %(n)s cells. 1 means that all agree, 0 no more than chance. Agreement is no proof."
    ) % {
        "value": short(round(agreed.value, 2)),
        "low": short(round(agreed.low, 2)),
        "high": short(round(agreed.high, 2)),
        "n": whole(agreed.n),
    }


def odd(found: Sequence[Oddity]) -> tuple[str, ...]:
    """What asks for a word with raters, one line for each kind; all of it is kept."""
    alike = [_alike(one) for one in found if one.kind is Odd.ALIKE]
    told = [
        str(word) % {"raters": in_a_row([_cells_of(one) for one in found if one.kind is kind])}
        for kind, word in ODD.items()
        if any(one.kind is kind for one in found)
    ]
    lines = [*alike, *told]
    kept = _("All of it is kept; ask whether it was meant.")
    return (*lines[:-1], f"{lines[-1]} {kept}") if lines else ()


def _alike(one: Oddity) -> str:
    said = ngettext(
        "%(rater)s gave one answer to all %(n)s cell: “%(answer)s”.",
        "%(rater)s gave one answer to all %(n)s cells: “%(answer)s”.",
        one.cells,
    )
    told = {"rater": one.rater, "n": whole(one.cells), "answer": round_words.effect(one.answer)}
    return said % told


def _cells_of(one: Oddity) -> str:
    said = ngettext("%(rater)s (%(n)s cell)", "%(rater)s (%(n)s cells)", one.cells)
    return said % {"rater": one.rater, "n": whole(one.cells)}


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveLine:
    """How a cell changed for those who judged it in both rounds."""

    place: str
    middle: str
    spread: str
    both: str
    nearer: str
    farther: str


def move_line(place: str, one: Moved) -> MoveLine:
    """One cell that somebody judged anew."""
    return MoveLine(
        place=place,
        middle=f"{round_words.signed(one.median_before)} → {round_words.signed(one.median_after)}",
        spread=f"{short(one.spread_before)} → {short(one.spread_after)}",
        both=whole(one.both),
        nearer=whole(one.nearer),
        farther=whole(one.farther),
    )


def moved_told(changes: Sequence[Moved]) -> str:
    """All changes counted, with the caveat that belongs to them."""
    if not changes:
        return ""
    nearer, farther = sum(one.nearer for one in changes), sum(one.farther for one in changes)
    told = {"cells": whole(len(changes)), "nearer": whole(nearer), "farther": whole(farther)}
    said = ngettext(
        "%(cells)s cell changed: %(nearer)s answers came nearer to the first middle, %(farther)s "
        "went away from it. Who sees where others stand moves towards them; that alone makes "
        "nothing truer.",
        "%(cells)s cells changed: %(nearer)s answers came nearer to the first middle, %(farther)s "
        "went away from it. Who sees where others stand moves towards them; that alone makes "
        "nothing truer.",
        len(changes),
    )
    return said % told
