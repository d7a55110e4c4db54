"""The strength map as a reader, a screen reader and a PDF meet it."""

from dataclasses import replace
from itertools import combinations
from math import hypot
from xml.etree import ElementTree

import pytest
import typst
from django.template.loader import render_to_string

from tests.factories.networks import GROUPS, aldermere_areas, aldermere_strengths
from workbench.core.pictures import NotPublic
from workbench.core.pictures.strengths import (
    PartnerPlaces,
    PublicPlaces,
    StrengthWords,
    strength_picture,
)
from workbench.core.pictures.strengths.drawing import name_boxes, placed_spots

SVG = "{http://www.w3.org/2000/svg}"
WORDS = StrengthWords(
    title="What there is",
    description="Strengths by district",
    many=lambda count: f"{count} strengths",
    gap="nothing within 1,200 m for advice in Somali",
    confidential="confidential",
)
GAP = "Nothing within 1,200 m for advice in Somali."
PLACES = aldermere_strengths()
OPEN = PublicPlaces(places=tuple(place for place in PLACES if not place.confidential))


def picture(seen=OPEN, **changes):
    given = {
        "kinds": GROUPS,
        "words": WORDS,
        "sentences": {area.area: f"{area.name}." for area in aldermere_areas().areas},
        "gaps": {"millfield": GAP},
    }
    return strength_picture(aldermere_areas(), seen, **{**given, **changes})


def root_of(drawn):
    return ElementTree.fromstring(drawn.svg)


def places_in(root):
    return root.findall(f".//{SVG}g[@class='places']/{SVG}a")


def test_every_place_is_drawn_or_counted():
    said = " ".join(link.get("aria-label") for link in places_in(root_of(picture())))
    assert all(place.name in said for place in OPEN.places)


def test_a_kind_is_a_colour_and_a_shape_and_the_key_explains_it():
    drawn = picture()
    looks = {
        link.get("data-group"): link.find(f"{SVG}path").get("class")
        for link in places_in(root_of(drawn))
        if link.get("data-group")
    }
    assert len(set(looks.values())) == len(looks) == len(drawn.kinds)


def test_an_area_with_a_gap_is_hatched_and_says_what_is_not_near():
    root = root_of(picture())
    areas = {
        link.get("data-area"): link for link in root.findall(f".//{SVG}g[@class='areas']/{SVG}a")
    }
    hatched = {
        area
        for area, link in areas.items()
        if any(path.get("fill") == "url(#strengths-gap)" for path in link)
    }
    assert hatched == {"millfield"}
    assert areas["millfield"].get("aria-label") == f"Millfield. {GAP}"


def test_areas_are_not_coloured_by_how_much_they_have():
    root = root_of(picture())
    shades = {
        path.get("class")
        for path in root.findall(f".//{SVG}g[@class='areas']/{SVG}a/{SVG}path")
        if path.get("class")
    }
    assert shades == {"outline shade ground"}


def test_a_map_for_everybody_refuses_confidential_places():
    hidden = sum(place.confidential for place in PLACES)
    with pytest.raises(NotPublic) as refused:
        PublicPlaces(places=PLACES)
    assert str(refused.value) == (
        f"{hidden} of the places handed to a public map are confidential. Pass the public view "
        "of the strengths, which leaves them out."
    )


def test_no_confidential_place_stands_in_the_public_map_list_or_key():
    drawn = picture()
    told = drawn.svg + render_to_string("core/_strength_list.html", {"picture": drawn})
    hidden = [place.name for place in PLACES if place.confidential]
    assert hidden
    assert not [name for name in hidden if name in told]
    assert "confidential" not in told


def test_partners_see_confidential_places_marked():
    drawn = picture(PartnerPlaces(places=PLACES))
    hidden = sum(place.confidential for place in PLACES)
    assert drawn.svg.count('class="sealed-ring"') == hidden
    assert [entry.words for entry in drawn.marks] == [WORDS.gap, "confidential"]


def test_no_two_symbols_overlap_and_none_covers_the_name_of_an_area():
    spots = placed_spots(aldermere_areas(), OPEN)
    for one, other in combinations(spots, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= one.r + other.r
    for left, top, right, bottom in name_boxes(aldermere_areas()):
        for spot in spots:
            dx = max(left - spot.x, spot.x - right, 0)
            dy = max(top - spot.y, spot.y - bottom, 0)
            assert hypot(dx, dy) >= spot.r - 0.1, spot.places[0].name


def test_many_in_one_place_are_a_number_that_names_them_all():
    first = OPEN.places[0]
    crowd = tuple(replace(first, place_id=f"c{at:02}", name=f"Room {at}") for at in range(12))
    [link] = places_in(root_of(picture(PublicPlaces(places=crowd))))
    assert link.findtext(f"{SVG}text") == "12"
    assert link.get("aria-label").startswith("12 strengths: Room 0, Room 1, Room 10")


def test_the_list_has_every_area_in_the_order_of_the_file_none_ranked():
    drawn = picture()
    assert [row.area for row in drawn.rows] == list(aldermere_areas().ids)
    assert sum(len(row.places) for row in drawn.rows) == len(OPEN.places)
    assert {row.area: row.gap for row in drawn.rows if row.gap} == {"millfield": GAP}


def test_the_page_shows_map_key_and_list():
    drawn = picture()
    figure = render_to_string("core/_strength_map.html", {"picture": drawn})
    listed = render_to_string("core/_strength_list.html", {"picture": drawn})
    assert "nothing within 1,200 m" in figure
    assert GAP in listed
    assert all(f'id="strengths-{area}"' in listed for area in aldermere_areas().ids)


def test_a_city_without_strengths_still_has_its_map_and_its_gaps():
    drawn = picture(PublicPlaces(places=()))
    assert places_in(root_of(drawn)) == []
    assert [entry.words for entry in drawn.marks] == [WORDS.gap]


def test_typst_sets_the_print_map(tmp_path):
    svg = picture(palette="print").svg
    assert "style=" not in svg
    (tmp_path / "map.svg").write_text(svg, encoding="utf-8")
    (tmp_path / "page.typ").write_text('#image("map.svg", alt: "Map")', encoding="utf-8")
    assert typst.compile(str(tmp_path / "page.typ")).startswith(b"%PDF")


def test_where_a_community_lives_is_hatched_and_stands_in_the_key():
    areas = aldermere_areas()
    picture = strength_picture(
        areas,
        PublicPlaces(places=()),
        kinds=GROUPS,
        words=replace(WORDS, lived_in="where they live"),
        sentences={},
        gaps={"harbour": GAP},
        lived_in=["harbour", "quayside"],
    )
    assert picture.svg.count('fill="url(#strengths-lived)"') == 2
    assert picture.svg.count('fill="url(#strengths-gap)"') == 1
    assert "where they live" in [entry.words for entry in picture.marks]
