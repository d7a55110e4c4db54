"""A strength that a resident suggests, and what the desk makes of it.

Read `suggest_strength` first. Nothing is kept of who sent it: no name, address, cookie or hour. The
words are sealed, and gone once the desk has decided. Floods are held off for everybody together,
since nobody is told apart.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.core.words import open_words, seal
from workbench.mapping import access
from workbench.mapping.actions.entries import NoReason
from workbench.mapping.actions.strengths import add_strength
from workbench.mapping.models import Strength, Suggestion

MOST_A_DAY = 100
MOST_WAITING = 500


class TooManyToday(CommonwealError):
    """More was suggested today, by everybody together, than the desk can read."""

    code = "too-many-today"
    status = 429


class SuggestionIsDecided(CommonwealError):
    """The desk has decided in the meantime, and the words are gone."""

    code = "suggestion-is-decided"
    status = 409


@transaction.atomic
def suggest_strength(*, what: str, area: str, name: str, words: str, today: date) -> Suggestion:
    """Keep what a resident suggests, sealed; raises `TooManyToday`."""
    waiting = Suggestion.objects.filter(state=Suggestion.State.WAITING)
    too_many = (
        Suggestion.objects.filter(received_on=today).count() >= MOST_A_DAY
        or waiting.count() >= MOST_WAITING
    )
    if too_many:
        raise TooManyToday(
            _("So much was suggested today that the desk cannot read more."),
            remedy=_("Please come back tomorrow, or tell somebody at the city desk."),
        )
    kept = Suggestion.objects.create(
        what=what,
        area=area,
        sealed_words=seal(json.dumps({"name": name, "words": words})),
        received_on=today,
    )
    record_audit(None, "suggest-strength", kept, {}, {"state": kept.state})
    return kept


@transaction.atomic
def read_suggestion(suggestion: Suggestion, *, acting_person: Person) -> dict[str, str]:
    """The words of a suggestion, opened for the desk; the log says that they were."""
    access.suggestion_for(acting_person, suggestion.pk)
    words = json.loads(open_words(_waiting(suggestion).sealed_words))
    record_audit(acting_person, "read-suggestion", suggestion)
    return {"name": str(words["name"]), "words": str(words["words"])}


@transaction.atomic
def adopt_suggestion(
    suggestion: Suggestion, values: Mapping[str, Any], *, acting_person: Person, now: datetime
) -> Strength:
    """Put a suggestion on the map, in the desk's words; the sealed ones go."""
    suggestion = _waiting(suggestion)
    strength = add_strength(values, organisation=None, acting_person=acting_person, now=now)
    suggestion.strength = strength
    _decide(suggestion, Suggestion.State.ADOPTED, acting_person, now.date())
    after = {"state": suggestion.state, "strength_id": strength.pk}
    record_audit(acting_person, "adopt-suggestion", suggestion, {}, after)
    return strength


@transaction.atomic
def decline_suggestion(
    suggestion: Suggestion, *, reason: str, acting_person: Person, today: date
) -> None:
    """Leave a suggestion off the map, for a reason; the sealed words go."""
    access.refuse_unless_keeps(acting_person)
    suggestion = _waiting(suggestion)
    if not reason.strip():
        raise NoReason(_("There is no reason."), remedy=_("Say why, so that it can be looked up."))
    suggestion.reason = reason.strip()
    _decide(suggestion, Suggestion.State.DECLINED, acting_person, today)
    record_audit(acting_person, "decline-suggestion", suggestion, {}, {"state": suggestion.state})


def _waiting(suggestion: Suggestion) -> Suggestion:
    suggestion = Suggestion.objects.select_for_update(of=("self",)).get(pk=suggestion.pk)
    if suggestion.state != Suggestion.State.WAITING:
        raise SuggestionIsDecided(
            _("This suggestion has been decided; its words are gone."),
            remedy=_("Go back to the list."),
            suggestion=suggestion.pk,
        )
    return suggestion


def _decide(suggestion: Suggestion, state: str, by: Person, today: date) -> None:
    suggestion.state, suggestion.decided_by, suggestion.decided_on = state, by, today
    suggestion.sealed_words = b""
    suggestion.save()
