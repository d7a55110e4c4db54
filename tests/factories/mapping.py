"""What stands on a small city's map: the least that each thing needs, made without a door.

Tests that ask for a rule make their rows through the actions; these are the ground beneath them.
"""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from commonweal.core.tables import STRENGTHS
from workbench.accounts.models import Person
from workbench.core.words import seal
from workbench.mapping.feeds import party_of
from workbench.mapping.models import (
    Bond,
    BringIn,
    Community,
    CommunityArea,
    Doubt,
    Edit,
    Membership,
    Organisation,
    Party,
    Priority,
    Request,
    Spokesperson,
    Strength,
    StrengthSource,
    Subgroup,
    Suggestion,
    Tie,
)

CLUB, KITCHEN = "Ferry Lane boxing club", "Quayside kitchen"


def an_organisation(key: str = "kitchen", name: str = KITCHEN, **more: Any) -> Organisation:
    """An organisation on the map, with its party."""
    made, _new = Organisation.objects.get_or_create(
        key=key,
        defaults={
            "name": name,
            "kind": "faith",
            "area": "NW",
            "created_at": timezone.now(),
            **more,
        },
    )
    party_of(made)
    return made


def a_strength(organisation: Organisation | None = None, **more: Any) -> Strength:
    """A strength, of the kitchen unless said otherwise, confirmed today."""
    values: dict[str, Any] = {
        "name": "Warm supper",
        "what": "place",
        "kind": "faith",
        "area": "NW",
        "serves": ["majority", "anti-roma"],
        "needs": ["food"],
        "languages": ["en"],
        "confirmed_on": date.today(),  # noqa: DTZ011 - the day of this machine will do
    }
    return Strength.objects.create(
        organisation=organisation or an_organisation(),
        created_at=timezone.now(),
        **{**values, **more},
    )


def a_source(key: str = "directory") -> StrengthSource:
    """A source of strengths."""
    return StrengthSource.objects.create(key=key, name="Town directory", created_at=timezone.now())


def a_party(key: str = "kitchen", name: str = KITCHEN) -> Party:
    """An organisation as a party."""
    return an_organisation(key, name).party


def a_member(person: Person, key: str = "club", name: str = CLUB, *, claimed: bool = True) -> Party:
    """The party for which this person speaks, invited, and claimed unless said otherwise."""
    organisation = an_organisation(key, name)
    now = timezone.now()
    Membership.objects.create(
        party=organisation.party,
        person=person,
        invited_at=now,
        claimed_at=now if claimed else None,
    )
    if claimed:
        organisation.claimed_at = now
        organisation.save()
    return organisation.party


def a_tie(source: Party | None = None, target: Party | None = None, **more: Any) -> Tie:
    """A tie of contact between the club and the kitchen, which nobody has confirmed."""
    values = {"kind": "contact", "strength": 3, "since": "2024-05", "told_at": timezone.now()}
    return Tie.objects.create(
        source=source or a_party("club", CLUB), target=target or a_party(), **{**values, **more}
    )


def a_shown_tie(source: Party | None = None, target: Party | None = None, **more: Any) -> Tie:
    """A tie that both sides confirmed and agreed to show."""
    day = date(2026, 3, 2)
    shown = {
        "source_confirmed_on": day,
        "target_confirmed_on": day,
        "source_shows": True,
        "target_shows": True,
    }
    return a_tie(source, target, **{**shown, **more})


def a_community(key: str = "river", name: str = "River walkers") -> Community:
    """A community with everything that its page can show."""
    made = Community.objects.create(
        key=key,
        name=name,
        about="Town walkers",
        groups=["anti-roma"],
        languages=["en"],
        review_on=date(2026, 1, 1),
        created_at=timezone.now(),
    )
    party_of(made)
    Bond.objects.create(community=made, kind="interest", words="Town walkers")
    CommunityArea.objects.create(community=made, area="NW")
    Subgroup.objects.create(community=made, name="Town")
    Spokesperson.objects.create(
        community=made, role="Town", evidence="Town gazette", review_on=date(2026, 1, 1)
    )
    for whose in Priority.Whose.values:
        Priority.objects.create(
            community=made,
            whose=whose,
            position=1,
            words=f"Town {whose[:2]}",
            taken_on=date(2026, 2, 1),
            told_by="Town",
            before_framing=whose == "community",
        )
    return made


def a_request(asked_by: Party | None = None, **more: Any) -> Request:
    """A request of the kitchen's, not answered yet."""
    values = {
        "kind": "venue",
        "words": "Town",
        "area": "NW",
        "groups": ["anti-roma"],
        "asked_on": date(2026, 2, 1),
    }
    return Request.objects.create(asked_by=asked_by or a_party(), **{**values, **more})


def an_answered_request(asked_by: Party | None = None) -> Request:
    """A request that was answered after ten days."""
    day = date(2026, 2, 11)
    return a_request(asked_by, answered_on=day, answer="partly", answer_words="Town")


def a_suggestion(**more: Any) -> Suggestion:
    """A suggestion that waits, its words sealed."""
    values: dict[str, Any] = {
        "what": "place",
        "area": "NW",
        "sealed_words": seal('{"name": "Warm supper", "words": "Town"}'),
        "received_on": date(2026, 3, 2),
    }
    return Suggestion.objects.create(**{**values, **more})


def a_proposal(strength: Strength, by: Person, **more: Any) -> Edit:
    """A proposed change of a strength's address."""
    values = {"field": "address", "old": "", "new": "Town", "state": "proposed"}
    return Edit.objects.create(
        strength=strength, by=by, made_at=timezone.now(), **{**values, **more}
    )


def a_proposal_of(source: StrengthSource) -> Edit:
    """What a source says against the address of one of its entries."""
    strength = a_strength(source=source, source_key="against", address="Our street")
    given = {"field": "address", "old": "Our street", "new": "Town", "state": "proposed"}
    return Edit.objects.create(strength=strength, source=source, made_at=timezone.now(), **given)


def a_list(key: str = "town") -> BringIn:
    """A list that was brought in, with an entry that is gone and a pair that may be one."""
    source = a_source(key)
    today = date.today()  # noqa: DTZ011 - as above
    gone = a_stale_strength(source=source, source_key="gone", gone_on=today)
    Doubt.objects.create(
        source=source,
        strength=gone,
        source_key="new",
        why="Town",
        values={
            **dict.fromkeys(STRENGTHS.columns),
            **{name: [] for name in ("serves", "needs", "languages", "protective")},
            **{"strength_id": "new", "name": "Warm supper", "what": "place"},
            "confidential": False,
        },
    )
    return BringIn.objects.create(source=source, received_at=timezone.now(), rows=1)


def a_stale_strength(organisation: Organisation | None = None, **more: Any) -> Strength:
    """A strength that nobody has confirmed for two years."""
    long_ago = date.today() - timedelta(days=730)  # noqa: DTZ011 - as above
    return a_strength(organisation, confirmed_on=long_ago, **more)
