"""Rows as lines of JSON and back: background work and the doors of talks among them."""

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.factories import dialogue as made
from workbench.commands.rows import load_rows, rows_of
from workbench.listening.dialogue.actions import picture, voices
from workbench.listening.dialogue.models import Door

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [DBTaskResult, Door])
def test_rows_come_back_as_they_were(model):
    talk = made.a_conversation()
    voices.come_in(talk, now=timezone.now())
    picture.ask_for_groups(talk, None, now=timezone.now())
    before = list(rows_of(model))
    assert before
    model.objects.all().delete()
    assert load_rows(model, before) == 1
    assert list(rows_of(model)) == before
