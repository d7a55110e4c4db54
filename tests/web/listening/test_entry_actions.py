"""An entry by hand on its way into the register, and what never happens to it."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from commonweal.core.errors import NotAllowed
from tests.cast import make_person
from tests.web.listening.conftest import FACTS, TODAY, WORDS
from workbench.core.models import AuditRow
from workbench.listening import access, feeds
from workbench.listening.actions.entries import (
    CITY_DESK,
    IncompleteEntry,
    NotOpenForThis,
    accept_entry,
    change_entry,
    correct_entry,
    drop_entry,
    read_words,
    return_entry,
    send_for_check,
)
from workbench.listening.models import HandEntry, Record, Source

pytestmark = pytest.mark.django_db


def test_an_accepted_entry_stands_in_the_register_with_the_date_of_its_check(entered, cast):
    entry = accept_entry(entered(cast.asha, sent=True), acting_person=cast.ben, today=TODAY)
    table = feeds.incidents_of(Source.objects.get(key=CITY_DESK))
    row = table.row(0, named=True)
    assert (row["incident_id"], row["area"], row["groups"]) == (
        f"desk-{entry.pk}",
        "NW",
        ["anti-jewish"],
    )
    assert (row["verified"], row["verified_on"], row["recorded"]) == (True, "2026-11-21", None)


def test_nothing_is_counted_before_a_second_person_has_looked(entered, cast):
    entered(cast.asha, sent=True)
    assert not Record.objects.exists()


def test_nobody_accepts_their_own_entry(entered, cast):
    entry = entered(cast.asha, sent=True)
    with pytest.raises(NotAllowed) as refusal:
        accept_entry(entry, acting_person=cast.asha, today=TODAY)
    assert refusal.value.message == "You may not check an entry of your own."
    assert not Record.objects.exists()


def test_the_database_refuses_an_own_check_too(entered, cast):
    entry = entered(cast.asha)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandEntry.objects.filter(pk=entry.pk).update(checked_by=cast.asha)


def test_a_partner_editor_does_not_check(entered, cast):
    entry = entered(cast.asha, sent=True)
    with pytest.raises(NotAllowed) as refusal:
        accept_entry(entry, acting_person=cast.chidi, today=TODAY)
    assert refusal.value.message == "You may not check an entry."


def test_an_entry_is_accepted_once(entered, cast):
    entry = entered(cast.asha, sent=True)
    accept_entry(entry, acting_person=cast.ben, today=TODAY)
    with pytest.raises(NotOpenForThis):
        accept_entry(entry, acting_person=cast.ben, today=TODAY)
    assert Record.objects.count() == 1


def test_an_incomplete_entry_is_not_sent_and_says_what_is_missing(entered, cast):
    entry = entered(cast.asha, kinds=(), occurred_on="")
    with pytest.raises(IncompleteEntry) as refusal:
        send_for_check(entry, acting_person=cast.asha, today=TODAY)
    assert refusal.value.message == (
        "Say when it happened, if only the year. Choose at least one kind."
    )
    entry.refresh_from_db()
    assert entry.state == "draft"


def test_a_returned_entry_carries_its_reason_sealed_and_comes_back(entered, cast):
    entry = entered(cast.asha, sent=True)
    returned = return_entry(entry, reason="Which tram stop?", acting_person=cast.ben)
    assert returned.state == "returned"
    assert b"tram" not in bytes(returned.sealed_reason)
    again = send_for_check(returned, acting_person=cast.asha, today=TODAY)
    assert (again.state, bytes(again.sealed_reason)) == ("waiting", b"")


def test_an_entry_that_waits_cannot_be_changed(entered, cast):
    entry = entered(cast.asha, sent=True)
    with pytest.raises(NotOpenForThis) as refusal:
        change_entry(entry, FACTS, words=None, acting_person=cast.asha)
    assert refusal.value.message == (
        f"Entry {entry.pk} cannot be changed: it is waiting for a second person's check."
    )


def test_only_its_author_changes_an_entry(entered, cast):
    with pytest.raises(NotAllowed):
        change_entry(entered(cast.asha), FACTS, words=None, acting_person=cast.ben)


def test_a_correction_becomes_the_next_version_and_the_earlier_one_stays(entered, cast):
    entry = accept_entry(entered(cast.asha, sent=True), acting_person=cast.ben, today=TODAY)
    draft = correct_entry(entry, acting_person=cast.asha)
    change_entry(
        draft, FACTS.__class__(**{**_facts(), "area": "SE"}), words=None, acting_person=cast.asha
    )
    draft = send_for_check(draft, acting_person=cast.asha, today=TODAY)
    accept_entry(draft, acting_person=cast.ben, today=date(2026, 11, 22))
    versions = Record.objects.filter(key=entry.record_key).order_by("since_delivery_id")
    assert [version.area for version in versions] == ["NW", "SE"]
    assert feeds.incidents_of(Source.objects.get(key=CITY_DESK))["area"].to_list() == ["SE"]


def test_one_correction_of_a_record_at_a_time(entered, cast):
    entry = accept_entry(entered(cast.asha, sent=True), acting_person=cast.ben, today=TODAY)
    correct_entry(entry, acting_person=cast.asha)
    with pytest.raises(NotOpenForThis) as refusal:
        correct_entry(entry, acting_person=cast.ben)
    assert refusal.value.message == "A correction of this record is under way already."


def test_a_dropped_draft_is_gone_with_its_words(entered, cast):
    entry = entered(cast.asha)
    drop_entry(entry, acting_person=cast.asha)
    assert not HandEntry.objects.exists()


def test_the_words_are_sealed_in_the_row(entered, cast):
    entry = entered(cast.asha)
    entry.refresh_from_db()
    stored = bytes(entry.sealed_words)
    assert stored and b"tram stop" not in stored


def test_opening_the_words_leaves_an_audit_row(entered, cast):
    entry = entered(cast.asha, sent=True)
    assert read_words(entry, acting_person=cast.ben) == WORDS
    row = AuditRow.objects.get(verb="read-words")
    assert (row.acting_person_id, row.subject_id) == (cast.ben.pk, str(entry.pk))


def test_an_operator_and_another_organisation_cannot_read_the_words(entered, cast):
    entry = entered(cast.asha, sent=True)
    for person in (cast.dana, cast.chidi):
        with pytest.raises(NotAllowed) as refusal:
            read_words(entry, acting_person=person)
        assert refusal.value.message == "You may not read the words of this report."


def test_a_colleague_of_the_organisation_sees_the_codes_and_not_the_words(entered, cast):
    colleague = make_person(
        email="gus@foursquare.example", role="partner_editor", organisation="Ferry Lane boxing club"
    )
    entry = entered(cast.chidi)
    assert list(access.entries_for(colleague)) == [entry]
    with pytest.raises(NotAllowed):
        read_words(entry, acting_person=colleague)


def test_a_colleague_cannot_come_to_the_words_through_a_correction(entered, cast):
    colleague = make_person(
        email="gus@foursquare.example", role="partner_editor", organisation="Ferry Lane boxing club"
    )
    entry = accept_entry(entered(cast.chidi, sent=True), acting_person=cast.ben, today=TODAY)
    with pytest.raises(NotAllowed) as refusal:
        correct_entry(entry, acting_person=colleague)
    assert refusal.value.message == "You may not read the words of this report."


def test_no_word_of_the_report_enters_the_audit_log(entered, cast):
    entry = entered(cast.asha, sent=True)
    return_entry(entry, reason="Which tram stop?", acting_person=cast.ben)
    logged = str(list(AuditRow.objects.values_list("before", "after")))
    assert "tram" not in logged
    assert "anti-jewish" in logged


def test_every_step_leaves_one_audit_row(entered, cast):
    entry = entered(cast.asha, sent=True)
    accept_entry(entry, acting_person=cast.ben, today=TODAY)
    of_entry = AuditRow.objects.filter(subject_type="listening.handentry").order_by("pk")
    assert [row.verb for row in of_entry] == ["enter-incident", "send-entry", "accept-entry"]
    assert of_entry.last().after["state"] == "accepted"


def test_a_partner_editor_sees_only_entries_of_their_organisation(entered, cast):
    own, other = entered(cast.chidi), entered(cast.asha)
    assert list(access.entries_for(cast.chidi)) == [own]
    assert set(access.entries_for(cast.ben)) == {own, other}
    assert list(access.entries_for(cast.dana)) == []


def test_what_waits_for_me_leaves_out_what_i_entered(entered, cast):
    mine, theirs = entered(cast.asha, sent=True), entered(cast.ben, sent=True)
    assert list(access.waiting_for(cast.asha)) == [theirs]
    assert list(access.waiting_for(cast.ben)) == [mine]


def _facts():
    return {name: getattr(FACTS, name) for name in FACTS.__slots__}
