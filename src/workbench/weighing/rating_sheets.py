"""Judgements as files to hand out: what was said, and an empty template to fill in offline."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from commonweal.files.ratings import COLUMNS, UNKNOWN, rating_sheet, sheet_as_csv
from commonweal.files.workbook_out import Sheet, Value, workbook
from workbench.weighing import round_words
from workbench.weighing.feeds.ratings import ratings_in
from workbench.weighing.models import Rater, Round
from workbench.weighing.round_words import CellNames, Word, cell_names

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMS: Mapping[str, str] = {"xlsx": XLSX, "csv": CSV}
ABOUT = "about"
TO_FILL = ("effect", "sureness", "evidence", "grade", "comment")
GIVEN = tuple(name for name in COLUMNS if name not in TO_FILL)


def said_file(found: Round, form: str) -> bytes:
    """What was said in a round, in one of `FORMS`; who was withdrawn is not in it."""
    sheet = rating_sheet(ratings_in(found))
    return _written([sheet, _how()] if form == "xlsx" else [sheet], form)


def template_file(found: Round, rater: Rater | None, form: str) -> bytes:
    """An empty template for one rater, or for any: each cell in words, then what to fill in."""
    names = cell_names()
    rows = [
        [_about(area, factor, group, names), *[None] * len(TO_FILL), *_given(found, rater, cell)]
        for area in found.policy_areas
        for factor in found.factors
        for group in found.groups
        for cell in [{"policy_area": area, "factor": factor, "group": group}]
    ]
    sheet = Sheet(name="ratings", columns=(ABOUT, *TO_FILL, *GIVEN), rows=rows)
    return _written([sheet, _how()] if form == "xlsx" else [sheet], form)


def _written(sheets: Sequence[Sheet], form: str) -> bytes:
    return workbook(sheets) if form == "xlsx" else sheet_as_csv(sheets[0]).encode()


def _about(area: str, factor: str, group: str, names: CellNames) -> str:
    said = _("%(area)s: %(factor)s · %(group)s")
    return said % {
        "area": names.area(area),
        "factor": names.factor(factor),
        "group": names.group(group),
    }


def _given(found: Round, rater: Rater | None, cell: Mapping[str, str]) -> list[Value]:
    """What the desk fills in, so that the file finds its way back."""
    told: dict[str, Value] = {"round": found.number, **cell}
    if rater is not None:
        told |= {"rater": rater.name, "side": rater.side}
    return [told.get(name) for name in GIVEN]


def _how() -> Sheet:
    """What each column holds."""
    rows: list[Sequence[Value]] = [
        *_meanings("effect", round_words.STEPS),
        ["effect", UNKNOWN, str(round_words.UNKNOWN)],
        *_meanings("sureness", round_words.SURENESS),
        ["evidence", None, _("What it rests on.")],
        *_meanings("grade", round_words.SOURCES),
        *_meanings("grade", round_words.CONTENTS),
        ["grade", "B2", _("Both halves together: the source, then the content.")],
        ["comment", None, _("In your words. Please name no person.")],
    ]
    return Sheet(name=_("how"), columns=(_("column"), _("write"), _("means")), rows=rows)


def _meanings(column: str, meant: Mapping[Any, Word]) -> list[Sequence[Value]]:
    return [[column, step, str(word)] for step, word in meant.items()]
