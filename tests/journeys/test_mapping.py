"""Through the mapping room in a browser: an entry claimed, a change proposed and decided, a tie
confirmed, and a resident's suggestion without a cookie."""

import pytest
from django.urls import reverse

from tests.cast import make_person, signed_in
from tests.factories import mapping as made
from tests.factories import mapping_relations as between
from workbench.mapping.models import Edit, Strength

pytestmark = pytest.mark.browser


@pytest.fixture
def chidi(cast, walker):
    """A window in which Chidi has signed in, to whom the club's entry is offered."""
    party = made.a_member(cast.chidi, claimed=False)
    made.a_stale_strength(party.organisation, name="Training from eight")
    made.a_tie(party, made.a_party())
    return walker.start(signed_in(cast.chidi))


def test_an_entry_is_claimed_confirmed_and_changed_by_its_own_people(chidi, walker, cast, look):
    walker.open(chidi, reverse("mapping"))
    assert "Is this yours: Ferry Lane boxing club?" in chidi.locator("main").inner_text()
    look(chidi)
    chidi.get_by_role("button", name="Take it over").click()
    chidi.get_by_text("The entry is yours").wait_for()
    chidi.get_by_role("button", name="Still so Training from eight").click()
    assert "is confirmed as of today" in chidi.locator("#notices").inner_text()

    ben = walker.start(signed_in(cast.ben))
    strength = Strength.objects.get(name="Training from eight")
    walker.open(ben, reverse("mapping-strength", args=[strength.pk]))
    ben.get_by_role("link", name="Propose a change").click()
    ben.get_by_label("Address").fill("Mill Lane 2")
    ben.get_by_role("button", name="Propose it").click()
    assert "The change is proposed." in ben.locator("#notices").inner_text()

    walker.open(chidi, reverse("mapping-proposals"))
    look(chidi)
    chidi.get_by_text("Decline it with a reason").click()
    chidi.get_by_label("Reason").fill("We are at number 3")
    chidi.get_by_role("button", name="Decline", exact=True).click()
    chidi.get_by_text("Declined. Whoever proposed it").wait_for()
    assert Edit.objects.get().state == "declined"
    walker.open(ben, reverse("mapping-proposals"))
    assert "We are at number 3" in ben.locator("main").inner_text()

    walker.open(chidi, reverse("mapping"))
    chidi.get_by_role("link", name="Ferry Lane boxing club").click()
    assert "Analyst" in chidi.locator("section[aria-labelledby=looked]").inner_text()
    look(chidi)


def test_a_side_confirms_its_tie(chidi, walker, look):
    walker.open(chidi, reverse("mapping"))
    chidi.get_by_role("button", name="Take it over").click()
    chidi.get_by_text("The entry is yours").wait_for()
    walker.open(chidi, reverse("mapping-ties"))
    chidi.locator("section[aria-labelledby=waiting] tbody a").click()
    chidi.get_by_role("button", name="Confirm Ferry Lane boxing club").click()
    assert "confirmed by one side" in chidi.locator(".lede").inner_text()
    look(chidi)


def test_a_community_answers_for_itself_and_says_whether_a_record_is_right(cast, walker, look):
    relation = between.a_relation()
    between.a_talk(relation, provider_agreed=True, provider_said_on=between.DAY)
    gil = make_person(email="gil@foursquare.example", role="partner_editor")
    between.a_speaker(gil, relation.community)
    page = walker.start(signed_in(gil))
    walker.open(page, reverse("mapping-relations"))
    page.get_by_role("link", name="With Quayside kitchen").click()
    page.get_by_role("button", name="This record is right").click()
    page.get_by_text("What you say of this record is kept.").wait_for()
    page.get_by_role("link", name="Answer your questions").click()
    assert "get over this" in page.locator("h1").inner_text()
    page.get_by_label("met", exact=True).check()
    page.get_by_label("On what evidence").fill("said at the mill")
    page.get_by_role("button", name="Keep the answer").click()
    page.get_by_text("Your answer is kept.").wait_for()
    look(page)
    page.get_by_role("link", name="Back to the relation").click()
    page.get_by_text("History: every answer that was given").click()
    assert "said at the mill" in page.get_by_role("table").inner_text()
    look(page)
    relation.negotiations.get(community_agreed=True)


def test_a_resident_suggests_without_account_name_or_cookie(cast, walker, look):
    page = walker.start()
    walker.open(page, reverse("open-strengths"))
    page.get_by_role("link", name="Suggest something").click()
    page.get_by_label("What is it called?").fill("The bench by the mill")
    page.get_by_role("button", name="Send it").click()
    assert page.get_by_label("What is it called?").input_value() == "The bench by the mill"
    look(page)
    page.get_by_label("a place where people meet").check()
    page.get_by_label("What does it offer, and for whom?").fill("People sit there and talk.")
    page.get_by_role("button", name="Send it").click()
    assert "Thank you" in page.locator("h1").inner_text()
    assert page.context.cookies() == []

    asha = walker.start(signed_in(cast.asha))
    walker.open(asha, reverse("mapping-suggestions"))
    asha.locator("main tbody a").click()
    asha.get_by_role("button", name="Open the words").click()
    look(asha)
    asha.get_by_label("What it offers").fill("A place to sit and talk")
    asha.get_by_role("button", name="Put it on the map").click()
    assert "The bench by the mill" in asha.locator("h1").inner_text()
