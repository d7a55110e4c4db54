"""Missing threads by name, and ties worth making that nobody has declined."""

import pytest
from django.urls import reverse

from commonweal.core.errors import NotAllowed
from tests.cast import make_person, signed_in
from tests.factories import mapping as made
from tests.web.mapping.conftest import NOW, TODAY
from workbench.mapping import access
from workbench.mapping.actions.ties import TieRefused, decline_suggested, end_tie
from workbench.mapping.models import Tie
from workbench.mapping.pages.threads import threads_page

PAGE = "mapping-threads"


@pytest.fixture
def quarter(cast, club):
    """Five who work in the northwest, two of them on food; only the club knows somebody, afar."""
    parties = {key: made.a_party(key, f"Town {key}") for key in ("circle", "library", "school")}
    parties |= {"club": club, "kitchen": made.a_party()}
    office = made.an_organisation("office", "Town office", area="SE", kind="authority").party
    made.a_shown_tie(club, office)
    for key in ("kitchen", "circle"):
        made.a_strength(parties[key].organisation, name=f"Offer of {key}")
    return {**parties, "office": office}


def worth(person, objective=""):
    """The pairs that are worth a tie, as sets of names."""
    lines = threads_page(person, {"objective": objective}).worth.lines
    return [{line.one[0], line.other[0]} for line in lines]


def text_for(person):
    return signed_in(person).get(reverse(PAGE)).content.decode()


def test_those_who_work_side_by_side_without_a_tie_are_named(cast, quarter):
    (beside,) = threads_page(cast.asha, {}).beside
    assert [name for name, _address in beside.parties] == [
        "Ferry Lane boxing club",
        "Quayside kitchen",
        "Town circle",
        "Town library",
        "Town school",
    ]
    assert beside.said == (
        "5 work side by side, and no tie between them is known. With ties elsewhere: 1."
    )


def test_who_works_on_the_same_there_is_named(cast, quarter):
    (beside,) = threads_page(cast.asha, {}).beside
    ((need, parties),) = beside.same
    assert need == "food"
    assert [name for name, _address in parties] == ["Quayside kitchen", "Town circle"]


def test_strengths_whose_holder_knows_nobody_are_named_with_their_holder(cast, quarter):
    lines = threads_page(cast.asha, {}).unconnected
    assert [(one.strength[0], one.holder[0]) for one in lines] == [
        ("Offer of circle", "Town circle"),
        ("Offer of kitchen", "Quayside kitchen"),
    ]


def test_a_confidential_strength_is_in_none_of_the_lists(cast, quarter):
    for key in ("library", "school"):
        made.a_strength(
            quarter[key].organisation, name="Quiet house", needs=["housing"], confidential=True
        )
    for person in (cast.asha, cast.chidi):
        page = text_for(person)
        assert "Quiet house" not in page
        assert "housing" not in page


def test_a_tie_worth_making_says_what_it_changes_and_for_whom(cast, quarter):
    first = threads_page(cast.asha, {}).worth.lines[0]
    assert any("would know somebody at all" in change for change in first.changes)
    assert all(first.one[0] in change or first.other[0] in change for change in first.changes)


def test_the_objective_is_chosen_in_words(cast, quarter):
    page = threads_page(cast.asha, {"objective": "beside"}).worth
    assert page.objective == (
        "Everybody should know somebody in their own district; nothing else counts."
    )
    assert all("somebody in Northwest" in " ".join(line.changes) for line in page.lines)


def test_an_objective_that_is_not_offered_counts_all(cast, quarter):
    assert worth(cast.asha, "harvest") == worth(cast.asha)


def test_whoever_knows_both_could_introduce_them(cast, club):
    kitchen, school = made.a_party(), made.an_organisation("school", "Town school", kind="school")
    made.a_shown_tie(club, kitchen)
    made.a_shown_tie(kitchen, school.party)
    (line,) = threads_page(cast.chidi, {}).worth.lines
    assert [name for name, _address in line.introduced_by] == ["Quayside kitchen"]
    assert line.changes == ("Ferry Lane boxing club would know somebody of the kind “school”",)


def test_what_a_party_declined_is_on_nobodys_list(cast, quarter):
    pairs = worth(cast.asha)
    club = {"Ferry Lane boxing club"}
    for other in [party for key, party in quarter.items() if key not in ("club", "office")]:
        decline_suggested(other, acting_person=cast.chidi, now=NOW)
    for person in (cast.asha, cast.ben, cast.chidi):
        assert not [pair for pair in worth(person) if pair & club]
    assert [pair for pair in pairs if pair & club]


def test_a_declined_tie_of_any_kind_is_never_proposed(cast, club):
    kitchen = made.a_party()
    made.a_tie(kitchen, club, kind="funding", state="declined", declined_by=kitchen)
    assert worth(cast.asha) == worth(cast.chidi) == []


def test_the_other_side_reads_nothing_of_a_suggestion_that_was_declined(cast, quarter):
    other = make_person(email="ida@foursquare.example", role="partner_editor")
    made.a_member(other, "kitchen", made.KITCHEN)
    tie = decline_suggested(quarter["kitchen"], acting_person=cast.chidi, now=NOW)
    assert tie in access.ties_for(cast.chidi)
    assert tie not in access.ties_for(other)


