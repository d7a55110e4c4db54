"""What a conversation shows: its groups, what bridges them, what divides them, what is not known.

Read `view_of` first. It makes the same parts for those who hold a conversation, for its room and
for everybody; `Sight` says how much of them. Words are ours, figures are the library's.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.intervals import wilson
from commonweal.listening.dialogue.floor import ALMOST, Figures
from commonweal.listening.dialogue.statements import NEEDED, Statements, read_statements
from commonweal.listening.dialogue.tallies import Tally
from workbench.core.numbers import short, whole
from workbench.core.pictures import Palette, dot_and_range
from workbench.listening.dialogue import words
from workbench.listening.dialogue.models import Conversation
from workbench.listening.dialogue.moving import Found
from workbench.listening.dialogue.pages.open import ShownStatement, shown
from workbench.listening.dialogue.sight import Sight

MOST, MOST_NAMED, HARDLY = 0.5, 12, 0.01
TYPICAL = ("share", "elsewhere")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLine:
    """How many of one group, or of all, agree: a picture and the same in words."""

    name: str
    picture: SafeString
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLine:
    """One statement with its figure; `recommend` is where it is made a recommendation.

    `recommended` is where the one stands that was made of it.
    """

    statement: ShownStatement
    said: str
    shares: tuple[ShareLine, ...]
    recommend: str = ""
    recommended: str = ""


Lines = tuple[SaidLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPart:
    """One point of view: how many stand nearest to it, and what sets it apart."""

    name: str
    size: str
    typical: tuple[tuple[ShownStatement, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is shown of a conversation, part by part."""

    lede: str
    notes: tuple[str, ...]
    groups: tuple[GroupPart, ...]
    bridges_words: str
    bridging: tuple[SaidLine, ...]
    divides_words: str
    dividing: tuple[SaidLine, ...]
    not_enough: tuple[ShownStatement, ...]
    every: tuple[SaidLine, ...]
    bridges_more: str = ""
    divides_more: str = ""


def view_of(
    conversation: Conversation, found: Found, sight: Sight, *, palette: Palette = "page"
) -> View:
    """The parts of the answer that `sight` lets through."""
    texts = {str(one.number): shown(one) for one in conversation.statements.all()}
    making = _Making(found=found, sight=sight, texts=texts, palette=palette)
    view = making.with_groups() if sight.shows_groups(found) else making.without_groups()
    return replace(
        view,
        bridging=view.bridging[:MOST_NAMED],
        bridges_more=_more(len(view.bridging) - MOST_NAMED),
        dividing=view.dividing[:MOST_NAMED],
        divides_more=_more(len(view.dividing) - MOST_NAMED),
    )


