"""Talks, offers, use and earlier help: each side agrees for itself, and small counts stay small."""

from datetime import date

import pytest
from django.urls import reverse

from commonweal.core.errors import NotAllowed
from tests.cast import make_person, signed_in
from tests.factories import mapping as made
from tests.factories import mapping_relations as between
from tests.web.mapping.conftest import NOW, TODAY
from workbench.mapping import access
from workbench.mapping.actions.relation_records import (
    UnfitRecord,
    enter_act,
    enter_offer,
    enter_talk,
    enter_use,
)
from workbench.mapping.actions.relations import LiesAhead, SaidAlready, say_of_record
from workbench.mapping.models import HistoricAct, NavigationRecord
from workbench.mapping.pages.relation_records import records_part
from workbench.mapping.relations_told import read_relation, relation_knowledge

TALK = {"on": date(2026, 3, 1), "subject": "Evenings", "result": "agreed"}
USE = {
    "resource": "Evenings",
    "since": date(2026, 2, 1),
    "until": date(2026, 2, 28),
    "people": 24,
    "voluntary": "voluntary",
}


@pytest.fixture
def relation(cast):
    """The river walkers with Chidi's club."""
    return between.a_relation(provider=made.a_member(cast.chidi).organisation)


@pytest.fixture
def walker(db, relation):
    """Hana, who speaks for the river walkers."""
    hana = make_person(email="hana@foursquare.example", role="partner_editor")
    between.a_speaker(hana, relation.community)
    return hana


def read(relation, today=TODAY):
    return read_relation(relation, relation_knowledge(), today=today)


def say(record, person, *, is_right=True, today=TODAY):
    return say_of_record(record, is_right=is_right, acting_person=person, today=today)


def test_whoever_writes_down_a_talk_has_agreed_for_their_own_side_alone(cast, relation):
    kept = enter_talk(relation, TALK, acting_person=cast.chidi, now=NOW)
    assert (kept.provider_agreed, kept.community_agreed) == (True, None)


def test_a_coordinator_writes_down_a_talk_and_agrees_for_nobody(cast, relation):
    kept = enter_talk(relation, TALK, acting_person=cast.asha, now=NOW)
    assert (kept.provider_agreed, kept.community_agreed) == (None, None)
    with pytest.raises(NotAllowed) as refused:
        say(kept, cast.asha)
    assert str(refused.value) == (
        "Only the two sides say whether the record is right. Ask somebody of that side."
    )


def test_only_what_both_keep_is_agreed(cast, relation, walker):
    between.an_offer(relation)
    kept = enter_talk(relation, TALK, acting_person=cast.chidi, now=NOW)
    assert "nothing-negotiated" in {block.rule for block in read(relation).blocks}
    say(kept, walker)
    assert "nothing-negotiated" not in {block.rule for block in read(relation).blocks}


def test_an_agreement_given_later_changes_no_earlier_reading(cast, relation, walker):
    between.an_offer(relation)
    kept = between.a_talk(relation, provider_agreed=True, provider_said_on=between.DAY)
    say(kept, walker)
    before = read(relation, date(2026, 3, 1))
    assert "nothing-negotiated" in {block.rule for block in before.blocks}


def test_a_side_that_says_no_does_not_keep_the_record(cast, relation, walker):
    between.an_offer(relation)
    kept = enter_talk(relation, TALK, acting_person=cast.chidi, now=NOW)
    say(kept, walker, is_right=False)
    assert "nothing-negotiated" in {block.rule for block in read(relation).blocks}


def test_a_side_says_so_once(cast, relation):
    kept = enter_talk(relation, TALK, acting_person=cast.chidi, now=NOW)
    with pytest.raises(SaidAlready) as refused:
        say(kept, cast.chidi, is_right=False)
    assert str(refused.value) == (
        "Your side has said so already. Enter a new talk if something has changed since."
    )


def test_a_side_agrees_on_the_relations_page(cast, relation, walker):
    kept = enter_talk(relation, TALK, acting_person=cast.chidi, now=NOW)
    client = signed_in(walker)
    page = client.get(reverse("mapping-relation", args=[relation.pk])).content.decode()
    assert "This record is right" in page
    client.post(reverse("mapping-talk-say", args=[relation.pk, kept.pk]), {"right": "1"})
    kept.refresh_from_db()
    assert kept.community_agreed is True
    page = client.get(reverse("mapping-relation", args=[relation.pk])).content.decode()
    assert "This record is right" not in page


def test_a_side_is_told_that_a_record_waits_for_its_word(cast, relation, walker):
    kept = enter_talk(relation, TALK, acting_person=cast.chidi, now=NOW)
    assert list(access.talks_waiting_for(walker)) == [kept]
    for person in (cast.chidi, cast.asha):
        assert not access.talks_waiting_for(person).exists()
    page = signed_in(walker).get(reverse("mapping")).content.decode()
    assert "1 talk whose record waits for your word" in page


