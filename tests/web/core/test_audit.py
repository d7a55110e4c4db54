"""The audit log: every change with its before and after, and never a personal word."""

from datetime import date

import pytest
from django.apps import apps
from django.db import models, transaction

from workbench.accounts.actions.people import change_role
from workbench.core.audit import LONGEST_VALUE, NotForTheLog, record_audit
from workbench.core.models import AuditRow

# Kinds of field that hold what people wrote or who they are. None of them is ever audited.
WRITTEN_BY_PEOPLE = (models.TextField, models.BinaryField, models.EmailField)
PERSONAL_NAMES = {"name", "email", "reason", "password", "organisation", "words", "text", "note"}
# Names that are not fields of their model, each looked at: never words of a person.
LOOKED_AT = {
    "listening.Delivery": {"source_key", "shown_delivery_id"},
    # The name of a group is that of the knowledge pack or of the city, as residents read it.
    "listening.GroupRow": {"name", "broader", "retired"},
    "listening.SignalRun": {"source_key", "findings", "new_alarms", "returned", "lineage_sha256"},
    "listening.ExpectationStep": {"source_key", "withdrawn"},
    "listening.PublicationPlan": {"source_key", "sha256"},
    "listening.PublicRelease": {"source_key"},
    # The name of an event is what a newspaper calls it.
    "listening.CalendarEvent": {"name"},
    # Which fields of an entry were touched, by the names of their columns.
    "mapping.Organisation": {"changed"},
    "mapping.Strength": {"changed"},
    "mapping.Community": {"part", "part_id", "groups"},
    "mapping.BringIn": {"source_key"},
    "weighing.LookedAt": {"places"},
}


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model._meta.label)
def test_no_audited_field_holds_personal_words(model):
    looked_at = LOOKED_AT.get(model._meta.label, set())
    audited = getattr(model, "audited_fields", frozenset()) - looked_at
    fields = {field.attname: field for field in model._meta.concrete_fields}
    assert sorted(audited - set(fields)) == [], "not fields of the model, and not looked at"
    assert not audited & PERSONAL_NAMES
    assert not [name for name in audited if isinstance(fields[name], WRITTEN_BY_PEOPLE)]


def test_a_change_is_told_with_before_and_after(cast):
    change_role(cast.ben, role="coordinator", acting_person=cast.dana)
    row = AuditRow.objects.get(verb="change-role")
    assert (row.acting_person, row.subject_type, row.subject_id) == (
        cast.dana,
        "accounts.person",
        str(cast.ben.pk),
    )
    assert (row.before, row.after) == ({"role": "analyst"}, {"role": "coordinator"})


def test_a_personal_field_is_refused(cast):
    with pytest.raises(NotForTheLog) as refused:
        record_audit(cast.dana, "rename", cast.ben, {"name": "Ben"}, {"name": "Benedict"})
    assert str(refused.value) == (
        "“rename” would write name of accounts.Person into the audit log. Name the field in the "
        "model's audited_fields if it never holds personal words; else leave it out."
    )
    assert not AuditRow.objects.filter(verb="rename").exists()


def test_a_long_text_is_refused_even_in_a_field_that_may_enter(cast):
    with pytest.raises(NotForTheLog) as refused:
        record_audit(cast.dana, "change-role", cast.ben, {}, {"role": "x" * (LONGEST_VALUE + 1)})
    assert str(refused.value) == (
        "“change-role” would write a str as role into the audit log. "
        "Only numbers, dates and texts of up to 200 characters enter it."
    )


def test_dates_enter_as_iso_text(cast):
    row = record_audit(cast.dana, "try", cast.ben, {"role": date(2026, 11, 16)})
    assert row.before == {"role": "2026-11-16"}


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded():
    from tests.cast import make_cast

    cast = make_cast()
    with pytest.raises(NotForTheLog) as refused:
        record_audit(cast.dana, "try", cast.ben)
    assert str(refused.value) == (
        "“try” was recorded outside a transaction. "
        "Make the change and its audit row in one transaction.atomic block."
    )


@pytest.mark.django_db(transaction=True)
def test_a_change_that_fails_leaves_no_row():
    from tests.cast import make_cast

    cast = make_cast()
    with pytest.raises(RuntimeError), transaction.atomic():
        change_role(cast.ben, role="coordinator", acting_person=cast.dana)
        raise RuntimeError
    assert not AuditRow.objects.filter(verb="change-role").exists()


def test_a_row_is_neither_changed_nor_removed(cast):
    row = record_audit(cast.dana, "try", cast.ben)
    with pytest.raises(TypeError, match="An audit row is written once"):
        row.save()
    with pytest.raises(TypeError, match="An audit row is not removed"):
        row.delete()
