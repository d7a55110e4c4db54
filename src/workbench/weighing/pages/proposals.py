"""The list of proposals, one proposal with its steps, and its ways and channels."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person
from workbench.core.labels import CityNames, city_names, date_words, in_a_row
from workbench.core.numbers import short, whole
from workbench.core.paging import Paging, paging, part
from workbench.weighing import access, words
from workbench.weighing.models import Channel, Option, Proposal
from workbench.weighing.pages.steps import Step, steps_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLine:
    """One proposal in a list."""

    address: str
    title: str
    question: str
    policy_area: str
    state: str
    decide_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalsPage:
    """What proposals.html may use."""

    lede: str
    lines: tuple[ProposalLine, ...]
    shown: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPage:
    """What proposal.html may use."""

    proposal_id: int
    line: ProposalLine
    words: str
    department: str
    factors: str
    groups: str
    left_out: str
    steps: tuple[Step, ...]
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionLine:
    """One way of doing it."""

    option_id: int
    name: str
    words: str
    policy_area: str
    groups: str
    areas: str
    size: str
    starts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelLine:
    """One way in which the problem may move."""

    channel_id: int
    name: str
    to: str
    factor: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualLine:
    """A way in which a problem often moves, that is not told here yet."""

    key: str
    name: str
    what: str
    to: str
    factors: str
    how: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionsPage:
    """What options.html may use."""

    proposal_id: int
    title: str
    options: tuple[OptionLine, ...]
    channels: tuple[ChannelLine, ...]
    usual: tuple[UsualLine, ...]
    is_open: bool
    may_withdraw: bool


def proposals_page(person: Person, *, asked: str | None) -> ProposalsPage:
    """Every proposal, the newest first."""
    rows = access.proposals_for(person)
    shown = paging(rows.count(), asked=asked, query={})
    weighed = rows.filter(state=Proposal.State.OPEN).count()
    lede = ngettext(
        "%(n)s proposal is being weighed.", "%(n)s proposals are being weighed.", weighed
    )
    return ProposalsPage(
        lede=lede % {"n": whole(weighed)},
        lines=tuple(proposal_line(one) for one in part(rows, shown)),
        shown=shown,
    )


def proposal_line(one: Proposal) -> ProposalLine:
    """One proposal in words."""
    return ProposalLine(
        address=reverse("weighing-proposal", args=[one.pk]),
        title=one.title,
        question=one.question,
        policy_area=words.policy_area(one.policy_area),
        state=str(one.get_state_display()),
        decide_by=date_words(one.decide_by.isoformat()) if one.decide_by else "",
    )


def proposal_page(person: Person, one: Proposal) -> ProposalPage:
    """One proposal: what is asked, what is looked at, and how far it is."""
    names = city_names()
    left = names.groups.beyond(one.groups)
    return ProposalPage(
        proposal_id=one.pk,
        line=proposal_line(one),
        words=one.words,
        department=one.department,
        factors=in_a_row(words.factor_names(one.factors)),
        groups=in_a_row([names.group(key) for key in one.groups]),
        left_out=in_a_row([names.group(key) for key in left]) if left else "",
        steps=steps_of(person, one),
        is_open=one.state == Proposal.State.OPEN,
    )


def options_page(one: Proposal) -> OptionsPage:
    """The ways of doing it, and the ways in which the problem may move."""
    names = city_names()
    options = tuple(option_line(option, names) for option in access.open_options(one))
    return OptionsPage(
        proposal_id=one.pk,
        title=one.title,
        options=options,
        channels=tuple(_channel_line(channel) for channel in access.channels_of(one)),
        usual=_usual_lines(one),
        is_open=one.state == Proposal.State.OPEN,
        may_withdraw=len(options) > 1,
    )


def option_line(one: Option, names: CityNames) -> OptionLine:
    """One way of doing it in words."""
    return OptionLine(
        option_id=one.pk,
        name=one.name,
        words=one.words,
        policy_area=words.policy_area(one.policy_area),
        groups=in_a_row([names.group(key) for key in one.groups]) if one.groups else _("everybody"),
        areas=in_a_row([names.area(key) for key in one.areas])
        if one.areas
        else _("the whole city"),
        size=_("%(n)s %% of full strength") % {"n": whole(round(100 * one.size))},
        starts=words.quarters(one.starts),
    )


def _usual_lines(one: Proposal) -> tuple[UsualLine, ...]:
    """Those of which something is looked at here and not told yet."""
    there = set(access.channels_of(one).values_list("name", "factor"))
    left = {
        row.key: [key for key in row.factors if key in one.factors and (row.name, key) not in there]
        for row in words.usual_channels()
    }
    return tuple(
        UsualLine(
            key=row.key,
            name=row.name,
            what=row.what,
            to=str(Channel.To(row.to).label),
            factors=in_a_row(words.factor_names(left[row.key])),
            how=_strength(row.least, row.most, row.delay_quarters),
            note=row.note,
        )
        for row in words.usual_channels()
        if left[row.key]
    )


def _strength(least: float, most: float, delay: int) -> str:
    return _("between %(least)s and %(most)s of it, after %(delay)s") % {
        "least": short(least),
        "most": short(most),
        "delay": words.quarters(delay),
    }


def _channel_line(one: Channel) -> ChannelLine:
    return ChannelLine(
        channel_id=one.pk,
        name=one.name,
        to=str(one.get_to_display()),
        factor=words.factor_names([one.factor])[0] if one.factor else _("all of it"),
        how=_strength(one.least, one.most, one.delay_quarters),
    )
