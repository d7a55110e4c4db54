"""Who may see and change entries: strengths, organisations, proposals, suggestions.

Read `right_over_entry` first. A confidential strength is shown to the desk, and to partners who
have claimed their own entry; it stands in no public page, on no map and in no count.
"""

from datetime import date, timedelta
from enum import StrEnum

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from workbench.accounts.models import Person
from workbench.mapping.access.roles import DESK, KEEPS, READS, one_of, party_of_person
from workbench.mapping.models import (
    BringIn,
    Doubt,
    Edit,
    EntryView,
    Organisation,
    Strength,
    StrengthSource,
    Suggestion,
)

CONFIRMED_HOLDS = timedelta(days=365)
Entry = Strength | Organisation


class Right(StrEnum):
    """What a person may do to an entry."""

    EDIT = "edit"
    PROPOSE = "propose"
    NOTHING = "nothing"


def right_over_entry(*, role: str, speaks_for_holder: bool, holder_is_here: bool) -> Right:
    """Whose entry it is decides: its holder edits; the desk edits for a holder who is not here.

    Everybody else who reads it may propose.
    """
    if role not in READS:
        return Right.NOTHING
    if speaks_for_holder or (role in KEEPS and not holder_is_here):
        return Right.EDIT
    return Right.PROPOSE


def is_stale(confirmed_on: date | None, *, today: date) -> bool:
    """Whether an entry asks to be confirmed: never confirmed, or not for a year."""
    return confirmed_on is None or today - confirmed_on > CONFIRMED_HOLDS


def sources() -> QuerySet[StrengthSource]:
    """Every source of strengths, by name."""
    return StrengthSource.objects.prefetch_related("bring_ins")


def organisations_for(person: Person) -> QuerySet[Organisation]:
    """The organisations on the map that this person may see."""
    if person.role not in READS:
        return Organisation.objects.none()
    return Organisation.objects.filter(left_at=None)


def organisation_for(person: Person, organisation_id: int) -> Organisation:
    """The organisation, if this person may see it; otherwise not found."""
    return one_of(organisations_for(person).filter(pk=organisation_id))


def on_the_map() -> QuerySet[Strength]:
    """The strengths that were not taken off the map, by name."""
    return Strength.objects.filter(withdrawn_on=None).select_related("organisation", "source")


def strengths_for(person: Person) -> QuerySet[Strength]:
    """The strengths on the map that this person may see.

    Confidential ones are for the desk, and for partners who have claimed their own entry.
    """
    if sees_confidential(person):
        return on_the_map()
    return countable(on_the_map()) if person.role in READS else Strength.objects.none()


def sees_confidential(person: Person) -> bool:
    """Whether confidential entries are for this person."""
    return person.role in DESK or party_of_person(person) is not None


def strengths_to_take(person: Person, *, source: str, confidential: bool) -> QuerySet[Strength]:
    """The strengths that this person may take out, of one source or of all; confidential ones only
    where they are for this person and were asked for.

    What a source no longer names is in no list of its own, and in none while it asks: a file that
    is brought in again would say that it is named.
    """
    seen = strengths_for(person).exclude(asks_whether_gone())
    seen = seen if confidential else countable(seen)
    return seen.filter(source__key=source, gone_on=None) if source else seen


def strength_for(person: Person, strength_id: int) -> Strength:
    """The strength, if this person may see it; otherwise not found."""
    return one_of(strengths_for(person).filter(pk=strength_id))


def countable(strengths: QuerySet[Strength]) -> QuerySet[Strength]:
    """Those that may be counted or drawn: none that is confidential."""
    return strengths.filter(confidential=False)


def asks_whether_gone() -> Q:
    """The entries that their source no longer names, and of which nobody has said since whether
    they are still there."""
    not_since = Q(confirmed_on=None) | Q(confirmed_on__lt=F("gone_on"))
    return Q(gone_on__isnull=False) & not_since


def public_strengths() -> QuerySet[Strength]:
    """What everybody may read: on the map, not confidential, and still told of by its source, or
    confirmed by a person since."""
    return countable(on_the_map()).exclude(asks_whether_gone())


def stale_for(person: Person, *, today: date) -> QuerySet[Strength]:
    """The entries that ask to be confirmed, and that this person may confirm."""
    asks = Q(confirmed_on=None) | Q(confirmed_on__lt=today - CONFIRMED_HOLDS)
    return own_strengths(person).filter(asks).order_by("confirmed_on", "name")


def own_strengths(person: Person) -> QuerySet[Strength]:
    """The strengths that this person may edit at once."""
    party = party_of_person(person)
    if party and party.organisation_id:
        return strengths_for(person).filter(organisation_id=party.organisation_id)
    if person.role in KEEPS:
        return strengths_for(person).filter(Q(organisation=None) | Q(organisation__claimed_at=None))
    return Strength.objects.none()


def waiting_longest_first(strengths: QuerySet[Strength]) -> QuerySet[Strength]:
    """Entries in the order in which they ask to be confirmed."""
    return strengths.order_by(F("confirmed_on").asc(nulls_first=True), "name")


def right_over(person: Person, entry: Entry) -> Right:
    """What this person may do to a strength or an organisation's entry."""
    holder = entry if isinstance(entry, Organisation) else entry.organisation
    party = party_of_person(person)
    return right_over_entry(
        role=person.role,
        speaks_for_holder=bool(holder and party and party.organisation_id == holder.pk),
        holder_is_here=bool(holder and holder.claimed_at),
    )


