"""Concerns: raised in a session, sorted with those who raised them, answered as they are sorted."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.core.words import seal
from workbench.listening.meetings import access
from workbench.listening.meetings.actions.faults import UnfitTalk
from workbench.listening.meetings.actions.sessions import refuse_unless_held
from workbench.listening.meetings.models import Concern, ConcernAnswer, ConcernSorting, Session
from workbench.listening.meetings.sorting import fitting_answers, sorted_as

Whose = ConcernSorting.Whose


@transaction.atomic
def raise_concern(session: Session, *, words: str, group: str, acting_person: Person) -> Concern:
    """Keep a concern in the words of those who raised it, sealed. Nobody has sorted it yet."""
    refuse_unless_held(session, acting_person)
    made = Concern.objects.create(session=session, group=group, sealed_words=seal(words))
    noted = {"session_id": session.pk, "group": group}
    record_audit(acting_person, "raise-concern", made, {}, noted)
    return made


@transaction.atomic
def sort_concern(
    concern: Concern, *, whose: str, finding: str, words: str, said_on: date, acting_person: Person
) -> ConcernSorting:
    """Write down as what one side sees it, or both. The people's word is told with how it came."""
    access.refuse_unless_facilitates(acting_person, concern.session)
    if whose == Whose.CITY:
        access.refuse_unless_desk(acting_person)
    elif not words.strip():
        raise UnfitTalk(
            _("It is not told how the people who raised it said so."),
            remedy=_("Say when and how they were asked. Without that, nothing is sorted."),
            field="words",
        )
    _refuse_early(concern, said_on)
    made = ConcernSorting.objects.create(
        concern=concern, whose=whose, finding=finding, words=words.strip(), said_on=said_on
    )
    noted = {"concern_id": concern.pk, "whose": whose, "finding": finding, "said_on": said_on}
    record_audit(acting_person, "sort-concern", made, {}, noted)
    return made


@transaction.atomic
def answer_concern(
    concern: Concern, *, kind: str, words: str, by_whom: str, on: date, acting_person: Person
) -> ConcernAnswer:
    """Give back what fits: information, or else a change or a no with its reason."""
    access.refuse_unless_facilitates(acting_person, concern.session)
    _refuse_unfitting(concern, kind)
    _refuse_early(concern, on)
    made = ConcernAnswer.objects.create(
        concern=concern, kind=kind, words=words.strip(), by_whom=by_whom.strip(), answered_on=on
    )
    noted = {"concern_id": concern.pk, "kind": kind, "answered_on": on}
    record_audit(acting_person, "answer-concern", made, {}, noted)
    return made


def _refuse_unfitting(concern: Concern, kind: str) -> None:
    open_to_it = fitting_answers(sorted_as(concern.sortings.all()))
    if not open_to_it:
        raise UnfitTalk(
            _("This concern is not sorted yet."),
            remedy=_("Ask the people who raised it what it is; the city alone cannot say."),
            field="kind",
        )
    if kind not in open_to_it:
        raise UnfitTalk(
            _("This answer does not fit what the people say it is."),
            remedy=_(
                "A false perception gets information; a real misalignment gets a change, or a no "
                "with its reason."
            ),
            field="kind",
        )


def _refuse_early(concern: Concern, day: date) -> None:
    if day < concern.session.day:
        raise UnfitTalk(
            _("This is before the session."), remedy=_("Change the day."), field="said_on"
        )
