"""Requests and answers: the list, one request, and the view by group and area with its floor."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.short_lists import Hidden, hidden_in_list
from workbench.accounts.models import Person
from workbench.core.city import current_city
from workbench.core.labels import CityNames, city_names, date_words, in_a_row
from workbench.core.numbers import whole
from workbench.core.paging import Paging, paging, part
from workbench.mapping import access
from workbench.mapping.models import Request
from workbench.mapping.pages.ties import party_address

SEVERAL = "several"
Cell = tuple[str, str]
"""Area and group; each the empty text where none is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """One request in a list."""

    request_id: int
    address: str
    words: str
    kind: str
    asked_by: str
    asked_by_address: str
    asked_of: str
    asked_on: str
    area: str
    groups: str
    answer: str
    answer_words: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestsPage:
    """What requests.html may use."""

    lede: str
    waiting: tuple[RequestLine, ...]
    answered: tuple[RequestLine, ...]
    shown: Paging
    may_enter: bool
    sees_table: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """What request.html may use."""

    line: RequestLine
    form: BaseForm | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One area: how many requests for each group."""

    area: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestTablePage:
    """What request_table.html may use."""

    lede: str
    groups: tuple[str, ...]
    rows: tuple[TableRow, ...]
    none_told: str
    floor: int


def requests_page(person: Person, *, asked: str | None, today: date) -> RequestsPage:
    """What waits for an answer, longest first, and what was answered."""
    names = city_names()
    answered = access.requests_for(person).exclude(answered_on=None, taken_back_on=None)
    shown = paging(answered.count(), asked=asked, query={})
    waiting = [request_line(one, names, today=today) for one in access.unanswered_for(person)]
    return RequestsPage(
        lede=_lede(len(waiting), shown.total),
        waiting=tuple(waiting),
        answered=tuple(request_line(one, names, today=today) for one in part(answered, shown)),
        shown=shown,
        may_enter=person.role in access.KEEPS or access.party_of_person(person) is not None,
        sees_table=person.role in access.DESK,
    )


def _lede(waiting: int, answered: int) -> str:
    return ngettext(
        "%(waiting)s request waits for an answer; %(answered)s answered.",
        "%(waiting)s requests wait for an answer; %(answered)s answered.",
        waiting,
    ) % {"waiting": whole(waiting), "answered": whole(answered)}


def request_page(
    person: Person, request: Request, *, today: date, form: BaseForm | None
) -> RequestPage:
    """One request, and the form that answers it for those who may."""
    may_answer = person.role in access.KEEPS and _is_open(request)
    return RequestPage(
        line=request_line(request, city_names(), today=today),
        form=form if may_answer else None,
    )


def request_line(one: Request, names: CityNames, *, today: date) -> RequestLine:
    """One request in words, with how long it took or has waited."""
    return RequestLine(
        request_id=one.pk,
        address=reverse("mapping-request", args=[one.pk]),
        words=one.words,
        kind=str(one.get_kind_display()),
        asked_by=one.asked_by.named.name,
        asked_by_address=party_address(one.asked_by),
        asked_of=one.asked_of or _("the city"),
        asked_on=date_words(one.asked_on.isoformat()),
        area=names.area(one.area) or _("the whole city"),
        groups=in_a_row([names.group(key) for key in one.groups]),
        answer=_answer(one, today=today),
        answer_words=one.answer_words,
        is_open=_is_open(one),
    )


def _is_open(one: Request) -> bool:
    return one.answered_on is None and one.taken_back_on is None


def _answer(one: Request, *, today: date) -> str:
    if one.taken_back_on:
        return _("taken back on %(day)s") % {"day": date_words(one.taken_back_on.isoformat())}
    if one.answered_on is None:
        days = (today - one.asked_on).days
        return ngettext("waiting for %(days)s day", "waiting for %(days)s days", days) % {
            "days": whole(days)
        }
    days = (one.answered_on - one.asked_on).days
    return ngettext("%(answer)s, after %(days)s day", "%(answer)s, after %(days)s days", days) % {
        "answer": one.get_answer_display(),
        "days": whole(days),
    }


def request_table_page(person: Person) -> RequestTablePage:
    """How many requests came from each area for each group; no number gives a small one away."""
    names, floor = city_names(), current_city().publishing_floor
    requests = list(access.requests_for(person))
    counted = Counter(_cell_of(one) for one in requests)
    groups = [
        key
        for key in (*names.groups.keys, SEVERAL, "")
        if any(group == key for _area, group in counted)
    ]
    areas = [key for key, _name in (*names.area_choices(), ("", ""))]
    counts = {(area, group): counted[area, group] for area in areas for group in groups}
    small = _small(counts)
    hidden = hidden_in_list(counts, small, floor=floor)
    cells = {key: _cell(key, n, small, hidden, floor) for key, n in counts.items()}
    return RequestTablePage(
        lede=_table_lede(len(requests), is_hidden=hidden.total, floor=floor),
        groups=tuple(_group_heading(key, names) for key in groups),
        rows=tuple(
            TableRow(
                area=names.area(area) or _("the whole city"),
                cells=tuple(cells[area, group] for group in groups),
            )
            for area in areas
            if len(small) < len(counts)
        ),
        none_told=_none_told(requests, floor) if len(small) == len(counts) else "",
        floor=floor,
    )


def _none_told(requests: Sequence[Request], floor: int) -> str:
    """Why there is no table: no request, or none of its cells reaches the floor."""
    if not requests:
        return _("No request is on record.")
    return _(
        "In no area did a group ask %(floor)s times or more, so nothing is told by area and group."
    ) % {"floor": floor}


def _small(counts: Mapping[Cell, int]) -> list[Cell]:
    """The cells below the floor, by their count or by how few people the group has there."""
    city = current_city()
    people = city.populations().select("area", "group", "population").iter_rows()
    sizes = {(area, group): size for area, group, size in people}
    return [cell for cell, n in counts.items() if not city.publishable(n, sizes.get(cell)).allowed]


def _cell_of(one: Request) -> Cell:
    """The one cell in which a request is counted, so that cells add up to the total."""
    return one.area, one.groups[0] if len(one.groups) == 1 else SEVERAL if one.groups else ""


def _group_heading(key: str, names: CityNames) -> str:
    if key == SEVERAL:
        return _("several groups")
    return names.group(key) if key else _("no group named")


def _table_lede(total: int, *, is_hidden: bool, floor: int) -> str:
    if is_hidden:
        return _("Too few requests to tell how many: fewer than %(floor)s, or nearly.") % {
            "floor": floor
        }
    return _("%(count)s requests of all years.") % {"count": whole(total)}


def _cell(key: Cell, count: int, small: Sequence[Cell], hidden: Hidden[Cell], floor: int) -> str:
    """A count; that it is small; or that it is not shown, because a small one could be reckoned."""
    if key in small:
        return _("fewer than %(floor)s") % {"floor": floor}
    return _("not shown") if hidden.total or key in hidden.entries else whole(count)
