"""Concerns are sorted with the people who raised them, and answered as they are sorted."""

from datetime import timedelta

import pytest

from commonweal.core.errors import NotAllowed
from tests.factories import meetings as made
from tests.web.listening.meetings.conftest import TODAY
from workbench.core.models import AuditRow
from workbench.listening.meetings import access
from workbench.listening.meetings.actions import concerns as acts
from workbench.listening.meetings.actions.faults import UnfitTalk
from workbench.listening.meetings.models import Concern, ConcernSorting
from workbench.listening.meetings.pages.concerns import concern_line
from workbench.listening.meetings.sorting import fitting_answers, sorted_as

PERCEPTION, MISALIGNMENT = "perception", "misalignment"


def sort(concern, person, *, whose="people", finding=PERCEPTION, words="asked on Monday", on=TODAY):
    return acts.sort_concern(
        concern, whose=whose, finding=finding, words=words, said_on=on, acting_person=person
    )


def answer(concern, person, kind, on=TODAY):
    told = {"words": "We did.", "by_whom": "Office for parks", "on": on}
    return acts.answer_concern(concern, kind=kind, **told, acting_person=person)


def sorted_now(concern):
    return sorted_as(concern.sortings.all())


def test_a_concern_that_was_raised_is_not_yet_sorted(cast):
    session = made.a_held_session()
    concern = acts.raise_concern(session, words="The fence", group="", acting_person=cast.asha)
    line = concern_line(concern)
    assert (line.words, line.state, line.is_sorted) == ("The fence", "not yet sorted", False)
    assert fitting_answers(sorted_now(concern)) == ()


def test_the_city_alone_sorts_no_concern(cast):
    concern = made.a_concern()
    sort(concern, cast.asha, whose="city", words="")
    assert sorted_now(concern).finding == ""
    assert not concern_line(concern).is_sorted
    for kind in ("information", "change", "no"):
        with pytest.raises(UnfitTalk):
            answer(concern, cast.asha, kind)


def test_the_peoples_word_counts_only_with_how_they_were_asked(cast):
    concern = made.a_concern()
    for whose in ("people", "both"):
        with pytest.raises(UnfitTalk):
            sort(concern, cast.asha, whose=whose, words=" ")
    assert not ConcernSorting.objects.exists()


@pytest.mark.parametrize("whose", ["people", "both"])
def test_the_people_sort_it_by_themselves_or_with_the_city(cast, whose):
    concern = made.a_concern()
    sort(concern, cast.asha, whose=whose, finding=MISALIGNMENT)
    assert sorted_now(concern).finding == MISALIGNMENT


def test_where_the_sides_differ_both_stand_and_the_people_settle_the_answer(cast):
    concern = made.a_concern(people=MISALIGNMENT, city=PERCEPTION)
    assert concern_line(concern).state == (
        "a real misalignment, say those who raised it; the city sees a false perception"
    )
    with pytest.raises(UnfitTalk):
        answer(concern, cast.asha, "information")
    answer(concern, cast.asha, "no")


def test_what_the_people_say_later_takes_the_place_of_what_they_said(cast):
    concern = made.a_concern(people=MISALIGNMENT)
    sort(concern, cast.asha)
    assert sorted_now(concern).finding == PERCEPTION
    assert concern.sortings.count() == 2


def test_answers_fit_what_it_is(cast):
    mistaken, real = made.a_concern(people=PERCEPTION), made.a_concern(people=MISALIGNMENT)
    answer(mistaken, cast.asha, "information")
    answer(real, cast.asha, "change")
    for concern, kind in ((mistaken, "change"), (mistaken, "no"), (real, "information")):
        with pytest.raises(UnfitTalk):
            answer(concern, cast.asha, kind)


def test_nothing_is_said_before_the_session(cast):
    concern = made.a_concern(people=PERCEPTION)
    before = made.DAY - timedelta(days=1)
    with pytest.raises(UnfitTalk):
        sort(concern, cast.asha, on=before)
    with pytest.raises(UnfitTalk):
        answer(concern, cast.asha, "information", on=before)


def test_a_session_that_was_not_held_raises_nothing(cast):
    with pytest.raises(UnfitTalk):
        acts.raise_concern(made.a_session(), words="x", group="", acting_person=cast.asha)
    assert not Concern.objects.exists()


def test_a_partner_tells_what_the_people_say_and_not_what_the_city_says(cast):
    concern = made.a_concern()
    sort(concern, cast.chidi)
    with pytest.raises(NotAllowed):
        sort(concern, cast.chidi, whose="city")


def test_a_partner_finds_no_concern_of_other_sessions(cast):
    concern = made.a_concern(made.a_held_session(organisation="Harbour library"))
    assert not Concern.objects.filter(session__in=access.sessions_for(cast.chidi)).exists()
    with pytest.raises(NotAllowed):
        sort(concern, cast.chidi)


def test_no_words_enter_the_log(cast):
    concern = made.a_concern()
    sort(concern, cast.asha, words="asked at the bakery")
    answer(concern, cast.asha, "information")
    rows = " ".join(str((row.before, row.after)) for row in AuditRow.objects.all())
    assert "bakery" not in rows and "We did" not in rows
