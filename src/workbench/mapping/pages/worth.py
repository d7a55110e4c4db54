"""Ties worth making: a short list, each with what it would change, and who could introduce the two.

The desk reads those of the whole city; a party those of its own, made from what it may see. A tie
that a party declined is on nobody's list.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.mapping.network.worth import (
    EVERYTHING,
    Change,
    Objective,
    TooManyToCompare,
    Worth,
    ties_worth_making,
)
from workbench.accounts.models import Person
from workbench.core.labels import CityNames
from workbench.mapping import access
from workbench.mapping.drawn import kind_words
from workbench.mapping.fabric import Fabric
from workbench.mapping.network_forms import DeclineForm
from workbench.mapping.pages.ties import party_address

MOST = 5
Link = tuple[str, str]
OBJECTIVES: Mapping[str, tuple[Objective, str | Promise]] = {
    "": (
        EVERYTHING,
        gettext_lazy(
            "Everybody should know somebody (counted four times), somebody in their own district "
            "(twice), and somebody of every other kind (once)."
        ),
    ),
    "anybody": (
        Objective(beside=0, group=0),
        gettext_lazy("Everybody should know somebody at all; nothing else counts."),
    ),
    "beside": (
        Objective(anybody=0, group=0),
        gettext_lazy("Everybody should know somebody in their own district; nothing else counts."),
    ),
    "group": (
        Objective(anybody=0, beside=0),
        gettext_lazy("Everybody should know somebody of every other kind; nothing else counts."),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthLine:
    """One tie worth making; `other_id` and a form only where one's own party may decline it."""

    one: Link
    other: Link
    changes: tuple[str, ...]
    introduced_by: tuple[Link, ...]
    start: str
    other_id: int | None
    decline_form: DeclineForm | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthList:
    """What _worth.html may use; `nothing` says why the list is empty, where it is."""

    objective: str
    own_name: str
    lines: tuple[WorthLine, ...]
    nothing: str


def worth_list(person: Person, fabric: Fabric, names: CityNames, objective: str) -> WorthList:
    """The ties that bring most of what was chosen, as far as this person may be told."""
    own = access.party_of_person(person)
    of = str(own.pk) if own else None
    counts, said = OBJECTIVES[objective]
    found: tuple[Worth, ...] = ()
    nothing = _("No tie would bring more of this, as far as is known.")
    if of is None and person.role not in access.DESK:
        nothing = _("Once you speak for a party, the ties worth making for it stand here.")
    else:
        try:
            found = _found(fabric, counts, of)
        except TooManyToCompare:
            nothing = _("There are too many parties to weigh each pair of them.")
    return WorthList(
        objective=str(said),
        own_name=own.named.name if own else "",
        lines=tuple(_line(one, person, fabric, names, of) for one in found),
        nothing="" if found else nothing,
    )


def _found(fabric: Fabric, counts: Objective, of: str | None) -> tuple[Worth, ...]:
    declined = [(str(one), str(other)) for one, other in access.declined_pairs()]
    return ties_worth_making(fabric.graph, declined=declined, most=MOST, counts=counts, of=of)


def _line(
    one: Worth, person: Person, fabric: Fabric, names: CityNames, of: str | None
) -> WorthLine:
    ends = (one.other, one.one) if one.other == of else (one.one, one.other)
    asked = urlencode({"source": ends[0], "target": ends[1]})
    may_start = of is not None or person.role in access.KEEPS
    return WorthLine(
        one=_link(fabric, ends[0]),
        other=_link(fabric, ends[1]),
        changes=tuple(_change(change, fabric, names) for change in one.changes),
        introduced_by=tuple(_link(fabric, number) for number in one.by),
        start=f"{reverse('mapping-tie-new')}?{asked}" if may_start else "",
        other_id=int(ends[1]) if of else None,
        decline_form=DeclineForm(auto_id=f"id_%s_{ends[1]}") if of else None,
    )


def _link(fabric: Fabric, number: str) -> Link:
    return fabric.named(number), party_address(fabric.parties[number])


def _change(change: Change, fabric: Fabric, names: CityNames) -> str:
    who = fabric.named(change.who)
    if change.what == "beside":
        said = _("%(who)s would know somebody in %(where)s")
        return said % {"who": who, "where": names.area(change.where)}
    if change.what == "group":
        said = _("%(who)s would know somebody of the kind “%(where)s”")
        return said % {"who": who, "where": kind_words(change.where)}
    return _("%(who)s would know somebody at all") % {"who": who}
