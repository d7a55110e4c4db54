"""Ties: the list, one tie with both its sides, and the ties of one party."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person
from workbench.core.labels import date_words
from workbench.core.numbers import whole
from workbench.core.paging import Paging, paging, part
from workbench.core.words import open_words
from workbench.mapping import access, feeds, words
from workbench.mapping.forms import FindTieForm
from workbench.mapping.models import Organisation, Party, Tie

DECLARED_ONLY = Tie.Kind.PERSONAL


@dataclass(frozen=True, slots=True, kw_only=True)
class TieLine:
    """One tie in a list; `other` is the far end where the list is one party's."""

    address: str
    one: str
    one_address: str
    other: str
    other_address: str
    kind: str
    directed: bool
    strength: str
    since: str
    confirmed: str
    is_confirmed: bool
    state: str
    state_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TiesPage:
    """What ties.html may use."""

    lede: str
    form: FindTieForm
    waiting: tuple[TieLine, ...]
    lines: tuple[TieLine, ...]
    shown: Paging
    may_tell: bool
    may_bring_in: bool
    is_filtered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SidePart:
    """One side of a tie, and what this person may do for it."""

    side: str
    name: str
    address: str
    confirmed: str
    shows: bool
    may_act: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TiePage:
    """What tie.html may use."""

    tie_id: int
    heading: str
    lede: str
    facts: tuple[tuple[str, str], ...]
    sides: tuple[SidePart, ...]
    stands: bool
    declared_only: bool
    declined: str


def ties_page(person: Person, asked: Mapping[str, str]) -> TiesPage:
    """The ties that fit the filter; those that ask this person's party first."""
    form = FindTieForm(asked)
    ties = access.ties_for(person)
    fitting = _found(ties, form.cleaned_data) if form.is_valid() else ties.none()
    shown = paging(fitting.count(), asked=asked.get("page"), query=asked)
    return TiesPage(
        lede=_lede(fitting),
        form=form,
        waiting=tuple(tie_line(one) for one in access.ties_waiting_for(person)),
        lines=tuple(tie_line(one) for one in part(fitting, shown)),
        shown=shown,
        may_tell=person.role in access.KEEPS or access.party_of_person(person) is not None,
        may_bring_in=person.role in access.KEEPS,
        is_filtered=any(value for name, value in asked.items() if name != "page"),
    )


def _found(ties: QuerySet[Tie], asked: Mapping[str, str]) -> QuerySet[Tie]:
    if asked.get("kind"):
        ties = ties.filter(kind=asked["kind"])
    if asked.get("state"):
        ties = ties.filter(state=asked["state"])
    one, other = Q(source_confirmed_on=None), Q(target_confirmed_on=None)
    both, nobody = ~one & ~other, one & other
    by = {"both": both, "nobody": nobody, "one": ~both & ~nobody}
    return ties.filter(by[asked["confirmed"]]) if asked.get("confirmed") else ties


def _lede(ties: QuerySet[Tie]) -> str:
    total = ties.count()
    both = ties.exclude(source_confirmed_on=None).exclude(target_confirmed_on=None).count()
    return ngettext(
        "%(total)s tie, %(both)s confirmed by both sides.",
        "%(total)s ties, %(both)s of them confirmed by both sides.",
        total,
    ) % {"total": whole(total), "both": whole(both)}


def tie_line(tie: Tie, *, of: Party | None = None) -> TieLine:
    """A tie in words; with `of`, the other end is the far one."""
    near, far = (
        (tie.target, tie.source) if of and of.pk == tie.target_id else (tie.source, tie.target)
    )
    confirmed = feeds.confirmed_by(tie)
    return TieLine(
        address=reverse("mapping-tie", args=[tie.pk]),
        one=near.named.name,
        one_address=party_address(near),
        other=far.named.name,
        other_address=party_address(far),
        kind=str(tie.get_kind_display()),
        directed=tie.directed,
        strength=_("%(n)s of 5") % {"n": tie.strength} if tie.strength else _("not stated"),
        since=date_words(tie.since) if tie.since else _("not stated"),
        confirmed=words.side_words(confirmed),
        is_confirmed=confirmed == "both",
        state=str(tie.state),
        state_words=str(tie.get_state_display()),
    )


def ties_of(person: Person, party: Party) -> tuple[TieLine, ...]:
    """The standing ties of a party that this person may see, by the name of the far end."""
    own = access.ties_for(person).filter(Q(source=party) | Q(target=party))
    standing = own.filter(state=Tie.State.STANDS)
    lines = (tie_line(one, of=party) for one in standing)
    return tuple(sorted(lines, key=lambda line: line.other.casefold()))


def party_address(party: Party) -> str:
    """Where a party's own page stands."""
    named = party.named
    name = "mapping-organisation" if isinstance(named, Organisation) else "mapping-community"
    return reverse(name, args=[named.pk])


def tie_page(person: Person, tie: Tie) -> TiePage:
    """One tie: what is told of it, and what each side says."""
    line = tie_line(tie)
    spoken = access.sides_spoken_for(person, tie)
    ends = (
        ("source", tie.source, tie.source_confirmed_on, tie.source_shows),
        ("target", tie.target, tie.target_confirmed_on, tie.target_shows),
    )
    return TiePage(
        tie_id=tie.pk,
        heading=_("%(one)s and %(other)s") % {"one": line.one, "other": line.other},
        lede=f"{line.kind} · {line.state_words} · {line.confirmed}",
        facts=tuple(_facts(tie, line)),
        sides=tuple(
            SidePart(
                side=side,
                name=party.named.name,
                address=party_address(party),
                confirmed=date_words(day.isoformat()) if day else "",
                shows=shows,
                may_act=side in spoken,
            )
            for side, party, day, shows in ends
        ),
        stands=tie.state == Tie.State.STANDS,
        declared_only=tie.kind == DECLARED_ONLY,
        declined=_declined(tie, reads_reason=access.party_of_person(person) == tie.declined_by),
    )


def _facts(tie: Tie, line: TieLine) -> list[tuple[str, str]]:
    way = _("from the first to the second") if tie.directed else _("both ways")
    since = [(_("Since"), line.since), (_("Runs"), way)]
    if tie.ended_on:
        since.append((_("Until"), date_words(tie.ended_on)))
    if tie.kind == DECLARED_ONLY:
        return since
    return [
        *since,
        (_("How strong"), line.strength),
        (_("What it rests on"), tie.evidence or _("not stated")),
    ]


def _declined(tie: Tie, *, reads_reason: bool) -> str:
    if tie.state != Tie.State.DECLINED or tie.declined_by is None or tie.declined_on is None:
        return ""
    said = _("%(party)s declined it on %(day)s. It stays declined, and is not asked for again.") % {
        "party": tie.declined_by.named.name,
        "day": date_words(tie.declined_on.isoformat()),
    }
    if not (reads_reason and tie.sealed_reason):
        return said
    reason = _("Your reason, which only your own people read: %(reason)s")
    return f"{said} {reason % {'reason': open_words(tie.sealed_reason)}}"
