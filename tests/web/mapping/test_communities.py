"""Communities: in their own words, overlapping, and nobody named who has not agreed."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from commonweal.core.errors import NotAllowed
from tests.cast import signed_in
from tests.factories import mapping as made
from tests.web.mapping.conftest import NOW, TODAY
from workbench.core.city import current_city
from workbench.mapping.actions.communities import (
    EmptyList,
    NamedWithoutAgreeing,
    add_community,
    add_part,
    keep_community,
    take_priorities,
)
from workbench.mapping.models import Membership, Priority, Spokesperson
from workbench.mapping.pages.communities import communities_page, community_page

SPEAKER = {"role": "Chair", "evidence": "elected in March", "review_on": date(2027, 1, 1)}


def test_a_community_crosses_districts_and_overlaps_with_another(cast):
    for name in ("River walkers", "Mill choir"):
        made_one = add_community(
            {"name": name, "groups": ["majority", "anti-roma"]},
            areas=["NW", "SE"],
            bonds=[("interest", "walking"), ("place", "")],
            acting_person=cast.asha,
            now=NOW,
        )
    assert [one.area for one in made_one.areas.all()] == ["NW", "SE"]
    page = communities_page(cast.asha, today=TODAY)
    assert [line.name for line in page.lines] == ["Mill choir", "River walkers"]
    assert page.lines[0].areas == page.lines[1].areas


def test_the_majority_and_every_group_nobody_asked_stand_in_the_list(cast):
    page = communities_page(cast.asha, today=TODAY)
    assert [(one.name, one.is_majority) for one in page.groups] == [("The majority", True)]
    names = {group.name for group in current_city().groups()} - {"The majority"}
    assert all(name in page.not_asked for name in names)


def test_nobody_is_named_without_having_agreed(cast):
    community = made.a_community()
    with pytest.raises(NamedWithoutAgreeing) as refused:
        add_part(community, "speaker", {**SPEAKER, "shown_name": "Ada"}, acting_person=cast.asha)
    assert str(refused.value) == (
        "A person’s name stands here only if that person agreed to it. "
        "Leave the name out, or ask the person and tick the box."
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Spokesperson.objects.create(community=community, **SPEAKER, shown_name="Ada")


def test_the_page_says_which_parts_recognise_nobody_who_is_named(cast):
    community = made.a_community()
    assert community_page(cast.asha, community, today=TODAY).unspoken == (
        "Nobody who stands here is recognised by: Town."
    )
    recognised = {**SPEAKER, "recognised_by": list(community.subgroups.all())}
    add_part(community, "speaker", recognised, acting_person=cast.asha)
    assert community_page(cast.asha, community, today=TODAY).unspoken == ""


def test_a_new_list_replaces_the_old_one_which_stays(cast):
    community = made.a_community()
    take_priorities(
        community,
        whose="community",
        lines=["Money for the month", "", "Lessons for the children"],
        taken_on=TODAY,
        told_by="an evening",
        before_framing=True,
        acting_person=cast.asha,
    )
    own, official = community_page(cast.asha, community, today=TODAY).lists
    assert own.lines == ("Money for the month", "Lessons for the children")
    assert own.earlier == 1
    assert own.taken == ("Taken on 31 March 2026, before anybody named a problem: an evening.")
    assert official.lines == ("Town of",)
    assert Priority.objects.filter(whose="community", replaced_on=TODAY).count() == 1


def test_both_lists_stand_side_by_side_with_what_is_on_one_alone(cast):
    page = community_page(cast.asha, made.a_community(), today=TODAY)
    assert page.both_lists == (
        "Only on their own list: Town co. Only on the official one: Town of."
    )


def test_an_empty_list_is_refused(cast):
    with pytest.raises(EmptyList):
        take_priorities(
            made.a_community(),
            whose="community",
            lines=[" "],
            taken_on=TODAY,
            told_by="",
            before_framing=False,
            acting_person=cast.asha,
        )


def test_its_own_people_write_down_what_stands_here(cast):
    community = made.a_community()
    with pytest.raises(NotAllowed):
        keep_community(community, {"name": "Walkers"}, areas=[], acting_person=cast.chidi)
    Membership.objects.create(
        party=community.party, person=cast.chidi, invited_at=NOW, claimed_at=NOW
    )
    keep_community(community, {"name": "Walkers"}, areas=["SE"], acting_person=cast.chidi)
    community.refresh_from_db()
    assert community.name == "Walkers"
    assert [one.area for one in community.areas.all()] == ["SE"]


def test_its_page_opens_with_strengths_then_ties_then_requests(cast):
    made.a_strength()
    community = made.a_community()
    page = signed_in(cast.asha).get(reverse("mapping-community", args=[community.pk]))
    text = page.content.decode()
    places = [text.index(f'<h2 id="{part}"') for part in ("strengths", "ties", "requests")]
    assert places == sorted(places)
    assert places[0] < text.index('<h2 id="matters"')
    assert "Warm supper" in text


def test_nothing_near_is_said_as_nothing_within(cast):
    page = community_page(cast.asha, made.a_community(), today=TODAY)
    assert page.no_strength == "Nothing for them within: Northwest."