def refuse_unless_may_edit(person: Person, entry: Entry) -> None:
    """Raises `NotAllowed` unless this person may change the entry at once."""
    if right_over(person, entry) is not Right.EDIT:
        raise NotAllowed(
            _("This entry belongs to those whom it describes."),
            remedy=_("Propose the change; they decide."),
        )


def proposals_for(person: Person) -> QuerySet[Edit]:
    """The proposals that wait for this person to decide."""
    waiting = Edit.objects.filter(state=Edit.State.PROPOSED).select_related(
        "strength__organisation", "organisation", "by", "source"
    )
    return waiting.filter(_decided_by(person)).order_by("pk")


def _decided_by(person: Person) -> Q:
    """The entries whose proposals this person decides."""
    party = party_of_person(person)
    if party and party.organisation_id:
        here = party.organisation_id
        return Q(strength__organisation_id=here) | Q(organisation_id=here)
    if person.role not in KEEPS:
        return Q(pk__in=())
    of_strength = Q(strength__isnull=False) & (
        Q(strength__organisation=None) | Q(strength__organisation__claimed_at=None)
    )
    return of_strength | Q(organisation__isnull=False, organisation__claimed_at=None)


def proposals_of_source(source: StrengthSource, *, for_desk: bool = False) -> QuerySet[Edit]:
    """What a source says against what stands here, as far as it waits for somebody.

    `for_desk`: only where nobody of the holder is here to decide.
    """
    waiting = Edit.objects.filter(source=source, state=Edit.State.PROPOSED)
    shown = waiting.filter(strength__withdrawn_on=None).select_related("strength__organisation")
    if for_desk:
        shown = shown.filter(strength__organisation__claimed_at=None)
    return shown.order_by("strength__name", "pk")


def taken_over(person: Person, brought: BringIn) -> QuerySet[Edit]:
    """What was written into entries because a list says so, as far as this person may see it."""
    made = Edit.objects.filter(
        source=brought.source, state=Edit.State.MADE, made_at=brought.received_at
    )
    seen = made.filter(strength__in=strengths_for(person))
    return seen.select_related("strength", "source", "by").order_by("strength__name", "pk")


def gone_of_source(source: StrengthSource, *, for_desk: bool = False) -> QuerySet[Strength]:
    """The entries of a source that ask whether they are still there; `for_desk` as above."""
    gone = on_the_map().filter(asks_whether_gone(), source=source)
    return gone.filter(organisation__claimed_at=None) if for_desk else gone


def doubts_of_source(source: StrengthSource) -> QuerySet[Doubt]:
    """The pairs of a source of which somebody has to say whether they are one."""
    waiting = Doubt.objects.filter(source=source, state=Doubt.State.WAITING)
    return waiting.select_related("strength__organisation")


def bring_ins_for(person: Person) -> QuerySet[BringIn]:
    """The lists that were brought in, newest first: for the desk."""
    if person.role not in DESK:
        return BringIn.objects.none()
    return BringIn.objects.select_related("source")


def bring_in_for(person: Person, bring_in_id: int) -> BringIn:
    """The list that was brought in, if this person may see it; otherwise not found."""
    return one_of(bring_ins_for(person).filter(pk=bring_in_id))


def doubt_for(person: Person, doubt_id: int) -> Doubt:
    """The pair, if this person may say whether it is one; otherwise not found."""
    waiting = Doubt.objects.select_related("source", "strength__organisation")
    return one_of(waiting.filter(pk=doubt_id) if person.role in KEEPS else waiting.none())


def proposal_for(person: Person, edit_id: int) -> Edit:
    """The proposal, if this person decides it; otherwise not found."""
    return one_of(proposals_for(person).filter(pk=edit_id))


def own_proposals(person: Person) -> QuerySet[Edit]:
    """What this person proposed to others, newest first."""
    theirs = Edit.objects.filter(by=person).exclude(state=Edit.State.MADE)
    return theirs.select_related("strength", "organisation", "decided_by")


def history_of(entry: Entry) -> QuerySet[Edit]:
    """What was changed in an entry, newest first; proposals that wait are not in it."""
    done = Edit.objects.filter(state__in=(Edit.State.MADE, Edit.State.ACCEPTED))
    field = "strength" if isinstance(entry, Strength) else "organisation"
    return done.filter(**{field: entry}).select_related("by", "source", "decided_by")


def changes_for(person: Person) -> QuerySet[Edit]:
    """What was changed lately in entries that this person may see, newest first."""
    done = Edit.objects.filter(state__in=(Edit.State.MADE, Edit.State.ACCEPTED))
    seen = Q(strength__in=strengths_for(person)) | Q(organisation__in=organisations_for(person))
    return done.filter(seen).select_related("strength", "organisation", "by", "source")


def views_of(person: Person, organisation: Organisation) -> QuerySet[EntryView]:
    """Who looked at an organisation's entries, for its own people alone; newest first."""
    party = party_of_person(person)
    if party is None or party.organisation_id != organisation.pk:
        return EntryView.objects.none()
    return EntryView.objects.filter(organisation=organisation).select_related("strength")


def suggestions_for(person: Person) -> QuerySet[Suggestion]:
    """What residents suggested, oldest first: for the desk."""
    if person.role not in DESK:
        return Suggestion.objects.none()
    return Suggestion.objects.select_related("decided_by", "strength").order_by("pk")


def suggestion_for(person: Person, suggestion_id: int) -> Suggestion:
    """The suggestion, if this person may see it; otherwise not found."""
    return one_of(suggestions_for(person).filter(pk=suggestion_id))
