"""What a party asks of the city, and the answer: both with their days (S002-3)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.mapping import access
from workbench.mapping.models import Party, Request


class UnfitAnswer(CommonwealError):
    """An answer would come before its request, or a second one over the first."""

    code = "unfit-answer"


@transaction.atomic
def enter_request(asked_by: Party, values: Mapping[str, Any], *, acting_person: Person) -> Request:
    """Write down what a party asked for; its own people do, or a coordinator for it."""
    if access.party_of_person(acting_person) != asked_by:
        access.refuse_unless_keeps(acting_person)
    made = Request.objects.create(asked_by=asked_by, **values, entered_by=acting_person)
    noted = {"asked_by_id": asked_by.pk, "kind": made.kind, "asked_on": made.asked_on}
    record_audit(acting_person, "enter-request", made, {}, noted)
    return made


@transaction.atomic
def answer_request(
    request: Request, *, answer: str, words: str, answered_on: date, acting_person: Person
) -> Request:
    """Write down how the city answered, and on which day."""
    access.refuse_unless_keeps(acting_person)
    request = Request.objects.select_for_update().get(pk=request.pk)
    if request.answered_on:
        raise UnfitAnswer(
            _("This request has been answered."), remedy=_("Load the page again to see how.")
        )
    if request.taken_back_on:
        raise UnfitAnswer(
            _("This request was taken back."), remedy=_("There is nothing left to answer.")
        )
    if answered_on < request.asked_on:
        raise UnfitAnswer(
            _("The answer would come before the request."),
            remedy=_("Change the day."),
            field="answered_on",
        )
    request.answer, request.answer_words = answer, words
    request.answered_on, request.answered_by = answered_on, acting_person
    request.save()
    after = {"answer": answer, "answered_on": answered_on}
    record_audit(acting_person, "answer-request", request, {"answer": ""}, after)
    return request
