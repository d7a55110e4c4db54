"""The desk's pages of the public edition: plans, the ledger, and what would go out next."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.errors import CommonwealError
from commonweal.files.toml import toml_text
from commonweal.listening.publication.editions import Edition
from commonweal.listening.publication.plan import ALL, TablePlan
from commonweal.listening.publication.plan_text import plan_of
from commonweal.listening.publication.preparing import Prepared
from commonweal.listening.publication.suppression import HiddenReason
from workbench.accounts.models import Person
from workbench.core.numbers import whole
from workbench.listening import access, public_ledger
from workbench.listening.actions.publication import upcoming_release
from workbench.listening.forms import PlanForm, ProposeForm
from workbench.listening.pages.public_tables import (
    ReleaseTable,
    area_names,
    bundle_names,
    edition_name,
    release_table,
    span,
)
from workbench.listening.public_models import PublicationPlan, PublicRelease


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCard:
    """One plan in the list; `next_edition` empty where the year is complete or not begun."""

    plan: PublicationPlan
    next_edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One entry of the ledger; `address` leads to the public page of a release."""

    entry: PublicRelease
    what: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionsPage:
    """What publication.html may use."""

    cards: tuple[PlanCard, ...]
    ledger: tuple[LedgerLine, ...]
    form: ProposeForm | None
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPart:
    """One area or one bundle of a plan, in words."""

    name: str
    holds: str
    people: str
    is_unknown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """What plan.html may use."""

    plan: PublicationPlan
    floor: int
    base: int
    areas: tuple[PlanPart, ...]
    bundles: tuple[PlanPart, ...]
    form: PlanForm | None
    may_publish: bool
    next_edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpcomingPage:
    """What release.html may use; `fault` says why nothing can go out yet."""

    plan: PublicationPlan
    heading: str
    span: str
    table: ReleaseTable | None
    hidden: tuple[str, ...]
    left_out: tuple[str, ...]
    seen: str
    fault: CommonwealError | None
    may_publish: bool


def editions_page(person: Person, form: ProposeForm | None) -> EditionsPage:
    """Every plan, newest year first, and the whole ledger, newest entry first."""
    entries = list(access.ledger_entries())
    ledger = public_ledger.ledger_of(entries)
    cards = []
    for plan in access.plans_for(person):
        fixed = plan.state == PublicationPlan.State.FIXED
        edition = ledger.next_edition(plan_of(plan.content)) if fixed else None
        cards.append(PlanCard(plan=plan, next_edition=edition_name(edition) if edition else ""))
    lines = tuple(_line(entry) for entry in reversed(entries))
    return EditionsPage(
        cards=tuple(cards),
        ledger=lines,
        form=form if access.may_publish(person) else None,
        is_open=any(line.address for line in lines),
    )


def plan_page(person: Person, row: PublicationPlan, form: PlanForm | None = None) -> PlanPage:
    """One plan in words; a draft with its text to change."""
    plan = plan_of(row.content)
    is_draft = row.state == PublicationPlan.State.DRAFT
    may_publish = access.may_publish(person)
    edition = None if is_draft else public_ledger.ledger_now().next_edition(plan)
    return PlanPage(
        plan=row,
        floor=plan.floor,
        base=plan.base,
        areas=_area_parts(plan),
        bundles=_bundle_parts(plan),
        form=(form or PlanForm(initial={"text": plan_as_text(plan)}))
        if is_draft and may_publish
        else None,
        may_publish=may_publish,
        next_edition=edition_name(edition) if edition else "",
    )


def plan_as_text(plan: TablePlan) -> str:
    """The plan as a person edits it."""
    return toml_text(plan.as_dict())


def upcoming_page(person: Person, row: PublicationPlan, *, today: date) -> UpcomingPage:
    """The next release with what only the desk sees, or why there is none."""
    try:
        ready: Prepared | None = _prepared(row, today)
        fault = None
    except CommonwealError as failure:
        ready, fault = None, failure
    edition = ready.release.edition if ready else None
    return UpcomingPage(
        plan=row,
        heading=edition_name(edition) if edition else str(row),
        span=span(edition) if edition else "",
        table=_desk_table(ready) if ready else None,
        hidden=_hidden_words(ready) if ready else (),
        left_out=_left_out(ready) if ready else (),
        seen=ready.release.sha256 if ready else "",
        fault=fault,
        may_publish=access.may_publish(person),
    )


