"""Maps at the desk: invited, brought from files, laid on one another, taken out."""

import io

import polars as pl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commonweal.core.tables import ARROWS
from tests.cast import signed_in
from tests.factories import weighing as weigh
from tests.factories import weighing_maps as made
from workbench.core.models import AuditRow
from workbench.weighing.feeds.maps import arrows_of
from workbench.weighing.models import CausalMap, MapArrow, MapNode, SameThing
from workbench.weighing.tokens import behind

pytestmark = pytest.mark.django_db

HEAD = "source,target,weight,delay_quarters,sureness"


@pytest.fixture
def asha(cast):
    """Asha's browser, who weighs."""
    return signed_in(cast.asha)


@pytest.fixture
def proposal(db):
    """A proposal that is being weighed."""
    return weigh.a_proposal()


def page_of(client, proposal):
    """The maps of a proposal, as text."""
    return client.get(reverse("weighing-maps", args=[proposal.pk])).content.decode()


def bring(client, proposal, content, name="map.csv", **more):
    """A file sent to the desk."""
    data = {"file": SimpleUploadedFile(name, content.encode()), "drawer": "Table 1", "people": 6}
    return client.post(
        reverse("weighing-map-bring", args=[proposal.pk]), {**data, **more}, follow=True
    )


def test_a_drawer_is_invited_and_the_link_is_shown_once(asha, proposal):
    answer = asha.post(
        reverse("weighing-map-invite", args=[proposal.pk]), {"drawer": "Roma council", "people": 6}
    )
    causal_map = CausalMap.objects.get()
    address = answer.context["page"].address
    token = address.rstrip("/").rsplit("/", 1)[1]
    assert behind(CausalMap.objects.all(), token) == causal_map
    assert signed_in(None).get(reverse("open-map", args=[token])).status_code == 200
    shown = asha.get(reverse("weighing-map", args=[causal_map.pk])).content.decode()
    assert token not in shown


def test_a_new_link_ends_the_one_before(asha, proposal):
    causal_map, token = made.a_linked_map(proposal=proposal)
    asha.post(reverse("weighing-map-link", args=[causal_map.pk]))
    assert signed_in(None).get(reverse("open-map", args=[token])).status_code == 404


def test_two_maps_of_one_drawer_are_refused(asha, proposal):
    made.a_map(proposal, "Roma council")
    answer = asha.post(
        reverse("weighing-map-invite", args=[proposal.pk]), {"drawer": "roma  Council", "people": 1}
    )
    assert answer.status_code == 400
    assert "has a map already" in answer.content.decode()


def test_the_card_on_the_proposals_page_says_how_far_it_is(asha, proposal):
    address = reverse("weighing-proposal", args=[proposal.pk])
    assert "nobody has drawn" in asha.get(address).content.decode()
    made.a_map(proposal, state="done")
    made.a_map(proposal, "Table 2")
    assert "2 maps, 1 done" in asha.get(address).content.decode()


def test_a_table_becomes_a_map_and_refused_rows_are_kept_with_what_to_do(asha, proposal):
    content = "\n".join(
        [HEAD, "Cost of housing,isolation,0.6,2,3", "trust,isolation,7,0,1", "trust,trust,1,,"]
    )
    page = bring(asha, proposal, content).content.decode()
    assert [(a.source.factor, a.target.factor) for a in MapArrow.objects.all()] == [
        ("housing-cost", "isolation")
    ]
    assert "“7” is no weight between -1 and 1" in page
    causal_map = CausalMap.objects.get()
    assert [row["row"] for row in causal_map.refused] == [3, 4]
    address = reverse("weighing-map", args=[causal_map.pk])
    assert "cannot drive itself" in asha.get(address).content.decode()
    asha.post(reverse("weighing-map-settle", args=[causal_map.pk]))
    assert "cannot drive itself" not in asha.get(address).content.decode()


def test_a_file_without_a_usable_arrow_makes_no_map_and_tells_each_row(asha, proposal):
    answer = bring(asha, proposal, f"{HEAD}\ntrust,isolation,0,0,1")
    assert answer.status_code == 400
    assert "is no weight between" in answer.content.decode()
    assert not CausalMap.objects.exists()


