"""A talk is opened from the page of what happened, and that page says how long it took."""

from datetime import date, timedelta
from urllib.parse import urlencode

import pytest
from django.urls import reverse

from tests.cast import signed_in
from tests.factories import meetings as made
from tests.factories import signals
from tests.rules.listening_permissions import a_source
from workbench.listening.meetings import panels
from workbench.listening.meetings.actions import readiness as acts
from workbench.listening.meetings.models import Activation
from workbench.listening.models import Record, Source

DAY = date(2026, 3, 2)


@pytest.fixture
def source(cast):
    shown = Source.objects.get(key=a_source(cast)["key"])
    Record.objects.update(key="a/1", area="NW", kinds="assault", occurred_on="2026-03-02")
    return shown


def incident_page(source):
    return reverse("listening-incident", args=[source.key, "a/1"])


def read(person, address):
    return signed_in(person).get(address).content.decode()


def start(**asked):
    return f"{reverse('meetings-activation-new')}?{urlencode(asked)}"


def linked(address):
    return f'href="{address.replace("&", "&amp;")}"'


def test_the_incidents_page_leads_to_a_form_that_knows_what_happened_where_and_when(cast, source):
    address = start(source=source.key, incident="a/1")
    page = read(cast.ben, incident_page(source))
    assert linked(address) in page and "No checklist was started about this." in page
    form = read(cast.ben, address)
    assert 'value="2026-03-02"' in form and 'value="NW" selected' in form
    assert 'value="Assault, Northwest"' in form
    assert linked(incident_page(source)) in form


def test_what_is_started_there_names_the_incident_and_leads_to_the_checklist(cast, source):
    told = {"what": "A man was hit", "incident_on": "2026-03-02", "area": "NW"}
    answer = signed_in(cast.asha).post(start(source=source.key, incident="a/1"), told)
    one = Activation.objects.get()
    assert (one.begun_from, one.reference) == ("incident", f"{source.key}/a/1")
    assert answer["Location"] == reverse("meetings-activation", args=[one.pk])
    assert linked(incident_page(source)) in read(cast.asha, answer["Location"])


def test_the_incidents_page_says_how_many_days_went_by_to_the_first_open_talk(cast, source):
    one = made.an_activation(
        begun_from="incident", reference=f"{source.key}/a/1", incident_on=DAY, what="A man was hit"
    )
    made.an_activation(begun_from="incident", reference="other/a/1", what="Elsewhere")
    page = read(cast.asha, incident_page(source))
    assert "A man was hit" in page and "no open talk yet" in page and "Elsewhere" not in page
    made.a_held_session(activation=one, day=DAY + timedelta(days=2), is_open=False)
    assert "no open talk yet" in read(cast.asha, incident_page(source))
    made.a_held_session(activation=one, day=DAY + timedelta(days=11))
    assert "a talk was opened 11 days after" in read(cast.asha, incident_page(source))
    assert "to the first open talk: 11 days" in str(panels.brief_panel())


def test_the_signals_page_leads_to_a_form_that_knows_about_whom_where_and_since_when(cast, source):
    found = signals.a_signal(source)
    page_address = reverse("listening-signal", args=[found.pk])
    address = start(signal=found.pk)
    assert linked(address) in read(cast.asha, page_address)
    form = read(cast.asha, address)
    assert 'value="2026-03-09"' in form and 'value="NW" selected' in form
    assert "Northwest" in form and linked(page_address) in form
    told = {"what": "More than usual", "incident_on": "2026-03-09", "area": ""}
    signed_in(cast.asha).post(address, told)
    one = Activation.objects.get()
    assert (one.begun_from, one.reference) == ("signal", str(found.pk))
    made.a_held_session(activation=one, day=date(2026, 3, 10))
    assert "a talk was opened 1 day after" in read(cast.asha, page_address)


def test_a_signal_of_several_areas_leaves_the_area_open(cast, source):
    found = signals.a_signal(source, areas=("NW", "SE"))
    assert 'value="NW" selected' not in read(cast.asha, start(signal=found.pk))


def test_partners_and_operators_open_no_talk_from_there(cast, source):
    found = signals.a_signal(source)
    for person in (cast.chidi, cast.dana):
        for asked in ({"signal": found.pk}, {"source": source.key, "incident": "a/1"}):
            assert signed_in(person).get(start(**asked)).status_code == 403


def test_one_incident_is_followed_by_one_checklist_at_a_time(cast, source):
    told = {"what": "A man was hit", "incident_on": "2026-03-02", "area": "NW"}
    address = start(source=source.key, incident="a/1")
    client = signed_in(cast.asha)
    client.post(address, told)
    assert linked(address) not in read(cast.asha, incident_page(source))
    again = client.post(address, told)
    assert again.status_code == 400
    assert "A checklist about this is open already." in again.content.decode()
    one = Activation.objects.get()
    acts.close_activation(one, on=DAY, acting_person=cast.asha)
    assert linked(address) in read(cast.asha, incident_page(source))
    assert client.post(address, told).status_code == 302
