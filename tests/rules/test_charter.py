"""Rules of the charter that hold over the whole product, not in one room.

The rooms test their own rules where they stand; docs/charter.md says which rule is held by what.
"""

import re

import pytest
from django.apps import apps

from commonweal.core.tables import INCIDENTS
from workbench.accounts.models import Person
from workbench.listening.models import HandEntry, Record

ABOUT_A_PERSON = re.compile(
    r"person|victim|suspect|offender|arrest|author|household|name|birth|address|phone|mail"
)
A_JUDGEMENT = re.compile(r"score|rank|risk|predict|rating|threat|suspicio")


def columns_of(model: type) -> set[str]:
    return {field.name for field in model._meta.get_fields()}  # type: ignore[attr-defined]


def test_an_incident_has_no_column_for_a_person():
    held = {*INCIDENTS.columns, *columns_of(Record)}
    assert {name for name in held if ABOUT_A_PERSON.search(name)} == set()


def test_an_entry_by_hand_names_nobody_but_the_staff_who_wrote_and_checked_it():
    people = {field.name for field in HandEntry._meta.fields if field.related_model is Person}
    assert people == {"entered_by", "checked_by"}
    named = {name for name in columns_of(HandEntry) if ABOUT_A_PERSON.search(name)}
    assert named == set()


@pytest.mark.parametrize("model", apps.get_models(), ids=lambda model: model.__name__)
def test_no_row_keeps_a_judgement_of_anybody(model):
    ours = model.__module__.startswith("workbench.")
    assert not ours or not {name for name in columns_of(model) if A_JUDGEMENT.search(name)}
