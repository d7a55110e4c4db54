"""What a community says of itself, written down by its own people or by a coordinator.

Read `keep_community` and `take_priorities`. The community's own list of what matters is taken as
they give it, and an earlier list stays with the day on which it was replaced (S000-41).
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.mapping import access
from workbench.mapping.feeds import party_of
from workbench.mapping.models import (
    Bond,
    Community,
    CommunityArea,
    Priority,
    Spokesperson,
    Subgroup,
)


class NamedWithoutAgreeing(CommonwealError):
    """A person would be named who has not agreed to it."""

    code = "named-without-agreeing"


class EmptyList(CommonwealError):
    """A list of what matters holds nothing."""

    code = "empty-list"


@transaction.atomic
def add_community(
    values: Mapping[str, Any],
    *,
    bonds: Iterable[tuple[str, str]] = (),
    areas: Iterable[str] = (),
    key: str = "",
    acting_person: Person,
    now: datetime,
) -> Community:
    """Put a community on the map with what holds it together and where it is found."""
    access.refuse_unless_describes(acting_person, None)
    made = Community(key=key or _free_key(str(values["name"])), created_at=now, **values)
    made.full_clean()
    made.save()
    party_of(made)
    Bond.objects.bulk_create([Bond(community=made, kind=kind, words=w) for kind, w in bonds])
    CommunityArea.objects.bulk_create([CommunityArea(community=made, area=a) for a in areas])
    noted = {"key": made.key, "groups": made.groups, "review_on": made.review_on}
    record_audit(acting_person, "add-community", made, {}, noted)
    return made


@transaction.atomic
def keep_community(
    community: Community, values: Mapping[str, Any], *, areas: Iterable[str], acting_person: Person
) -> Community:
    """Change what stands here of a community, and the districts where it is found."""
    access.refuse_unless_describes(acting_person, community)
    community = Community.objects.select_for_update().get(pk=community.pk)
    before = {"groups": list(community.groups), "review_on": community.review_on}
    for name, value in values.items():
        setattr(community, name, value)
    community.save()
    wanted = set(areas)
    community.areas.exclude(area__in=wanted).delete()
    there = set(community.areas.values_list("area", flat=True))
    CommunityArea.objects.bulk_create(
        [CommunityArea(community=community, area=area) for area in sorted(wanted - there)]
    )
    after = {"groups": list(community.groups), "review_on": community.review_on}
    record_audit(acting_person, "change-community", community, before, after)
    return community


@transaction.atomic
def add_part(
    community: Community, part: str, values: Mapping[str, Any], *, acting_person: Person
) -> models.Model:
    """Add a bond, a subgroup or somebody who speaks for them (`part` names which)."""
    access.refuse_unless_describes(acting_person, community)
    given = dict(values)
    recognised = given.pop("recognised_by", ())
    if given.get("shown_name") and not given.get("name_agreed"):
        raise NamedWithoutAgreeing(
            _("A person’s name stands here only if that person agreed to it."),
            remedy=_("Leave the name out, or ask the person and tick the box."),
            field="shown_name",
        )
    model: type[Bond | Subgroup | Spokesperson] = PARTS[part]
    made = model.objects.create(community=community, **given)
    if isinstance(made, Spokesperson):
        made.recognised_by.set(recognised)
    noted = {"part": part, "part_id": made.pk}
    record_audit(acting_person, "add-to-community", community, {}, noted)
    return made


PARTS: dict[str, type[Bond | Subgroup | Spokesperson]] = {
    "bond": Bond,
    "subgroup": Subgroup,
    "speaker": Spokesperson,
}


@transaction.atomic
def take_from_community(
    community: Community, part: str, part_id: int, *, acting_person: Person, today: date
) -> None:
    """Take a bond or a subgroup out again, or say that somebody no longer speaks for them."""
    access.refuse_unless_describes(acting_person, community)
    if part == "speaker":
        Spokesperson.objects.filter(community=community, pk=part_id).update(ended_on=today)
    else:
        PARTS[part].objects.filter(community=community, pk=part_id).delete()
    noted = {"part": part, "part_id": part_id}
    record_audit(acting_person, "take-from-community", community, noted, {})


@transaction.atomic
def take_priorities(
    community: Community,
    *,
    whose: str,
    lines: Iterable[str],
    taken_on: date,
    told_by: str,
    before_framing: bool,
    acting_person: Person,
) -> list[Priority]:
    """Write down a list of what matters, in its order; it replaces the one before."""
    access.refuse_unless_describes(acting_person, community)
    words = [line.strip() for line in lines if line.strip()]
    if not words:
        raise EmptyList(
            _("The list holds nothing."), remedy=_("Write one thing a line, the first one first.")
        )
    Priority.objects.filter(community=community, whose=whose, replaced_on=None).update(
        replaced_on=taken_on
    )
    taken = Priority.objects.bulk_create(
        [
            Priority(
                community=community,
                whose=whose,
                position=position,
                words=line[:200],
                taken_on=taken_on,
                told_by=told_by,
                before_framing=before_framing,
                entered_by=acting_person,
            )
            for position, line in enumerate(words, start=1)
        ]
    )
    record_audit(acting_person, "take-priorities", community, {}, {"part": whose})
    return taken


def _free_key(name: str) -> str:
    wanted = slugify(name) or "community"
    taken = set(Community.objects.filter(key__startswith=wanted).values_list("key", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (wanted, *numbered) if key not in taken)
