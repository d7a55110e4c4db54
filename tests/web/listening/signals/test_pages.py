"""The pages of signals: what a coordinator and an analyst read, and how a form is answered."""

import re
from html import unescape

import pytest
from django.tasks import TaskResultStatus
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString
from django_tasks_db.models import DBTaskResult

from tests.cast import signed_in
from tests.factories import signals as made
from tests.factories.findings import WEEK, doubt, finding
from workbench.core import rooms
from workbench.core.models import AuditRow
from workbench.listening import tasks
from workbench.listening.signals.access import WEEKLY_TASK
from workbench.listening.signals.models import (
    Answer,
    CalendarEvent,
    ExpectationStep,
    Signal,
)

pytestmark = pytest.mark.usefixtures("city")


def text_of(html: str) -> str:
    """The words of a page, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture
def desk(cast):
    """Asha's browser."""
    return signed_in(cast.asha)


def test_the_brief_says_first_what_changed(weekly, page):
    weekly()
    shown = page(f"/?week={WEEK}")
    assert text_of(re.search(r'<p class="lede">(.*?)</p>', shown)[1]) == "1 signal is new."


def test_each_signal_has_sentence_count_range_chance_doubt_and_method(weekly, told, page):
    told.findings = (finding(doubts=(doubt(),)),)
    weekly()
    shown = page(f"/?week={WEEK}")
    words = text_of(shown)
    assert "12 reports from 9 March 2026 to 29 March 2026, where about 4.2 would be usual." in words
    assert "2.4 (1.3–3.9)" in words
    assert "about one in three years" in words
    assert "More reports can mean more trust" in words
    assert '<li lang="en">Most of them were told by one office.</li>' in shown
    assert 'href="/methods/signals/"' in shown
    assert 'href="/listening/signals/how-sure/"' in shown
    assert 'id="series-signal-' in shown
    assert 'id="map-signal-' in shown


def test_what_may_be_one_event_stands_apart_and_is_no_alarm(weekly, told, page):
    told.findings = ()
    told.changed = {"one_event": (finding(kind="one-event", days=1, observed=6),)}
    weekly()
    words = text_of(page(f"/?week={WEEK}"))
    assert "One event?" in words
    assert "6 reports of a single day" in words
    assert not Signal.objects.exists()


def test_a_week_that_was_not_searched_says_so_and_keeps_its_counts(weekly, page):
    words = text_of(page(f"/?week={WEEK}"))
    assert "This week has not been searched for signals." in words
    assert "1 incident from" in words


def test_a_dated_event_is_marked_below_the_series_with_its_words(weekly, page, cast):
    made.an_event(cast.asha)
    weekly()
    shown = page(f"/?week={WEEK}")
    assert '<path class="event"' in shown
    assert "Marked: Council election, 15 March 2026 (local)." in shown


def test_strengths_of_the_place_stand_beside_a_signal_where_a_room_has_them(
    signal, page, monkeypatch
):
    def strengths(*, areas, group, **_more):
        return SafeString(f"<p>Strengths of {areas[0]} for {group}</p>")

    monkeypatch.setitem(rooms._panels, "signal", [strengths])
    for address in (f"/?week={WEEK}", f"/listening/signals/{signal.pk}/"):
        assert "Strengths of NW for anti-jewish" in page(address)


def test_a_coordinator_answers_on_the_page(signal, desk):
    address = reverse("listening-signal-answer", args=[signal.pk])
    answered = desk.post(address, {"verb": "acted", "note": "The club was asked"}, follow=True)
    words = text_of(answered.content.decode())
    assert "The answer is kept. No figure has changed." in words
    assert "by Asha Lindqvist: acted on." in words
    assert "The club was asked" in words


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "This field is required."),
        ({"verb": "declined"}, "A signal is declined with a reason."),
        ({"verb": "explained"}, "It is not said what explains the signal."),
    ],
)
def test_what_an_answer_lacks_stands_beside_its_field(signal, desk, facts, said):
    refused = desk.post(reverse("listening-signal-answer", args=[signal.pk]), facts)
    assert refused.status_code == 400
    assert said in text_of(refused.content.decode())
    assert not Answer.objects.exists()


def test_an_analyst_reads_and_is_offered_no_answer(signal, cast):
    shown = signed_in(cast.ben).get(f"/listening/signals/{signal.pk}/").content.decode()
    assert "12 reports from" in shown
    assert "Keep the answer" not in shown


def test_those_that_wait_are_counted_beside_the_link(signal, page, answer):
    assert '<span class="tab-count">1<' in page("/listening/signals/")
    answer(signal)
    assert "tab-count" not in page("/listening/signals/")


