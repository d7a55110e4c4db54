"""The list of groups that hostility is aimed at, as a city reads and changes it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.groups import Group, GroupPack
from workbench.accounts.models import Person
from workbench.core.city import current_city
from workbench.core.knowledge import groups_in_words
from workbench.listening import access
from workbench.listening.forms import GroupForm, NewGroupForm

SYSTEM_NAMES = {"odihr": "ODIHR", "uk": "UK", "fbi": "FBI"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemLabels:
    """The labels of one classification."""

    system: str
    labels: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """One group of the list."""

    key: str
    name: str
    people: str
    systems: tuple[SystemLabels, ...]
    broader: str
    verified: bool
    majority: bool
    retired: bool
    own: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsPage:
    """What groups.html may use."""

    lede: str
    lines: tuple[GroupLine, ...]
    may_edit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPage:
    """What group.html may use."""

    heading: str
    line: GroupLine | None
    form: GroupForm | NewGroupForm


def groups_page(person: Person) -> GroupsPage:
    """Every group, retired ones last."""
    pack = groups_in_words(current_city().groups())
    lines = [group_line(group, pack) for group in pack.groups.values()]
    unverified = sum(1 for line in lines if not line.verified and not line.retired)
    return GroupsPage(
        lede=_lede(len(pack.keys), unverified),
        lines=tuple(sorted(lines, key=lambda line: line.retired)),
        may_edit=access.may_edit_groups(person),
    )


def _lede(count: int, unverified: int) -> str:
    whole = _(
        "%(count)s groups, the majority among them. One incident may be aimed at several, and "
        "a group may belong to several broader ones."
    )
    open_ones = ngettext(
        "%(n)s still has labels that nobody has checked against the original.",
        "%(n)s still have labels that nobody has checked against the original.",
        unverified,
    )
    words = {"count": count, "n": unverified}
    return f"{whole % words} {open_ones % words}" if unverified else whole % words


def group_line(group: Group, pack: GroupPack) -> GroupLine:
    """One group in words."""
    return GroupLine(
        key=group.key,
        name=group.name,
        people=group.people,
        systems=tuple(
            SystemLabels(system=SYSTEM_NAMES[system], labels="; ".join(labels))
            for system, labels in group.systems.items()
            if labels
        ),
        broader=", ".join(pack.name(key) for key in group.broader),
        verified=group.verified,
        majority=group.majority,
        retired=group.retired,
        own=group.source == "local",
        note=group.note,
    )
