"""A rater's own page: where it stands, one thing that may change on each screen, what was kept.

Read `Seat` first: who sits before the page, in which round. In a second round each cell shows the
rater's own first answer and how often each step was chosen by all, never by whom.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from commonweal.weighing.matrix import Cell, judged
from commonweal.weighing.matrix.cells import FEW
from workbench.core.labels import date_words
from workbench.core.numbers import whole
from workbench.weighing import access, round_words
from workbench.weighing.feeds.ratings import ratings_in
from workbench.weighing.judging_forms import JudgementForm, values_of
from workbench.weighing.models import Proposal, Rater, Rating, Round
from workbench.weighing.round_words import CellNames, cell_names

CellKey = tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A rater in the round that is asked of it, with the round before; no round: none is open."""

    token: str
    rater: Rater
    round: Round | None
    before: Round | None

    def takes(self, today: date) -> bool:
        """Whether it can say something today."""
        is_open = self.rater.proposal.state == Proposal.State.OPEN
        return self.round is not None and is_open and self.round.takes(today)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenLink:
    """One screen in the list of screens."""

    number: int
    name: str
    progress: str
    is_done: bool
    is_here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomePage:
    """What open/judge.html may use."""

    token: str
    name: str
    title: str
    question: str
    words: str
    is_second: bool
    closes_on: str
    screens: tuple[ScreenLink, ...]
    answered: int
    asked: int
    next_screen: int

    @property
    def has_begun(self) -> bool:
        """Whether anything was said yet."""
        return self.answered > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How often one step was chosen in the first round."""

    count: str
    is_mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What the first round told of a cell: the rater's own answer, and the spread of all."""

    mine: str
    told: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCell:
    """One group on a screen."""

    group: str
    form: JudgementForm
    before: Before | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenPage:
    """What open/judge_screen.html may use."""

    token: str
    title: str
    question: str
    policy_area: str
    factor: str
    meaning: str
    here: str
    number: int
    last: int
    cells: tuple[JudgedCell, ...]
    closes_on: str
    fault: str
    has_errors: bool

    @property
    def earlier(self) -> int | None:
        """The screen before this one."""
        return self.number - 1 if self.number > 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLine:
    """One answer that was kept."""

    group: str
    answer: str
    sureness: str
    all_said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptScreen:
    """The answers of one screen."""

    number: int
    name: str
    lines: tuple[KeptLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPage:
    """What open/judge_done.html and open/judge_closed.html may use."""

    token: str
    title: str
    question: str
    closes_on: str
    state: str
    told: str
    screens: tuple[KeptScreen, ...]
    shows_all: bool
    left: int


def seat_of(token: str) -> Seat | None:
    """Who sits before this page; None where the link leads nowhere."""
    rater = access.rater_with_link(token)
    if rater is None:
        return None
    rounds = list(access.rounds_of(rater.proposal))
    return Seat(
        token=token,
        rater=rater,
        round=rounds[-1] if rounds else None,
        before=rounds[-2] if len(rounds) > 1 else None,
    )


def screens_of(found: Round) -> list[tuple[str, str]]:
    """What is asked on each screen: a policy area and what it may change."""
    return [(area, factor) for area in found.policy_areas for factor in found.factors]


def welcome_page(seat: Seat, found: Round) -> WelcomePage:
    """What it is about, how far the rater is, where to go on."""
    said = _said(seat.rater, found)
    screens = _screen_links(found, said)
    left = [one.number for one in screens if not one.is_done]
    proposal = seat.rater.proposal
    return WelcomePage(
        token=seat.token,
        name=seat.rater.name,
        title=proposal.title,
        question=proposal.question,
        words=proposal.words,
        is_second=seat.before is not None,
        closes_on=date_words(found.closes_on.isoformat()),
        screens=screens,
        answered=len(said),
        asked=len(screens) * len(found.groups),
        next_screen=left[0] if left else 1,
    )


def forms_for(
    seat: Seat, found: Round, screen: tuple[str, str], data: Mapping[str, str] | None
) -> list[tuple[str, JudgementForm]]:
    """A form for each group on a screen, with what was kept before."""
    said = _said(seat.rater, found)
    return [
        (
            group,
            JudgementForm(
                data,
                prefix=f"g{at}",
                asks_why=seat.before is not None,
                initial=_initial(said.get((*screen, group))),
            ),
        )
        for at, group in enumerate(found.groups, 1)
    ]


def screen_page(
    seat: Seat,
    found: Round,
    number: int,
    forms: Sequence[tuple[str, JudgementForm]],
    *,
    fault: str = "",
) -> ScreenPage:
    """One thing that may change, for every group."""
    area, factor = screen = screens_of(found)[number - 1]
    names, before = cell_names(), _before(seat, screen)
    last = len(screens_of(found))
    return ScreenPage(
        token=seat.token,
        title=seat.rater.proposal.title,
        question=seat.rater.proposal.question,
        policy_area=names.area(area),
        factor=names.factor(factor),
        meaning=names.meaning(factor),
        here=_("%(n)s of %(all)s") % {"n": whole(number), "all": whole(last)},
        number=number,
        last=last,
        cells=tuple(
            JudgedCell(group=names.group(group), form=form, before=before.get(group))
            for group, form in forms
        ),
        closes_on=date_words(found.closes_on.isoformat()),
        fault=fault,
        has_errors=any(form.errors for _group, form in forms if form.is_bound),
    )


def kept_page(seat: Seat, found: Round, *, shows_all: bool) -> KeptPage:
    """What was kept; beside the middle of all only once nobody can say anything more."""
    said, names = _said(seat.rater, found), cell_names()
    cells = _cells(found) if shows_all else {}
    screens = screens_of(found)
    lines = [_kept(screen, found, said, cells, names) for screen in screens]
    return KeptPage(
        token=seat.token,
        title=seat.rater.proposal.title,
        question=seat.rater.proposal.question,
        closes_on=date_words(found.closes_on.isoformat()),
        state=_state(seat.rater.proposal, found) if shows_all else _over(),
        told=round_words.answered(ratings_in(found)["rater"].n_unique()) if shows_all else "",
        screens=tuple(
            KeptScreen(number=at, name=_screen_name(found, screen, names), lines=kept)
            for at, (screen, kept) in enumerate(zip(screens, lines, strict=True), 1)
        ),
        shows_all=shows_all,
        left=len(screens) * len(found.groups) - len(said),
    )


def _said(rater: Rater, found: Round) -> dict[CellKey, Rating]:
    """What the rater said of the cells that are asked."""
    rows = access.said_by(rater, found)
    return {one.cell: one for one in rows}


def _initial(kept: Rating | None) -> dict[str, object]:
    return values_of(kept) if kept else {}


def _screen_links(found: Round, said: Mapping[CellKey, Rating]) -> tuple[ScreenLink, ...]:
    links, names = [], cell_names()
    for number, screen in enumerate(screens_of(found), 1):
        done = sum((*screen, group) in said for group in found.groups)
        told = {"said": whole(done), "asked": whole(len(found.groups))}
        links.append(
            ScreenLink(
                number=number,
                name=_screen_name(found, screen, names),
                progress=_("%(said)s of %(asked)s answered") % told,
                is_done=done == len(found.groups),
            )
        )
    return tuple(links)


def _screen_name(found: Round, screen: tuple[str, str], names: CellNames) -> str:
    area, factor = screen[0], names.factor(screen[1])
    return factor if len(found.policy_areas) == 1 else f"{names.area(area)}: {factor}"


def _cells(found: Round) -> dict[CellKey, Cell]:
    told = judged(ratings_in(found), number=found.number)
    return {(one.policy_area, one.factor, one.group): one for one in told.cells}


def _before(seat: Seat, screen: tuple[str, str]) -> dict[str, Before]:
    """What the first round told of each group on a screen; nothing in a first round."""
    if seat.before is None:
        return {}
    cells, mine = _cells(seat.before), _said(seat.rater, seat.before)
    groups = seat.before.groups
    return {
        one: _cell_before(cells.get((*screen, one)), mine.get((*screen, one))) for one in groups
    }


def _cell_before(cell: Cell | None, mine: Rating | None) -> Before:
    """Below three answers the spread would tell what another one said, so it stays unsaid."""
    own = _("You said: %(answer)s.") % {"answer": round_words.effect(mine.effect)} if mine else ""
    if cell is None or cell.judged < FEW:
        return Before(mine=own, told=_("Fewer than three judged this; it is not shown."), steps=())
    told = _("The middle of all was %(middle)s; %(counted)s.") % {
        "middle": round_words.middle(cell),
        "counted": round_words.counted(cell),
    }
    step = None if mine is None else mine.effect
    pairs = zip(round_words.STEPS, cell.counts, strict=True)
    steps = tuple(Step(count=whole(count), is_mine=at == step) for at, count in pairs)
    return Before(mine=own, told=told, steps=steps)


def _kept(
    screen: tuple[str, str],
    found: Round,
    said: Mapping[CellKey, Rating],
    cells: Mapping[CellKey, Cell],
    names: CellNames,
) -> tuple[KeptLine, ...]:
    return tuple(
        _kept_line(names.group(group), said.get((*screen, group)), cells.get((*screen, group)))
        for group in found.groups
    )


def _kept_line(group: str, mine: Rating | None, cell: Cell | None) -> KeptLine:
    shown = cell is not None and cell.judged >= FEW
    return KeptLine(
        group=group,
        answer=round_words.effect(mine.effect) if mine else _("nothing said"),
        sureness=str(round_words.SURENESS[mine.sureness]) if mine and mine.sureness else "–",
        all_said=round_words.middle(cell) if cell is not None and shown else "–",
    )


def _over() -> str:
    return _("The last day is over. What all said is shown once the desk has closed the round.")


def _state(proposal: Proposal, found: Round) -> str:
    """What came of it, as far as it is known."""
    if proposal.state == Proposal.State.DECIDED:
        return _(
            "The city has decided. What was expected, and where people differed, went into it."
        )
    if proposal.state == Proposal.State.WITHDRAWN:
        return _("The proposal was withdrawn. Nothing is decided.")
    if found.number == 1:
        return _("A second round may follow; this link will lead there. Nothing is decided yet.")
    return _("Both rounds are over. The city is weighing; nothing is decided yet.")
