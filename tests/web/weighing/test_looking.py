"""Everybody for whom it is not meant is looked at before anything is adopted."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from commonweal.core.errors import NotAllowed
from tests.factories import weighing as made
from tests.factories.weighing_decide import a_ready_draft
from tests.factories.weighing_what_if import all_looked_at, only_option
from workbench.core.models import AuditRow
from workbench.weighing.access.gates import NotReady
from workbench.weighing.access.looking import (
    Place,
    looked_groups,
    places_of,
    said_about,
    unlooked,
)
from workbench.weighing.access.proposals import ProposalIsClosed
from workbench.weighing.actions.decisions import adopt
from workbench.weighing.actions.looking import Said, UnfitLook, look_at
from workbench.weighing.models import LookedAt

NOW = timezone.now()
THERE = Place(group="anti-roma", area="SW")


@pytest.fixture
def proposal(db):
    return made.a_proposal()


def look(option, person, *places, said=None, worse=None):
    words = said or Said(kind="reason", words="nothing reaches them")
    return look_at(option, places, words, worse=worse or {}, acting_person=person, now=NOW)


def test_everybody_who_is_not_meant_is_asked_about_and_groups_left_out_for_the_whole_city(proposal):
    places = places_of(proposal, only_option(proposal))
    cells = [one for one in places if one.area]
    assert len(cells) == 2 * 4 - 1
    assert Place(group="anti-roma", area="NW") not in places
    left_out = {one.group for one in places if not one.area}
    assert {"majority", "anti-roma"}.isdisjoint(left_out)
    assert "antisemitic" in left_out or len(left_out) > 5


def test_the_majority_is_asked_about_even_where_a_proposal_left_it_out(db):
    proposal = made.a_proposal(groups=["anti-roma"])
    assert "majority" in looked_groups(proposal)
    assert Place(group="majority", area="SE") in places_of(proposal, only_option(proposal))


def test_nothing_is_left_once_everybody_was_looked_at(cast, proposal):
    option = only_option(proposal)
    before = unlooked(proposal, option)
    assert all_looked_at(option, cast.hanna) == len(before)
    assert unlooked(proposal, option) == []


def test_one_group_in_one_area_is_enough_to_hold_it_up(cast, proposal):
    option = only_option(proposal)
    others = [place for place in places_of(proposal, option) if place != THERE]
    look(option, cast.hanna, *others)
    assert unlooked(proposal, option) == [THERE]


def test_another_way_is_looked_at_anew(cast, proposal):
    all_looked_at(only_option(proposal), cast.hanna)
    other = made.an_option(proposal, "Half of it", size=0.5)
    assert unlooked(proposal, other) == places_of(proposal, other)


def test_a_way_for_everybody_everywhere_still_asks_about_groups_left_out(db):
    proposal = made.a_proposal()
    proposal.options.update(groups=[], areas=[])
    assert {place.area for place in unlooked(proposal, only_option(proposal))} == {""}


def test_what_was_said_before_is_kept_with_who_and_when(cast, proposal):
    option = only_option(proposal)
    look(option, cast.hanna, THERE, worse={THERE: 0.4})
    check = Said(kind="check", indicator="rents in the area", check_on=date(2030, 1, 1))
    look(option, cast.ben, THERE, said=check)
    rows = list(said_about(option, THERE))
    assert [(one.kind, one.said_by.name, one.stands) for one in rows] == [
        ("check", "Ben Achterberg", True),
        ("reason", "Hanna Silva", False),
    ]
    assert rows[1].worse_then == 0.4


def test_the_same_words_for_several_are_one_row_of_the_log(cast, proposal):
    option = only_option(proposal)
    look(option, cast.hanna, THERE, Place(group="majority", area="SE"))
    row = AuditRow.objects.get(verb="look-at")
    assert (row.acting_person_id, row.after["places"]) == (cast.hanna.pk, 2)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (Said(kind="reason", words="  "), "words"),
        (Said(kind="check", check_on=NOW.date() + timedelta(days=90)), "indicator"),
        (Said(kind="check", indicator="rents"), "check_on"),
        (Said(kind="check", indicator="rents", check_on=NOW.date()), "check_on"),
    ],
)
def test_a_reason_has_words_and_a_check_a_figure_and_a_day_to_come(cast, proposal, said, field):
    with pytest.raises(UnfitLook) as refused:
        look(only_option(proposal), cast.hanna, THERE, said=said)
    assert refused.value.fields["field"] == field
    assert not LookedAt.objects.exists()


def test_who_is_meant_and_who_there_is_not_is_not_asked_about(cast, proposal):
    option = only_option(proposal)
    for place in (Place(group="anti-roma", area="NW"), Place(group="nobody", area="SW")):
        with pytest.raises(UnfitLook):
            look(option, cast.hanna, THERE, place)
    with pytest.raises(UnfitLook):
        look(option, cast.hanna)


def test_after_the_decision_it_stays_as_it_was(cast, proposal):
    proposal.state = "decided"
    proposal.save()
    with pytest.raises(ProposalIsClosed):
        look(only_option(proposal), cast.hanna, THERE)


def test_who_does_not_weigh_says_nothing_here(cast, proposal):
    with pytest.raises(NotAllowed):
        look(only_option(proposal), cast.chidi, THERE)


def test_nothing_is_adopted_while_one_group_in_one_area_was_not_looked_at(cast):
    proposal = a_ready_draft(cast.hanna)
    option = only_option(proposal)
    option.looks.filter(group=THERE.group, area=THERE.area).update(stands=False)
    with pytest.raises(NotReady) as refused:
        adopt(proposal, acting_person=cast.hanna, now=NOW)
    assert refused.value.fields["missing"] == [
        "1 group or area that is not meant was not looked at."
    ]
    look(option, cast.hanna, THERE)
    assert adopt(proposal, acting_person=cast.hanna, now=NOW).option_id == option.pk
