"""What a conversation shows: its groups, what bridges them, what divides them, what is not known.

Read `view_of` first. It makes the same parts for those who hold a conversation, for its room and
for everybody; `Sight` says how much of them. Words are ours, figures are the library's.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.intervals import wilson
from workbench.core.numbers import short, whole
from workbench.core.pictures import Palette, dot_and_range
from workbench.listening.dialogue import words
from workbench.listening.dialogue.models import Conversation
from workbench.listening.dialogue.moving import Found
from workbench.listening.dialogue.pages.open import ShownStatement, shown
from workbench.listening.dialogue.sight import Sight

MOST, SPLIT, NEEDED, ALMOST = 0.5, 0.3, 5, 0.1
Figures = tuple[float, float, float]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLine:
    """How many of one group, or of all, agree: a picture and the same in words."""

    name: str
    picture: SafeString
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLine:
    """One statement with its figure."""

    statement: ShownStatement
    said: str
    shares: tuple[ShareLine, ...]


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


def view_of(
    conversation: Conversation, found: Found, sight: Sight, *, palette: Palette = "page"
) -> View:
    """The parts of the answer that `sight` lets through."""
    texts = {str(one.number): shown(one) for one in conversation.statements.all()}
    making = _Making(found=found, sight=sight, texts=texts, palette=palette)
    return making.with_groups() if sight.shows_groups(found) else making.without_groups()


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
            not_enough=self._unknown(),
            every=self._lines(found["consensus"], _consensus_words),
        )

    def without_groups(self) -> View:
        """Totals of statements alone: there are no groups, or they may not be shown."""
        lines = {key: self._total(key, counts) for key, counts in self._counts()}
        ordered = sorted(lines, key=lambda key: -self._share(key))
        return View(
            lede=self._lede(),
            notes=notes_of(self.found) if self.found["standing"] != "groups" else (),
            groups=(),
            bridges_words=_("More than half of all who answered, whatever chance may have done."),
            bridging=tuple(lines[key] for key in ordered if self._is_shared(key)),
            divides_words=_("At least three in ten agree, and at least three in ten disagree."),
            dividing=tuple(lines[key] for key in ordered if self._is_split(key)),
            not_enough=self._unknown(),
            every=tuple(lines[key] for key in ordered),
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
        return GroupPart(
            name=group_name(one["group"]),
            size=words.voters(one["size"]),
            typical=tuple(
                (
                    self.texts[row["statement_id"]],
                    _("%(share)s %% of them, %(others)s %% of the others")
                    % {"share": cent(row["share"]), "others": cent(row["elsewhere"])}
                    if row["side"] == "agree"
                    else _("%(share)s %% of them disagree, %(others)s %% of the others")
                    % {"share": cent(row["share"]), "others": cent(row["elsewhere"])},
                )
                for row in one["typical"]
                if row["statement_id"] in self.texts and self.sight.enough(row["n"])
            ),
        )

    def _lines(self, rows: Iterable[Row], say: Callable[[Row], str]) -> tuple[SaidLine, ...]:
        kept = [row for row in rows if row["statement_id"] in self.texts]
        return tuple(self._line(row, say) for row in kept if self._may_be_told(row))

    def _may_be_told(self, row: Row) -> bool:
        return all(self.sight.enough(one["n"]) for one in row["groups"])

    def _line(self, row: Row, say: Callable[[Row], str]) -> SaidLine:
        return SaidLine(
            statement=self.texts[row["statement_id"]],
            said=say(row),
            shares=tuple(
                self._share_line(
                    group_name(one["group"]),
                    look=one["group"] + 1,
                    figures=(one["value"], one["low"], one["high"]),
                    n=one["n"],
                )
                for one in row["groups"]
            ),
        )

    def _share_line(self, name: str, *, look: int, figures: Figures, n: int) -> ShareLine:
        told, drawn = (
            _exact(figures) if self.sight.floor is None else _coarse(figures, n, self.sight.floor)
        )
        return ShareLine(
            name=name,
            picture=dot_and_range(*drawn, look=look, palette=self.palette),
            said=_("%(told)s, of %(people)s") % {"told": told, "people": words.voters(n)},
        )

    def _counts(self) -> Iterable[tuple[str, Sequence[int]]]:
        if not self.sight.totals:
            return
        for key, counts in self.found["tallies"].items():
            if key in self.texts and sum(counts) and self.sight.enough(sum(counts)):
                yield key, counts

    def _total(self, key: str, counts: Sequence[int]) -> SaidLine:
        found = wilson(counts[0], sum(counts))
        line = self._share_line(
            _("All"), look=1, figures=(found.value, found.low, found.high), n=sum(counts)
        )
        return SaidLine(statement=self.texts[key], said="", shares=(line,))

    def _share(self, key: str) -> float:
        counts = self.found["tallies"][key]
        return float(counts[0] / max(sum(counts), 1))

    def _is_shared(self, key: str) -> bool:
        agree, disagree, passed = self.found["tallies"][key]
        n = agree + disagree + passed
        return bool(n >= NEEDED and max(wilson(agree, n).low, wilson(disagree, n).low) > MOST)

    def _is_split(self, key: str) -> bool:
        agree, disagree, passed = self.found["tallies"][key]
        n = agree + disagree + passed
        if self.found["standing"] != "groups":
            return key in {one["statement_id"] for one in self.found["dividing"]}
        return bool(n >= NEEDED and min(agree, disagree) >= SPLIT * n)

    def _unknown(self) -> tuple[ShownStatement, ...]:
        """Statements of which too little is known to call them anything."""
        ids = [one["statement_id"] for one in self.found["not_enough"]]
        return tuple(self.texts[key] for key in ids if key in self.texts)


def _exact(figures: Figures) -> tuple[str, Figures]:
    value, low, high = (cent(one) for one in figures)
    said = _("%(share)s %% agree (%(low)s to %(high)s)")
    return said % {"share": value, "low": low, "high": high}, figures


def _coarse(figures: Figures, n: int, floor: int) -> tuple[str, Figures]:
    """A share before everybody: rounded, so that nobody counts the few on the other side."""
    value, low, high = figures
    few = round(min(value, 1 - value) * n) < floor
    if few and not ALMOST < value < 1 - ALMOST:
        edge = 1.0 if value >= MOST else 0.0
        told = _("nearly everybody agrees") if edge else _("hardly anybody agrees")
        return told, (edge, min(low, edge), max(high, edge))
    step = 0.1 if few else 0.05
    drawn = (_to(value, step), _to(low, step), _to(high, step))
    told = _("about %(share)s %% agree (%(low)s to %(high)s)")
    names = zip(("share", "low", "high"), drawn, strict=True)
    return told % {name: cent(one) for name, one in names}, drawn


def _to(share: float, step: float) -> float:
    return round(share / step) * step


def group_name(number: int) -> str:
    """Groups are letters, the largest first; a name would say more than is known."""
    return _("Group %(letter)s") % {"letter": "ABCDEFGH"[number]}


def cent(share: float) -> str:
    """A share of one as so many in a hundred."""
    return short(round(100 * share))


def _figures(row: Row) -> dict[str, str]:
    return {name: cent(row[name]) for name in ("value", "low", "high")}


def _consensus_words(row: Row) -> str:
    return _("Consensus of the groups: %(value)s (%(low)s to %(high)s)") % _figures(row)


def _divide_words(row: Row) -> str:
    return _("Two groups stand %(value)s points apart (%(low)s to %(high)s)") % _figures(row)


def _bridge_words(row: Row) -> str:
    if row["side"] == "disagree":
        said = _("About %(value)s %% or more of every group disagree (%(low)s to %(high)s)")
    else:
        said = _("About %(value)s %% or more of every group agree (%(low)s to %(high)s)")
    return said % _figures(row)


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
        yield _("Statement %(n)s: consensus %(value)s, without them %(without)s.") % {
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
