"""Who took part, beside who lives there: reckoned from counts that are typed in, and not kept."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.errors import CommonwealError
from commonweal.mapping.communities import Representation, representation
from commonweal.mapping.communities.counts import LIVING, NEEDED, dimensions_of
from commonweal.mapping.communities.representation import Cell
from workbench.core.city import current_city
from workbench.core.numbers import short, whole
from workbench.mapping.representation_forms import CountsForm

COLUMNS = (*NEEDED, LIVING)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerLine:
    """One answer: how many gave it, their share with its range, who lives there, what it says."""

    name: str
    took_part: str
    share: str
    living: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPart:
    """One question with its answers."""

    name: str
    answered: str
    lines: tuple[AnswerLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RepresentationPage:
    """What representation.html may use."""

    form: CountsForm
    parts: tuple[QuestionPart, ...] = ()
    not_asked: tuple[str, ...] = ()


def representation_page(form: CountsForm) -> RepresentationPage:
    """The matrix of what was typed; a fault stands at the field."""
    if not form.is_valid():
        return RepresentationPage(form=form)
    try:
        dimensions = dimensions_of(_rows(form.cleaned_data["counts"]), file=_("The counts"))
        told = representation(dimensions, pack=current_city().groups(), floor=None)
    except CommonwealError as fault:
        form.add_error("counts", f"{fault.message} {fault.remedy}")
        return RepresentationPage(form=form)
    return RepresentationPage(
        form=form,
        parts=tuple(_part(told, key) for key in told.answered),
        not_asked=tuple(_not_asked(told)),
    )


def _rows(text: str) -> Iterable[tuple[int, dict[str, str | None]]]:
    """The typed lines, parted by a semicolon, a tab or a comma."""
    first = text.strip().splitlines()[0]
    parted = next((one for one in (";", "\t") if one in first), ",")
    for number, cells in enumerate(csv.reader(StringIO(text.strip()), delimiter=parted), 1):
        if any(cell.strip() for cell in cells):
            yield number, dict(zip(COLUMNS, cells, strict=False))


def _part(told: Representation, key: str) -> QuestionPart:
    answered, silent = told.answered[key] or 0, told.silent[key] or 0
    said = ngettext("%(n)s answered", "%(n)s answered", answered) % {"n": whole(answered)}
    if silent:
        more = ngettext("%(n)s did not", "%(n)s did not", silent) % {"n": whole(silent)}
        said = f"{said}, {more}"
    return QuestionPart(name=key, answered=said, lines=tuple(_line(one) for one in told.of(key)))


def _line(cell: Cell) -> AnswerLine:
    share = cell.share
    living = cell.living_share
    return AnswerLine(
        name=cell.name,
        took_part="–" if cell.n is None else whole(cell.n),
        share=_("%(low)s to %(high)s %%") % {"low": _cent(share.low), "high": _cent(share.high)}
        if share
        else "–",
        living="–" if living is None else _("%(share)s %%") % {"share": _cent(living)},
        said=_reading(cell),
    )


def _cent(share: float) -> str:
    return short(float(f"{100 * share:.2g}"))


def _reading(cell: Cell) -> str:
    return {
        "more": _("more than chance alone would bring"),
        "fewer": _("fewer than chance alone would leave out"),
        "alike": _("no more of a difference than chance may make"),
        "nobody": _("nobody came"),
    }.get(cell.reading, _("how many live there is not known"))


def _not_asked(told: Representation) -> Iterable[str]:
    said = {
        "geography": _("where people live"),
        "profession": _("what they work as"),
        "household": _("how many live together"),
        "income": _("what they live on"),
    }
    return (words for key, words in said.items() if key not in told.answered)
