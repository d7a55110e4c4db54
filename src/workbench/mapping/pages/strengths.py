"""Strengths: the list with its filters, and one entry with its holder, ties, state and history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person
from workbench.core.labels import CityNames, city_names, date_words, yes_no
from workbench.core.numbers import whole
from workbench.core.paging import Paging, paging, part
from workbench.mapping import access, words
from workbench.mapping.access import Right
from workbench.mapping.forms import FindForm
from workbench.mapping.models import Edit, Strength
from workbench.mapping.models.keys import has_key
from workbench.mapping.pages.showing import EditLine, edit_line
from workbench.mapping.pages.ties import TieLine, ties_of

HALF_A_YEAR = timedelta(days=182)
LATEST = 10
SAFE_SPACE = ("neutral_place", "credible_people", "rules_agreed")
FACTS = ("description", "address", "serves", "needs", "languages", "protective", "capacity")


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthLine:
    """One strength in a list."""

    strength_id: int
    name: str
    address: str
    what: str
    kind: str
    holder: str
    holder_address: str
    area: str
    needs: str
    languages: str
    confirmed: str
    is_stale: bool
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthsPage:
    """What strengths.html may use."""

    lede: str
    form: FindForm
    lines: tuple[StrengthLine, ...]
    shown: Paging
    may_add: bool
    is_filtered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthPage:
    """What strength.html may use."""

    line: StrengthLine
    lede: str
    url: str
    facts: tuple[tuple[str, str], ...]
    safe_space: tuple[tuple[str, str], ...]
    state: tuple[tuple[str, str], ...]
    told_by: str
    ties: tuple[TieLine, ...]
    holder_id: int | None
    may_edit: bool
    waiting: tuple[EditLine, ...]
    history: tuple[EditLine, ...]
    on_public_page: bool


def strengths_page(person: Person, asked: Mapping[str, str], *, today: date) -> StrengthsPage:
    """The strengths that fit the filter, by name."""
    names = city_names()
    seen = access.strengths_for(person)
    kinds = sorted({*seen.order_by().values_list("kind", flat=True).distinct()} - {""})
    form = FindForm(asked, names=names, kinds=[(key, words.word("kind", key)) for key in kinds])
    fitting = found(seen, form.cleaned_data, today=today) if form.is_valid() else seen.none()
    shown = paging(fitting.count(), asked=asked.get("page"), query=asked)
    return StrengthsPage(
        lede=_lede(fitting),
        form=form,
        lines=tuple(strength_line(one, names, today=today) for one in part(fitting, shown)),
        shown=shown,
        may_add=person.role in access.KEEPS or access.party_of_person(person) is not None,
        is_filtered=any(value for name, value in asked.items() if name != "page"),
    )


def found(
    strengths: QuerySet[Strength], asked: Mapping[str, Any], *, today: date
) -> QuerySet[Strength]:
    """The strengths that fit what was asked; an empty answer means “any”."""
    lists = {"need": "needs", "group": "serves", "language": "languages"}
    for name, field in lists.items():
        if asked.get(name):
            strengths = strengths.filter(**{f"{field}__contains": has_key(asked[name])})
    for name in ("area", "kind", "what"):
        if asked.get(name):
            strengths = strengths.filter(**{name: asked[name]})
    show = asked.get("show")
    if show == "stale":
        old = strengths.filter(confirmed_on__lt=today - access.CONFIRMED_HOLDS)
        strengths = old | strengths.filter(confirmed_on=None)
    if show == "gone":
        strengths = strengths.exclude(gone_on=None)
    if show == "ending":
        strengths = strengths.filter(funded_until__lte=today + HALF_A_YEAR)
    return strengths


def _lede(fitting: QuerySet[Strength]) -> str:
    """How many fit; a confidential entry stands in the list and in no count."""
    count = access.countable(fitting).count()
    said = ngettext("%(count)s strength.", "%(count)s strengths.", count) % {"count": whole(count)}
    if fitting.filter(confidential=True).exists():
        return _("%(counted)s Confidential entries stand in the list and are not counted.") % {
            "counted": said
        }
    return said


def strength_line(one: Strength, names: CityNames, *, today: date) -> StrengthLine:
    """One strength in words."""
    holder = one.organisation
    stale = access.is_stale(one.confirmed_on, today=today)
    return StrengthLine(
        strength_id=one.pk,
        name=one.name,
        address=reverse("mapping-strength", args=[one.pk]),
        what=words.word("what", one.what),
        kind=words.word("kind", one.kind) if one.kind else "",
        holder=holder.name if holder else "",
        holder_address=reverse("mapping-organisation", args=[holder.pk]) if holder else "",
        area=names.area(one.area) or _("the whole city"),
        needs=words.row_of("needs", one.needs),
        languages=words.row_of("languages", one.languages),
        confirmed=date_words(one.confirmed_on.isoformat()) if one.confirmed_on else _("never"),
        is_stale=stale,
        marks=tuple(_marks(one, today=today)),
    )


def _marks(one: Strength, *, today: date) -> list[str]:
    marks = []
    if one.confidential:
        marks.append(_("confidential"))
    if one.gone_on:
        marks.append(_("no longer in its source"))
    if one.funded_until and one.funded_until < today:
        marks.append(_("funding has ended"))
    elif one.funded_until and one.funded_until <= today + HALF_A_YEAR:
        marks.append(_("funding ends soon"))
    return marks


def strength_page(person: Person, strength: Strength, *, today: date) -> StrengthPage:
    """One entry: what it offers, how safe a space it is, who holds it and who is connected."""
    names = city_names()
    line = strength_line(strength, names, today=today)
    right = access.right_over(person, strength)
    proposals = access.proposals_for(person).filter(strength=strength)
    holder = strength.organisation
    return StrengthPage(
        line=line,
        lede=" · ".join(filter(None, (line.what, line.kind, line.area))),
        url=strength.url,
        facts=tuple(
            (words.field_label(name), words.value_words(name, getattr(strength, name), names))
            for name in FACTS
            if getattr(strength, name) not in (None, "", [])
        ),
        safe_space=tuple(
            (words.field_label(name), yes_no(getattr(strength, name))) for name in SAFE_SPACE
        ),
        state=tuple(_state(strength, line)),
        told_by=_told_by(strength),
        ties=ties_of(person, holder.party) if holder else (),
        holder_id=holder.pk if holder else None,
        may_edit=right is Right.EDIT,
        waiting=tuple(edit_line(one, names) for one in proposals),
        history=_history(strength, names),
        on_public_page=access.public_strengths().filter(pk=strength.pk).exists(),
    )


def _state(strength: Strength, line: StrengthLine) -> list[tuple[str, str]]:
    funded = strength.funded_until
    return [
        (_("Last confirmed"), line.confirmed),
        (_("Vouched for by"), strength.vouched_by or _("nobody yet")),
        (_("Funded until"), date_words(funded.isoformat()) if funded else _("not stated")),
    ]


def _told_by(strength: Strength) -> str:
    if strength.source is None:
        return _("Entered by hand.")
    if strength.gone_on:
        return _("From %(source)s, which no longer lists it since %(day)s.") % {
            "source": strength.source.name,
            "day": date_words(strength.gone_on.isoformat()),
        }
    return _("From %(source)s.") % {"source": strength.source.name}


def _history(strength: Strength, names: CityNames) -> tuple[EditLine, ...]:
    latest: QuerySet[Edit] = access.history_of(strength)
    return tuple(edit_line(one, names) for one in latest[:LATEST])
