"""What people believe, in words: how sure a sign is, what it rests on, what it cannot say.

Read `certainty` and `caveats` first. Everything here is belief and never a forecast (charter 9).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.core.labels import CityNames, in_a_row
from workbench.core.numbers import short, whole
from workbench.weighing import words
from workbench.weighing.answers import KeptHinge
from workbench.weighing.beliefs import Gaps

NEARLY_ALL, SPLIT, READABLE = 0.95, 0.25, 40
CLEAR = 0.9

# How often nine-in-ten bands held in made-up worlds: docs/measured/what_if_worlds.json, which a
# test holds against these whole per cents (lowest and highest over 5, 12 and 40 raters).
HELD: Mapping[str, tuple[int, int]] = {
    "the same rule": (97, 99),
    "one of the rules drawn": (94, 96),
    "15 % of the links on nobody's map": (86, 89),
    "raters who share half of their error": (88, 94),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """How sure a sign is: the words, and which way most runs go (better, worse, same, split)."""

    words: str
    way: str


def certainty(better: float, worse: float) -> Certainty:
    """In how many of ten runs it is better, worse, or about the same; both where they are split."""
    if min(better, worse) >= SPLIT:
        said = _("split: in %(better)s runs better, in %(worse)s worse")
        return Certainty(
            words=said % {"better": of_ten(better), "worse": of_ten(worse)}, way="split"
        )
    shares = {"same": max(1 - better - worse, 0.0), "better": better, "worse": worse}
    way = max(shares, key=lambda name: shares[name])
    told = {
        "better": _("in %(n)s runs better"),
        "worse": _("in %(n)s runs worse"),
        "same": _("in %(n)s runs about the same"),
    }
    return Certainty(words=told[way] % {"n": of_ten(shares[way])}, way=way)


def of_ten(share: float) -> str:
    """A share of runs as people say it: 8 of 10."""
    if share >= NEARLY_ALL:
        return _("nearly all")
    if share <= 1 - NEARLY_ALL:
        return _("hardly any")
    return _("%(n)s of 10") % {"n": min(max(round(10 * share), 1), 9)}


def rests_on(kept: Mapping[str, Any]) -> str:
    """How much an answer rests on."""
    raters, drawers, draws = kept["raters"], kept["drawers"], kept["draws"]
    parts = (
        ngettext("%(n)s rater", "%(n)s raters", raters) % {"n": whole(raters)},
        ngettext("%(n)s map", "%(n)s maps", drawers) % {"n": whole(drawers)},
        ngettext("%(n)s run", "%(n)s runs", draws) % {"n": whole(draws)},
    )
    return _("This rests on %(raters)s, %(maps)s and %(runs)s.") % dict(
        zip(("raters", "maps", "runs"), parts, strict=True)
    )


def unsettled(share: float) -> str:
    """How many runs still moved at the end."""
    return _("After twenty quarters %(n)s %% of the runs had not settled.") % {
        "n": whole(round(100 * share))
    }


def caveats() -> tuple[str, ...]:
    """What stands beside every answer."""
    told = {name: f"{low}–{high}" for name, (low, high) in HELD.items()}
    return (
        _(
            "This is what those who were asked would expect if their maps were right. It is a "
            "belief and never a forecast, and it has no unit."
        ),
        _(
            "In made-up worlds, nine-in-ten bands held what then happened in %(same)s %% of cases "
            "where the world followed a known rule, and in %(drawn)s %% where it was one of "
            "several. They are wider than need be, because views scatter around what is true."
        )
        % {"same": told["the same rule"], "drawn": told["one of the rules drawn"]},
        _(
            "Where a part of the links stood on nobody’s map it was %(missing)s %%, and where "
            "raters shared an error %(shared)s %%. Neither can be seen in a band, and nobody knows "
            "which of these worlds this city is like."
        )
        % {
            "missing": told["15 % of the links on nobody's map"],
            "shared": told["raters who share half of their error"],
        },
    )


def gap_lines(gaps: Gaps, names: CityNames) -> tuple[str, ...]:
    """What could not be taken in, each as a sentence."""
    told = (
        (gaps.groups, _("Nobody judged what it does for: %(names)s."), names.group),
        (gaps.factors, _("In no judgement and on no map: %(names)s."), factor_name),
        (gaps.on_no_map, _("On no map, so nothing follows from: %(names)s."), factor_name),
        (gaps.channels, _("Passes on what nobody judged or drew: %(names)s."), str),
    )
    return tuple(
        said % {"names": in_a_row([name(key) for key in keys])} for keys, said, name in told if keys
    )


def too_few_views(kept: Mapping[str, Any]) -> tuple[str, ...]:
    """What a reader should know of the maps before leaning on them."""
    told = []
    if kept["drawers"] == 1:
        told.append(_("One map is one view: ask others to draw theirs before this is used."))
    if kept["raters"] == 1:
        told.append(_("One rater is one view: ask others to judge before this is used."))
    if kept.get("nodes", 0) > READABLE:
        told.append(
            _("The maps hold %(n)s things, more than people can talk about.")
            % {"n": whole(kept["nodes"])}
        )
    return tuple(told)


def factor_name(key: str) -> str:
    """The name of one factor."""
    return words.factor_names([key])[0]


def hinge_words(hinge: KeptHinge) -> str:
    """What would make an answer clear."""
    people = people_in_words(hinge.people)
    told = {
        "people": people,
        "arrow": f"{factor_name(hinge.source)} → {factor_name(hinge.target)}",
        "now": whole(round(100 * hinge.sure_now)),
        "then": whole(round(100 * hinge.sure_then)),
    }
    if hinge.sure_then >= CLEAR:
        return _("If %(people)s agreed on %(arrow)s, the answer would be clear.") % told
    if hinge.sure_then > hinge.sure_now:
        return (
            _(
                "If %(people)s agreed on %(arrow)s, the answer would be at least %(then)s %% sure "
                "in place of %(now)s %%."
            )
            % told
        )
    return (
        _(
            "It hangs most on %(arrow)s, which %(people)s see apart. Agreeing on it alone would "
            "not make the answer surer."
        )
        % told
    )


def people_in_words(people: tuple[str, ...]) -> str:
    """Names one after the other; of more than four, three and how many others."""
    if len(people) > 4:
        return _("%(names)s and %(n)s others") % {
            "names": ", ".join(people[:3]),
            "n": len(people) - 3,
        }
    if len(people) < 2:
        return "".join(people)
    return _("%(names)s and %(last)s") % {"names": ", ".join(people[:-1]), "last": people[-1]}


def difference(value: float) -> str:
    """A difference with its sign."""
    told = round(value, 2)
    sign = "+" if told > 0 else "−" if told < 0 else ""
    return f"{sign}{short(abs(told))}"
