"""The desk publishes: a draft, a fixed plan, one quarter after the other, and never again."""

import json
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from commonweal.core.errors import NotAllowed
from commonweal.files.toml import toml_text
from commonweal.listening.publication.editions import NotReleasable
from commonweal.listening.publication.ledger import BrokenLedger
from commonweal.listening.publication.plan import InvalidPlan
from tests.cast import signed_in
from tests.factories.publication import (
    PLAN,
    TODAY,
    YEAR,
    a_draft,
    a_fixed_plan,
    a_publishing_source,
    a_release,
    release_next,
)
from workbench.commands.rows import load_rows, rows_of, tables
from workbench.core.city import current_city
from workbench.core.models import AuditRow
from workbench.listening.actions.publication import (
    PlanIsFixed,
    SomethingElseSeen,
    change_publication_plan,
    fix_publication_plan,
    propose_publication_plan,
    release_edition,
)
from workbench.listening.examine import examine_register
from workbench.listening.models import Record
from workbench.listening.public_ledger import ledger_now
from workbench.listening.public_models import PublicationPlan, PublicRelease

pytestmark = pytest.mark.django_db


def test_a_plan_is_proposed_from_the_year_before(cast):
    row = propose_publication_plan(
        a_publishing_source(), year=YEAR, acting_person=cast.asha, now=timezone.now()
    )
    assert row.state == PublicationPlan.State.DRAFT
    assert row.content["floor"] == 10
    assert AuditRow.objects.get(verb="propose-plan").after["year"] == YEAR
    Record.objects.filter(reported_on__startswith=str(YEAR)).delete()
    again = propose_publication_plan(
        row.source, year=YEAR, acting_person=cast.asha, now=timezone.now()
    )
    assert again.content == row.content


def test_a_draft_releases_nothing(cast):
    draft = a_draft(cast.asha)
    with pytest.raises(InvalidPlan) as refusal:
        release_edition(draft, seen="", acting_person=cast.asha, today=TODAY)
    assert refusal.value.message == "The plan of 2025 is a draft."


def test_a_fixed_plan_stands_in_the_ledger_and_does_not_change(cast):
    plan = a_fixed_plan(cast.asha)
    assert [fixed.sha256 for fixed in ledger_now().plans] == [PLAN.sha256]
    with pytest.raises(PlanIsFixed):
        change_publication_plan(plan, text=toml_text(PLAN.as_dict()), acting_person=cast.asha)
    with pytest.raises(PlanIsFixed):
        fix_publication_plan(plan, acting_person=cast.asha, today=TODAY)


def test_the_floor_of_a_plan_is_the_city_s(cast):
    lower = toml_text(replace(PLAN, floor=5).as_dict())
    with pytest.raises(InvalidPlan) as refusal:
        change_publication_plan(a_draft(cast.asha), text=lower, acting_person=cast.asha)
    assert refusal.value.message == "“floor” of a plan cannot be changed here."


def test_quarters_are_released_in_order_each_under_the_hash_of_the_one_before(cast):
    plan = a_fixed_plan(cast.asha)
    first, second = release_next(plan, cast.asha), release_next(plan, cast.asha)
    assert (first.edition, second.edition) == ("2025Q1", "2025Q2")
    assert second.previous == first.sha256
    assert AuditRow.objects.filter(verb="release-edition").count() == 2


def test_what_is_released_is_what_was_looked_at(cast):
    plan = a_fixed_plan(cast.asha)
    with pytest.raises(SomethingElseSeen):
        release_edition(plan, seen="0" * 64, acting_person=cast.asha, today=TODAY)
    assert ledger_now().releases == ()


def test_a_quarter_that_is_not_over_is_not_released(cast):
    plan = a_fixed_plan(cast.asha)
    with pytest.raises(NotReleasable) as refusal:
        release_edition(plan, seen="", acting_person=cast.asha, today=TODAY.replace(year=2024))
    assert refusal.value.message == "2025Q1 is not closed on 2024-11-21."


