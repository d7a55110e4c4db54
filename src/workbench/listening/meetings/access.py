"""The one door to talks: the desk sees all; a partner editor those that their people facilitate.

What came of talks is for everybody: `public_recommendations` alone is read by the open face.
"""

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from workbench.accounts.models import Person, Role
from workbench.listening.access import source_for, versions_for
from workbench.listening.dialogue.access import conversations_for
from workbench.listening.dialogue.models import Conversation
from workbench.listening.meetings.models import (
    Activation,
    Concern,
    Recommendation,
    Session,
    Standing,
)
from workbench.listening.models import Record

DESK = frozenset({Role.COORDINATOR, Role.ANALYST})
TALKS = frozenset({*DESK, Role.PARTNER_EDITOR})
State = Recommendation.State


def is_desk(person: Person) -> bool:
    """Whether this person keeps all talks of the city."""
    return person.role in DESK


def sessions_for(person: Person) -> QuerySet[Session]:
    """The sessions this person may see, the newest first."""
    sessions = Session.objects.select_related("activation")
    if is_desk(person):
        return sessions
    own = person.organisation.strip()
    if person.role != Role.PARTNER_EDITOR or not own:
        return sessions.none()
    return sessions.filter(organisation__iexact=own)


def session_for(person: Person, session_id: int) -> Session:
    """The session, if this person may see it; otherwise not found."""
    return get_object_or_404(sessions_for(person), pk=session_id)


def concern_for(person: Person, concern_id: int) -> Concern:
    """The concern, if this person may see its session; otherwise not found."""
    rows = Concern.objects.select_related("session").prefetch_related("sortings", "answers")
    return get_object_or_404(rows.filter(session__in=sessions_for(person)), pk=concern_id)


def recommendations_for(person: Person) -> QuerySet[Recommendation]:
    """The recommendations this person may see, in the order in which they were published."""
    rows = _with_history(Recommendation.objects.all())
    if is_desk(person):
        return rows
    own = Q(session__in=sessions_for(person)) | Q(conversation__in=conversations_for(person))
    return rows.filter(own)


def recommendation_for(person: Person, recommendation_id: int) -> Recommendation:
    """The recommendation, if this person may see it; otherwise not found."""
    return get_object_or_404(recommendations_for(person), pk=recommendation_id)


def public_recommendations(conversation: Conversation | None = None) -> QuerySet[Recommendation]:
    """Every one that was ever published, the withdrawn among them; or those of a conversation."""
    rows = _with_history(Recommendation.objects.exclude(state=State.DRAFT))
    return rows.filter(conversation=conversation) if conversation else rows


def drafts_of(conversation: Conversation) -> QuerySet[Recommendation]:
    """What a conversation recommends that nobody outside sees yet."""
    return _with_history(
        Recommendation.objects.filter(conversation=conversation, state=State.DRAFT)
    )


def resting_on_statements(conversation: Conversation) -> dict[int, int]:
    """The first recommendation that rests on each statement, by the statement's number."""
    rows = Recommendation.objects.filter(conversation=conversation, statement__isnull=False)
    found = rows.order_by("-pk").values_list("statement__number", "pk")
    return dict(found)


def held_in_the_open() -> QuerySet[Session]:
    """The talks that were held and open to everybody."""
    return Session.objects.filter(state=Session.State.HELD, is_open=True)


def standing_for(person: Person) -> QuerySet[Standing]:
    """Places, facilitators and rules; for the desk."""
    return Standing.objects.all() if is_desk(person) else Standing.objects.none()


def standing_one(person: Person, standing_id: int) -> Standing:
    """One of them; otherwise not found."""
    return get_object_or_404(standing_for(person), pk=standing_id)


def everything_standing() -> QuerySet[Standing]:
    """What is offered, for the brief, which the desk alone reads."""
    return Standing.objects.filter(retired=False)


def activations_for(person: Person) -> QuerySet[Activation]:
    """The times that the checklist was started, the newest first; for the desk."""
    return every_activation() if is_desk(person) else Activation.objects.none()


def activation_for(person: Person, activation_id: int) -> Activation:
    """One of them; otherwise not found."""
    return get_object_or_404(activations_for(person), pk=activation_id)


def every_activation() -> QuerySet[Activation]:
    """All of them, for the brief, which the desk alone reads."""
    return Activation.objects.prefetch_related("steps", "sessions")


def activations_about(begun_from: str, reference: str) -> QuerySet[Activation]:
    """Each time that the checklist was started about this incident or signal, for the desk."""
    return every_activation().filter(begun_from=begun_from, reference=reference)


def incident_for(person: Person, source: str, key: str) -> Record:
    """The newest version of an incident from which this person may start the checklist."""
    versions = list(versions_for(person, source_for(person, source), key))
    if not versions:
        raise Http404
    return versions[-1]


def waiting_for_the_city(person: Person) -> QuerySet[Recommendation]:
    """What waits for the desk, for the tab: an answer in words, or a partner's draft to publish."""
    unanswered = Q(state=State.PUBLISHED, answers=None)
    drafts = Q(state=State.DRAFT, entered_by__role=Role.PARTNER_EDITOR) & ~Q(office="")
    rows = Recommendation.objects.filter(unanswered | drafts)
    return rows if is_desk(person) else rows.none()


def refuse_unless_desk(person: Person) -> None:
    """Raises `NotAllowed` unless this person keeps all talks."""
    if not is_desk(person):
        raise NotAllowed(
            _("You may not change this about talks."),
            remedy=_("A coordinator or an analyst of your city may."),
        )


def refuse_unless_facilitates(person: Person, session: Session) -> None:
    """Raises `NotAllowed` unless this person works on this session."""
    if not sessions_for(person).filter(pk=session.pk).exists():
        raise NotAllowed(
            _("You may not change this session."),
            remedy=_("Those whose organisation facilitates it may, and the city's desk."),
        )


def refuse_unless_theirs(person: Person, one: Recommendation) -> None:
    """Raises `NotAllowed` unless this person's talk or conversation made this recommendation."""
    if not recommendations_for(person).filter(pk=one.pk).exists():
        raise NotAllowed(
            _("You may not change this recommendation."),
            remedy=_("Those who held the talk it came from may, and the city's desk."),
        )


def refuse_unless_holds(person: Person, conversation: Conversation) -> None:
    """Raises `NotAllowed` unless this person holds this conversation."""
    if not conversations_for(person).filter(pk=conversation.pk).exists():
        raise NotAllowed(
            _("You may not write for this conversation."),
            remedy=_("Those who hold it may, and the city's desk."),
        )


def _with_history(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    return rows.select_related("session", "conversation", "statement").prefetch_related(
        "answers", "deeds", "changes"
    )
