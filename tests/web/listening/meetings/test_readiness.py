"""What stands ready, what asks to be confirmed, and days from an incident to the first talk."""

from datetime import date, timedelta

import pytest

from commonweal.core.errors import NotAllowed
from tests.factories import mapping
from tests.factories import meetings as made
from tests.web.listening.meetings.conftest import NOW, TODAY
from workbench.listening.meetings import access, panels
from workbench.listening.meetings.actions import readiness as acts
from workbench.listening.meetings.actions.faults import UnfitTalk
from workbench.listening.meetings.pages.readiness import activation_page, readiness_page
from workbench.listening.meetings.readiness import first_talk_after, readiness_of

HAPPENED = {"what": "Paint on a door", "begun_from": "hand", "incident_on": date(2026, 3, 20)}


def ready(today=TODAY):
    rows = access.everything_standing(), access.every_activation()
    return readiness_of(*rows, areas=["NW", "SE"], today=today)


def test_what_is_confirmed_counts_until_its_day(cast):
    made.standing()
    assert ready(date(2026, 9, 1)).confirmed["place"] == 1
    later = ready(date(2026, 9, 2))
    assert (later.confirmed["place"], later.asking) == (0, 1)


def test_areas_without_a_confirmed_place_are_named(cast):
    made.standing()
    made.standing(name="Pool", area="SE", confirmed_on=None, holds_until=None)
    made.standing(kind="facilitator", name="Mediators", area="SE")
    assert ready().without_place == ("SE",)


def test_what_is_no_longer_offered_does_not_count(cast):
    acts.retire_standing(made.standing(), acting_person=cast.asha)
    assert ready().confirmed["place"] == 0


def test_a_confirmation_ends_after_it_begins(cast):
    with pytest.raises(UnfitTalk):
        acts.confirm_standing(made.standing(), on=TODAY, until=TODAY, acting_person=cast.asha)


def held(activation, days, **more):
    return made.a_held_session(
        activation=activation, day=activation.incident_on + timedelta(days=days), **more
    )


def test_the_wait_is_from_the_incident_to_the_first_open_talk(cast):
    one = made.an_activation()
    assert first_talk_after(one) is None
    held(one, 2, is_open=False)
    made.a_prepared_session(activation=one, day=one.incident_on + timedelta(days=3))
    held(one, 20)
    held(one, 9)
    assert first_talk_after(one) == 9


def test_waits_are_told_each_and_by_the_median_with_the_count(cast):
    for days in (9, 5, 30):
        held(made.an_activation(incident_on=date(2026, 1, days)), days)
    made.an_activation()
    found = ready()
    assert (sorted(found.waits), found.middle, found.without_talk) == ([5, 9, 30], 9, 1)


def test_steps_are_done_once_each_and_keep_their_time(cast):
    one = acts.start_activation(HAPPENED, acting_person=cast.asha, now=NOW)
    acts.do_step(one, "facts", words="", acting_person=cast.asha, now=NOW)
    for key in ("facts", "dance"):
        with pytest.raises(UnfitTalk):
            acts.do_step(one, key, words="", acting_person=cast.asha, now=NOW)
    done = [step.key for step in activation_page(cast.asha, one).steps if step.done]
    assert done == ["facts"]


def test_nothing_is_started_after_what_has_not_happened(cast):
    values = {**HAPPENED, "incident_on": TODAY + timedelta(days=1)}
    with pytest.raises(UnfitTalk):
        acts.start_activation(values, acting_person=cast.asha, now=NOW)


def test_places_of_the_map_on_neutral_ground_are_suggested_until_they_are_listed(cast):
    mapping.a_strength(name="Old mill", area="SE", neutral_place=True)
    mapping.a_strength(name="Chapel", area="SE", neutral_place=False)
    told = readiness_page(cast.asha, today=TODAY).suggested
    assert [one.name for one in told] == ["Old mill"]
    made.standing(name=told[0].place.upper())
    assert readiness_page(cast.asha, today=TODAY).suggested == ()


def test_the_brief_says_what_stands_ready_and_nothing_where_nothing_is_kept(cast):
    assert panels.brief_panel() is None
    made.standing(holds_until=date(2999, 1, 1))
    held(made.an_activation(), 9)
    said = str(panels.brief_panel())
    assert "Readiness: 1 place confirmed, 0 facilitators, 0 sets of rules" in said
    assert "No confirmed place in" in said
    assert "to the first open talk: 9 days (median 9 days, of 1)" in said
    assert panels.brief_part().heading == "Ready to talk"


def test_partners_keep_no_standing_list(cast):
    assert not access.standing_for(cast.chidi).exists()
    with pytest.raises(NotAllowed):
        acts.retire_standing(made.standing(), acting_person=cast.chidi)
    with pytest.raises(NotAllowed):
        acts.start_activation(HAPPENED, acting_person=cast.chidi, now=NOW)
