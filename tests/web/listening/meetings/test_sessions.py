"""A session is ready when its musts are met, and otherwise says what is missing."""

from datetime import timedelta

import pytest

from commonweal.core.errors import NotAllowed
from tests.factories import meetings as made
from tests.web.listening.meetings.conftest import NOW, TODAY
from workbench.core.models import AuditRow
from workbench.listening.meetings import access
from workbench.listening.meetings.actions import sessions as acts
from workbench.listening.meetings.actions.faults import NotReady, UnfitTalk
from workbench.listening.meetings.gate import missing
from workbench.listening.meetings.models import GateAnswer, Session
from workbench.listening.meetings.pages.sessions import notes_page, session_page
from workbench.listening.meetings.words import preconditions

SECRET = "They shouted at the last meeting"


def answer(session, person, key="listening", given="no", words="one side has not said so"):
    acts.answer_gate(session, key, answer=given, words=words, today=TODAY, acting_person=person)


def test_a_session_to_which_nothing_is_missing_is_called_ready(cast):
    session = made.a_prepared_session()
    acts.call_ready(session, acting_person=cast.asha)
    session.refresh_from_db()
    assert session.state == "ready"


def test_a_session_without_answers_says_what_is_missing(cast):
    session = made.a_session()
    with pytest.raises(NotReady) as refused:
        acts.call_ready(session, acting_person=cast.asha)
    musts = [row for row in preconditions() if row.must]
    assert len(refused.value.fields["missing"]) == len(musts) + 3
    assert "Not answered: Everybody commits to listening." in str(refused.value)
    session.refresh_from_db()
    assert session.state == "planned"


@pytest.mark.parametrize(
    ("given", "said"), [("no", "Not met"), ("unknown", "Not known")], ids=["no", "unknown"]
)
def test_a_must_that_is_not_met_or_not_known_keeps_it_from_being_ready(cast, given, said):
    session = made.a_prepared_session()
    answer(session, cast.asha, given=given)
    assert missing(session, preconditions()) == (f"{said}: Everybody commits to listening.",)


def test_what_only_should_hold_keeps_nothing_from_being_ready(cast):
    session = made.a_prepared_session()
    answer(session, cast.asha, key="reachable")
    assert missing(session, preconditions()) == ()


def test_a_session_is_not_ready_before_the_note_on_contested_voices_is_written(cast):
    session = made.a_prepared_session(sealed_contested=b"")
    with pytest.raises(NotReady) as refused:
        acts.call_ready(session, acting_person=cast.asha)
    assert "contested voices" in str(refused.value)


def test_rules_that_nobody_agreed_to_keep_it_from_being_ready(cast):
    session = made.a_prepared_session(rules_agreed=False)
    assert missing(session, preconditions()) == ("The rules are not agreed.",)


def test_a_session_that_loses_a_must_is_no_longer_ready(cast):
    session = made.a_prepared_session(state="ready")
    answer(session, cast.asha)
    session.refresh_from_db()
    assert session.state == "planned"


def test_a_session_held_without_being_ready_says_so(cast):
    session = made.a_session()
    told = acts.Held(day=TODAY, present=9, absent=("majority",), agreed="We meet again")
    acts.hold_session(session, told, today=TODAY, acting_person=cast.asha)
    session.refresh_from_db()
    page = session_page(cast.asha, session)
    assert "held without being ready" in page.line.about
    assert page.agreed == "We meet again"


def test_a_session_is_not_held_before_its_day(cast):
    told = acts.Held(day=TODAY + timedelta(days=1), present=9)
    with pytest.raises(UnfitTalk):
        acts.hold_session(made.a_session(), told, today=TODAY, acting_person=cast.asha)


def test_a_session_that_was_held_stays_as_it_is(cast):
    with pytest.raises(UnfitTalk):
        answer(made.a_held_session(), cast.asha)


def test_a_gate_answer_needs_words_and_a_precondition_that_is_listed(cast):
    for bad in ({"words": " "}, {"key": "astrology"}):
        with pytest.raises(UnfitTalk):
            answer(made.a_session(), cast.asha, **bad)
    assert not GateAnswer.objects.exists()


def test_an_answer_given_again_takes_the_place_of_the_first(cast):
    session = made.a_session()
    answer(session, cast.asha)
    answer(session, cast.asha, given="yes")
    assert [one.answer for one in session.gate.all()] == ["yes"]


def test_words_are_sealed_and_stay_out_of_the_log(cast):
    values = {"question": "Q", "place": "P", "facilitator": "F", "day": TODAY}
    session = acts.plan_session(
        {**values, "contested": "invited", "contested_words": SECRET},
        acting_person=cast.asha,
        now=NOW,
    )
    told = acts.Held(day=TODAY, present=9, agreed=SECRET)
    acts.hold_session(session, told, today=TODAY, acting_person=cast.asha)
    session.refresh_from_db()
    acts.add_note(session, theme="Safety", words=SECRET, acting_person=cast.asha)
    rows = " ".join(str((row.before, row.after)) for row in AuditRow.objects.all())
    kept = " ".join(str(value) for value in Session.objects.values().get().values())
    assert SECRET not in rows + kept
    assert notes_page(session).notes == (("Safety", SECRET),)


def test_new_words_take_the_place_of_sealed_ones_and_no_words_keep_them(cast):
    session = made.a_prepared_session()
    acts.change_session(session, {"contested_words": ""}, acting_person=cast.asha)
    session.refresh_from_db()
    assert acts.contested_words(session) == "They are part of the street."


def test_a_partner_works_on_the_sessions_that_their_people_facilitate_alone(cast):
    own, other = made.a_session(), made.a_session(organisation="Harbour library")
    nobodys = made.a_session(organisation="")
    assert list(access.sessions_for(cast.chidi)) == [own]
    answer(own, cast.chidi)
    for session in (other, nobodys):
        with pytest.raises(NotAllowed):
            answer(session, cast.chidi)


def test_a_partner_does_not_hand_a_session_to_another_organisation(cast):
    own = made.a_session()
    acts.change_session(own, {"organisation": "Harbour library"}, acting_person=cast.chidi)
    own.refresh_from_db()
    assert own.organisation == made.CLUB


def test_an_editor_without_an_organisation_sees_no_session(cast):
    made.a_session(organisation="")
    cast.chidi.organisation = ""
    assert not access.sessions_for(cast.chidi).exists()
