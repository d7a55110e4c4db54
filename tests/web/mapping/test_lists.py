"""A source's list comes again: what is taken over, asked, kept, and never overwritten."""

from datetime import timedelta

import pytest

from commonweal.core.errors import CommonwealError, NotAllowed
from tests.factories import mapping as made
from tests.factories.lists import entry, write_list
from tests.web.mapping.conftest import NOW, TODAY
from workbench.core.city import current_city
from workbench.core.models import AuditRow
from workbench.mapping import access
from workbench.mapping.actions.doubts import AlreadyAnswered, answer_doubt
from workbench.mapping.actions.entries import accept_proposal, change_entry, decline_proposal
from workbench.mapping.actions.strengths import confirm_strength, withdraw_strength
from workbench.mapping.actions.taking_in import bring_in_list, look_at_list, refused_file
from workbench.mapping.models import BringIn, Doubt, Edit, Organisation, Strength, StrengthSource

LATER = NOW + timedelta(days=30)


@pytest.fixture
def bring(another_city, cast, tmp_path):
    """Bring a list of these rows in, as the source `town`: `bring(entry("1"), entry("2"))`."""
    another_city()

    def bring(*rows, now=NOW, **more):
        file = write_list(tmp_path / "town.csv", *rows)
        given = {"source": "town", "name": "Town list", "acting_person": cast.asha, **more}
        return bring_in_list(
            file, profile_name="strengths", city=current_city(), now=now, today=TODAY, **given
        )

    return bring


def named(key):
    return Strength.objects.get(source_key=key)


def counts(brought):
    names = ("matched", "added", "changed", "gone", "conflicting", "unsure", "refused")
    return {name: getattr(brought, name) for name in names if getattr(brought, name)}


def test_a_first_list_comes_in_whole_with_its_holders(bring):
    held = {"organisation_id": "club", "organisation": "Town club"}
    brought = bring(entry("1", **held), entry("2"))
    assert counts(brought) == {"added": 2}
    assert Organisation.objects.get().name == "Town club"
    assert StrengthSource.objects.get().key == "town"
    assert named("1").organisation.key == "club"


def test_the_same_list_again_changes_nothing(bring):
    rows = entry("1", url="https://example.org/"), entry("2", needs="food", capacity="30")
    bring(*rows)
    before = list(Strength.objects.values())
    assert counts(bring(*rows, now=LATER)) == {"matched": 2}
    assert list(Strength.objects.values()) == before
    assert not Edit.objects.exists()


def test_what_nobody_here_wrote_is_taken_over_and_stands_in_the_history(bring):
    bring(entry("1", address="Old street"))
    assert counts(bring(entry("1", address="New street"), now=LATER)) == {
        "matched": 1,
        "changed": 1,
    }
    assert named("1").address == "New street"
    edit = Edit.objects.get()
    assert (edit.field, edit.old, edit.new) == ("address", "Old street", "New street")
    assert (edit.state, edit.source.key) == (Edit.State.MADE, "town")


def test_nothing_that_a_person_wrote_is_overwritten(bring, cast):
    bring(entry("1", address="Old street"))
    change_entry(named("1"), {"address": "Our street"}, acting_person=cast.asha, now=NOW)
    assert bring(entry("1", address="New street"), now=LATER).conflicting == 1
    assert named("1").address == "Our street"
    waiting = access.proposals_of_source(StrengthSource.objects.get()).get()
    assert (waiting.old, waiting.new) == ("Our street", "New street")


def test_what_the_source_has_said_before_is_not_asked_again(bring, cast):
    bring(entry("1", address="Old street"))
    change_entry(named("1"), {"address": "Our street"}, acting_person=cast.asha, now=NOW)
    bring(entry("1", address="New street"), now=LATER)
    decline_proposal(
        Edit.objects.get(state="proposed"), reason="", acting_person=cast.asha, now=LATER
    )
    assert named("1").address == "Our street"
    for address in ("Old street", "New street"):
        bring(entry("1", address=address), now=LATER)
    assert [one.new for one in Edit.objects.filter(state="proposed")] == []
    assert named("1").address == "Our street"


def test_theirs_may_be_taken(bring, cast):
    bring(entry("1", address="Old street"))
    change_entry(named("1"), {"address": "Our street"}, acting_person=cast.asha, now=NOW)
    bring(entry("1", address="New street"), now=LATER)
    accept_proposal(Edit.objects.get(state="proposed"), acting_person=cast.asha, now=LATER)
    assert named("1").address == "New street"


def test_a_proposal_that_the_source_no_longer_makes_is_gone(bring, cast):
    bring(entry("1", address="Old street"))
    change_entry(named("1"), {"address": "Our street"}, acting_person=cast.asha, now=NOW)
    bring(entry("1", address="New street"), now=LATER)
    bring(entry("1", address="Our street"), now=LATER)
    assert not Edit.objects.filter(state="proposed").exists()