def _prepared(row: PublicationPlan, today: date) -> Prepared:
    """Worked out once for each content of the source and state of the ledger."""
    shown = row.source.shown_delivery
    entries = public_ledger.ledger_now().entries
    head = entries[-1].sha256 if entries else ""
    return _prepared_once(row, shown.content_hash if shown else "", head, row.state, today)


@lru_cache(maxsize=32)
def _prepared_once(
    row: PublicationPlan, _content_hash: str, _head: str, _state: str, today: date
) -> Prepared:
    return upcoming_release(row, today=today)


def _line(entry: PublicRelease) -> LedgerLine:
    if entry.kind == PublicRelease.Kind.PLAN:
        what = _("Plan of %(plan)s") % {"plan": entry.plan}
        return LedgerLine(entry=entry, what=what, address="")
    name = edition_name(Edition.parse(entry.edition))
    address = reverse("open-edition", args=[entry.plan.source.key, entry.edition])
    return LedgerLine(entry=entry, what=f"{entry.plan.source}: {name}", address=address)


def _area_parts(plan: TablePlan) -> tuple[PlanPart, ...]:
    return tuple(
        PlanPart(
            name=area_names(plan)[area.key],
            holds=_("every other area, or area not known")
            if area.remainder
            else ngettext("%(n)s area", "%(n)s areas", len(area.areas)) % {"n": len(area.areas)},
            people=_people(area.people),
            is_unknown=area.people is None,
        )
        for area in plan.areas
    )


def _bundle_parts(plan: TablePlan) -> tuple[PlanPart, ...]:
    parts = []
    for bundle in plan.bundles:
        least = [plan.size_of((area.key, bundle.key)) for area in plan.areas]
        unknown = any(one is None for one in least)
        known = plan.size_of((ALL, bundle.key)) if len(plan.areas) > 1 else least[0]
        parts.append(
            PlanPart(
                name=bundle_names(plan)[bundle.key],
                holds=_("every other incident") if bundle.remainder else ", ".join(bundle.groups),
                people=_people(known),
                is_unknown=unknown,
            )
        )
    return tuple(parts)


def _people(number: int | None) -> str:
    return _("not known") if number is None else _("at least %(n)s") % {"n": whole(number)}


def _desk_table(ready: Prepared) -> ReleaseTable:
    words = {cell: _reason(reason) for cell, reason in ready.reasons.items()}
    return release_table(ready.release, held=ready.tabulated.counts, why=words)


def _reason(reason: HiddenReason) -> str:
    return {
        HiddenReason.COUNT_BELOW_FLOOR: _("fewer incidents than the floor"),
        HiddenReason.GROUP_BELOW_FLOOR: _("fewer people than the floor"),
        HiddenReason.GROUP_SIZE_UNKNOWN: _("number of people not known"),
        HiddenReason.GIVES_ANOTHER_AWAY: _("would give another away"),
    }[reason]


def _hidden_words(ready: Prepared) -> tuple[str, ...]:
    return tuple(
        ngettext("%(n)s cell: %(why)s", "%(n)s cells: %(why)s", n)
        % {"n": whole(n), "why": _reason(reason)}
        for reason, n in ready.hidden_by_reason.items()
    )


def _left_out(ready: Prepared) -> tuple[str, ...]:
    told = []
    if ready.tabulated.elsewhere:
        n = ready.tabulated.elsewhere
        words = ngettext(
            "%(n)s incident of this time lies in no area of the plan.",
            "%(n)s incidents of this time lie in no area of the plan.",
            n,
        )
        told.append(words % {"n": whole(n)})
    if ready.tabulated.undated:
        n = ready.tabulated.undated
        words = ngettext(
            "%(n)s incident of the source carries no month, so it is in no quarter.",
            "%(n)s incidents of the source carry no month, so they are in no quarter.",
            n,
        )
        told.append(words % {"n": whole(n)})
    return tuple(told)