@pytest.mark.parametrize("who", ["ben", "chidi", "dana"])
def test_only_a_coordinator_publishes(cast, who):
    plan = a_fixed_plan(cast.asha)
    with pytest.raises(NotAllowed):
        release_edition(plan, seen="", acting_person=getattr(cast, who), today=TODAY)


def test_an_entry_is_written_once_and_never_removed(cast):
    entry = a_release(cast.asha)
    with pytest.raises(TypeError):
        entry.save()
    with pytest.raises(TypeError):
        entry.delete()


def test_a_released_quarter_that_was_changed_in_the_database_is_never_shown(cast):
    entry = a_release(cast.asha)
    changed = json.loads(json.dumps(entry.content))
    cell = next(one for one in changed["cells"] if one["count"])
    cell["count"] += 5
    PublicRelease.objects.filter(pk=entry.pk).update(content=changed)
    with pytest.raises(BrokenLedger) as refusal:
        ledger_now()
    assert refusal.value.message == "Entry 2 of the ledger is not the one that was written."
    response = signed_in(None).get(reverse("open"))
    assert response.status_code == 409
    assert "80" not in response.content.decode().split("<main")[1].split("</main>")[0]


def test_the_desk_sees_what_is_hidden_and_why_and_releases_after_a_second_look(cast):
    plan = a_fixed_plan(cast.asha)
    client = signed_in(cast.asha)
    address = reverse("listening-release", args=[plan.pk])
    page = client.get(address)
    told = page.content.decode()
    assert "counted 3 · fewer incidents than the floor" in told
    assert "would give another away" in told
    seen = page.context["page"].seen
    assert client.post(address, {"seen": seen}).status_code == 400
    assert ledger_now().releases == ()
    assert client.post(address, {"seen": seen, "looked": "on"}).status_code == 302
    assert [str(one.edition) for one in ledger_now().releases] == ["2025Q1"]


def test_an_analyst_looks_and_does_not_release(cast):
    plan = a_fixed_plan(cast.asha)
    told = signed_in(cast.ben).get(reverse("listening-release", args=[plan.pk])).content.decode()
    assert "A coordinator of your city releases it." in told
    assert 'name="looked"' not in told


def test_a_plan_is_proposed_changed_and_fixed_on_the_pages(cast):
    a_publishing_source()
    client = signed_in(cast.asha)
    sent = {"source": PLAN.source, "year": YEAR}
    address = client.post(reverse("listening-publication"), sent).headers["Location"]
    assert "not known" in client.get(address).content.decode()
    assert client.post(address, {"text": "year = "}).status_code == 400
    assert client.post(address, {"text": toml_text(PLAN.as_dict())}).status_code == 302
    row = PublicationPlan.objects.get()
    client.post(reverse("listening-plan-fix", args=[row.pk]))
    assert "First quarter of 2025" in client.get(reverse("listening-publication")).content.decode()


def test_a_backup_carries_plans_and_releases(cast):
    release_next(a_fixed_plan(cast.asha), cast.asha)
    ledger = ledger_now()
    assert {PublicationPlan, PublicRelease} <= set(tables())
    kept = list(rows_of(PublicRelease))
    PublicRelease.objects.all().delete()
    assert load_rows(PublicRelease, kept) == 2
    assert ledger_now() == ledger


def test_check_says_when_the_ledger_was_changed_or_cut_short(cast):
    release_next(a_fixed_plan(cast.asha), cast.asha)
    assert codes() == []
    PublicRelease.objects.filter(number=2).delete()
    (finding,) = [one for one in examine_register(current_city()) if one.code == "broken-ledger"]
    assert finding.sentence == ("The public ledger holds 1 entries, and the audit log tells of 2.")
    PublicRelease.objects.filter(number=1).update(entered_on="2020-01-01")
    assert codes() == ["broken-ledger"]


def codes():
    return [one.code for one in examine_register(current_city()) if "ledger" in one.code]


def test_the_migration_is_complete():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
