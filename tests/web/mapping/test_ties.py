"""Ties: each side speaks for itself, what was declined stays declined, and nothing is harvested."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from commonweal.core.errors import NotAllowed
from tests.cast import signed_in
from tests.factories import mapping as made
from tests.web.mapping.conftest import NOW, TODAY
from workbench.accounts.models import Person
from workbench.mapping import access
from workbench.mapping.actions.ties import (
    TieFacts,
    TieRefused,
    confirm_tie,
    decline_tie,
    end_tie,
    show_tie,
    tell_tie,
)
from workbench.mapping.models import Tie

CONTACT = TieFacts(kind="contact", strength=3)


def test_whoever_tells_of_a_tie_has_confirmed_its_own_side(cast, club, kitchen):
    tie = tell_tie(club, kitchen, CONTACT, acting_person=cast.chidi, now=NOW)
    assert (tie.source_confirmed_on, tie.target_confirmed_on) == (TODAY, None)


def test_a_coordinator_tells_of_a_tie_and_confirms_neither_side(cast, club, kitchen):
    tie = tell_tie(club, kitchen, CONTACT, acting_person=cast.asha, now=NOW)
    assert (tie.source_confirmed_on, tie.target_confirmed_on) == (None, None)


def test_a_partner_tells_of_no_tie_of_others(cast, club, kitchen):
    with pytest.raises(NotAllowed):
        tell_tie(kitchen, made.a_party("school"), CONTACT, acting_person=cast.chidi, now=NOW)


def test_a_declined_tie_is_never_told_again_in_either_direction(cast, club, kitchen):
    tie = tell_tie(club, kitchen, CONTACT, acting_person=cast.asha, now=NOW)
    decline_tie(tie, side="source", acting_person=cast.chidi, today=TODAY)
    for one, other in ((club, kitchen), (kitchen, club)):
        with pytest.raises(TieRefused) as refused:
            tell_tie(one, other, CONTACT, acting_person=cast.asha, now=NOW)
        assert str(refused.value) == (
            "A tie of this kind between the two was declined by one of them. "
            "It stays declined. Only they can begin it anew, between themselves."
        )


def test_a_declined_tie_is_not_confirmed_after_all(cast, club, kitchen):
    tie = made.a_tie(club, kitchen)
    decline_tie(tie, side="source", acting_person=cast.chidi, today=TODAY)
    with pytest.raises(TieRefused) as refused:
        confirm_tie(tie, side="source", acting_person=cast.chidi, today=TODAY)
    assert str(refused.value) == (
        "This tie no longer stands: it is declined by a party. Load the page again."
    )


def test_nobody_speaks_for_the_other_side(cast, club, kitchen):
    tie = made.a_tie(club, kitchen)
    with pytest.raises(NotAllowed):
        confirm_tie(tie, side="target", acting_person=cast.chidi, today=TODAY)


def test_the_desk_speaks_for_a_side_without_people_here_and_for_no_other(cast, club, kitchen):
    tie = made.a_tie(club, kitchen)
    assert access.sides_spoken_for(cast.asha, tie) == ("target",)
    confirm_tie(tie, side="target", acting_person=cast.asha, today=TODAY)
    with pytest.raises(NotAllowed):
        confirm_tie(tie, side="source", acting_person=cast.asha, today=TODAY)


def test_partners_see_a_tie_of_others_once_both_sides_confirmed_and_agreed(cast, club):
    tie = made.a_tie(made.a_party(), made.a_party("school"))
    for side in ("source", "target"):
        assert tie not in access.ties_for(cast.chidi)
        confirm_tie(tie, side=side, acting_person=cast.asha, today=TODAY)
        show_tie(tie, side=side, shows=True, acting_person=cast.asha)
    assert tie in access.ties_for(cast.chidi)


@pytest.mark.parametrize(
    "missing",
    [
        {"source_confirmed_on": None},
        {"target_confirmed_on": None},
        {"source_shows": False},
        {"target_shows": False},
        {"state": "ended"},
    ],
    ids=lambda missing: next(iter(missing)),
)
def test_where_one_of_these_is_missing_partners_do_not_see_it(cast, club, missing):
    tie = made.a_shown_tie(made.a_party(), made.a_party("school"), **missing)
    assert tie not in access.ties_for(cast.chidi)


def test_an_operator_sees_no_tie(cast, club, kitchen):
    made.a_shown_tie(club, kitchen)
    assert not access.ties_for(cast.dana).exists()


def test_an_ended_tie_stays_on_record_with_its_day(cast, club, kitchen):
    tie = end_tie(
        made.a_shown_tie(club, kitchen), side="source", acting_person=cast.chidi, today=TODAY
    )
    assert (tie.state, tie.ended_on) == ("ended", "2026-03-31")


def test_of_a_tie_about_persons_only_that_it_exists_is_kept(cast, club, kitchen):
    facts = TieFacts(
        kind="personal information", strength=5, since="2024", evidence="what they tell each other"
    )
    tie = tell_tie(club, kitchen, facts, acting_person=cast.chidi, now=NOW)
    assert (tie.evidence, tie.strength, tie.since) == ("", None, "2024")
    page = signed_in(cast.chidi).get(reverse("mapping-tie", args=[tie.pk])).content.decode()
    assert "nobody can ask this map about a person" in page


def test_the_database_refuses_content_of_a_tie_about_persons(club, kitchen):
    with pytest.raises(IntegrityError), transaction.atomic():
        made.a_tie(club, kitchen, kind="personal information", strength=None, evidence="names")


def test_a_tie_names_no_person_but_the_staff_who_told_of_it():
    people = {field.name for field in Tie._meta.fields if field.related_model is Person}
    assert people == {"told_by"}


def test_a_tie_to_oneself_is_refused(cast, club):
    with pytest.raises(TieRefused) as refused:
        tell_tie(club, club, CONTACT, acting_person=cast.chidi, now=NOW)
    assert str(refused.value) == "Nobody is tied to themselves. Choose two different ends."


def test_a_tie_that_stands_is_not_told_twice(cast, club, kitchen):
    made.a_tie(kitchen, club)
    with pytest.raises(TieRefused) as refused:
        tell_tie(club, kitchen, CONTACT, acting_person=cast.chidi, now=NOW)
    assert str(refused.value) == (
        "A tie of this kind between the two stands here already. Open that one."
    )
