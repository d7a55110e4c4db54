"""Drawing on a causal map: behind a link without an account, and at the desk."""

import pytest
from django.urls import reverse

from tests.cast import signed_in
from tests.factories import weighing_maps as made
from workbench.core.models import AuditRow
from workbench.weighing.actions import drawing
from workbench.weighing.models import CausalMap, MapArrow, MapNode

pytestmark = pytest.mark.django_db

PULL = {"weight": "-0.6", "delay_quarters": "2", "sureness": "3", "note": ""}


@pytest.fixture
def linked():
    """A map behind a link, with its address and a browser of a stranger."""
    causal_map, token = made.a_linked_map()
    return causal_map, reverse("open-map", args=[token]), signed_in(None)


def step(linked, do, **facts):
    """One step sent to the page, without any script."""
    _map, address, client = linked
    return client.post(address, {"do": do, **facts})


def test_a_drawer_opens_the_map_by_its_link_and_gets_no_cookie(linked):
    _map, address, client = linked
    answer = client.get(address)
    assert answer.status_code == 200
    assert "Shall flats at the canal be larger?" in answer.content.decode()
    assert not client.cookies
    assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_only_a_hash_of_the_link_is_kept(linked):
    causal_map, address, _client = linked
    token = address.rstrip("/").rsplit("/", 1)[1]
    assert token not in str(CausalMap.objects.filter(pk=causal_map.pk).values())


def test_a_wrong_link_a_withdrawn_map_and_a_closed_proposal_open_nothing(linked):
    causal_map, address, client = linked
    assert client.get(reverse("open-map", args=["x" * 43])).status_code == 404
    causal_map.proposal.state = "decided"
    causal_map.proposal.save()
    assert client.get(address).status_code == 404
    causal_map.proposal.state = "open"
    causal_map.proposal.save()
    CausalMap.objects.update(state="withdrawn")
    assert client.get(address).status_code == 404


def test_a_factor_and_own_words_are_put_on_the_map(linked):
    assert step(linked, "add-node", factor="isolation").status_code == 302
    assert step(linked, "add-node", words="  Nobody   knows the neighbours ").status_code == 302
    kept = set(MapNode.objects.values_list("factor", "words"))
    assert kept == {("isolation", ""), ("", "Nobody knows the neighbours")}


def test_the_same_thing_is_not_put_there_twice(linked):
    step(linked, "add-node", words="Rent")
    answer = step(linked, "add-node", words="rent")
    assert answer.status_code == 400
    assert "That is on the map already." in answer.content.decode()
    assert MapNode.objects.count() == 1


def test_an_arrow_is_drawn_and_told_as_a_sentence(linked):
    causal_map, address, client = linked
    one, other = made.a_node(causal_map, "housing-cost"), made.a_node(causal_map, "isolation")
    assert step(linked, "add-arrow", source=one.pk, target=other.pk, **PULL).status_code == 302
    page = client.get(address).content.decode()
    assert (
        "Cost of housing → Isolation: more makes less, clearly, after 2 quarters, fairly sure"
        in page
    )


def test_an_arrow_drawn_again_is_changed_and_not_doubled(linked):
    causal_map, _address, _client = linked
    arrow = made.an_arrow(causal_map, "housing-cost", "isolation", 0.6)
    step(linked, "add-arrow", source=arrow.source_id, target=arrow.target_id, **PULL)
    assert [one.weight for one in MapArrow.objects.all()] == [-0.6]


def test_nothing_drives_itself(linked):
    node = made.a_node(linked[0], "isolation")
    answer = step(linked, "add-arrow", source=node.pk, target=node.pk, **PULL)
    assert answer.status_code == 400
    assert "Nothing drives itself." in answer.content.decode()


@pytest.mark.parametrize("weight", ["0", "1.5", "strong", ""])
def test_a_weight_outside_the_scale_is_refused_and_the_arrow_stays(linked, weight):
    arrow = made.an_arrow(linked[0], "housing-cost", "isolation", 0.6)
    answer = step(linked, "change-arrow", arrow=arrow.pk, **{**PULL, "weight": weight})
    assert answer.status_code == 400
    arrow.refresh_from_db()
    assert arrow.weight == 0.6


def test_a_weight_that_a_file_brought_stays_when_something_else_is_changed(linked):
    causal_map, address, client = linked
    arrow = made.an_arrow(causal_map, "housing-cost", "isolation", 0.37)
    assert "as it was brought: 0.37" in client.get(f"{address}?arrow={arrow.pk}").content.decode()
    step(linked, "change-arrow", arrow=arrow.pk, **{**PULL, "weight": "0.37"})
    arrow.refresh_from_db()
    assert (arrow.weight, arrow.delay_quarters) == (0.37, 2)


