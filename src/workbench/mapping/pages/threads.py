"""Where a thread is missing: side by side without a tie, strengths whose holder knows nobody.

All in the order of names; nobody is ranked. Confidential strengths are in no list here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.mapping.network.gaps import SideBySide, isolates, side_by_side, single_threads
from workbench.accounts.models import Person
from workbench.core.labels import CityNames, choices, city_names
from workbench.core.numbers import whole
from workbench.mapping import access, words
from workbench.mapping.fabric import Fabric, fabric_of
from workbench.mapping.models import Strength
from workbench.mapping.network_forms import WorthForm
from workbench.mapping.pages.showing import and_more
from workbench.mapping.pages.ties import party_address
from workbench.mapping.pages.worth import Link, WorthList, worth_list

MOST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideLine:
    """Parties of one district with hardly a tie among them; `same` says who works on the same."""

    area: str
    said: str
    parties: tuple[Link, ...]
    same: tuple[tuple[str, tuple[Link, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnconnectedLine:
    """A strength whose holder stands in no known tie."""

    strength: Link
    holder: Link
    area: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadsPage:
    """What threads.html may use."""

    beside: tuple[BesideLine, ...]
    unconnected: tuple[UnconnectedLine, ...]
    single: tuple[tuple[Link, Link], ...]
    more_single: str
    form: WorthForm
    worth: WorthList
    sees_part: bool


def threads_page(person: Person, asked: Mapping[str, str]) -> ThreadsPage:
    """What is missing in the network that this person may see."""
    names, fabric = city_names(), fabric_of(person)
    form = WorthForm(asked)
    objective = form.cleaned_data["objective"] if form.is_valid() else ""
    strengths = _strengths(person)
    single = sorted(
        (_pair(fabric, pair) for pair in single_threads(fabric.graph)),
        key=lambda pair: [name.casefold() for name, _address in pair],
    )
    return ThreadsPage(
        beside=tuple(_beside(one, fabric, names, strengths) for one in _in_order(fabric, names)),
        unconnected=tuple(_unconnected(fabric, strengths, names)),
        single=tuple(single[:MOST]),
        more_single=and_more(len(single) - MOST),
        form=form,
        worth=worth_list(person, fabric, names, objective),
        sees_part=person.role not in access.DESK,
    )


def _strengths(person: Person) -> list[Strength]:
    """What this person may see and may be counted, as far as it has a holder."""
    seen = access.countable(access.strengths_for(person)).filter(gone_on=None)
    return list(seen.exclude(organisation=None).select_related("organisation__party"))


def _in_order(fabric: Fabric, names: CityNames) -> list[SideBySide]:
    return sorted(side_by_side(fabric.graph), key=lambda one: names.area(one.area).casefold())


def _beside(
    one: SideBySide, fabric: Fabric, names: CityNames, strengths: Sequence[Strength]
) -> BesideLine:
    return BesideLine(
        area=names.area(one.area),
        said=_beside_words(one),
        parties=_links(fabric, one.names),
        same=tuple(_same(fabric, set(one.names), strengths)),
    )


def _beside_words(one: SideBySide) -> str:
    among = (
        ngettext(
            "%(ties)s of %(pairs)s possible ties between them is known",
            "%(ties)s of %(pairs)s possible ties between them are known",
            one.ties,
        )
        % {"ties": whole(one.ties), "pairs": whole(one.pairs)}
        if one.ties
        else _("no tie between them is known")
    )
    return _("%(n)s work side by side, and %(among)s. With ties elsewhere: %(elsewhere)s.") % {
        "n": whole(len(one.names)),
        "among": among,
        "elsewhere": whole(one.elsewhere),
    }


def _same(
    fabric: Fabric, here: set[str], strengths: Sequence[Strength]
) -> list[tuple[str, tuple[Link, ...]]]:
    """Each need that two or more of them answer, in words, with who does."""
    holders: dict[str, set[str]] = {}
    for strength in strengths:
        number = _holder(strength)
        for need in strength.needs if number in here else ():
            holders.setdefault(need, set()).add(number)
    shared = {need: found for need, found in holders.items() if len(found) > 1}
    by_name = choices((need, words.word("needs", need)) for need in shared)
    return [(said, _links(fabric, shared[need])) for need, said in by_name]


def _holder(strength: Strength) -> str:
    return str(strength.organisation.party.pk) if strength.organisation else ""


def _links(fabric: Fabric, numbers: Sequence[str] | set[str]) -> tuple[Link, ...]:
    by_name = sorted(numbers, key=lambda number: (fabric.named(number).casefold(), number))
    return tuple(_link(fabric, number) for number in by_name)


def _link(fabric: Fabric, number: str) -> Link:
    return fabric.named(number), party_address(fabric.parties[number])


def _pair(fabric: Fabric, pair: tuple[str, str]) -> tuple[Link, Link]:
    one, other = _links(fabric, list(pair))
    return one, other


def _unconnected(
    fabric: Fabric, strengths: Sequence[Strength], names: CityNames
) -> list[UnconnectedLine]:
    alone = {fabric.graph.ids[n] for n in isolates(fabric.graph)}
    return [
        UnconnectedLine(
            strength=(one.name, reverse("mapping-strength", args=[one.pk])),
            holder=_link(fabric, _holder(one)),
            area=names.area(one.area) or _("the whole city"),
        )
        for one in strengths
        if _holder(one) in alone
    ]
