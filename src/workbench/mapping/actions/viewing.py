"""Noting that somebody saw an entry: a role, an organisation, a day, and for what.

This is the log that the holder of an entry reads, so it has no audit row of its own, and it names
no person. It is kept once a day and purpose, however often the page is opened.
"""

from collections.abc import Iterable
from datetime import date

from workbench.accounts.models import Person
from workbench.mapping.access import party_of_person
from workbench.mapping.models import EntryView, Organisation, Strength


def note_views(
    entries: Iterable[Strength | Organisation], *, purpose: str, viewer: Person, today: date
) -> None:
    """Note that `viewer` saw these entries; one's own people are not noted."""
    party = party_of_person(viewer)
    own = party.organisation_id if party else None
    seen = [_view(entry, purpose, viewer, today) for entry in entries]
    EntryView.objects.bulk_create(
        [one for one in seen if one and one.organisation_id != own], ignore_conflicts=True
    )


def note_use(strengths: Iterable[Strength], *, purpose: str, today: date) -> None:
    """Note what entries were used for, such as standing beside a signal on the desk's pages."""
    EntryView.objects.bulk_create(
        [
            EntryView(organisation_id=one.organisation_id, strength=one, on=today, purpose=purpose)
            for one in strengths
            if one.organisation_id
        ],
        ignore_conflicts=True,
    )


def _view(
    entry: Strength | Organisation, purpose: str, viewer: Person, today: date
) -> EntryView | None:
    strength = entry if isinstance(entry, Strength) else None
    holder = entry.organisation_id if isinstance(entry, Strength) else entry.pk
    if holder is None:
        return None
    return EntryView(
        organisation_id=holder,
        strength=strength,
        on=today,
        role=viewer.role,
        viewer=viewer.organisation,
        purpose=purpose,
    )