def test_a_matrix_and_kumu_become_maps(asha, proposal):
    bring(asha, proposal, ",trust,Rent\ntrust,0,-0.5\nRent,,\n", drawer="Matrix")
    kumu = (
        '{"elements":[{"id":"a","label":"Rent"},{"id":"b","label":"Isolation"}],'
        '"connections":[{"from":"a","to":"b","direction":"directed","weight":"0.5"}]}'
    )
    bring(asha, proposal, kumu, name="map.json", drawer="Kumu")
    told = {(a.map.drawer, a.source.factor or a.source.words, a.weight) for a in drawn()}
    assert told == {("Matrix", "trust", -0.5), ("Kumu", "Rent", 0.5)}


def drawn():
    """Every arrow of every map."""
    return MapArrow.objects.select_related("map", "source")


def test_a_file_with_several_drawers_becomes_a_map_for_each(asha, proposal):
    bring(asha, proposal, f"{HEAD},drawer\ntrust,Rent,1,,,Ann\nRent,trust,1,,,Bo")
    assert {one.drawer for one in CausalMap.objects.all()} == {"Ann", "Bo"}


def test_words_too_long_for_a_map_are_told_by_row(asha, proposal):
    bring(asha, proposal, f"{HEAD}\n{'x' * 200},trust,1,,\nRent,trust,1,,")
    (row,) = CausalMap.objects.get().refused
    assert (row["row"], row["column"], row["code"]) == (2, "source", "too-long")


@pytest.mark.parametrize(("name", "content"), [("map.exe", "x"), ("map.json", "{}")])
def test_a_file_that_is_no_map_is_refused_with_what_to_do(asha, proposal, name, content):
    answer = bring(asha, proposal, content, name=name)
    assert answer.status_code == 400
    assert not CausalMap.objects.exists()


def test_a_map_of_400_nodes_is_kept_listed_and_told(asha, proposal):
    rows = [f"Thing {n},Thing {(n * 7 + 1) % 400},0.5,1,2" for n in range(400)]
    page = bring(asha, proposal, "\n".join([HEAD, *rows])).content.decode()
    assert MapNode.objects.count() == 400
    assert "more than can be told apart in a drawing" in page
    merged = page_of(asha, proposal)
    assert "400 things are more than people can talk about" in merged
    assert "Thing 399" in merged
    assert "<svg" not in merged.split("<main")[1]


def test_opposite_signs_are_told_with_who_says_what_and_none_is_averaged(asha, proposal):
    for drawer, weight in (("Ann", 0.6), ("Bo", -0.3), ("Cem", 1.0)):
        made.an_arrow(made.a_map(proposal, drawer), "housing-cost", "isolation", weight)
    answer = asha.get(reverse("weighing-maps", args=[proposal.pk]))
    (link,) = answer.context["page"].opposed
    assert (link.more, link.less) == ("Ann, Cem", "Bo")
    assert [drawer for drawer, _said in link.drawn] == ["Ann", "Bo", "Cem"]
    assert "more makes less, slightly" in link.drawn[1][1]
    assert "+2 −1" in answer.content.decode()


def test_who_drew_both_and_no_arrow_is_told(asha, proposal):
    made.an_arrow(made.a_map(proposal, "Ann"), "housing-cost", "isolation", 0.6)
    bo = made.a_map(proposal, "Bo")
    made.an_arrow(bo, "housing-cost", "trust", -0.6)
    made.an_arrow(bo, "trust", "isolation", -0.6)
    page = asha.get(reverse("weighing-maps", args=[proposal.pk])).context["page"]
    assert {link.words: link.left_out for link in page.links}["Cost of housing → Isolation"] == "Bo"


def test_circles_are_told_and_those_without_a_delay_too(asha, proposal):
    causal_map = made.a_map(proposal)
    made.an_arrow(causal_map, "isolation", "trust", -0.6)
    made.an_arrow(causal_map, "trust", "isolation", -0.6)
    made.an_arrow(causal_map, "trust", "contact", 0.6, delay_quarters=1)
    made.an_arrow(causal_map, "contact", "isolation", -0.6)
    page = asha.get(reverse("weighing-maps", args=[proposal.pk])).context["page"]
    assert [(one.sort, one.at_once) for one in page.loops] == [("grows", True), ("grows", False)]
    assert "a change feeds itself, without delay." in page.loops[0].sentence
    assert any("1 circle would have to happen at once" in told for told in page.notices)


