"""A city's own changes to the list of groups: add, rename, note, retire.

The list is knowledge and lives in a file of the city folder (`knowledge/groups.toml`); what was
changed, by whom and when stands in the audit log, which names the group by its key.
"""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import InvalidKnowledge
from commonweal.core.groups import Group
from commonweal.files.knowledge import write_group_override
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.core.city import current_city
from workbench.listening import access
from workbench.listening.models import GroupRow

LOCAL = "local"


def change_group(
    key: str,
    *,
    name: str,
    note: str,
    retired: bool,
    broader: tuple[str, ...],
    acting_person: Person,
) -> Group:
    """Change what the city says of a group; its labels in other systems stay as they are."""
    access.refuse_unless_may_edit_groups(acting_person)
    pack = current_city().groups()
    pack.check([key])
    before = pack.groups[key]
    after = replace(before, name=name.strip(), note=note.strip(), retired=retired, broader=broader)
    _write(before, after, verb="change-group", acting_person=acting_person)
    return after


def add_group(
    key: str, *, name: str, people: str, note: str, broader: tuple[str, ...], acting_person: Person
) -> Group:
    """Add a group of the city's own; it has no labels in other systems until somebody adds them."""
    access.refuse_unless_may_edit_groups(acting_person)
    if key in current_city().groups():
        raise InvalidKnowledge(
            _("There is a group “%(key)s” already.") % {"key": key},
            remedy=_("Change that one, or choose another key."),
            key=key,
        )
    group = Group(
        key=key,
        name=name.strip(),
        people=people.strip(),
        broader=broader,
        source=LOCAL,
        note=note.strip(),
    )
    _write(None, group, verb="add-group", acting_person=acting_person)
    return group


@transaction.atomic
def _write(before: Group | None, after: Group, *, verb: str, acting_person: Person) -> None:
    record_audit(
        acting_person,
        verb,
        GroupRow(key=after.key),
        before=_noted(before) if before else {},
        after=_noted(after),
    )
    # Last, so that a file that cannot be written takes the audit row back with it.
    write_group_override(current_city().folder, after)


def _noted(group: Group) -> dict[str, object]:
    return {"name": group.name, "retired": group.retired, "broader": list(group.broader)}
