"""The network page: what one may see and no more, where it stood before, and its figures."""

from itertools import combinations

import numpy as np
import pytest
from django.urls import reverse

from commonweal.mapping.network.asking import check_purpose
from tests.cast import make_person, signed_in
from tests.factories import mapping as made
from workbench.core.labels import city_names
from workbench.mapping import access
from workbench.mapping.fabric import fabric_of
from workbench.mapping.models import KeptDrawing, Tie
from workbench.mapping.network_forms import NetworkForm
from workbench.mapping.pages.network import network_page

PAGE = "mapping-network"


@pytest.fixture
def town(cast, club):
    """The club tied to the kitchen, the kitchen to the school; a circle that knows nobody."""
    named = {key: made.a_party(key, f"Town {key}") for key in ("school", "circle", "office")}
    kitchen = made.a_party()
    made.a_shown_tie(club, kitchen)
    made.a_shown_tie(kitchen, named["school"], kind="trust")
    return {"club": club, "kitchen": kitchen, **named}


def read(person, **asked):
    """The page as this person sees it."""
    return network_page(person, asked, previous=None)


def text_for(person, **asked):
    """The page's own words, as sent to this person's browser."""
    return signed_in(person).get(reverse(PAGE), asked).content.decode()


def names_tied(page):
    """Each node of the list with those it is tied to."""
    return {row.name: sorted(tie.name for tie in row.ties) for row in page.picture.rows if row.ties}


def test_the_list_beside_the_drawing_names_every_tie_on_both_sides(cast, town):
    assert names_tied(read(cast.asha)) == {
        "Ferry Lane boxing club": ["Quayside kitchen"],
        "Quayside kitchen": ["Ferry Lane boxing club", "Town school"],
        "Town school": ["Quayside kitchen"],
    }


def test_every_node_is_a_link_to_its_own_page(cast, town):
    page = text_for(cast.asha)
    for party in town.values():
        address = reverse("mapping-organisation", args=[party.organisation_id])
        assert page.count(f'href="{address}"') >= 2


def test_a_tie_that_a_partner_may_not_see_leaves_no_trace(cast, town):
    before = text_for(cast.chidi)
    made.a_tie(town["school"], town["office"])
    made.a_tie(town["school"], town["circle"], state="declined", declined_by=town["school"])
    assert without_tokens(text_for(cast.chidi)) == without_tokens(before)


def without_tokens(page):
    """A page without what changes with every answer."""
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_the_drawing_of_the_desk_shapes_nobody_elses(cast, town):
    made.a_tie(town["school"], town["office"])
    text_for(cast.asha)
    assert access.kept_placement(cast.asha) is not None
    assert access.kept_placement(cast.chidi) is None


def test_two_parties_and_a_partner_without_one_have_drawings_of_their_own(cast, town):
    other = make_person(email="ida@foursquare.example", role="partner_editor")
    stranger = make_person(email="jon@foursquare.example", role="partner_editor")
    made.a_member(other, "school", "Town school")
    people = (cast.asha, cast.chidi, other, stranger)
    assert len({access.audience_of(person) for person in people}) == 4
    assert access.audience_of(cast.ben) == access.audience_of(cast.asha)


def test_whoever_stood_somewhere_stands_there_at_the_next_visit(cast, town):
    text_for(cast.asha)
    first = access.kept_placement(cast.asha)
    made.a_tie(town["office"], town["school"])
    again = network_page(cast.asha, {}, previous=first).placement
    # the whole drawing may move down to make room; nobody moves among the others
    moved = {
        number: np.subtract(again.points[number], point) for number, point in first.points.items()
    }
    together = np.median(list(moved.values()), axis=0)
    for apart in moved.values():
        assert np.abs(apart - together).sum() < 30


def test_a_second_visit_begins_from_the_first(cast, town, monkeypatch):
    text_for(cast.asha)
    begun = []

    def noted(person, asked, *, previous):
        begun.append(previous)
        return network_page(person, asked, previous=previous)

    monkeypatch.setattr("workbench.mapping.views.network.network_page", noted)
    text_for(cast.asha)
    assert begun == [access.kept_placement(cast.asha)]
    assert begun[0] is not None


def test_a_filter_moves_nobody_far(cast):
    parties = [made.a_party(f"p{at}", f"Town {at}") for at in range(12)]
    for at in range(12):
        made.a_tie(parties[at], parties[(at + 1) % 12])
    made.a_tie(parties[0], parties[6], kind="trust")
    made.a_tie(parties[0], parties[5], kind="trust")
    page = read(cast.asha, kind="trust")
    for number, (x, y) in page.picture.placement.points.items():
        stood = page.placement.points[number]
        assert abs(stood[0] - x) + abs(stood[1] - y) < 60


def test_an_unchanged_network_is_drawn_alike_to_the_last_byte(cast, town):
    assert without_tokens(text_for(cast.asha)) == without_tokens(text_for(cast.asha))
    assert KeptDrawing.objects.count() == 1


def test_a_filter_is_not_kept(cast, town):
    text_for(cast.asha)
    before = access.kept_placement(cast.asha)
    text_for(cast.asha, kind="trust", area="NW")
    assert access.kept_placement(cast.asha) == before


def test_one_kind_of_tie_is_drawn_alone(cast, town):
    assert names_tied(read(cast.asha, kind="trust")) == {
        "Quayside kitchen": ["Town school"],
        "Town school": ["Quayside kitchen"],
    }


def test_a_filter_says_in_words_what_it_leaves(cast, town):
    page = read(cast.asha, kind="trust", area="NW")
    assert page.shown.startswith("Only ties of this kind: trust. Drawn are those in Northwest")
    assert read(cast.asha).shown == ""


