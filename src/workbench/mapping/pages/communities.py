"""Communities: the list with every group of the city, and one community's own page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person
from workbench.core.labels import CityNames, city_names, date_words, in_a_row
from workbench.core.numbers import whole
from workbench.mapping import access, words
from workbench.mapping.models import Community, Priority, Spokesperson, Strength
from workbench.mapping.models.keys import has_key
from workbench.mapping.pages.organisations import members_words, offered_to
from workbench.mapping.pages.relations import RelationLine, relation_lines
from workbench.mapping.pages.requests import RequestLine, request_line
from workbench.mapping.pages.strengths import StrengthLine, strength_line
from workbench.mapping.pages.ties import TieLine, ties_of
from workbench.mapping.placed import StrengthsMap, mapped

MOST_STRENGTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityLine:
    """One community in the list."""

    name: str
    address: str
    bonds: str
    areas: str
    groups: str
    review: str
    is_due: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """A group of the city's list, and the communities in which its people are."""

    name: str
    people: str
    is_majority: bool
    communities: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunitiesPage:
    """What communities.html may use."""

    lede: str
    lines: tuple[CommunityLine, ...]
    groups: tuple[GroupLine, ...]
    not_asked: str
    may_add: bool
    is_desk: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerLine:
    """Who speaks for a community."""

    speaker_id: int
    role: str
    name: str
    organisation: str
    arose: str
    evidence: str
    recognised: str
    review: str
    is_due: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityList:
    """One list of what matters most, in its order."""

    heading: str
    lines: tuple[str, ...]
    taken: str
    earlier: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityPage:
    """What community.html may use."""

    community_id: int
    name: str
    about: str
    lede: str
    strengths: tuple[StrengthLine, ...]
    more_strengths: int
    no_strength: str
    map: StrengthsMap | None
    ties: tuple[TieLine, ...]
    requests: tuple[RequestLine, ...]
    sees_requests: bool
    bonds: tuple[tuple[int, str, str], ...]
    facts: tuple[tuple[str, str], ...]
    subgroups: tuple[tuple[int, str, str], ...]
    speakers: tuple[SpeakerLine, ...]
    unspoken: str
    lists: tuple[PriorityList, PriorityList]
    both_lists: str
    may_describe: bool
    is_due: bool
    is_own: bool
    offered: str
    relations: tuple[RelationLine, ...]
    members: tuple[str, ...]
    may_invite: bool
    offer_form: BaseForm | None


def communities_page(person: Person, *, today: date) -> CommunitiesPage:
    """Every community, by name; and every group of the city, the majority among them."""
    names = city_names()
    communities = list(access.communities_for(person))
    groups = _groups(communities, names)
    lede = ngettext(
        "%(count)s community has told of itself.",
        "%(count)s communities have told of themselves.",
        len(communities),
    )
    return CommunitiesPage(
        lede=lede % {"count": whole(len(communities))}
        if communities
        else _("No community has told of itself yet."),
        lines=tuple(_line(one, names, today=today) for one in communities),
        groups=tuple(one for one in groups if one.communities or one.is_majority),
        not_asked=in_a_row(
            [one.name for one in groups if not one.communities and not one.is_majority]
        ),
        may_add=person.role in access.KEEPS,
        is_desk=person.role in access.DESK,
    )


def _line(one: Community, names: CityNames, *, today: date) -> CommunityLine:
    return CommunityLine(
        name=one.name,
        address=reverse("mapping-community", args=[one.pk]),
        bonds=in_a_row([str(bond.get_kind_display()) for bond in one.bonds.all()]),
        areas=in_a_row([names.area(found.area) for found in one.areas.all()]),
        groups=in_a_row([names.group(key) for key in one.groups]),
        review=date_words(one.review_on.isoformat()) if one.review_on else "–",
        is_due=bool(one.review_on and one.review_on <= today),
    )


def _groups(communities: Sequence[Community], names: CityNames) -> list[GroupLine]:
    return [
        GroupLine(
            name=group.name,
            people=group.people,
            is_majority=group.majority,
            communities=tuple(
                (one.name, reverse("mapping-community", args=[one.pk]))
                for one in communities
                if group.key in one.groups
            ),
        )
        for group in names.groups
    ]


def community_page(
    person: Person, community: Community, *, today: date, offer_form: BaseForm | None = None
) -> CommunityPage:
    """One community: its strengths first, then its ties, what it asked for, and itself."""
    names = city_names()
    near = strengths_near(person, community)
    requests = access.requests_for(person).filter(asked_by=community.party)
    own, official = (_list(community, whose) for whose in Priority.Whose)
    return CommunityPage(
        community_id=community.pk,
        name=community.name,
        about=community.about,
        lede=_lede(community, names),
        strengths=tuple(strength_line(one, names, today=today) for one in near[:MOST_STRENGTHS]),
        more_strengths=max(len(near) - MOST_STRENGTHS, 0),
        no_strength=_nothing_near(community, names) if not near else "",
        map=_map(person, community, names),
        ties=ties_of(person, community.party),
        requests=tuple(request_line(one, names, today=today) for one in requests),
        sees_requests=person.role in access.DESK or access.speaks_for_community(person, community),
        bonds=tuple(
            (bond.pk, str(bond.get_kind_display()), bond.words) for bond in community.bonds.all()
        ),
        facts=tuple(_facts(community, names)),
        subgroups=tuple((one.pk, one.name, one.about) for one in community.subgroups.all()),
        speakers=tuple(
            _speaker(one, today=today) for one in community.speakers.filter(ended_on=None)
        ),
        unspoken=_unspoken(community),
        lists=(own, official),
        both_lists=_both_lists(own, official),
        may_describe=person.role in access.KEEPS or access.speaks_for_community(person, community),
        is_due=bool(community.review_on and community.review_on <= today),
        is_own=access.speaks_for_community(person, community),
        offered=offered_to(person, community.party),
        relations=_relations(person, community, today=today),
        members=members_words(person, community.party),
        may_invite=person.role in access.KEEPS,
        offer_form=offer_form,
    )


