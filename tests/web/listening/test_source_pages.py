"""Describing a source, watching a delivery, reading how a figure is made."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from commonweal.core.errors import NotAllowed
from commonweal.core.places import Area
from tests.cast import signed_in
from workbench.core.models import AuditRow
from workbench.listening.actions.sources import EndBeforeStart, describe_source
from workbench.listening.models import Delivery, Source
from workbench.listening.pages.areas import by_name

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def source(db):
    """A source that has delivered nothing."""
    return Source.objects.create(key="town", name="Town police", created_at=timezone.now())


def described(source, by, **changes):
    given = {"started_on": date(2026, 1, 1), "ended_on": None, "note": "New office in May."}
    return describe_source(source, acting_person=by, **{**given, **changes})


def test_start_end_and_note_of_a_source_are_kept_and_logged_without_the_note(source, cast):
    described(source, cast.ben, ended_on=date(2026, 6, 30))
    source.refresh_from_db()
    assert (source.ended_on, source.note) == (date(2026, 6, 30), "New office in May.")
    row = AuditRow.objects.get(verb="describe-source")
    assert row.before == {"started_on": None, "ended_on": None}
    assert row.after == {"started_on": "2026-01-01", "ended_on": "2026-06-30"}


def test_a_source_does_not_end_before_it_starts(source, cast):
    with pytest.raises(EndBeforeStart) as refusal:
        described(source, cast.asha, ended_on=date(2025, 1, 1))
    assert refusal.value.message == (
        "Town police would end on 1 January 2025, before it starts on 1 January 2026."
    )


def test_an_operator_does_not_describe_sources(source, cast):
    with pytest.raises(NotAllowed):
        described(source, cast.dana)


def test_a_delivery_under_way_is_asked_for_again_until_it_is_over(source, cast):
    delivery = Delivery.objects.create(
        source=source,
        state="writing",
        to_write=200,
        written=50,
        received_at=timezone.now(),
    )
    client, address = signed_in(cast.asha), reverse("listening-progress", args=[delivery.pk])
    answer = client.get(address, headers=HTMX)
    assert "50 of 200 changes written." in answer.content.decode()
    assert 'hx-trigger="every 1s"' in answer.content.decode()
    assert "HX-Refresh" not in answer.headers
    Delivery.objects.filter(pk=delivery.pk).update(state="shown")
    assert client.get(address, headers=HTMX).headers["HX-Refresh"] == "true"


def test_the_progress_alone_is_no_page_and_leads_to_its_delivery(source, cast):
    delivery = Delivery.objects.create(source=source, received_at=timezone.now())
    client = signed_in(cast.asha)
    answer = client.get(reverse("listening-progress", args=[delivery.pk]))
    assert answer.headers["Location"] == reverse("listening-delivery", args=[delivery.pk])


def test_every_method_page_can_be_read_and_names_its_code(cast):
    client = signed_in(cast.chidi)
    for name in ("register", "sources", "source-profiles", "areas"):
        text = client.get(reverse("methods-page", args=[name])).content.decode()
        assert "What it answers." in text
        assert "<code>commonweal." in text or "<code>workbench." in text


def test_the_room_opens_on_the_first_page_that_a_role_may_open(cast):
    led = {
        who: signed_in(getattr(cast, who)).get(reverse("listening")).headers["Location"]
        for who in ("asha", "chidi", "dana")
    }
    assert led == {
        "asha": reverse("listening-signals"),
        "chidi": reverse("listening-entries"),
        "dana": reverse("listening-sources"),
    }


def test_areas_are_listed_as_a_reader_would_list_them():
    areas = [Area(area=name, name=name, geometry=None) for name in ("10", "9", "oak", "Elm 2")]
    assert [area.name for area in sorted(areas, key=by_name)] == ["9", "10", "Elm 2", "oak"]