def test_a_person_gives_a_reason_for_declining_another_person(bring, cast):
    proposal = made.a_proposal(made.a_strength(), cast.ben)
    with pytest.raises(CommonwealError, match="no reason"):
        decline_proposal(proposal, reason="", acting_person=cast.asha, now=NOW)


def test_an_entry_that_its_people_keep_is_only_proposed_to(bring, cast):
    club = made.a_member(cast.chidi)
    held = {"organisation_id": "club", "organisation": club.organisation.name}
    bring(entry("1", address="Old street", **held))
    bring(entry("1", address="New street", **held), now=LATER)
    assert named("1").address == "Old street"
    assert access.proposals_for(cast.chidi).get().new == "New street"
    assert not access.proposals_for(cast.asha).exists()


def test_what_is_gone_stays_and_asks(bring, cast):
    bring(entry("1"), entry("2"))
    assert counts(bring(entry("1"), now=LATER)) == {"matched": 1, "gone": 1}
    gone = named("2")
    assert gone.gone_on == LATER.date()
    assert list(access.gone_of_source(gone.source)) == [gone]
    assert not access.public_strengths().filter(pk=gone.pk).exists()
    assert bring(entry("1"), now=LATER).gone == 0


def test_what_is_still_there_is_public_again_and_asks_no_more(bring, cast):
    bring(entry("1"), entry("2"))
    bring(entry("1"), now=LATER)
    confirm_strength(named("2"), acting_person=cast.asha, today=LATER.date())
    bring(entry("1"), now=LATER + timedelta(days=1))
    assert access.public_strengths().count() == 2
    assert not access.gone_of_source(named("2").source).exists()


def test_what_was_taken_off_the_map_is_not_brought_back(bring, cast):
    bring(entry("1"), entry("2"))
    withdraw_strength(named("2"), acting_person=cast.asha, today=TODAY)
    bring(entry("1"), entry("2", address="Elsewhere"), now=LATER)
    assert not access.strengths_for(cast.asha).filter(source_key="2").exists()


def test_what_comes_back_is_no_longer_gone(bring):
    for rows in ((entry("1"), entry("2")), (entry("1"),), (entry("1"), entry("2"))):
        bring(*rows)
    assert named("2").gone_on is None


def test_confidential_stays_confidential_and_is_in_no_count(bring, cast):
    shown = bring(entry("1"), entry("2", confidential="yes"), entry("3", confidential="what"))
    assert (shown.rows, counts(shown)) == (1, {"added": 1})
    again = bring(entry("1"), entry("2", confidential="no", address="Elsewhere"), now=LATER)
    assert named("2").confidential
    assert counts(again) == {"matched": 1}
    assert Edit.objects.get(field="confidential").state == Edit.State.PROPOSED
    last = AuditRow.objects.filter(verb="bring-in-strengths").order_by("pk").last()
    assert last.after["matched"] == 1


def test_of_two_days_of_confirmation_the_later_holds(bring, cast):
    bring(entry("1", confirmed_on="2026-01-01"))
    confirm_strength(named("1"), acting_person=cast.asha, today=TODAY)
    bring(entry("1", confirmed_on="2026-02-01"), now=LATER)
    assert named("1").confirmed_on == TODAY
    assert not Edit.objects.exists()


def test_what_may_be_one_is_asked_and_stands_nowhere(bring):
    bring(entry("1", "Corner café", address="1 High Street"))
    brought = bring(entry("9", "Corner café", address="9 Low Street"), now=LATER)
    assert counts(brought) == {"unsure": 1}
    assert Strength.objects.count() == 1
    assert named("1").gone_on is None
    assert "name is the same" in Doubt.objects.get().why


def test_two_that_are_one_meet_field_by_field(bring, cast):
    bring(entry("1", "Corner café", address="1 High Street"))
    bring(entry("9", "Corner café", address="9 Low Street"), now=LATER)
    one = answer_doubt(Doubt.objects.get(), is_same=True, acting_person=cast.asha, now=LATER)
    assert (one.source_key, Strength.objects.get().address) == ("9", "9 Low Street")
    again = bring(entry("9", "Corner café", address="9 Low Street"), now=LATER)
    assert counts(again) == {"matched": 1}


def test_two_that_are_two_stand_side_by_side_and_are_not_asked_again(bring, cast):
    bring(entry("1", "Corner café", address="1 High Street"))
    bring(entry("9", "Corner café", address="9 Low Street"), now=LATER)
    answer_doubt(Doubt.objects.get(), is_same=False, acting_person=cast.asha, now=LATER)
    assert (named("1").gone_on, named("9").address) == (LATER.date(), "9 Low Street")
    assert counts(bring(entry("9", "Corner café", address="9 Low Street"), now=LATER)) == {
        "matched": 1
    }


