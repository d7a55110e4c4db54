"""The week's work: every source searched once, alarms joined, steps taken in."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from commonweal.core.errors import Busy, NotAllowed
from commonweal.listening.signals.counts import InvalidSearch
from tests.factories.findings import WEEK, finding
from tests.factories.incidents import row
from workbench.core.models import AuditRow
from workbench.listening.models import Record, Source
from workbench.listening.signals.actions.weekly import (
    NothingToSearch,
    SourcesNotSearched,
    WeekIsPast,
    run_week,
)
from workbench.listening.signals.models import FrozenBrief, Sighting, Signal, SignalRun

pytestmark = pytest.mark.usefixtures("city")


def later(weeks: int) -> date:
    return WEEK + timedelta(weeks=weeks)


def test_every_source_is_searched_and_its_alarm_kept(weekly, register):
    register([row(f"c{n}", reported_on="2026-03-24") for n in range(3)], source="centre")
    done = weekly()
    assert [one.new for one in done.sources] == [1, 1]
    assert {one.source.key for one in Signal.objects.all()} == {"police", "centre"}
    assert done.waiting == 2


def test_the_search_gets_what_the_source_shows_and_nothing_else(weekly, told):
    weekly()
    asked = told.asked[0]
    shown = Source.objects.get().shown_delivery
    assert asked.incidents.height == 169
    assert asked.inputs == {"police": shown.content_hash}
    assert asked.as_of == later(1)
    assert asked.groups["anti-jewish"] == "Jewish people"
    assert asked.seed != 0


def test_the_search_leaves_one_audit_row_with_its_counts(weekly):
    weekly()
    after = AuditRow.objects.get(verb="search-source").after
    assert (after["source_key"], after["week"], after["new_alarms"]) == ("police", "2026-03-23", 1)


def test_a_week_that_is_done_stays_as_it_is(weekly, told):
    weekly()
    again = weekly()
    assert again.already
    assert len(told.asked) == 1
    assert SignalRun.objects.count() == 1


def test_an_interrupted_week_goes_on_where_it_stood(weekly, told):
    weekly()
    FrozenBrief.objects.all().delete()
    done = weekly()
    assert len(told.asked) == 1
    assert len(done.frozen) == 2
    assert [one.new for one in done.sources] == [1]


def test_of_two_runs_at_once_the_later_one_is_told_and_nothing_is_kept_twice(weekly, told):
    def beaten(asked):
        weekly()
        return told(asked)

    with pytest.raises(Busy) as refused:
        weekly(beaten)
    assert refused.value.message == (
        "The week of 23 March 2026 is being searched by another run at this moment."
    )
    assert SignalRun.objects.count() == 1


def test_a_week_before_the_newest_searched_one_is_refused(weekly):
    weekly()
    with pytest.raises(WeekIsPast) as refused:
        weekly(week=later(-2))
    assert refused.value.message == (
        "The week of 23 March 2026 was searched already, so the week of 9 March 2026 is past."
    )


def test_a_later_finding_of_the_place_joins_the_alarm(weekly, told):
    weekly()
    told.findings = (finding(areas=("NE", "NW"), ratio=2.9),)
    weekly(week=later(1))
    signal = Signal.objects.get()
    assert (signal.raised_on, signal.last_seen) == (WEEK, later(1))
    assert signal.areas == ["NE", "NW"]
    assert (signal.finding["ratio"], signal.latest["ratio"]) == (2.4, 2.9)
    assert Sighting.objects.filter(signal=signal).count() == 2


def test_too_little_history_is_no_alarm_and_is_kept_as_such(weekly, told):
    told.findings, told.changed = (), {"state": "too-early"}
    done = weekly()
    assert [one.state for one in done.sources] == ["too-early"]
    assert not Signal.objects.exists()


def test_without_a_week_that_is_over_there_is_nothing_to_search(weekly, told):
    Record.objects.all().delete()
    Source.objects.update(shown_delivery=None)
    with pytest.raises(NothingToSearch) as refused:
        weekly()
    assert refused.value.remedy == "Bring in a source's file first."


@pytest.mark.parametrize("who", ["chidi", "dana"])
def test_partners_and_operators_start_no_search(weekly, cast, who):
    with pytest.raises(NotAllowed):
        weekly(by=getattr(cast, who))
    assert not SignalRun.objects.exists()


def test_a_source_that_cannot_be_searched_stops_no_other_and_the_brief_waits(
    city, weekly, told, register
):
    register([row(f"c{n}", reported_on="2026-03-24") for n in range(3)], source="centre")

    def fails_for_the_police(asked):
        if "police" in asked.inputs:
            raise InvalidSearch("Half a year is missing.", remedy="Bring it in.")
        return told(asked)

    with pytest.raises(SourcesNotSearched) as refused:
        run_week(
            city,
            search=fails_for_the_police,
            week=None,
            acting_person=None,
            today=date(2026, 3, 31),
            now=timezone.now(),
        )
    assert refused.value.message.endswith("Half a year is missing. Bring it in.")
    assert [one.source.key for one in SignalRun.objects.all()] == ["centre"]
    assert not FrozenBrief.objects.exists()
    assert len(weekly().frozen) == 2
    assert len(told.asked) == 2