def test_a_node_is_moved_by_place_and_by_nudges_and_stays_on_the_sheet(linked):
    node = made.a_node(linked[0], "isolation")
    step(linked, "move-node", node=node.pk, x="0.25", y="0.75")
    node.refresh_from_db()
    assert (node.x, node.y) == (0.25, 0.75)
    for _time in range(6):
        step(linked, "move-node", node=node.pk, way="left")
    node.refresh_from_db()
    assert (node.x, node.y) == (0, 0.75)


def test_each_step_is_taken_back_in_turn(linked):
    causal_map, _address, _client = linked
    arrow = made.an_arrow(causal_map, "housing-cost", "isolation", 0.6, delay_quarters=1)
    step(linked, "change-arrow", arrow=arrow.pk, **PULL)
    step(linked, "drop-node", node=arrow.source_id)
    assert (MapNode.objects.count(), MapArrow.objects.count()) == (1, 0)
    step(linked, "undo")
    kept = MapArrow.objects.get()
    assert (kept.pk, kept.weight, kept.source_id) == (arrow.pk, -0.6, arrow.source_id)
    step(linked, "undo")
    kept.refresh_from_db()
    assert (kept.weight, kept.delay_quarters) == (0.6, 1)
    assert step(linked, "undo").status_code == 400


def test_many_moves_of_one_box_are_one_step_back(linked):
    node = made.a_node(linked[0], "isolation", x=0.5, y=0.5)
    for x in ("0.1", "0.2", "0.3"):
        step(linked, "move-node", node=node.pk, x=x, y="0.5")
    step(linked, "undo")
    node.refresh_from_db()
    assert node.x == 0.5


def test_what_belongs_to_another_map_is_out_of_reach(linked):
    other = made.an_arrow(made.a_map(), "housing-cost", "isolation", 0.6)
    assert step(linked, "drop-arrow", arrow=other.pk).status_code == 400
    assert step(linked, "drop-node", node=other.source_id).status_code == 400
    assert MapArrow.objects.filter(pk=other.pk).exists()


def test_a_map_that_is_done_is_not_drawn_on_until_its_drawer_goes_on(linked):
    step(linked, "done")
    assert CausalMap.objects.get().state == "done"
    answer = step(linked, "add-node", factor="isolation")
    assert answer.status_code == 409
    assert not MapNode.objects.exists()
    step(linked, "go-on")
    assert step(linked, "add-node", factor="isolation").status_code == 302


def test_a_flood_of_changes_ends_for_the_day(linked, monkeypatch):
    monkeypatch.setattr(drawing, "MOST_A_DAY", 2)
    for factor in ("isolation", "trust"):
        assert step(linked, "add-node", factor=factor).status_code == 302
    assert step(linked, "add-node", factor="contact").status_code == 429
    assert MapNode.objects.count() == 2


def test_a_drawing_has_an_end(linked, monkeypatch):
    monkeypatch.setattr(drawing, "MOST_NODES", 1)
    step(linked, "add-node", factor="isolation")
    assert step(linked, "add-node", factor="trust").status_code == 400


def test_the_script_gets_the_same_part_of_the_page(linked):
    _map, address, client = linked
    answer = client.post(
        address, {"do": "add-node", "words": "Rent"}, headers={"accept": "application/json"}
    )
    told = answer.json()
    assert told["said"] == "Added."
    assert ">Rent<" in told["html"]
    wrong = client.post(address, {"do": "fly"}, headers={"accept": "application/json"})
    assert wrong.status_code == 400
    assert "does not know" in wrong.json()["html"]


def test_no_word_of_a_drawer_enters_the_audit_log(linked):
    step(linked, "add-node", words="Secretwords")
    node = MapNode.objects.get()
    step(linked, "move-node", node=node.pk, x="0.1", y="0.1")
    step(linked, "drop-node", node=node.pk)
    rows = AuditRow.objects.all()
    assert {row.verb for row in rows} >= {"add-map-node", "move-map-node", "drop-map-node"}
    assert not any("Secretwords" in str((row.before, row.after)) for row in rows)


def test_markup_in_own_words_stays_words(linked):
    _map, address, client = linked
    step(linked, "add-node", words="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(address).content.decode()


def test_the_desk_draws_too_and_is_named_in_the_log(cast):
    causal_map = made.a_map()
    client = signed_in(cast.asha)
    address = reverse("weighing-map", args=[causal_map.pk])
    assert client.post(address, {"do": "add-node", "factor": "isolation"}).status_code == 302
    assert AuditRow.objects.get(verb="add-map-node").acting_person == cast.asha
    assert "Isolation" in client.get(address).content.decode()
