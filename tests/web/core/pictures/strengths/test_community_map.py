"""Where communities are: hatches that may lie over each other, denser where more of them is."""

import re
from xml.etree import ElementTree

import pytest
import typst
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.networks import aldermere_areas
from workbench.core.pictures.strengths import (
    CommunityAreas,
    CommunityWords,
    community_map,
    community_picture,
)
from workbench.core.pictures.strengths.community import STEPS, density

SVG = "{http://www.w3.org/2000/svg}"
SOMALI = CommunityAreas(
    key="somali", words="Somali-speaking families", weights={"orchard": 0.6, "st-anne": 0.2}
)
HOUSE = CommunityAreas(
    key="house", words="The community house", weights={"castle-hill": 0.5, "st-anne": 0.3}
)


def drawn(*communities, **changes):
    return community_map(
        aldermere_areas(),
        communities,
        sentences={"orchard": "Orchard: most of the families live here."},
        title="t",
        description="d",
        **changes,
    )


def hatches(svg):
    root = ElementTree.fromstring(svg)
    return {
        link.get("data-area"): [
            path.get("fill") for path in link if "weave" in str(path.get("fill"))
        ]
        for link in root.findall(f".//{SVG}g[@class='areas']/{SVG}a")
    }


def test_a_community_is_hatched_where_it_is_and_nowhere_else():
    found = {area: marks for area, marks in hatches(drawn(SOMALI)).items() if marks}
    assert found == {
        "orchard": ["url(#community-weave-0-3)"],
        "st-anne": ["url(#community-weave-0-1)"],
    }


def test_two_communities_may_lie_over_each_other():
    assert hatches(drawn(SOMALI, HOUSE))["st-anne"] == [
        "url(#community-weave-0-1)",
        "url(#community-weave-1-2)",
    ]


def test_communities_differ_in_colour_and_direction():
    svg = drawn(SOMALI, HOUSE)
    patterns = re.findall(r'id="community-weave-(\d)-0".*?rotate\((-?\d+)\).*?class="(.*?)"', svg)
    assert len({turn for _, turn, _ in patterns}) == len({look for *_, look in patterns}) == 2


@given(weights=st.lists(st.floats(0.001, 1), min_size=2))
def test_more_of_a_community_is_never_thinner(weights):
    steps = [STEPS[density(weight)] for weight in sorted(weights)]
    assert steps == sorted(steps, reverse=True)


def test_each_area_says_its_sentence():
    assert 'aria-label="Orchard: most of the families live here."' in drawn(SOMALI)


def test_more_than_three_at_once_are_refused():
    with pytest.raises(ValueError, match="At most 3 communities"):
        drawn(SOMALI, SOMALI, HOUSE, HOUSE)


def test_the_page_has_each_community_and_each_density_in_its_key():
    picture = community_picture(
        aldermere_areas(),
        [SOMALI, HOUSE],
        words=CommunityWords(
            title="t", description="d", densities=("few", "some", "many", "most"), caption="c"
        ),
        sentences={},
    )
    assert [entry.words for entry in picture.communities] == [SOMALI.words, HOUSE.words]
    samples = [entry.sample.count("<path") for entry in picture.densities]
    assert samples == sorted(samples)
    assert samples[0] < samples[-1]
    figure = render_to_string("core/_community_map.html", {"picture": picture})
    assert "Somali-speaking families" in figure
    assert "many" in figure


def test_typst_sets_the_print_map(tmp_path):
    svg = drawn(SOMALI, HOUSE, palette="print")
    (tmp_path / "map.svg").write_text(svg, encoding="utf-8")
    (tmp_path / "page.typ").write_text('#image("map.svg", alt: "Map")', encoding="utf-8")
    assert typst.compile(str(tmp_path / "page.typ")).startswith(b"%PDF")