def _more(count: int) -> str:
    """How many are not named; every statement stands in the list of all."""
    said = ngettext(
        "and %(n)s more, in the list of every statement",
        "and %(n)s more, in the list of every statement",
        count,
    )
    return said % {"n": whole(count)} if count > 0 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Making:
    found: Found
    sight: Sight
    texts: Mapping[str, ShownStatement]
    palette: Palette

    def with_groups(self) -> View:
        """Groups and what is between them."""
        found = self.found
        in_groups = sum(one["size"] for one in found["groups"])
        return View(
            lede=_("%(people)s in %(n)s groups: points of view in these votes, not communities.")
            % {"people": words.voters(in_groups), "n": whole(found["k"])},
            notes=notes_of(found),
            groups=tuple(self._group(one) for one in found["groups"]),
            bridges_words=_("Most of every group stand on the same side."),
            bridging=self._lines(found["bridging"], _bridge_words),
            divides_words=_("Most of one group agree, most of another disagree."),
            dividing=self._lines(found["dividing"], _divide_words),
            not_enough=self._unknown(one["statement_id"] for one in found["not_enough"]),
            every=self._lines(found["consensus"], _consensus_words),
        )

    def without_groups(self) -> View:
        """The whole room as one: there are no groups, or they may not be shown."""
        whole = as_one(self.found["tallies"]) if self.sight.totals else None
        every = [one.as_dict() for one in whole.consensus] if whole else []
        split = [one.as_dict() for one in whole.dividing] if whole else []
        return View(
            lede=self._lede(),
            notes=notes_of(self.found) if self.found["standing"] != "groups" else (),
            groups=(),
            bridges_words=_("More than half of all who answered, whatever chance may have done."),
            bridging=self._lines([row for row in every if is_shared(row)], _no_words),
            divides_words=_("At least three in ten agree, and at least three in ten disagree."),
            dividing=self._lines(split, _no_words),
            not_enough=self._unknown(one.statement_id for one in whole.not_enough) if whole else (),
            every=self._lines(every, _no_words),
        )

    def _lede(self) -> str:
        people = words.voters(self.found["voters"])
        if self.found["standing"] == "groups":
            return _("%(people)s have voted.") % {"people": people}
        if self.found["standing"] == "one group":
            return _("%(people)s, and no groups among them that could be told apart.") % {
                "people": people
            }
        return _("%(people)s: not enough to say whether there are groups.") % {"people": people}

    def _group(self, one: Mapping[str, Any]) -> GroupPart:
        told = {row["statement_id"] for row in self.found["consensus"] if self._may_be_told(row)}
        return GroupPart(
            name=group_name(one["group"]),
            size=words.voters(one["size"]),
            typical=tuple(
                (self.texts[row["statement_id"]], self._typical_words(row))
                for row in one["typical"]
                if row["statement_id"] in self.texts and row["statement_id"] in told
            ),
        )

    def _typical_words(self, row: Row) -> str:
        share, others = (self._rounded((row[name],) * 3, row["n"]) for name in TYPICAL)
        figures = {"share": around(share[0]), "others": around(others[0])}
        if row["side"] == "agree":
            return _("%(share)s %% of them, %(others)s %% of the others") % figures
        return _("%(share)s %% of them disagree, %(others)s %% of the others") % figures

    def _lines(self, rows: Iterable[Row], say: Callable[[Figures, str], str]) -> Lines:
        kept = [row for row in rows if row["statement_id"] in self.texts]
        return tuple(self._line(row, say) for row in kept if self._may_be_told(row))

    def _may_be_told(self, row: Row) -> bool:
        return self.sight.tells(one["n"] for one in row["groups"])

    def _line(self, row: Row, say: Callable[[Figures, str], str]) -> SaidLine:
        alone = len(row["groups"]) == 1
        return SaidLine(
            statement=self.texts[row["statement_id"]],
            said=say(self._figure(row), row["side"]),
            shares=tuple(
                self._share_line(
                    _("All") if alone else group_name(one["group"]),
                    look=one["group"] + 1,
                    figures=figures_of(one),
                    n=one["n"],
                )
                for one in row["groups"]
            ),
        )

    def _figure(self, row: Row) -> Figures:
        floor = self.sight.floor
        if floor is None:
            return figures_of(row)
        few = any(floor.is_few(one["value"], one["n"]) for one in row["groups"])
        return floor.rounded(figures_of(row), row["n"], few=few)

    def _rounded(self, figures: Figures, n: int) -> Figures:
        return figures if self.sight.floor is None else self.sight.floor.rounded(figures, n)

    def _share_line(self, name: str, *, look: int, figures: Figures, n: int) -> ShareLine:
        drawn = self._rounded(figures, n)
        told = _exact(drawn) if self.sight.floor is None else _about(drawn)
        return ShareLine(
            name=name,
            picture=dot_and_range(*drawn, look=look, palette=self.palette),
            said=_("%(told)s, of %(people)s") % {"told": told, "people": words.voters(n)},
        )

    def _unknown(self, ids: Iterable[str]) -> tuple[ShownStatement, ...]:
        """Statements of which too little is known to call them anything."""
        return tuple(self.texts[key] for key in ids if key in self.texts)


def as_one(tallies: Mapping[str, Sequence[int]]) -> Statements:
    """What the whole room says, from the totals of its statements; those without a vote are out."""
    cast = {key: counts for key, counts in tallies.items() if sum(counts)}
    counts = np.array(list(cast.values()), dtype=np.int64).reshape(-1, 3).T
    whole = Tally(agree=counts[:1], against=counts[1:2], seen=counts.sum(axis=0)[None])
    return read_statements(whole, tuple(cast))


def is_shared(row: Row) -> bool:
    """Whether more than half of all who answered stand on one side, whatever chance may do."""
    n, (one,) = row["n"], row["groups"]
    agreed = n - one["disagreed"] - one["passed"]
    return n >= NEEDED and max(wilson(agreed, n).low, wilson(one["disagreed"], n).low) > MOST


def figures_of(row: Row) -> Figures:
    """Value and bounds of an entry."""
    return row["value"], row["low"], row["high"]


def _exact(figures: Figures) -> str:
    value, low, high = (cent(one) for one in figures)
    said = _("%(share)s %% agree (%(low)s to %(high)s)")
    return said % {"share": value, "low": low, "high": high}


def _about(figures: Figures) -> str:
    """A rounded share in words."""
    if figures[0] in (0.0, 1.0):
        return _("nearly everybody agrees") if figures[0] else _("hardly anybody agrees")
    told = _("about %(share)s %% agree (%(low)s to %(high)s)")
    names = zip(("share", "low", "high"), figures, strict=True)
    return told % {name: cent(one) for name, one in names}


