"""Who is missing: those who chose to say who they are, beside who lives in the city (S003-R1)."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.mapping.communities.representation import Cell, Dimension, representation
from workbench.core.city import current_city
from workbench.core.labels import CityNames, city_names
from workbench.core.numbers import whole
from workbench.listening.dialogue import access, words
from workbench.listening.dialogue.models import Conversation, Participant
from workbench.listening.dialogue.pages.looking import cent

NOT_KNOWN = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingLine:
    """One group or area: how many took part, their share with its interval, who lives there."""

    name: str
    took_part: str
    share: str
    living: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPart:
    """One question with its answers; `hidden` and `unknown` say how many are left out, and why."""

    heading: str
    answered: str
    lines: tuple[MissingLine, ...]
    hidden: str
    unknown: str


def missing_parts(conversation: Conversation, *, floor: int | None) -> tuple[MissingPart, ...]:
    """Where people live and who they are; nothing below the floor where there is one."""
    spoke = access.those_who_spoke(conversation)
    asked = [("area", _("Where people live")), ("group", _("Who people are"))]
    names = city_names()
    return tuple(_part(spoke, field, heading, names, floor) for field, heading in asked)


def _part(
    spoke: QuerySet[Participant],
    field: str,
    heading: str,
    names: CityNames,
    floor: int | None,
) -> MissingPart:
    dimension = _dimension(spoke, field)
    told = representation([dimension], pack=current_city().groups(), floor=floor)
    answered = told.answered[dimension.key]
    cells = told.of(dimension.key)
    seen = [cell for cell in cells if cell.n is not None] if answered else []
    told_of = [cell for cell in seen if cell.n or cell.living is not None]
    return MissingPart(
        heading=heading,
        answered=_("Not told: too few said it.")
        if answered is None
        else _("%(people)s said it.") % {"people": words.voters(answered)},
        lines=tuple(_line(cell, field, names) for cell in told_of),
        hidden=_hidden(len(cells) - len(seen)) if answered else "",
        unknown=_unknown(len(seen) - len(told_of)),
    )


def _dimension(spoke: QuerySet[Participant], field: str) -> Dimension:
    counts = spoke.order_by().values_list(field).annotate(n=Count("pk", distinct=True))
    rows = list(counts)
    counted = {key: n for key, n in rows if key}
    living, residents = _living(field)
    return Dimension(
        key="group" if field == "group" else "geography",
        name=field,
        answered=sum(counted.values()),
        took_part={**dict.fromkeys(living, 0), **counted},
        living=living,
        residents=residents,
        silent=sum(n for key, n in rows if not key),
    )


def _living(field: str) -> tuple[dict[str, int], int | None]:
    """Residents by area or by group, and all of them, where the city knows."""
    areas = current_city().areas()
    known = {one.area: one.population for one in areas.at_level(areas.finest)}
    people = {area: n for area, n in known.items() if n is not None}
    everybody = sum(people.values()) or None if len(people) == len(known) else None
    if field == "area":
        return people, everybody
    table = current_city().populations().select("group", "population").group_by("group").sum()
    return {group: int(n) for group, n in table.iter_rows()}, everybody


def _line(cell: Cell, field: str, names: CityNames) -> MissingLine:
    name = names.group(cell.category) if field == "group" else names.area(cell.category)
    return MissingLine(
        name=name or cell.name,
        took_part=whole(cell.n or 0),
        share=_share(cell),
        living=_lives(cell),
        said=_said(cell),
    )


def _said(cell: Cell) -> str:
    """What the interval says of the difference."""
    if cell.reading == "nobody" and cell.share and cell.living_share is not None:
        if cell.living_share > cell.share.high:
            return _("nobody said it; fewer than chance alone would leave out")
        return _("nobody said it; chance alone may do that")
    return {
        "more": _("more than chance alone would bring"),
        "fewer": _("fewer than chance alone would leave out"),
        "alike": _("no more of a difference than chance may make"),
        "nobody": _("nobody said it"),
    }.get(cell.reading, _("how many live there is not known"))


def _hidden(count: int) -> str:
    """How many answers the floor keeps back."""
    said = ngettext(
        "%(n)s answer is not shown: too few gave it, or it would give another away.",
        "%(n)s answers are not shown: too few gave them, or they would give others away.",
        count,
    )
    return said % {"n": whole(count)} if count else ""


def _unknown(count: int) -> str:
    """How many answers nobody gave of whom it is not known either how many live here."""
    said = ngettext(
        "%(n)s more could be said: nobody did, and how many live here is not known.",
        "%(n)s more could be said: nobody did, and how many live here is not known.",
        count,
    )
    return said % {"n": whole(count)} if count else ""


def _share(cell: Cell) -> str:
    """The share of those who said it, with what chance alone may make of it."""
    if cell.share is None:
        return NOT_KNOWN
    return _("%(share)s %% (%(low)s to %(high)s %%)") % {
        "share": cent(cell.share.value),
        "low": cent(cell.share.low),
        "high": cent(cell.share.high),
    }


def _lives(cell: Cell) -> str:
    """How many live there, and which share of all."""
    if cell.living is None:
        return NOT_KNOWN
    if cell.living_share is None:
        return whole(cell.living)
    share = cent(cell.living_share)
    told = share if share != cent(0) else _("under 1")
    return f"{whole(cell.living)} ({told} %)"
