"""Judgements in words: the seven steps, how sure, the grades of evidence, what a cell says.

The steps of the grades are those of the admiralty scale, as the library reads it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonweal.core.policy_words import PolicyAreaPack, PolicyFactorPack
from commonweal.weighing.matrix import Cell, Standing
from workbench.core.labels import CityNames, city_names, in_a_row
from workbench.core.numbers import short, whole
from workbench.weighing import words
from workbench.weighing.models import Rater, Round

Word = str | Promise
Words = Mapping[int, Word]
MINUS = "−"

STEPS: Words = {
    -3: gettext_lazy("much worse"),
    -2: gettext_lazy("worse"),
    -1: gettext_lazy("a little worse"),
    0: gettext_lazy("no effect"),
    1: gettext_lazy("a little better"),
    2: gettext_lazy("better"),
    3: gettext_lazy("much better"),
}
UNKNOWN = gettext_lazy("I don’t know")
SURENESS: Words = {
    1: gettext_lazy("a guess"),
    2: gettext_lazy("rather unsure"),
    3: gettext_lazy("rather sure"),
    4: gettext_lazy("certain"),
}
SOURCES: Mapping[str, Word] = {
    "A": gettext_lazy("A – completely reliable"),
    "B": gettext_lazy("B – usually reliable"),
    "C": gettext_lazy("C – fairly reliable"),
    "D": gettext_lazy("D – not usually reliable"),
    "E": gettext_lazy("E – unreliable"),
    "F": gettext_lazy("F – cannot be judged"),
}
CONTENTS: Mapping[str, Word] = {
    "1": gettext_lazy("1 – confirmed by others"),
    "2": gettext_lazy("2 – probably so"),
    "3": gettext_lazy("3 – possibly so"),
    "4": gettext_lazy("4 – doubtful"),
    "5": gettext_lazy("5 – improbable"),
    "6": gettext_lazy("6 – cannot be judged"),
}
STANDINGS: Mapping[Standing, Word] = {
    Standing.DIVIDED: gettext_lazy("two camps"),
    Standing.SIDES: gettext_lazy("departments and communities differ"),
    Standing.HELPS: gettext_lazy("likely better"),
    Standing.HARMS: gettext_lazy("likely worse"),
    Standing.OPEN: gettext_lazy("open"),
    Standing.NONE: gettext_lazy("no effect expected"),
    Standing.FEW: gettext_lazy("too few judged"),
    Standing.NOBODY: gettext_lazy("nobody could judge"),
}
"""In the order in which they are read."""


def signed(value: float | None) -> str:
    """A step or a middle with its sign; a dash for none."""
    if value is None:
        return "–"
    sign = "+" if value > 0 else MINUS if value < 0 else ""
    return f"{sign}{short(abs(value))}"


def effect(value: int | None) -> str:
    """An answer as it is read: “−2 worse”, “I don't know”."""
    return str(UNKNOWN) if value is None else f"{signed(value)} {STEPS[value]}"


def standing(cell: Cell) -> str:
    """What a cell says."""
    return str(STANDINGS[cell.standing])


def counted(cell: Cell) -> str:
    """How many judged and how many do not know."""
    said = ngettext("%(n)s judged", "%(n)s judged", cell.judged) % {"n": whole(cell.judged)}
    if not cell.unknown:
        return said
    return _("%(judged)s, %(unknown)s don’t know") % {
        "judged": said,
        "unknown": whole(cell.unknown),
    }


def middle(cell: Cell) -> str:
    """The middle of a cell with its quartiles."""
    if cell.median is None:
        return "–"
    told = {"low": signed(cell.low), "high": signed(cell.high)}
    return signed(cell.median) + " " + _("(half lie from %(low)s to %(high)s)") % told


def sides(counts: Mapping[str, int]) -> str:
    """How many departments and communities."""
    departments = counts.get(Rater.Side.DEPARTMENT, 0)
    communities = counts.get(Rater.Side.COMMUNITY, 0)
    told = (
        ngettext("%(n)s department", "%(n)s departments", departments) % {"n": whole(departments)},
        ngettext("%(n)s community", "%(n)s communities", communities) % {"n": whole(communities)},
    )
    return in_a_row(told)


def answered(raters: int) -> str:
    """How many raters said something."""
    said = ngettext("%(n)s rater said something.", "%(n)s raters said something.", raters)
    return said % {"n": whole(raters)}


def steps_taken(counts: Sequence[int]) -> str:
    """How often each step was chosen, those that were: “1 × −2 worse, 3 × +1 a little better”."""
    told = zip(STEPS, counts, strict=True)
    return ", ".join(f"{whole(count)} × {effect(step)}" for step, count in told if count) or "–"


def round_name(found: Round) -> str:
    """The first or the second round."""
    return _("First round") if found.number == 1 else _("Second round")


def rater_line(rater: Rater) -> str:
    """A rater as the desk reads it: its side, and for whom it speaks."""
    side = str(rater.get_side_display())
    return f"{side} · {rater.body}" if rater.body else side


@dataclass(frozen=True, slots=True, kw_only=True)
class CellNames:
    """The city's names of everything that a cell is about, read once for a page."""

    areas: PolicyAreaPack
    factors: PolicyFactorPack
    city: CityNames

    def area(self, key: str) -> str:
        """The name of a policy area; the key itself where the list has lost it."""
        return self.areas.rows[key].name if key in self.areas else key

    def factor(self, key: str) -> str:
        """The name of what may change; the key itself where the list has lost it."""
        return self.factors.rows[key].name if key in self.factors else key

    def group(self, key: str) -> str:
        """The name of a group."""
        return self.city.group(key)

    def meaning(self, key: str) -> str:
        """What is meant by what may change, and which way better is."""
        if key not in self.factors:
            return ""
        row = self.factors.rows[key]
        less, more = _("Better means: less of it."), _("Better means: more of it.")
        return f"{row.what}. {less if row.more_is_worse else more}"


def cell_names() -> CellNames:
    """The names of this city in the reader's language."""
    return CellNames(areas=words.policy_areas(), factors=words.policy_factors(), city=city_names())