def test_a_district_is_drawn_with_those_it_is_tied_to(cast, town):
    far = made.an_organisation("far", "Town far", area="SE").party
    made.an_organisation("farther", "Town farther", area="SE")
    made.a_tie(far, town["circle"])
    assert {row.name for row in read(cast.asha, area="SE").picture.rows} == {
        "Town far",
        "Town farther",
        "Town circle",
    }


def test_ties_about_persons_are_never_drawn_counted_or_offered(cast, town):
    made.a_shown_tie(town["school"], town["office"], kind="personal information", strength=None)
    page = read(cast.asha)
    assert "Town office" not in names_tied(page)
    assert page.figures.lede.startswith("2 pairs")
    offered = [key for key, _words in NetworkForm(names=city_names()).fields["kind"].choices]
    assert "personal information" not in offered
    assert set(offered) - {""} == set(Tie.Kind.values) - {"personal information"}


@pytest.mark.parametrize("kind", ["trust", "dialogue"])
def test_what_is_built_on_trust_is_asked_about_the_fabric_alone(cast, town, monkeypatch, kind):
    asked = []

    def noted(kinds, purpose):
        asked.append((set(kinds), purpose))
        check_purpose(kinds, purpose)

    monkeypatch.setattr("workbench.mapping.fabric.check_purpose", noted)
    told = fabric_of(cast.asha, kind=kind)
    assert asked == [({kind}, "fabric")]
    assert without_tokens(text_for(cast.asha, purpose="persons")) == without_tokens(
        text_for(cast.asha)
    )
    assert "evidence" not in told.nodes.columns


def test_what_a_tie_rests_on_stands_nowhere_on_the_page(cast, town):
    Tie.objects.update(evidence="what they told each other")
    assert "what they told each other" not in text_for(cast.asha)


def test_figures_say_what_is_known_of_how_many_and_the_range(cast, town):
    lines = {line.label: line for line in read(cast.asha).figures.counts}
    same = lines["between two in the same district"]
    assert (same.ties, same.pairs) == ("2", "10")
    # a fifth of two ties is no tie: nothing can be said of how far the figure would move
    assert (same.band, same.outside) == ("–", False)


def test_where_all_are_tied_there_is_no_room_for_hearsay(cast):
    for area in ("NW", "SE"):
        there = [
            made.an_organisation(f"{area}{at}", f"{area} {at}", area=area).party for at in range(7)
        ]
        for one, other in combinations(there, 2):
            made.a_tie(one, other)
    lines = {line.label: line for line in read(cast.asha).figures.counts}
    assert lines["between two in the same district"].band == "42 to 42"


def test_where_made_up_ties_would_fall_elsewhere_the_range_lies_above_what_is_known(cast):
    for area in ("NW", "SE", "SW"):
        there = [
            made.an_organisation(f"{area}{at}", f"{area} {at}", area=area).party for at in range(9)
        ]
        for one, other in list(combinations(there, 2))[:22]:
            made.a_tie(one, other)
    same = {line.label: line for line in read(cast.asha).figures.counts}[
        "between two in the same district"
    ]
    low, high = (int(end) for end in same.band.split(" to "))
    assert int(same.ties) == 66
    assert 60 < low <= high
    assert same.outside == (low > 66)


def test_the_page_says_that_the_range_is_no_confidence_interval_and_what_it_supposes(cast, town):
    page = text_for(cast.asha)
    assert "It is no confidence interval" in page
    assert "made-up ones anywhere and missed ones where ties are" in page
    assert reverse("methods-page", args=["network"]) in page


def test_a_partner_reads_that_the_figures_are_of_what_it_may_see(cast, town):
    said = "so you seem more connected here than you are"
    assert said in text_for(cast.chidi)
    assert said not in text_for(cast.asha)


def test_who_connects_who_holds_together_and_who_is_alone_are_named_by_name(cast, town):
    named = {part.key: [line.name for line in part.lines] for part in read(cast.asha).figures.named}
    assert named == {
        "brokers": ["Quayside kitchen"],
        "cuts": ["Quayside kitchen"],
        "alone": ["Town circle", "Town office"],
    }


def test_whoever_connects_more_does_not_come_first(cast):
    parties = [made.a_party(f"p{at}", f"Town {at}") for at in range(9)]
    for at in range(8):
        made.a_tie(parties[at], parties[at + 1])
    (brokers, *_rest) = read(cast.asha).figures.named
    names = [line.name for line in brokers.lines]
    assert names == sorted(names)
    assert len(names) == 7


def test_each_name_says_how_often_it_is_found_again(cast, town):
    for part in read(cast.asha).figures.named:
        assert all("of 100" in line.again for line in part.lines)


def test_two_days_stand_side_by_side(cast, town):
    made.a_tie(town["office"], town["circle"], since="2025-03", kind="funding")
    changed = read(cast.asha, since="2025-01-01").changed
    assert changed.came == ("Town circle – Town office",)
    assert (changed.went, "1 came, 0 went" in changed.said) == ((), True)


def test_a_day_that_is_none_changes_nothing_and_says_so(cast, town):
    page = text_for(cast.asha, since="yesterday")
    assert "The filter cannot be read" in page
    assert "Two days side by side" not in page


def test_an_empty_map_is_an_empty_drawing(cast):
    page = read(cast.asha)
    assert page.picture.rows == ()
    assert page.figures.lede.startswith("0 pairs of 0 parties")


def test_too_many_to_read_are_not_drawn_and_the_page_says_what_to_choose(cast, town, monkeypatch):
    monkeypatch.setattr("workbench.core.pictures.network.facts.MOST_NODES", 3)
    page = read(cast.asha)
    assert (page.picture, page.placement) == (None, None)
    assert page.not_drawn == (
        "5 parties cannot be drawn so that anybody could read it. Choose a district."
    )
