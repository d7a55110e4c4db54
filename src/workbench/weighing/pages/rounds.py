"""The desk's page of judgements: which rounds there are, who was asked, how far each is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.core.labels import date_words, in_a_row
from workbench.core.numbers import whole
from workbench.core.pictures.qr import qr_picture
from workbench.weighing import access, round_words, words
from workbench.weighing.models import Proposal, Rater, Round
from workbench.weighing.models.rounds import FIRST


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundLine:
    """One round."""

    round_id: int
    name: str
    state: str
    asks: str
    told: str
    has_answers: bool
    takes: bool
    may_close: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RaterLine:
    """One rater and how far it is in the last round."""

    rater_id: int
    name: str
    side: str
    progress: str
    link: str
    is_withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsPage:
    """What rounds.html may use."""

    proposal_id: int
    title: str
    rounds: tuple[RoundLine, ...]
    raters: tuple[RaterLine, ...]
    asked: str
    may_open: bool
    may_open_second: bool
    may_invite: bool
    last_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPage:
    """What rater_link.html may use: a link that is shown once."""

    proposal_id: int
    name: str
    link: str
    code: SafeString
    told: str


def rounds_page(proposal: Proposal, *, today: date) -> RoundsPage:
    """The rounds of a proposal and everybody who was asked."""
    rounds = list(access.rounds_of(proposal))
    last = rounds[-1] if rounds else None
    is_open = proposal.state == Proposal.State.OPEN
    raters = list(access.raters_of(proposal))
    return RoundsPage(
        proposal_id=proposal.pk,
        title=proposal.title,
        rounds=tuple(_round_line(one, is_open=is_open, today=today) for one in rounds),
        raters=_rater_lines(raters, last),
        asked=_asked(raters),
        may_open=is_open and last is None,
        may_open_second=is_open and last is not None and _is_over(last, today),
        may_invite=is_open and (last is None or last.closed_at is None or last.number == FIRST),
        last_id=last.pk if last else None,
    )


def first_round(proposal: Proposal, *, closes_on: date) -> dict[str, object]:
    """What a first round is offered to ask: all that the proposal and its ways are about."""
    areas = {proposal.policy_area, *(one.policy_area for one in access.open_options(proposal))}
    return {
        "policy_areas": sorted(areas),
        "factors": proposal.factors,
        "asked_for": proposal.groups,
        "closes_on": closes_on,
    }


def link_page(rater: Rater, link: str) -> LinkPage:
    """The link of a rater, for its eyes alone."""
    last = access.last_round(rater.proposal)
    told = _("No round is open yet; until then the link says so.")
    if last is not None and last.closed_at is None:
        told = _("It works until %(day)s.") % {"day": date_words(last.closes_on.isoformat())}
    return LinkPage(
        proposal_id=rater.proposal_id,
        name=rater.name,
        link=link,
        code=qr_picture(link, alt=_("The same link, for a phone to read")),
        told=told,
    )


def cells_asked(found: Round) -> int:
    """How many cells a rater is asked about."""
    return len(found.policy_areas) * len(found.factors) * len(found.groups)


def _is_over(first: Round, today: date) -> bool:
    """Whether it is a first round in which nobody can say anything more."""
    return first.number == FIRST and not first.takes(today)


def _asked(raters: Sequence[Rater]) -> str:
    """How many departments and communities were asked and stand."""
    return round_words.sides(Counter(one.side for one in raters if one.withdrawn_at is None))


def _round_line(found: Round, *, is_open: bool, today: date) -> RoundLine:
    answers = access.counted_in(found)
    raters = answers.values("rater").distinct().count()
    told = ngettext("%(n)s rater answered", "%(n)s raters answered", raters) % {"n": whole(raters)}
    return RoundLine(
        round_id=found.pk,
        name=round_words.round_name(found),
        state=_state(found, today),
        asks=_asks(found),
        told=told,
        has_answers=raters > 0,
        takes=found.takes(today),
        may_close=is_open and found.closed_at is None,
    )


def _state(found: Round, today: date) -> str:
    if found.closed_at is not None:
        return _("closed on %(day)s") % {"day": date_words(found.closed_at.date().isoformat())}
    day = {"day": date_words(found.closes_on.isoformat())}
    if found.takes(today):
        return _("open until %(day)s") % day
    return _("its last day was %(day)s; raters can say nothing more") % day


def _asks(found: Round) -> str:
    cells = cells_asked(found)
    said = ngettext("%(n)s cell", "%(n)s cells", cells) % {"n": whole(cells)}
    areas = in_a_row([words.policy_area(key) for key in found.policy_areas])
    return f"{said} · {areas} · {in_a_row(words.factor_names(found.factors))}"


def _rater_lines(raters: Sequence[Rater], last: Round | None) -> tuple[RaterLine, ...]:
    said = Counter(last.judgements.values_list("rater_id", flat=True)) if last else Counter()
    asked = cells_asked(last) if last else 0
    return tuple(_rater_line(one, said[one.pk], asked) for one in raters)


def _rater_line(one: Rater, said: int, asked: int) -> RaterLine:
    progress = _("%(said)s of %(asked)s cells") % {"said": whole(said), "asked": whole(asked)}
    return RaterLine(
        rater_id=one.pk,
        name=one.name,
        side=round_words.rater_line(one),
        progress=progress if asked else _("no round yet"),
        link=_link_words(one),
        is_withdrawn=one.withdrawn_at is not None,
    )


def _link_words(one: Rater) -> str:
    if one.withdrawn_at is not None:
        return _("withdrawn; what was said is kept and does not count")
    return _("has a link") if one.token_sha256 else _("by file, without a link")