def test_a_suggestion_is_declined_after_an_earlier_tie_has_ended(cast, club, kitchen):
    earlier = made.a_shown_tie(club, kitchen)
    end_tie(earlier, side="source", acting_person=cast.chidi, today=TODAY)
    tie = decline_suggested(kitchen, acting_person=cast.chidi, now=NOW)
    earlier.refresh_from_db()
    assert (earlier.state, tie.state, tie.declined_by) == ("ended", "declined", club)


def test_what_stands_is_not_declined_as_a_suggestion(cast, club, kitchen):
    made.a_tie(kitchen, club)
    with pytest.raises(TieRefused) as refused:
        decline_suggested(kitchen, acting_person=cast.chidi, now=NOW)
    assert str(refused.value) == "Between these two nothing is suggested. Load the page again."


def test_nobody_declines_without_speaking_for_a_party(cast, kitchen):
    made.a_party("school", "Town school")
    for person in (cast.asha, cast.ben, cast.chidi):
        with pytest.raises(NotAllowed):
            decline_suggested(kitchen, acting_person=person, now=NOW)


def test_a_party_declines_on_its_page_and_no_longer_reads_it(cast, quarter):
    browser = signed_in(cast.chidi)
    first = threads_page(cast.chidi, {}).worth.lines[0]
    answer = browser.post(reverse("mapping-not-wanted", args=[first.other_id]), follow=True)
    assert "It is not suggested to anybody again." in answer.content.decode()
    assert Tie.objects.get(state="declined").declined_by == quarter["club"]
    assert first.other[0] not in [
        line.other[0] for line in threads_page(cast.chidi, {}).worth.lines
    ]


def test_a_reason_is_sealed_and_read_by_ones_own_people_alone(cast, quarter):
    address = reverse("mapping-not-wanted", args=[quarter["kitchen"].pk])
    signed_in(cast.chidi).post(address, {"reason": "We tried it twice."})
    tie = Tie.objects.get(state="declined")
    assert b"We tried" not in bytes(tie.sealed_reason)
    page = reverse("mapping-tie", args=[tie.pk])
    assert "We tried it twice." in signed_in(cast.chidi).get(page).content.decode()
    assert "We tried it twice." not in signed_in(cast.asha).get(page).content.decode()


def test_with_a_reason_that_is_too_long_nothing_is_declined(cast, quarter):
    address = reverse("mapping-not-wanted", args=[quarter["kitchen"].pk])
    answer = signed_in(cast.chidi).post(address, {"reason": "x" * 301}, follow=True)
    assert "The reason is too long, so nothing was declined." in answer.content.decode()
    assert not Tie.objects.filter(state="declined").exists()


def test_a_party_that_left_the_map_is_not_found(cast, club, kitchen):
    kitchen.organisation.left_at = NOW
    kitchen.organisation.save()
    answer = signed_in(cast.chidi).post(reverse("mapping-not-wanted", args=[kitchen.pk]))
    assert answer.status_code == 404


def test_a_partner_reads_suggestions_for_its_own_party_alone(cast, quarter):
    lines = threads_page(cast.chidi, {}).worth.lines
    assert lines
    assert {line.one[0] for line in lines} == {"Ferry Lane boxing club"}


def test_a_hidden_tie_of_others_leaves_no_trace_for_a_partner(cast, quarter):
    before = text_for(cast.chidi)
    made.a_tie(quarter["library"], quarter["school"])
    made.a_tie(
        quarter["circle"], quarter["office"], state="declined", declined_by=quarter["circle"]
    )
    assert without_tokens(text_for(cast.chidi)) == without_tokens(before)


def without_tokens(page):
    """A page without what changes with every answer."""
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_a_partner_without_a_party_reads_no_suggestion(cast, quarter):
    stranger = make_person(email="ida@foursquare.example", role="partner_editor")
    page = threads_page(stranger, {}).worth
    assert (page.lines, page.nothing) == (
        (),
        "Once you speak for a party, the ties worth making for it stand here.",
    )


def test_a_coordinator_starts_a_tie_in_a_form_that_names_both(cast, quarter):
    line = threads_page(cast.asha, {}).worth.lines[0]
    form = signed_in(cast.asha).get(line.start).content.decode()
    assert form.count(" selected>") >= 2
    assert f"selected>{line.one[0]}" in form
    assert f"selected>{line.other[0]}" in form


def test_an_analyst_reads_the_list_and_starts_nothing(cast, quarter):
    assert "Start a tie" in text_for(cast.asha)
    assert "Start a tie" not in text_for(cast.ben)
    assert "Not wanted" not in text_for(cast.asha)
    assert "Not wanted" in text_for(cast.chidi)


def test_a_tie_that_nothing_stands_in_for_is_named(cast, quarter):
    (pair,) = threads_page(cast.asha, {}).single
    assert [name for name, _address in pair] == ["Ferry Lane boxing club", "Town office"]