def test_a_question_is_answered_once_and_by_whoever_keeps_the_map(bring, cast):
    bring(entry("1", "Corner café", address="1 High Street"))
    bring(entry("9", "Corner café", address="9 Low Street"), now=LATER)
    doubt = Doubt.objects.get()
    with pytest.raises(NotAllowed):
        answer_doubt(doubt, is_same=True, acting_person=cast.ben, now=LATER)
    answer_doubt(doubt, is_same=True, acting_person=cast.asha, now=LATER)
    with pytest.raises(AlreadyAnswered):
        answer_doubt(doubt, is_same=False, acting_person=cast.asha, now=LATER)


def test_an_identifier_that_was_given_out_again_keeps_both(bring, cast):
    bring(entry("1", "Corner café", address="1 High Street"))
    bring(entry("1", "Swimming baths", address="9 Low Street"), now=LATER)
    answer_doubt(Doubt.objects.get(), is_same=False, acting_person=cast.asha, now=LATER)
    assert {one.name: one.gone_on for one in Strength.objects.all()} == {
        "Corner café": LATER.date(),
        "Swimming baths": None,
    }
    assert counts(bring(entry("1", "Swimming baths", address="9 Low Street"))) == {"matched": 1}


def test_of_several_that_may_be_one_only_one_can_be(bring, cast):
    bring(entry("1", "Hall", address="A"), entry("2", "Hall", address="B"))
    bring(entry("9", "Hall", address="C"), now=LATER)
    answer_doubt(
        Doubt.objects.get(strength=named("1")), is_same=True, acting_person=cast.asha, now=LATER
    )
    assert {one.source_key for one in Strength.objects.all()} == {"9", "2"}
    assert named("2").gone_on == LATER.date()
    assert not Doubt.objects.filter(state="waiting").exists()


def test_what_people_entered_before_a_list_named_it_keeps_their_words(bring, cast):
    by_hand = made.a_strength(name="Corner café", address="1 High Street", url="")
    row = entry("9", "Corner café", address="1 High Street", needs="housing", url="https://a.org/")
    assert bring(row).unsure == 1
    answer_doubt(Doubt.objects.get(), is_same=True, acting_person=cast.asha, now=NOW)
    by_hand.refresh_from_db()
    assert (by_hand.source.key, by_hand.source_key) == ("town", "9")
    assert (by_hand.url, by_hand.needs) == ("https://a.org/", ["food"])
    assert Edit.objects.get(field="needs").new == ["housing"]


def test_a_new_holder_is_taken_over(bring):
    bring(entry("1", organisation_id="a", organisation="A"))
    bring(entry("1", organisation_id="b", organisation="B"), now=LATER)
    assert named("1").organisation.key == "b"
    assert (Edit.objects.get().field, Edit.objects.get().old) == ("organisation", "a")


def test_whoever_left_is_not_brought_back(bring):
    gone = made.an_organisation("club", "Town club", left_at=NOW)
    bring(entry("1", organisation_id="club", organisation="Town club"))
    assert named("1").organisation == gone
    assert named("1").withdrawn_on == NOW.date()


def test_refused_rows_are_kept_with_place_and_remedy(bring):
    brought = bring(entry("1"), entry("2", needs="unheard-of"), entry("3", "x" * 201))
    assert brought.refused == 2
    kept = refused_file(current_city().folder, brought.pk).read_text()
    assert "unheard-of" in kept
    assert "It has more than 200 characters." in kept


def test_a_list_with_nothing_in_it_is_refused_whole(bring):
    bring(entry("1"))
    with pytest.raises(CommonwealError, match=r"holds no entry|header"):
        bring(now=LATER)
    with pytest.raises(CommonwealError, match="Not one of the 1 entries"):
        bring(entry("2", needs="unheard-of"), now=LATER)
    assert (BringIn.objects.count(), named("1").gone_on) == (1, None)


def test_looking_stores_nothing(bring, tmp_path):
    bring(entry("1", address="Old street"))
    file = write_list(tmp_path / "new.csv", entry("1", address="New street"), entry("2"))
    looked = look_at_list(
        file,
        profile_name="strengths",
        source="town",
        name="",
        city=current_city(),
        today=TODAY,
    )
    assert looked.is_known
    assert looked.compared.counts == {
        "matched": 1, "added": 1, "changed": 1, "gone": 0, "conflicting": 0, "unsure": 0,
    }  # fmt: skip
    assert (Strength.objects.count(), BringIn.objects.count()) == (1, 1)
    assert named("1").address == "Old street"


def test_only_whoever_keeps_the_map_brings_in(bring, cast):
    with pytest.raises(NotAllowed):
        bring(entry("1"), acting_person=cast.ben)


def test_a_source_is_called_by_its_profile_unless_it_is_named(bring):
    bring(entry("1"), source="", name="")
    bring(entry("2"), source="", name="Böhmen list")
    assert set(StrengthSource.objects.values_list("key", flat=True)) == {"strengths", "bohmen-list"}
    with pytest.raises(CommonwealError, match="cannot be made into a key"):
        bring(entry("3"), source="", name="…")
