"""What is on record between the two sides of a relation: talks, offers, use, earlier help.

Read `records_part` first. Counts of people are told record by record and never added up, so that
no two of them give a small one away (charter 4).
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from commonweal.mapping.process.use_told import use_told
from workbench.accounts.models import Person
from workbench.core.city import current_city
from workbench.core.labels import date_words
from workbench.mapping import access
from workbench.mapping.models import HistoricAct, NavigationRecord, NegotiationRecord, Relation
from workbench.mapping.relation_words import use_words
from workbench.mapping.relations_told import acts_of, navigation_of
from workbench.mapping.words import word

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkLine:
    """One talk, and what each side says of its record."""

    record_id: int
    on: str
    subject: str
    result: str
    facts: Pairs
    sides: tuple[str, ...]
    may_say: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """An offer, a use or an act: when, what, and what is known of it."""

    on: str
    what: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordsPart:
    """Everything on record beside the answers."""

    talks: tuple[TalkLine, ...]
    offers: tuple[RecordLine, ...]
    use: tuple[RecordLine, ...]
    acts: tuple[RecordLine, ...]


def records_part(person: Person, relation: Relation) -> RecordsPart:
    """The records of a relation, each sort in the order of its days."""
    floor = current_city().publishing_floor
    side = access.side_in(person, relation)
    acts = sorted(acts_of(relation), key=lambda one: one.on)
    return RecordsPart(
        talks=tuple(_talk(one, side) for one in relation.negotiations.all()),
        offers=tuple(
            RecordLine(
                on=_day(one.on), what=one.what, about=_row(one.place, _languages(one.language))
            )
            for one in relation.offers.all()
        ),
        use=tuple(_use(one, floor) for one in relation.navigations.all()),
        acts=tuple(_act(one) for one in acts),
    )


def _day(day: date) -> str:
    return date_words(day.isoformat())


def _languages(said: str) -> str:
    """Keys of languages in words; whatever else was written stays as it is."""
    return ", ".join(word("languages", key.strip()) for key in said.split(",") if key)


def _row(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _talk(one: NegotiationRecord, side: str) -> TalkLine:
    facts = (
        (_("Who set the agenda"), str(one.get_agenda_by_display())),
        (_("Who wanted what"), one.positions),
        (_("What came of it"), one.outcome),
        (_("What the community changed"), one.changed),
        (_("Where they still differ"), one.dissent),
    )
    return TalkLine(
        record_id=one.pk,
        on=_day(one.on),
        subject=one.subject,
        result=str(one.get_result_display()),
        facts=tuple((label, said) for label, said in facts if said),
        sides=(
            _side_says(_("The community"), one.community_agreed, one.community_said_on),
            _side_says(_("The provider"), one.provider_agreed, one.provider_said_on),
        ),
        may_say=bool(side) and getattr(one, f"{side}_agreed") is None,
    )


def _side_says(side: str, agreed: bool | None, said_on: date | None) -> str:
    if agreed is None or said_on is None:
        return _("%(side)s has not said whether this record is right.") % {"side": side}
    said = {"side": side, "day": _day(said_on)}
    if agreed:
        return _("%(side)s keeps this record as right (%(day)s).") % said
    return _("%(side)s says that this record is not right (%(day)s).") % said


def _use(one: NavigationRecord, floor: int) -> RecordLine:
    (told,) = use_told([navigation_of(one)], floor=floor)
    barrier = _("in the way: %(what)s") % {"what": one.barrier} if one.barrier else ""
    return RecordLine(
        on=_("%(since)s to %(until)s") % {"since": _day(one.since), "until": _day(one.until)},
        what=one.resource,
        about=_row(
            _("people together: %(count)s") % {"count": use_words(told, floor)},
            str(one.get_voluntary_display()),
            _("heard of it %(how)s") % {"how": one.get_learned_display()}
            if one.learned != NavigationRecord.Learned.UNKNOWN
            else "",
            barrier,
        ),
    )


def _act(one: HistoricAct) -> RecordLine:
    apart = {
        True: _("nothing to do with this topic"),
        False: _("part of this topic"),
        None: "",
    }[one.unrelated]
    received = one.received != HistoricAct.Received.UNKNOWN
    asked = one.asked_by != HistoricAct.AskedBy.UNKNOWN
    return RecordLine(
        on=date_words(one.on),
        what=one.what,
        about=_row(
            apart,
            _("asked for by %(who)s") % {"who": one.get_asked_by_display()} if asked else "",
            _("received %(how)s") % {"how": one.get_received_display()} if received else "",
        ),
    )
