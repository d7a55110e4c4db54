"""A city desk that publishes: a source with two quiet years, a plan, and releases of it."""

from datetime import date
from functools import cache

from django.utils import timezone

from commonweal.listening.publication.editions import Edition
from commonweal.listening.publication.ledger import Ledger
from commonweal.listening.publication.plan import Bundle, PlanArea, TablePlan, digest
from commonweal.listening.publication.suppression import protect
from commonweal.listening.publication.tabulation import counts_of
from workbench.accounts.models import Person
from workbench.listening import public_ledger
from workbench.listening.actions.publication import (
    fix_publication_plan,
    release_edition,
    upcoming_release,
)
from workbench.listening.models import Delivery, Record, Source
from workbench.listening.public_models import PublicationPlan, PublicRelease

YEAR = 2025
TODAY = date(2026, 11, 21)
type Held = dict[str, dict[str, int]]
HELD: Held = {"anti-jewish": {"NW": 34, "SW": 21}, "anti-muslim": {"NE": 26, "SE": 3}}
"""Group → district → incidents in each quarter of 2024 and 2025; only the 3 is below the floor."""

PLAN = TablePlan(
    year=YEAR,
    source="harbour-police",
    title="Harbour police",
    definition="An incident that was recorded as hostile to a group.",
    areas=(
        PlanArea(key="north", name="North", areas=("NW", "NE"), people=20_000),
        PlanArea(key="south", name="South", areas=("SW", "SE"), people=30_000),
    ),
    bundles=(
        Bundle(
            key="anti-jewish",
            name="Jewish people",
            groups=("anti-jewish",),
            least_people=400,
            people_source="made up for a test",
        ),
        Bundle(key="others", name="Other groups, or several", remainder=True),
    ),
)


def a_publishing_source(held: Held = HELD) -> Source:
    """A source that shows two years of incidents, a count for each district and group."""
    source = Source.objects.create(
        key=PLAN.source, name="Harbour police", created_at=timezone.now()
    )
    delivery = Delivery.objects.create(
        source=source, state="shown", received_at=timezone.now(), content_hash=digest(held)
    )
    source.shown_delivery = delivery
    source.save()
    Record.objects.bulk_create(
        Record(
            source=source,
            key=f"{year}-{quarter}-{area}",
            since_delivery=delivery,
            reported_on=f"{year}-{3 * quarter:02}-14",
            place="area",
            area=area,
            groups=f"|{group}|",
            kinds="|assault|",
            n=many,
        )
        for year in (YEAR - 1, YEAR)
        for quarter in (1, 2, 3, 4)
        for group, areas in held.items()
        for area, many in areas.items()
    )
    return source


def a_draft(by: Person, plan: TablePlan = PLAN) -> PublicationPlan:
    """A plan that nobody has fixed."""
    return PublicationPlan.objects.create(
        source=a_publishing_source(),
        year=plan.year,
        content=plan.as_dict(),
        proposed_by=by,
        proposed_at=timezone.now(),
    )


def a_fixed_plan(by: Person) -> PublicationPlan:
    """A plan that is fixed and has released nothing."""
    return fix_publication_plan(a_draft(by), acting_person=by, today=TODAY)


def release_next(plan: PublicationPlan, by: Person) -> PublicRelease:
    """Release the plan's next edition as it stands."""
    seen = upcoming_release(plan, today=TODAY).release.sha256
    return release_edition(plan, seen=seen, acting_person=by, today=TODAY)


def a_release(by: Person) -> PublicRelease:
    """The first quarter, released; worked out once for all tests."""
    plan = a_fixed_plan(by)
    return PublicRelease.objects.create(
        **public_ledger.as_row(_first_quarter().entries[-1]),
        plan=plan,
        edition=f"{YEAR}Q1",
        delivery=plan.source.shown_delivery,
        released_by=by,
    )


@cache
def _first_quarter() -> Ledger:
    """The ledger with the plan and its first quarter, as `release_next` would enter it."""
    inner = {
        ("north", "anti-jewish"): HELD["anti-jewish"]["NW"],
        ("north", "others"): HELD["anti-muslim"]["NE"],
        ("south", "anti-jewish"): HELD["anti-jewish"]["SW"],
        ("south", "others"): HELD["anti-muslim"]["SE"],
    }
    release, _ = protect(counts_of(inner, PLAN), PLAN, Edition(YEAR, 1))
    return Ledger().with_release(release, on=TODAY)
