"""The network drawing as a reader, a screen reader and a PDF meet it."""

from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
import typst

from tests.factories.networks import FAMILIES, GROUPS, MENDING_CIRCLE, aldermere, made_up
from tests.web.core.pictures.network.test_placing import few
from workbench.core.pictures import Kind, NotPublic
from workbench.core.pictures.network import (
    MissingThread,
    Network,
    NetworkNode,
    NetworkTie,
    NetworkWords,
    PublicNetwork,
    TieFamily,
    network_picture,
)

SVG = "{http://www.w3.org/2000/svg}"
WORDS = NetworkWords(
    title="Ties",
    description="Who is tied to whom",
    alone="Without a tie",
    missing="A thread worth making",
    marks={"broker": "brings others together", "cut": "without it, others lose touch"},
)


def drawn(network, **changes):
    return ElementTree.fromstring(network_picture(network, words=WORDS, **changes).svg)


def links(root):
    return {link.get("aria-label"): link for link in root.findall(f".//{SVG}a")}


def marked(*marks, missing=()):
    network = few([("a", "b"), ("b", "c")])
    nodes = tuple(
        replace(node, marks=frozenset(marks)) if node.node_id == "b" else node
        for node in network.nodes
    )
    return replace(network, nodes=nodes, missing=missing)


def test_every_node_is_a_link_with_its_sentence_as_name_and_title():
    root = drawn(aldermere())
    said = {node.sentence for node in aldermere().nodes}
    assert set(links(root)) == said
    assert {link.find(f"{SVG}title").text for link in links(root).values()} == said


def test_a_node_without_an_address_leads_to_its_row_in_the_list():
    network = few([("a", "b")])
    picture = network_picture(network, words=WORDS, picture_id="ties")
    hrefs = {link.get("href") for link in links(ElementTree.fromstring(picture.svg)).values()}
    assert hrefs == {f"#ties-{row.number}" for row in picture.rows}


def test_an_address_of_its_own_comes_first():
    network = few([("a", "b")])
    nodes = (replace(network.nodes[0], href="/mapping/a/"), network.nodes[1])
    assert links(drawn(replace(network, nodes=nodes)))["House a"].get("href") == "/mapping/a/"


def test_every_tie_is_drawn_between_its_two_nodes():
    network = made_up(300, 1000)
    numbers = {key: str(at) for at, key in enumerate(network.by_id)}
    ends = [
        frozenset((line.get("data-a"), line.get("data-b")))
        for line in drawn(network).findall(f".//{SVG}g[@class='ties']//{SVG}path")
        if "head" not in line.get("class")
    ]
    told = [frozenset((numbers[t.source], numbers[t.target])) for t in network.ties]
    assert sorted(map(sorted, ends)) == sorted(map(sorted, told))


def test_those_without_a_tie_are_drawn_with_their_names():
    root = drawn(aldermere())
    assert "Orchard Mending Circle" in root.findtext(f".//{SVG}text[@class='alone-name']")
    assert root.findtext(f".//{SVG}text[@class='alone-heading']") == "Without a tie"
    sentence = aldermere().by_id[MENDING_CIRCLE].sentence
    assert links(root)[sentence].find(f"{SVG}path") is not None


def shape_of(path):
    """The corners of a symbol, wherever it stands and however large it is."""
    if "a" in path:
        return "round"
    corners = np.array([corner.split() for corner in path.strip("Mz").split("L")], dtype=float)
    low = corners.min(axis=0)
    within = (corners - low) / (corners.max(axis=0) - low)
    return frozenset(map(tuple, within.round(1).tolist()))


def test_a_kind_is_a_colour_and_a_shape_together():
    looks = {}
    for link in drawn(aldermere()).findall(f".//{SVG}a"):
        path = link.findall(f"{SVG}path")[-1]
        looks.setdefault(link.get("data-group"), (path.get("class"), path.get("d")))
    assert len(looks) == len(GROUPS) == 9
    assert len({colour for colour, _ in looks.values()}) == 9
    # The ninth kind is a hollow ring, round as the first is.
    assert len({shape_of(path) for _, path in looks.values()}) == 8


def test_eight_kinds_have_eight_shapes_and_the_ninth_is_a_ring():
    groups = tuple(Kind(key=str(at), words=str(at)) for at in range(10))
    nodes = tuple(NetworkNode(node_id=str(at), name=str(at), group=str(at)) for at in range(10))
    root = drawn(Network(nodes=nodes, ties=(), groups=groups, families=()))
    classes = sorted(path.get("class") for path in root.findall(f".//{SVG}a/{SVG}path"))
    assert classes == sorted(["look look-0"] * 2 + [f"look look-{at}" for at in range(1, 9)])


def test_a_family_of_ties_is_a_pattern_and_a_strength_a_width():
    ties = tuple(
        NetworkTie(source="a", target=target, family=family, strength=strength)
        for target, family, strength in (("b", "light", 1), ("c", "trust", 5), ("d", "work", None))
    )
    root = drawn(replace(few([("a", "b"), ("a", "c"), ("a", "d")]), ties=ties))
    groups = root.findall(f".//{SVG}g[@class='ties']/{SVG}g")
    assert [group.get("class") for group in groups] == [
        "family line-solid",
        "family line-dashes",
        "family line-dots",
    ]
    assert [group[0].get("class").split()[0] for group in groups] == ["w1", "w5", "w1"]


