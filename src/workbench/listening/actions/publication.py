"""Public tables: propose a plan, change the draft, fix it for the year, release what is closed.

Each step is entered in the ledger inside the transaction that checks it, so that two people cannot
release two versions of one edition.
"""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from commonweal.core.errors import CommonwealError
from commonweal.files.city import City
from commonweal.listening.publication.ledger import Ledger
from commonweal.listening.publication.plan import InvalidPlan
from commonweal.listening.publication.plan_text import plan_of
from commonweal.listening.publication.preparing import Prepared, prepare
from commonweal.listening.publication.proposing import Fabric, propose_plan
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.core.city import current_city
from workbench.listening import access, feeds, public_ledger
from workbench.listening.models import Source
from workbench.listening.public_models import PublicationPlan, PublicRelease

# Kept in the plan in English; the pages say them in the reader's language.
WHOLE_CITY, OTHER_AREAS, OTHER_GROUPS = (
    gettext_noop("Whole city"),
    gettext_noop("Other areas"),
    gettext_noop("Other groups, or several"),
)


class PlanIsFixed(CommonwealError):
    """A plan that is fixed does not change within its year."""

    code = "plan-is-fixed"
    status = 409


class SomethingElseSeen(CommonwealError):
    """What would be released now is not what was looked at."""

    code = "something-else-seen"
    status = 409


@transaction.atomic
def propose_publication_plan(
    source: Source, *, year: int, acting_person: Person, now: datetime
) -> PublicationPlan:
    """Draft the plan of a year from the year before; an older draft of that year is replaced."""
    access.refuse_unless_may_publish(acting_person)
    row = PublicationPlan.objects.select_for_update().filter(source=source, year=year).first()
    if row is not None:
        _refuse_fixed(row)
    city = current_city()
    proposal = propose_plan(
        feeds.incidents_of(source),
        fabric_of(city),
        year=year,
        source=source.key,
        title=source.name,
        definition=source.definition,
        floor=city.publishing_floor,
        base=min(5, city.publishing_floor),
        overlapping=source.overlapping,
    )
    row = row or PublicationPlan(source=source, year=year)
    row.content, row.proposed_by, row.proposed_at = proposal.plan.as_dict(), acting_person, now
    row.save()
    record_audit(acting_person, "propose-plan", row, after=_noted(row))
    return row


@transaction.atomic
def change_publication_plan(
    plan: PublicationPlan, *, text: str, acting_person: Person
) -> PublicationPlan:
    """Replace the draft by what was written (TOML); year, source and floor stay as they are."""
    access.refuse_unless_may_publish(acting_person)
    row = PublicationPlan.objects.select_for_update().get(pk=plan.pk)
    _refuse_fixed(row)
    before = plan_of(row.content)
    try:
        after = plan_of(tomllib.loads(text.replace("\r\n", "\n")))
    except tomllib.TOMLDecodeError as fault:
        raise InvalidPlan(
            _("The plan is not written as TOML: %(fault)s.") % {"fault": fault},
            remedy=_("Mend that line; texts stand in double quotes, lists in square brackets."),
        ) from fault
    for name in ("year", "source", "floor", "overlapping"):
        if getattr(after, name) != getattr(before, name):
            raise InvalidPlan(
                _("“%(name)s” of a plan cannot be changed here.") % {"name": name},
                remedy=_("Write %(value)s again; the floor is set in the city's settings.")
                % {"value": getattr(before, name)},
            )
    noted = _noted(row)
    row.content = after.as_dict()
    row.save(update_fields=["content"])
    record_audit(acting_person, "change-plan", row, before=noted, after=_noted(row))
    return row


