"""Organisations: the list, and one organisation's page with all that belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person, Role
from workbench.core.labels import CityNames, city_names, date_words
from workbench.core.numbers import whole
from workbench.core.paging import Paging, paging, part
from workbench.core.pictures.network import NetworkPicture
from workbench.mapping import access, words
from workbench.mapping.access import Right
from workbench.mapping.models import EntryView, Organisation, Party
from workbench.mapping.pages.neighbours import neighbours_of
from workbench.mapping.pages.showing import EditLine, edit_line, offered_words
from workbench.mapping.pages.strengths import StrengthLine, strength_line
from workbench.mapping.pages.ties import TieLine, ties_of

LATEST = 20
FACTS = ("about", "kind", "area", "languages", "level")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationLine:
    """One organisation in a list."""

    name: str
    address: str
    kind: str
    level: str
    area: str
    strengths: int
    kept_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationsPage:
    """What organisations.html may use."""

    lede: str
    asked: str
    lines: tuple[OrganisationLine, ...]
    shown: Paging
    may_add: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewLine:
    """Who saw what, when, for what."""

    on: str
    who: str
    what: str
    purpose: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationPage:
    """What organisation.html may use."""

    organisation_id: int
    name: str
    lede: str
    facts: tuple[tuple[str, str], ...]
    url: str
    kept_by: str
    strengths: tuple[StrengthLine, ...]
    ties: tuple[TieLine, ...]
    around: NetworkPicture | None
    waiting: tuple[EditLine, ...]
    history: tuple[EditLine, ...]
    may_edit: bool
    is_own: bool
    offered: str
    views: tuple[ViewLine, ...]
    used_for: tuple[str, ...]
    may_invite: bool
    members: tuple[str, ...]
    offer_form: BaseForm | None


def organisations_page(person: Person, asked: Mapping[str, str]) -> OrganisationsPage:
    """The organisations whose name holds what was asked, by name."""
    names = city_names()
    wanted = asked.get("name", "").strip()
    counted = Q(strengths__withdrawn_on=None, strengths__confidential=False)
    organisations = (
        access.organisations_for(person)
        .filter(name__icontains=wanted)
        .annotate(held=Count("strengths", filter=counted))
    )
    shown = paging(organisations.count(), asked=asked.get("page"), query=asked)
    claimed = organisations.exclude(claimed_at=None).count()
    return OrganisationsPage(
        lede=_lede(shown.total, claimed),
        asked=wanted,
        lines=tuple(_line(one, names) for one in part(organisations, shown)),
        shown=shown,
        may_add=person.role in access.KEEPS,
    )


def _lede(total: int, claimed: int) -> str:
    return ngettext(
        "%(total)s organisation; %(claimed)s kept by its own people.",
        "%(total)s organisations; %(claimed)s kept by their own people.",
        total,
    ) % {"total": whole(total), "claimed": whole(claimed)}


def _line(one: Organisation, names: CityNames) -> OrganisationLine:
    return OrganisationLine(
        name=one.name,
        address=reverse("mapping-organisation", args=[one.pk]),
        kind=words.word("kind", one.kind) if one.kind else "–",
        level=words.word("level", one.level),
        area=names.area(one.area) or _("the whole city"),
        strengths=one.held,  # type: ignore[attr-defined]  # annotated above
        kept_by=kept_by(one),
    )


def kept_by(organisation: Organisation) -> str:
    """Who decides what the entry says."""
    return _("its own people") if organisation.claimed_at else _("the city desk")


def organisation_page(
    person: Person, organisation: Organisation, *, today: date, offer_form: BaseForm | None = None
) -> OrganisationPage:
    """One organisation: its entry, strengths and ties; for its own people also who looked."""
    names = city_names()
    party = organisation.party
    own = access.party_of_person(person) == party
    strengths = access.strengths_for(person).filter(organisation=organisation)
    proposals = access.proposals_for(person).filter(organisation=organisation)
    return OrganisationPage(
        organisation_id=organisation.pk,
        name=organisation.name,
        lede=" · ".join(_in_short(organisation, names)),
        facts=tuple(
            (words.field_label(name), words.value_words(name, getattr(organisation, name), names))
            for name in FACTS
            if getattr(organisation, name)
        ),
        url=organisation.url,
        kept_by=kept_by(organisation),
        strengths=tuple(strength_line(one, names, today=today) for one in strengths),
        ties=ties_of(person, party),
        around=neighbours_of(person, party, names),
        waiting=tuple(edit_line(one, names) for one in proposals),
        history=tuple(edit_line(one, names) for one in access.history_of(organisation)[:LATEST]),
        may_edit=access.right_over(person, organisation) is Right.EDIT,
        is_own=own,
        offered=offered_to(person, party),
        views=_views(person, organisation),
        used_for=_used_for(person, organisation) if own else (),
        may_invite=person.role in access.KEEPS,
        members=members_words(person, party),
        offer_form=offer_form,
    )


def _in_short(organisation: Organisation, names: CityNames) -> list[str]:
    kind = [words.word("kind", organisation.kind)] if organisation.kind else []
    return [*kind, names.area(organisation.area) or _("the whole city")]


def offered_to(person: Person, party: Party) -> str:
    """What taking over means, where the entry was offered to this person; otherwise empty."""
    if person.role != Role.PARTNER_EDITOR:
        return ""
    membership = access.membership_of(person)
    waits = membership and membership.party_id == party.pk and not membership.claimed_at
    return offered_words(party) if waits else ""


def members_words(person: Person, party: Party) -> tuple[str, ...]:
    """Who was invited or has claimed, for those who invite and for its own people."""
    own = access.party_of_person(person) == party
    if not own and person.role not in access.KEEPS:
        return ()
    return tuple(
        str(one.person.name)
        if one.claimed_at
        else _("%(name)s, invited") % {"name": one.person.name}
        for one in access.members_of(party)
    )


def _views(person: Person, organisation: Organisation) -> tuple[ViewLine, ...]:
    read = access.views_of(person, organisation).filter(purpose=EntryView.Purpose.READ)
    return tuple(
        ViewLine(
            on=date_words(one.on.isoformat()),
            who=_viewer(one),
            what=one.strength.name if one.strength else organisation.name,
            purpose=str(one.get_purpose_display()),
        )
        for one in read[:LATEST]
    )


def _viewer(view: EntryView) -> str:
    role = str(Role(view.role).label) if view.role in Role.values else view.role
    return f"{view.viewer}, {role}" if view.viewer else role


def _used_for(person: Person, organisation: Organisation) -> tuple[str, ...]:
    """What the entries were used for, newest first; the public page as a rule, not as a log."""
    views = access.views_of(person, organisation).exclude(purpose=EntryView.Purpose.READ)
    return tuple(
        _("%(day)s: %(entry)s, %(use)s")
        % {
            "day": date_words(one.on.isoformat()),
            "entry": one.strength.name if one.strength else organisation.name,
            "use": one.get_purpose_display(),
        }
        for one in views[:LATEST]
    )
