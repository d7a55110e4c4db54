"""Which network a person may see, and the drawing that this audience saw last."""

from django.db.models import QuerySet

from workbench.accounts.models import Person
from workbench.core.pictures.network import Placement, placement_of
from workbench.mapping.access.parties import parties_for, ties_for
from workbench.mapping.access.roles import DESK, party_of_person
from workbench.mapping.models import KeptDrawing, Tie

DECLARED_ONLY = Tie.Kind.PERSONAL


def fabric_for(person: Person) -> QuerySet[Tie]:
    """The ties of the network that this person may see, standing or ended.

    Those that only declare information about persons are never part of it: what is built on trust
    and what is told about persons stand in no drawing, count or list together (charter 8).
    """
    here = parties_for(person)
    told = ties_for(person).exclude(kind=DECLARED_ONLY).exclude(state=Tie.State.DECLINED)
    return told.filter(source__in=here, target__in=here)


def declined_pairs() -> list[tuple[int, int]]:
    """The two ends of every tie that one of them declined: never to be proposed, to nobody."""
    declined = Tie.objects.filter(state=Tie.State.DECLINED)
    return list(declined.values_list("source_id", "target_id"))


def audience_of(person: Person) -> str:
    """Whose drawing a person sees: the desk's, their own party's, or that of all partners."""
    if person.role in DESK:
        return "desk"
    party = party_of_person(person)
    return f"party-{party.pk}" if party else "partners"


def kept_placement(person: Person) -> Placement | None:
    """Where everything stood when this audience saw it last."""
    kept = KeptDrawing.objects.filter(audience=audience_of(person)).first()
    return placement_of(kept.placement) if kept else None
