"""The room's first page: what there is, from which source, what asks for somebody, what changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person, Role
from workbench.core.labels import city_names, date_words
from workbench.core.numbers import whole
from workbench.mapping import access
from workbench.mapping.models import BringIn, StrengthSource, Suggestion, Tie
from workbench.mapping.pages.bringing_in import left_to_decide
from workbench.mapping.pages.showing import EditLine, edit_line, offered_words
from workbench.mapping.pages.strengths import StrengthLine, strength_line
from workbench.mapping.pages.ties import party_address

MOST_ASKING, LATEST = 8, 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One source of strengths: how many of its entries stand on the map, and since when."""

    name: str
    note: str
    entries: str
    brought: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """Something that waits for this person, and where."""

    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage:
    """What overview.html may use."""

    lede: str
    nums: tuple[tuple[str, str], ...]
    sources: tuple[SourceLine, ...]
    asking: tuple[StrengthLine, ...]
    asking_more: int
    asking_words: str
    waiting: tuple[WaitingLine, ...]
    changed: tuple[EditLine, ...]
    own_name: str
    own_address: str
    offered: str
    may_bring_in: bool


def overview_page(person: Person, *, today: date) -> OverviewPage:
    """What the city has, as this person may see it."""
    names = city_names()
    stale = access.stale_for(person, today=today)
    asking = stale.count()
    membership = access.membership_of(person) if person.role == Role.PARTNER_EDITOR else None
    party = membership.party if membership else None
    lines = access.waiting_longest_first(stale)[:MOST_ASKING]
    return OverviewPage(
        lede=_("What is there already, who holds it, and who is connected."),
        nums=tuple(_nums(person)),
        sources=tuple(_source(one, person) for one in access.sources()),
        asking=tuple(strength_line(one, names, today=today) for one in lines),
        asking_more=max(asking - MOST_ASKING, 0),
        asking_words=_asking(asking),
        waiting=(*_waiting(person), *_left_of_lists(person)),
        changed=tuple(edit_line(one, names) for one in access.changes_for(person)[:LATEST]),
        own_name=party.named.name if party else "",
        own_address=party_address(party) if party else "",
        offered=offered_words(party) if membership and party and not membership.claimed_at else "",
        may_bring_in=person.role in access.KEEPS,
    )


def _nums(person: Person) -> list[tuple[str, str]]:
    organisations = access.organisations_for(person)
    ties = access.ties_for(person).filter(state=Tie.State.STANDS)
    both = ties.exclude(source_confirmed_on=None).exclude(target_confirmed_on=None)
    return [
        (_("Strengths"), whole(access.countable(access.strengths_for(person)).count())),
        (_("Organisations"), whole(organisations.count())),
        (
            _("of them kept by their own people"),
            whole(organisations.exclude(claimed_at=None).count()),
        ),
        (_("Ties"), whole(ties.count())),
        (_("of them confirmed by both sides"), whole(both.count())),
        (_("Communities"), whole(access.communities_for(person).count())),
    ]


def _source(one: StrengthSource, person: Person) -> SourceLine:
    entries = access.countable(access.strengths_for(person).filter(source=one)).count()
    newest = one.bring_ins.first()
    brought = (
        _("brought in on %(day)s")
        % {"day": date_words(timezone.localdate(newest.received_at).isoformat())}
        if newest
        else _("nothing brought in")
    )
    said = ngettext("%(count)s entry", "%(count)s entries", entries)
    return SourceLine(
        name=one.name, note=one.note, entries=said % {"count": whole(entries)}, brought=brought
    )


def _asking(count: int) -> str:
    if not count:
        return _("Every entry that is yours to confirm was confirmed within a year.")
    return ngettext(
        "%(count)s entry was not confirmed within a year.",
        "%(count)s entries were not confirmed within a year.",
        count,
    ) % {"count": whole(count)}


def _waiting(person: Person) -> list[WaitingLine]:
    proposals = access.proposals_for(person).count()
    ties = access.ties_waiting_for(person).count()
    suggestions = access.suggestions_for(person).filter(state=Suggestion.State.WAITING).count()
    requests = access.unanswered_for(person).count()
    talks = access.talks_waiting_for(person).count()
    found = (
        (
            talks,
            ngettext(
                "%(n)s talk whose record waits for your word",
                "%(n)s talks whose records wait for your word",
                talks,
            ),
            "mapping-relations",
        ),
        (
            proposals,
            ngettext("%(n)s proposed change", "%(n)s proposed changes", proposals),
            "mapping-proposals",
        ),
        (
            ties,
            ngettext("%(n)s tie to confirm", "%(n)s ties to confirm", ties),
            "mapping-ties",
        ),
        (
            suggestions,
            ngettext(
                "%(n)s suggestion of a resident", "%(n)s suggestions of residents", suggestions
            ),
            "mapping-suggestions",
        ),
        (
            requests,
            ngettext(
                "%(n)s request without an answer", "%(n)s requests without an answer", requests
            ),
            "mapping-requests",
        ),
    )
    return [
        WaitingLine(words=said % {"n": whole(count)}, address=reverse(name))
        for count, said, name in found
        if count
    ]


def _left_of_lists(person: Person) -> Iterator[WaitingLine]:
    """What the newest list of each source left to decide, for whoever keeps the map."""
    newest: dict[int, BringIn] = {}
    for one in access.bring_ins_for(person) if person.role in access.KEEPS else ():
        newest.setdefault(one.source_id, one)
    for one in newest.values():
        left = left_to_decide(one)
        if left:
            said = ngettext(
                "%(n)s thing to decide about the list of %(source)s",
                "%(n)s things to decide about the list of %(source)s",
                left,
            )
            yield WaitingLine(
                words=said % {"n": whole(left), "source": one.source.name},
                address=reverse("mapping-list", args=[one.pk]),
            )