def test_a_talk_of_another_relation_is_not_found(cast, relation):
    other = between.a_relation(community=relation.community)
    kept = between.a_talk(other)
    address = reverse("mapping-talk-say", args=[relation.pk, kept.pk])
    assert signed_in(cast.chidi).post(address, {"right": "1"}).status_code == 404


def about(relation, person):
    return [one.about for one in records_part(person, relation).use]


@pytest.mark.parametrize(
    ("people", "told"),
    [(24, "24"), (10, "10"), (9, "fewer than 10"), (0, "nobody"), (None, "not counted")],
)
def test_a_small_count_of_people_is_shown_to_nobody(cast, relation, people, told):
    between.use(relation, people)
    for person in (cast.asha, cast.ben, cast.chidi):
        assert about(relation, person) == [f"people together: {told} · of their own will"]


def test_counts_are_never_added_so_that_none_gives_another_away(cast, relation, walker):
    between.use(relation, 12)
    between.use(relation, 3, since=date(2026, 2, 6), until=date(2026, 2, 9))
    page = signed_in(walker).get(reverse("mapping-relation", args=[relation.pk])).content.decode()
    assert "people together: 12" in page
    assert "people together: fewer than 10" in page
    assert "15" not in "".join(about(relation, walker))


def test_two_counts_of_the_same_days_are_refused(cast, relation):
    enter_use(relation, USE, acting_person=cast.chidi, now=NOW)
    longer = {**USE, "until": date(2026, 3, 10), "people": 27}
    with pytest.raises(UnfitRecord) as refused:
        enter_use(relation, longer, acting_person=cast.chidi, now=NOW)
    assert str(refused.value) == (
        "The use of this is on record for some of these days already. Enter only the days that "
        "are not on record yet."
    )


def test_use_that_ends_before_it_begins_is_refused(cast, relation):
    with pytest.raises(UnfitRecord) as refused:
        enter_use(relation, {**USE, "until": date(2026, 1, 1)}, acting_person=cast.chidi, now=NOW)
    assert str(refused.value) == "It ends before it begins. Change one of the two days."


def test_an_offer_may_lie_ahead_and_help_may_be_known_to_the_year(cast, relation):
    ahead = {"on": date(2026, 6, 1), "what": "Evenings", "place": "", "language": ""}
    enter_offer(relation, ahead, acting_person=cast.asha, now=NOW)
    act = {"on": "2019", "what": "Lent a hall", "unrelated": True}
    enter_act(relation, act, acting_person=cast.asha, now=NOW)
    page = records_part(cast.asha, relation)
    assert [one.on for one in page.offers] == ["1 June 2026"]
    assert [one.on for one in page.acts] == ["2019"]
    assert "nobody-navigates" not in {block.rule for block in read(relation).blocks}
    with pytest.raises(LiesAhead):
        enter_act(relation, {**act, "on": "2027"}, acting_person=cast.asha, now=NOW)


def test_earlier_help_counts_for_every_relation_of_the_two(relation):
    between.an_act(relation)
    other = between.a_relation(relation.community, relation.provider, adversity="Late buses")
    other.first_incident = "2025"
    assert not [one for one in read(other).blocks if one.rule == "first-contact-after-incident"]


FORMS = {
    "talk": {"on": "2026-03-01", "subject": "Town", "result": "open", "agenda_by": "both"},
    "offer": {"on": "2026-03-01", "what": "Town"},
    "use": {
        "resource": "Town",
        "since": "2026-02-01",
        "until": "2026-03-01",
        "voluntary": "unknown",
        "learned": "unknown",
    },
    "act": {"on_2": "2019", "what": "Town", "asked_by": "unknown", "received": "unknown"},
    "words": {"words": "Town", "said_on": "2026-03-01"},
}


@pytest.mark.parametrize("what", FORMS)
def test_each_record_is_written_down_in_a_form_of_its_own(relation, walker, what):
    address = reverse("mapping-relation-add", args=[relation.pk, what])
    client = signed_in(walker)
    assert client.get(address).status_code == 200
    assert client.post(address, {}).status_code == 400
    assert client.post(address, FORMS[what]).status_code == 302


def test_a_coordinator_has_no_words_of_a_side_to_give(cast, relation):
    address = reverse("mapping-relation-add", args=[relation.pk, "words"])
    assert signed_in(cast.asha).get(address).status_code == 404


def test_no_record_has_a_field_in_which_a_person_could_stand():
    about_a_person = {"name", "person", "who", "visitor", "user"}
    for model in (NavigationRecord, HistoricAct):
        assert not about_a_person & {field.name for field in model._meta.fields}
