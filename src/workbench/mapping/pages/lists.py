"""What the new list of a source says: what came, what changed, and what people have to decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from workbench.accounts.models import Person
from workbench.core.city import current_city
from workbench.core.labels import CityNames, city_names, date_words
from workbench.core.paging import Paging, paging, part
from workbench.mapping import access, words
from workbench.mapping.access import Right
from workbench.mapping.actions.entries import field_value
from workbench.mapping.actions.taking_in import refused_file
from workbench.mapping.models import BringIn, Doubt, Edit, Strength, StrengthSource
from workbench.mapping.pages.bringing_in import count_words
from workbench.mapping.pages.showing import EditLine, edit_line, entry_address

COUNTED = ("matched", "added", "changed", "conflicting", "gone", "unsure")
COMPARED = ("name", "organisation", "address", "point", "area", "kind", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainstLine:
    """A value of the source beside the one that stands here."""

    edit: EditLine
    holder: str
    may_decide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GoneLine:
    """An entry that the source no longer names."""

    strength_id: int
    name: str
    address: str
    since: str
    holder: str
    may_decide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtLine:
    """An entry here and one of the list that may be one: `rows` are field, here, there."""

    doubt_id: int
    name: str
    address: str
    new_name: str
    why: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """What list.html may use."""

    list_id: int
    heading: str
    lede: str
    nums: tuple[tuple[str, str], ...]
    is_newest: bool
    newest_address: str
    against: tuple[AgainstLine, ...]
    gone: tuple[GoneLine, ...]
    doubts: tuple[DoubtLine, ...]
    may_decide: bool
    changed: tuple[EditLine, ...]
    new: tuple[tuple[str, str, str], ...]
    shown: Paging
    notices: tuple[str, ...]
    has_refused: bool


def list_page(person: Person, brought: BringIn, *, asked: str | None) -> ListPage:
    """One list that was brought in, and what of its source waits for somebody."""
    newest = brought.source.bring_ins.first() or brought
    is_newest = newest.pk == brought.pk
    names = city_names()
    waiting = _waiting_of(brought.source) if is_newest else _Waiting()
    new = access.strengths_for(person).filter(source=brought.source, created_at=brought.received_at)
    shown = paging(new.count(), asked=asked, query={})
    return ListPage(
        list_id=brought.pk,
        heading=_("What the list of %(source)s says") % {"source": brought.source.name},
        lede=_lede(brought),
        nums=tuple(_nums(brought)),
        is_newest=is_newest,
        newest_address=reverse("mapping-list", args=[newest.pk]),
        against=tuple(_against(person, one, names) for one in waiting.against),
        gone=tuple(_gone(person, one) for one in waiting.gone),
        doubts=tuple(_doubt(one, names) for one in waiting.doubts),
        may_decide=person.role in access.KEEPS,
        changed=tuple(edit_line(one, names) for one in access.taken_over(person, brought)),
        new=tuple(
            (one.name, one.organisation.name if one.organisation else "–", entry_address(one))
            for one in part(new, shown)
        ),
        shown=shown,
        notices=tuple(str(one["sentence"]) for one in brought.notices),
        has_refused=refused_file(current_city().folder, brought.pk).exists(),
    )


def _lede(brought: BringIn) -> str:
    said = {
        "file": brought.file_name or _("a file"),
        "day": date_words(timezone.localdate(brought.received_at).isoformat()),
    }
    return _("%(file)s, brought in on %(day)s.") % said


def _nums(brought: BringIn) -> list[tuple[str, str]]:
    first = brought.source.bring_ins.last()
    counts = {name: getattr(brought, name) for name in COUNTED}
    return count_words(counts, is_known=first is None or first.pk != brought.pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """What of a source waits for somebody; of an older list nothing does."""

    against: Iterable[Edit] = ()
    gone: Iterable[Strength] = ()
    doubts: Iterable[Doubt] = ()


def _waiting_of(source: StrengthSource) -> _Waiting:
    return _Waiting(
        against=access.proposals_of_source(source),
        gone=access.gone_of_source(source),
        doubts=access.doubts_of_source(source),
    )


def _against(person: Person, edit: Edit, names: CityNames) -> AgainstLine:
    one = edit.strength
    assert one is not None  # noqa: S101 - proposals of a source are of strengths
    return AgainstLine(
        edit=edit_line(edit, names),
        holder=one.organisation.name if one.organisation else "",
        may_decide=access.right_over(person, one) is Right.EDIT,
    )


def _gone(person: Person, one: Strength) -> GoneLine:
    return GoneLine(
        strength_id=one.pk,
        name=one.name,
        address=entry_address(one),
        since=date_words(one.gone_on.isoformat()) if one.gone_on else "",
        holder=one.organisation.name if one.organisation else "",
        may_decide=access.right_over(person, one) is Right.EDIT,
    )


def _doubt(doubt: Doubt, names: CityNames) -> DoubtLine:
    one = doubt.strength
    return DoubtLine(
        doubt_id=doubt.pk,
        name=one.name,
        address=entry_address(one),
        new_name=doubt.values["name"],
        why=doubt.why,
        rows=tuple(_side_by_side(one, doubt.values, names)),
    )


def _side_by_side(one: Strength, says: dict[str, Any], names: CityNames) -> list[tuple[str, ...]]:
    """What the two say, field by field, where either says anything."""
    there = {
        **says,
        "organisation": says["organisation_id"],
        "point": [says["lat"], says["lon"]] if says["lat"] is not None else None,
    }
    rows = []
    for name in COMPARED:
        here = field_value(one, name)
        if any((here, there[name])) and here != [None, None]:
            told = (words.value_words(name, value, names) for value in (here, there[name]))
            rows.append((words.field_label(name), *told))
    return rows