def test_two_ties_of_one_pair_are_drawn_beside_each_other():
    ties = tuple(
        NetworkTie(source=one, target=other, family=family)
        for one, other, family in (("a", "b", "light"), ("b", "a", "trust"))
    )
    root = drawn(replace(few([("a", "b")]), ties=ties))
    first, second = root.findall(f".//{SVG}g[@class='ties']/{SVG}g/{SVG}path")
    ends = {first.get("d").split("Q")[1].split(" ")[0], second.get("d").split("Q")[1].split(" ")[0]}
    assert len(ends) == 2


def test_a_tie_that_runs_one_way_has_a_head():
    network = few([("a", "b")])
    one_way = replace(network, ties=(replace(network.ties[0], directed=True),))
    assert drawn(network).find(f".//{SVG}path[@class='head']") is None
    assert drawn(one_way).find(f".//{SVG}path[@class='head']") is not None


@pytest.mark.parametrize(("mark", "ring"), [("broker", "circle"), ("cut", "path")])
def test_a_mark_is_a_ring_that_the_key_explains(mark, ring):
    root = drawn(marked(mark))
    assert root.find(f".//{SVG}a/{SVG}{ring}[@class='{mark}-ring']") is not None
    assert [entry.words for entry in network_picture(marked(mark), words=WORDS).marks] == [
        WORDS.marks[mark]
    ]


def test_a_missing_thread_is_dashed_and_told():
    thread = MissingThread(source="a", target="c", sentence="The two houses would share a kitchen.")
    picture = network_picture(marked(missing=(thread,)), words=WORDS)
    group = ElementTree.fromstring(picture.svg).find(f".//{SVG}g[@class='missing']")
    assert group.findtext(f"{SVG}title") == thread.sentence
    assert group.find(f"{SVG}path[@class='thread']") is not None
    assert [entry.words for entry in picture.marks] == ["A thread worth making"]


def test_the_key_holds_what_occurs_in_the_order_that_was_given():
    picture = network_picture(aldermere(), words=WORDS)
    assert [entry.words for entry in picture.groups] == [group.words for group in GROUPS]
    assert [entry.words for entry in picture.families] == [one.words for one in FAMILIES]
    little = network_picture(few([("a", "b")]), words=WORDS)
    assert [entry.words for entry in little.groups] == ["young people"]
    assert [entry.words for entry in little.families] == ["contact and exchange"]


def test_a_public_drawing_refuses_a_tie_that_a_side_did_not_agree_to_show():
    network = few([("a", "b"), ("b", "c")])
    with pytest.raises(NotPublic) as refused:
        PublicNetwork(network=network)
    assert str(refused.value) == (
        "2 ties and 0 missing threads of a public drawing are not public. Pass only ties that "
        "both sides agreed to show, and no missing threads."
    )


def test_a_public_drawing_refuses_missing_threads():
    network = replace(few([]), missing=())
    nodes = few([("a", "b")]).nodes
    threads = (MissingThread(source="a", target="b"),)
    with pytest.raises(NotPublic):
        PublicNetwork(network=replace(network, nodes=nodes, missing=threads))


def test_a_public_drawing_shows_what_is_public():
    network = few([("a", "b")])
    public = replace(network, ties=tuple(replace(tie, public=True) for tie in network.ties))
    shown = network_picture(PublicNetwork(network=public), words=WORDS).svg
    assert shown == network_picture(public, words=WORDS).svg


def test_names_from_a_file_cannot_bring_markup_into_the_page():
    network = few([("a", "b")], names=[("a", "<b>Quay</b>"), ("b", "</svg><script>")])
    svg = network_picture(network, words=replace(WORDS, title="a & b")).svg
    assert "<script>" not in svg
    assert "<b>" not in svg
    assert ElementTree.fromstring(svg).find(f"{SVG}title").text == "a & b"


@pytest.mark.parametrize("palette", ["page", "print"])
def test_no_style_attribute_stands_in_the_svg_because_the_pages_policy_blocks_it(palette):
    assert "style=" not in network_picture(aldermere(), words=WORDS, palette=palette).svg


def test_the_print_drawing_needs_no_style_sheet():
    root = drawn(aldermere(), palette="print")
    assert not links(root)
    painted = [one for one in root.iter(f"{SVG}path") if one.get("d") and "A" not in one.get("d")]
    assert {one.get("class") for one in painted} == {None}


def test_typst_sets_the_print_drawing_with_its_names(tmp_path):
    svg = network_picture(aldermere(), words=WORDS, palette="print").svg
    (tmp_path / "ties.svg").write_text(svg, encoding="utf-8")
    page = '#set document(title: "Ties")\n#image("ties.svg", alt: "Ties")'
    (tmp_path / "page.typ").write_text(page, encoding="utf-8")
    pdf = typst.compile(str(tmp_path / "page.typ"), pdf_standards=["ua-1"])
    assert pdf.startswith(b"%PDF")
    assert b"/FontFile" in pdf  # letters are there as letters
    alone = typst.compile(str(tmp_path / "page.typ"), ignore_system_fonts=True)
    assert b"/FontFile" in alone  # and on a machine without fonts, in the one typst brings


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ties": (NetworkTie(source="a", target="z", family="light"),)}, "no node z"),
        ({"ties": (NetworkTie(source="a", target="a", family="light"),)}, "Ties of a with themse"),
        ({"families": (TieFamily(key="x", words="x"),)}, "no family light"),
        ({"groups": ()}, "no group youth"),
        ({"nodes": few([("a", "b")]).nodes * 2}, "node ids a, b stand more than once"),
    ],
)
def test_facts_that_do_not_fit_together_are_refused(change, said):
    with pytest.raises(ValueError, match=said):
        replace(few([("a", "b")]), **change)