@transaction.atomic
def fix_publication_plan(
    plan: PublicationPlan, *, acting_person: Person, today: date
) -> PublicationPlan:
    """Fix the plan for its year and enter it in the ledger; it does not change any more."""
    access.refuse_unless_may_publish(acting_person)
    row = PublicationPlan.objects.select_for_update().get(pk=plan.pk)
    _refuse_fixed(row)
    ledger = public_ledger.ledger_now().with_plan(plan_of(row.content), on=today)
    before = _noted(row)
    row.state = PublicationPlan.State.FIXED
    row.save(update_fields=["state"])
    _enter(ledger, row, acting_person)
    record_audit(acting_person, "fix-plan", row, before=before, after=_noted(row))
    return row


@transaction.atomic
def release_edition(
    plan: PublicationPlan, *, seen: str, acting_person: Person, today: date
) -> PublicRelease:
    """Release the plan's next edition, if it still is the one whose hash was `seen`."""
    access.refuse_unless_may_publish(acting_person)
    row = PublicationPlan.objects.select_for_update().select_related("source").get(pk=plan.pk)
    ready = upcoming_release(row, today=today)
    if ready.release.sha256 != seen:
        raise SomethingElseSeen(
            _("%(edition)s is not what you looked at any more: the source was revised meanwhile.")
            % {"edition": ready.release.edition},
            remedy=_("Look at the new table, then release it."),
        )
    ledger = public_ledger.ledger_now().with_release(ready.release, on=today)
    entry = _enter(ledger, row, acting_person, edition=str(ready.release.edition))
    facts = {"source_key": row.source.key, "edition": entry.edition, "sha256": entry.sha256}
    record_audit(acting_person, "release-edition", entry, after=facts)
    return entry


def upcoming_release(plan: PublicationPlan, *, today: date) -> Prepared:
    """What would be released next; raises `NotReleasable`, or `InvalidPlan` for a draft."""
    table_plan, ledger = plan_of(plan.content), public_ledger.ledger_now()
    if plan.state != PublicationPlan.State.FIXED:
        raise InvalidPlan(
            _("The plan of %(year)s is a draft.") % {"year": plan.year},
            remedy=_("Fix it first: the cells are chosen before the counts are seen."),
        )
    edition = ledger.next_edition(table_plan)
    if edition is None:
        raise InvalidPlan(
            _("Every edition of %(year)s is out.") % {"year": plan.year},
            remedy=_("Propose a plan for the next year."),
        )
    incidents = feeds.incidents_of(plan.source)
    return prepare(incidents, table_plan, edition, ledger=ledger, today=today)


def fabric_of(city: City) -> Fabric:
    """What the city knows of its areas and groups, for a plan."""
    areas, names = city.areas(), {}
    finest = areas.at_level(areas.finest)
    for area in finest:
        names[area.area] = areas.get(area.parent).name if area.parent else area.name
    people: Mapping[tuple[str, str], int] = {
        (area, group): n for area, group, n in city.populations().iter_rows()
    }
    return Fabric(
        parents=names,
        people={area.area: area.population for area in finest if area.population is not None},
        people_of_group=people,
        people_source="populations.csv",
        group_names={group.key: group.name for group in city.groups()},
        city=WHOLE_CITY,
        rest_of_areas=OTHER_AREAS,
        rest_of_groups=OTHER_GROUPS,
    )


def _enter(
    ledger: Ledger, plan: PublicationPlan, acting_person: Person, *, edition: str = ""
) -> PublicRelease:
    """Write the ledger's newest entry as a row."""
    return PublicRelease.objects.create(
        **public_ledger.as_row(ledger.entries[-1]),
        plan=plan,
        edition=edition,
        delivery=plan.source.shown_delivery,
        released_by=acting_person,
    )


def _refuse_fixed(plan: PublicationPlan) -> None:
    if plan.state == PublicationPlan.State.FIXED:
        raise PlanIsFixed(
            _("The plan of %(year)s is fixed: its cells stay the same for the whole year.")
            % {"year": plan.year},
            remedy=_("What should change can change in the plan of the next year."),
            year=plan.year,
        )


def _noted(plan: PublicationPlan) -> dict[str, object]:
    return {
        "source_key": plan.source.key,
        "year": plan.year,
        "state": str(plan.state),
        "sha256": plan_of(plan.content).sha256,
    }