def test_the_page_of_answers_says_how_many_how_soon_and_what(signal, answer, page):
    answer(signal, "explained", explained_by="one-event", since=WEEK)
    words = text_of(page("/listening/signals/answers/"))
    assert "1 of 1 signal was answered." in words
    assert "Middle number of days to an answer 1" in words
    assert "explained by one event 1" in words
    assert "declined 0" in words


def test_the_search_is_started_in_the_background(weekly, desk, monkeypatch):
    from workbench.listening import tasks

    asked = []
    monkeypatch.setattr(type(tasks.weekly), "enqueue", lambda _task, *ids: asked.append(ids))
    assert desk.post("/listening/signals/search/").status_code == 302
    assert len(asked) == 1


def test_what_the_search_would_not_see_is_said_from_the_curve(weekly, told, page):
    told.curve = made.CURVE
    weekly()
    words = text_of(page("/listening/signals/how-sure/"))
    assert "About 26 a year: a rise to 8 times as many, if it lasts 6 weeks." in words


def test_without_a_curve_it_is_not_promised(weekly, page):
    weekly()
    assert "It has not been measured for this source yet" in page("/listening/signals/how-sure/")


def test_a_step_is_added_ended_and_withdrawn_on_the_pages(desk):
    posted = {"what": "campaign", "label": "Posters", "since": "2026-03-01", "areas": ["NW"]}
    desk.post("/listening/expected/new/", posted)
    step = ExpectationStep.objects.get()
    desk.post(f"/listening/expected/{step.pk}/end/", {"until": "2026-03-20"})
    desk.post(f"/listening/expected/{step.pk}/withdraw/")
    words = text_of(desk.get("/listening/expected/").content.decode())
    assert "1 March 2026 to 20 March 2026" in words
    assert "withdrawn on 31 March 2026" in words


def test_a_step_that_ends_before_it_begins_is_refused(desk):
    posted = {"what": "campaign", "label": "Posters", "since": "2026-03-02", "until": "2026-03-01"}
    refused = desk.post("/listening/expected/new/", posted)
    assert refused.status_code == 400
    assert "It would end before it begins." in refused.content.decode()
    assert not ExpectationStep.objects.exists()


def test_the_calendar_is_kept_and_each_change_is_logged(desk, cast):
    event = made.an_event(cast.asha)
    changed = {
        "name": "Mayoral election",
        "on": "2026-03-15",
        "until": "2026-03-16",
        "reach": "local",
        "kind": "election",
        "told_by": "Town gazette",
    }
    desk.post(f"/listening/calendar/{event.pk}/", changed)
    assert "15 March 2026 to 16 March 2026" in desk.get("/listening/calendar/").content.decode()
    desk.post(f"/listening/calendar/{event.pk}/remove/")
    assert not CalendarEvent.objects.exists()
    verbs = [row.verb for row in AuditRow.objects.filter(verb__endswith="-event").order_by("pk")]
    assert verbs == ["add-event", "change-event", "remove-event"]
    log = AuditRow.objects.get(verb="change-event")
    assert (log.before["name"], log.after["name"]) == ("Council election", "Mayoral election")


def test_an_event_that_ends_before_it_begins_is_refused(desk):
    posted = {
        "name": "Vote",
        "on": "2026-03-15",
        "until": "2026-03-14",
        "reach": "local",
        "kind": "election",
        "told_by": "Gazette",
    }
    refused = desk.post("/listening/calendar/new/", posted)
    assert refused.status_code == 400
    assert not CalendarEvent.objects.exists()


@pytest.mark.parametrize("who", ["chidi", "dana"])
def test_partners_and_operators_see_nothing_of_it(signal, cast, who):
    client = signed_in(getattr(cast, who))
    for address in ("/listening/signals/", f"/listening/signals/{signal.pk}/", "/briefs/"):
        assert client.get(address).status_code == 403


def test_the_log_withholds_places_and_groups_from_the_operator(signal, answer):
    from workbench.core.audit import withheld_fields

    assert withheld_fields("listening.expectationstep") == {"groups", "areas"}
    answer(signal, "explained", explained_by="campaign", since=WEEK)
    for logged in AuditRow.objects.exclude(verb="add-step"):
        assert "anti-jewish" not in str((logged.before, logged.after))


def test_a_search_in_the_background_that_stopped_is_told(weekly, page):
    weekly()
    said = "stopped before it was done. Nothing was lost; on the server, `commonweal weekly`"
    assert said not in text_of(page("/listening/signals/"))
    DBTaskResult.objects.create(
        status=TaskResultStatus.FAILED, args_kwargs={}, task_path=WEEKLY_TASK,
        backend_name="default", run_after=timezone.now(), finished_at=timezone.now(),
        exception_class_path="", traceback="",
    )  # fmt: skip
    assert said in text_of(page("/listening/signals/"))
    assert import_string(WEEKLY_TASK) is tasks.weekly