def _relations(person: Person, community: Community, *, today: date) -> tuple[RelationLine, ...]:
    own = access.relations_for(person).filter(community=community)
    return tuple(relation_lines(own, today=today))


def strengths_near(person: Person, community: Community) -> list[Strength]:
    """What stands in its districts for its groups, or for everybody where it names no group."""
    areas = [found.area for found in community.areas.all()]
    strengths = access.strengths_for(person)
    if areas:
        strengths = strengths.filter(Q(area__in=areas) | Q(area=""))
    if community.groups:
        serves = Q(pk__in=())
        for key in community.groups:
            serves |= Q(serves__contains=has_key(key))
        strengths = strengths.filter(serves)
    return list(strengths) if areas or community.groups else []


def _map(person: Person, community: Community, names: CityNames) -> StrengthsMap | None:
    """Where it lives, and what is there for it; None where it names no district."""
    areas = [found.area for found in community.areas.all()]
    near = strengths_near(person, community)
    drawn = access.strengths_for(person).filter(pk__in=[one.pk for one in near])
    return mapped(drawn, names, lived_in=areas) if areas else None


def _nothing_near(community: Community, names: CityNames) -> str:
    areas = in_a_row([names.area(found.area) for found in community.areas.all()])
    if not community.areas.all() and not community.groups:
        return _("Neither a district nor a group is named yet, so nothing can be found near it.")
    return _("Nothing for them within: %(areas)s.") % {"areas": areas}


def _lede(community: Community, names: CityNames) -> str:
    bonds = [str(bond.get_kind_display()) for bond in community.bonds.all()]
    held = _("held together by %(bonds)s") % {"bonds": in_a_row(bonds)} if bonds else ""
    areas = in_a_row([names.area(found.area) for found in community.areas.all()])
    return " · ".join(filter(None, (held, areas if areas != "–" else "")))


def _facts(community: Community, names: CityNames) -> list[tuple[str, str]]:
    review = community.review_on
    return [
        (_("Groups whose people are among them"), in_a_row([*map(names.group, community.groups)])),
        (_("Languages"), words.row_of("languages", community.languages)),
        (_("To be looked at again on"), date_words(review.isoformat()) if review else "–"),
    ]


def _speaker(one: Spokesperson, *, today: date) -> SpeakerLine:
    return SpeakerLine(
        speaker_id=one.pk,
        role=one.role,
        name=one.shown_name if one.name_agreed else "",
        organisation=one.organisation.name if one.organisation else "",
        arose=str(one.get_arose_display()),
        evidence=one.evidence,
        recognised=in_a_row([part.name for part in one.recognised_by.all()]),
        review=date_words(one.review_on.isoformat()),
        is_due=one.review_on <= today,
    )


def _unspoken(community: Community) -> str:
    """The parts of a community that recognise nobody who stands here."""
    speaking = community.speakers.filter(ended_on=None, recognised_by__isnull=False)
    heard = speaking.values("recognised_by")
    parts = [one.name for one in community.subgroups.exclude(pk__in=heard)]
    if not parts:
        return ""
    return _("Nobody who stands here is recognised by: %(parts)s.") % {"parts": in_a_row(parts)}


def _list(community: Community, whose: str) -> PriorityList:
    now = community.priorities.filter(whose=whose, replaced_on=None)
    first = now.first()
    earlier = community.priorities.filter(whose=whose).exclude(replaced_on=None)
    return PriorityList(
        heading=str(Priority.Whose(whose).label),
        lines=tuple(one.words for one in now),
        taken=_taken(first) if first else "",
        earlier=earlier.values("taken_on").distinct().count(),
    )


def _taken(one: Priority) -> str:
    said = {"day": date_words(one.taken_on.isoformat()), "how": one.told_by}
    if one.before_framing:
        return _("Taken on %(day)s, before anybody named a problem: %(how)s.") % said
    return _("Taken on %(day)s: %(how)s.") % said


def _both_lists(own: PriorityList, official: PriorityList) -> str:
    """What stands on one list alone, said plainly and without a verdict."""
    if not own.lines or not official.lines:
        return ""
    here = {line.casefold() for line in own.lines}
    there = {line.casefold() for line in official.lines}
    only_own = [line for line in own.lines if line.casefold() not in there]
    only_official = [line for line in official.lines if line.casefold() not in here]
    return _("Only on their own list: %(own)s. Only on the official one: %(official)s.") % {
        "own": in_a_row(only_own),
        "official": in_a_row(only_official),
    }