def group_name(number: int) -> str:
    """Groups are letters, the largest first; a name would say more than is known."""
    return _("Group %(letter)s") % {"letter": "ABCDEFGH"[number]}


def cent(share: float) -> str:
    """A share of one as so many in a hundred."""
    return short(round(100 * share))


def around(share: float) -> str:
    """So many in a hundred; nearly all and hardly any are 1 and 0 and are told as bounds."""
    return {0.0: "< 10", 1.0: "> 90"}.get(share, cent(share))


def _told(figures: Figures) -> dict[str, str]:
    value, low, high = figures
    return {"value": around(value), "low": cent(low), "high": cent(high)}


def _no_words(_figures: Figures, _side: str) -> str:
    return ""


def _consensus_words(figures: Figures, _side: str) -> str:
    return _("Consensus of the groups: %(value)s (%(low)s to %(high)s)") % _told(figures)


def _divide_words(figures: Figures, _side: str) -> str:
    return _("Two groups stand %(value)s points apart (%(low)s to %(high)s)") % _told(figures)


def _bridge_words(figures: Figures, side: str) -> str:
    if side == "disagree":
        said = _("About %(value)s %% or more of every group disagree (%(low)s to %(high)s)")
    else:
        said = _("About %(value)s %% or more of every group agree (%(low)s to %(high)s)")
    at_least = {1.0: 1 - ALMOST}.get(figures[0], figures[0])
    return said % {**_told(figures), "value": cent(at_least)}


def notes_of(found: Found) -> tuple[str, ...]:
    """How the number of groups was found, how far it holds, and what figures cannot say."""
    return tuple(
        note
        for note in (
            _chosen(found),
            _holds(found),
            _("Who takes part chooses to: the figures speak of these voters, not of the city."),
            _("Ranges hold given the groups, for voters like these, votes missing at random."),
        )
        if note
    )


def _chosen(found: Found) -> str:
    asked = found["asked"]
    if asked["method"] == "simulated rooms" and asked["chance"] is not None:
        return _(
            "Rooms without groups, made up with the same people on the same statements, look as "
            "grouped as this one in %(n)s of 100 cases."
        ) % {"n": cent(asked["chance"])}
    if asked["method"] == "likelihood" and asked["chance"] is not None:
        if asked["chance"] < HARDLY:
            return _(
                "Groups are held against people who think alike or differ by degrees. That there "
                "are none has a chance below 1 in 100."
            )
        return _(
            "Groups are held against people who think alike or differ by degrees. That there are "
            "none has a chance of %(n)s in 100."
        ) % {"n": cent(asked["chance"])}
    if asked["method"] == "left-out voters":
        return _(
            "The number of groups is the one that tells left-out voters best, held against people "
            "who differ by degrees."
        )
    return ""


def _holds(found: Found) -> str:
    told = found["stability"]
    if told is None:
        return ""
    figures = {name: short(round(told[name], 2)) for name in ("value", "low", "high")}
    return (
        _(
            "Drawn again among the same voters, the groups come out alike to %(value)s (%(low)s to "
            "%(high)s); 1 is the same, 0 as by chance."
        )
        % figures
    )


def flagged_lines(found: Found) -> tuple[str, ...]:
    """How many voters look careless or arranged, and what would change without them."""
    flagged = found["flagged"]
    if not flagged["voters"]:
        return (_("No votes look careless or arranged."),)
    told = ngettext(
        "The votes of %(n)s person look careless or arranged; they count all the same.",
        "The votes of %(n)s people look careless or arranged; they count all the same.",
        flagged["voters"],
    ) % {"n": whole(flagged["voters"])}
    kinds = [f"{_kind(kind)}: {whole(count)}" for kind, count in flagged["kinds"].items() if count]
    return (told, *kinds, *_without(flagged))


def _without(flagged: Mapping[str, Any]) -> Iterable[str]:
    if flagged["k_without"] is not None:
        yield _("Without them the number of groups would be %(n)s.") % {"n": flagged["k_without"]}
    for one in flagged["effects"][:5]:
        yield _(
            "Without them the consensus on statement %(n)s would be %(without)s, not %(value)s."
        ) % {
            "n": one["statement_id"],
            "value": cent(one["value"]),
            "without": cent(one["without"]),
        }
    if not flagged["effects"]:
        yield _("Without them no statement would look otherwise.")


def _kind(kind: str) -> str:
    return {
        "nearly the same votes as several others": _("Nearly the same votes as several others"),
        "one answer to everything": _("One answer to everything"),
        "answers that fit no group": _("Answers that fit no group"),
    }.get(kind, kind)
