"""Say of those who are not meant: why no check is needed, or what is checked and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.weighing import access
from workbench.weighing.access.looking import Place, places_of
from workbench.weighing.models import LookedAt, Option, Proposal


class UnfitLook(CommonwealError):
    """What was said about somebody who is not meant, and cannot stand so."""

    code = "unfit-look"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A reason why no check is needed, or a check: what is watched, and looked at on which day."""

    kind: str
    words: str = ""
    indicator: str = ""
    check_on: date | None = None


@transaction.atomic
def look_at(
    option: Option,
    places: Iterable[Place],
    said: Said,
    *,
    worse: Mapping[Place, float | None],
    acting_person: Person,
    now: datetime,
) -> int:
    """Keep the same words for each of these places; how many there were.

    What was said before no longer stands, and is kept. `worse` is the chance of a loss that was
    shown for each place.
    """
    access.refuse_unless_weighs(acting_person)
    proposal = Proposal.objects.select_for_update().get(pk=option.proposal_id)
    access.refuse_unless_open(proposal)
    chosen = _chosen(proposal, option, places)
    _check(said, now.date())
    before = option.looks.filter(stands=True)
    for group in {place.group for place in chosen}:
        areas = [place.area for place in chosen if place.group == group]
        before.filter(group=group, area__in=areas).update(stands=False)
    made = LookedAt.objects.bulk_create(
        _row(proposal, option, place, said, worse.get(place), acting_person, now)
        for place in chosen
    )
    _note(option, made, acting_person)
    return len(made)


def _chosen(proposal: Proposal, option: Option, places: Iterable[Place]) -> list[Place]:
    """Each place once; raises `UnfitLook` for none, and for one that is not asked about."""
    asked = set(places_of(proposal, option))
    chosen = list(dict.fromkeys(places))
    if not chosen or not asked.issuperset(chosen):
        raise UnfitLook(
            _("Nobody is chosen, or somebody who is not asked about."),
            remedy=_("Tick those whom these words are about."),
        )
    return chosen


def _check(said: Said, today: date) -> None:
    """A reason has words; a check says what is watched, and on which day to come."""
    if said.kind == LookedAt.Kind.REASON and not said.words.strip():
        raise UnfitLook(
            _("There is no reason."), remedy=_("Say why no check is needed."), field="words"
        )
    if said.kind == LookedAt.Kind.CHECK and not said.indicator.strip():
        raise UnfitLook(
            _("It is not said what is watched."),
            remedy=_("Name a figure, or a question that is asked again."),
            field="indicator",
        )
    if said.kind == LookedAt.Kind.CHECK and (said.check_on is None or said.check_on <= today):
        raise UnfitLook(
            _("A check needs a day to come."),
            remedy=_("Say when it is looked at."),
            field="check_on",
        )


def _row(
    proposal: Proposal,
    option: Option,
    place: Place,
    said: Said,
    worse: float | None,
    person: Person,
    now: datetime,
) -> LookedAt:
    is_check = said.kind == LookedAt.Kind.CHECK
    return LookedAt(
        proposal=proposal,
        option=option,
        group=place.group,
        area=place.area,
        kind=said.kind,
        words=said.words.strip(),
        indicator=said.indicator.strip() if is_check else "",
        check_on=said.check_on if is_check else None,
        worse_then=worse,
        said_by=person,
        said_at=now,
    )


def _note(option: Option, made: list[LookedAt], person: Person) -> None:
    """One audit row for all that was said together."""
    first = made[0]
    noted = {
        "option_id": option.pk,
        "group": first.group,
        "area": first.area,
        "kind": first.kind,
        "check_on": first.check_on.isoformat() if first.check_on else None,
        "places": len(made),
    }
    record_audit(person, "look-at", first, {}, noted)