def test_words_are_read_as_a_factor_shown_and_taken_back(asha, proposal):
    made.an_arrow(made.a_map(proposal, "Ann"), "Rent", "isolation", 0.6)
    made.an_arrow(made.a_map(proposal, "Bo"), "housing-cost", "isolation", -0.6)
    assert len(arrows_of(proposal)["source"].unique()) == 2
    asha.post(
        reverse("weighing-same", args=[proposal.pk]), {"words": "Rent", "factor": "housing-cost"}
    )
    assert arrows_of(proposal)["source"].to_list() == ["housing-cost", "housing-cost"]
    page = page_of(asha, proposal)
    assert "“rent” is read as <strong>Cost of housing</strong>" in page
    assert MapNode.objects.filter(words="Rent").exists()
    asha.post(reverse("weighing-same-drop", args=[SameThing.objects.get().pk]))
    assert "Rent" in arrows_of(proposal)["source"].to_list()


def test_arrows_that_meet_because_of_a_reading_are_told(asha, proposal):
    ann = made.a_map(proposal, "Ann")
    made.an_arrow(ann, "housing-cost", "isolation", 0.6)
    made.an_arrow(ann, "Rent", "isolation", -0.6)
    made.an_arrow(ann, "Rent", "housing-cost", 1.0)
    SameThing.objects.create(proposal=proposal, words="rent", factor="housing-cost")
    assert arrows_of(proposal)["weight"].to_list() == [0.6]
    page = asha.get(reverse("weighing-maps", args=[proposal.pk])).context["page"]
    assert len(page.folded) == 2
    assert page.folded[0].startswith("Ann: Rent → Isolation")


def test_words_that_nobody_drew_mean_nothing(asha, proposal):
    asha.post(
        reverse("weighing-same", args=[proposal.pk]), {"words": "Rent", "factor": "housing-cost"}
    )
    assert not SameThing.objects.exists()


def test_a_withdrawn_map_counts_no_longer_and_stays_on_record(asha, proposal):
    causal_map = made.a_drawn_map(proposal)
    asha.post(reverse("weighing-map-withdraw", args=[causal_map.pk]))
    assert arrows_of(proposal).is_empty()
    assert MapArrow.objects.filter(map=causal_map).count() == 2
    assert asha.get(reverse("weighing-map", args=[causal_map.pk])).status_code == 404


def test_the_feed_fits_the_library(proposal):
    ARROWS.check(arrows_of(proposal))
    made.a_drawn_map(proposal)
    told = ARROWS.check(arrows_of(proposal))
    assert told.row(0) == ("Table 1", "housing-cost", "isolation", 0.6, 2, 3)


def test_taken_out_and_brought_in_again_it_is_the_same(asha, proposal):
    causal_map = made.a_drawn_map(proposal, "Ann")
    made.an_arrow(causal_map, "=SUM(A1)", "trust", -0.37)
    for form in ("csv", "json"):
        content = asha.get(reverse("weighing-map-out", args=[causal_map.pk, form])).content
        there = weigh.a_proposal()
        bring(asha, there, content.decode(), name=f"map.{form}", drawer="Nobody")
        assert arrows_of(there).sort("source").equals(arrows_of(proposal).sort("source"))


def test_a_spreadsheet_runs_nothing_of_what_is_taken_out(asha, proposal):
    made.an_arrow(made.a_map(proposal, "=Ann()"), "=SUM(A1)", "trust", -0.6)
    content = asha.get(reverse("weighing-maps-out", args=[proposal.pk, "csv"])).content
    row = pl.read_csv(io.BytesIO(content)).row(0, named=True)
    assert row["source"] == "'=SUM(A1)"
    assert row["source_name"] == "'=SUM(A1)"
    assert row["drawer"] == "'=Ann()"
    assert row["weight"] == -0.6


def test_an_unknown_form_of_file_is_not_found(asha, proposal):
    assert asha.get(reverse("weighing-maps-out", args=[proposal.pk, "exe"])).status_code == 404


def test_the_audit_log_of_maps_holds_no_words(asha, proposal):
    bring(asha, proposal, f"{HEAD}\nSecretwords,trust,1,,", drawer="Secretdrawer")
    asha.post(
        reverse("weighing-same", args=[proposal.pk]),
        {"words": "Secretwords", "factor": "housing-cost"},
    )
    rows = list(AuditRow.objects.all())
    assert {row.verb for row in rows} >= {"add-causal-map", "bring-causal-map", "say-same-thing"}
    assert not any("ecret" in str((row.before, row.after)) for row in rows)
