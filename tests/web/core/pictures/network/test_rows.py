"""The list beside the drawing tells the same facts."""

from dataclasses import replace
from xml.etree import ElementTree

from django.template.loader import render_to_string

from tests.factories.networks import MENDING_CIRCLE, aldermere
from tests.web.core.pictures.network.test_drawing import SVG, WORDS
from tests.web.core.pictures.network.test_placing import few
from workbench.core.pictures.network import neighbourhood_picture, network_picture


def row_of(picture, node_id):
    return next(row for row in picture.rows if row.node_id == node_id)


def test_every_node_has_a_row_and_every_tie_stands_in_two():
    network = aldermere()
    rows = network_picture(network, words=WORDS).rows
    assert {row.node_id for row in rows} == set(network.by_id)
    assert sum(len(row.ties) for row in rows) == 2 * len(network.ties)


def test_rows_and_drawing_know_a_node_by_the_same_number():
    picture = network_picture(aldermere(), words=WORDS)
    drawn = {
        link.get("data-n"): link.get("aria-label")
        for link in ElementTree.fromstring(picture.svg).findall(f".//{SVG}a")
    }
    sentences = {node.node_id: node.sentence for node in aldermere().nodes}
    assert {str(row.number): sentences[row.node_id] for row in picture.rows} == drawn


def test_a_row_says_group_place_marks_and_ties_by_family():
    network = few([("a", "b")])
    marked = replace(network.nodes[0], marks=frozenset({"broker"}))
    row = row_of(
        network_picture(replace(network, nodes=(marked, network.nodes[1])), words=WORDS), "a"
    )
    assert (row.group, row.marks) == ("young people", ("brings others together",))
    assert [(family, [tie.name for tie in ties]) for family, ties in row.by_family] == [
        ("contact and exchange", ["House b"])
    ]


def test_a_tie_that_runs_one_way_says_which():
    network = few([("a", "b")])
    one_way = replace(network, ties=(replace(network.ties[0], directed=True),))
    picture = network_picture(one_way, words=WORDS)
    assert [row_of(picture, key).ties[0].way for key in "ab"] == ["to", "from"]


def test_a_missing_thread_stands_in_the_rows_of_both():
    picture = network_picture(aldermere(), words=WORDS)
    assert row_of(picture, MENDING_CIRCLE).missing == ("Orchard library",)
    assert row_of(picture, "org-orchard-library").missing == ("Orchard Mending Circle",)


def test_rows_stand_by_place_and_name_and_not_by_how_many_ties():
    rows = network_picture(aldermere(), words=WORDS).rows
    places = list(dict.fromkeys(row.gathering for row in rows))
    assert places == [one.words for one in aldermere().gatherings] + [""]
    first = [row.name.casefold() for row in rows if row.gathering == places[0]]
    assert first == sorted(first)


def test_a_neighbourhoods_list_begins_with_the_one_it_is_about():
    picture = neighbourhood_picture(aldermere(), "org-orchard-library", words=WORDS)
    assert picture.rows[0].name == "Orchard library"


def test_the_page_shows_drawing_key_and_list():
    picture = network_picture(aldermere(), words=WORDS)
    figure = render_to_string("core/_network.html", {"picture": picture})
    listed = render_to_string("core/_network_list.html", {"picture": picture})
    assert 'href="#network-list"' in figure
    assert 'id="network-list"' in listed
    assert "<strong>Without a tie:</strong> Orchard Mending Circle" in figure
    assert "A thread worth making: Orchard library" in listed
    assert listed.count("<li ") == len(picture.rows)
