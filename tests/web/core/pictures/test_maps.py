"""The area map as a reader, a screen reader and a PDF meet it."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import shapely
import typst

from commonweal.core.places import Area, AreaSet
from workbench.core.pictures import SHADE_FILLS, area_map

SVG = "{http://www.w3.org/2000/svg}"


def drawn(areas, **changes):
    given = {
        "shades": dict.fromkeys(areas.ids, "count-2"),
        "sentences": {area.area: f"{area.name}: 12 reports this week." for area in areas.areas},
        "title": "Reports by district",
        "description": "Twelve reports in every district.",
    }
    return area_map(areas, **{**given, **changes})


def links(svg):
    return ElementTree.fromstring(svg).findall(f".//{SVG}a")


def test_each_area_says_its_sentence_to_a_screen_reader(six_districts):
    said = {link.get("data-area"): link.get("aria-label") for link in links(drawn(six_districts))}
    assert said["d0"] == "Harbour: 12 reports this week."
    assert set(said) == set(six_districts.ids)


def test_each_area_leads_to_its_row_in_the_table_without_script(six_districts):
    hrefs = {link.get("href") for link in links(drawn(six_districts, picture_id="brief"))}
    assert hrefs == {f"#brief-{area}" for area in six_districts.ids}


def test_an_address_of_its_own_replaces_the_row(six_districts):
    svg = drawn(six_districts, links={"d0": "/listening/register/?area=d0"})
    assert links(svg)[0].get("href") == "/listening/register/?area=d0"


def test_the_map_has_a_title_and_a_description(six_districts):
    root = ElementTree.fromstring(drawn(six_districts))
    assert root.get("aria-labelledby") == "map-title map-desc"
    assert root.find(f"{SVG}title").text == "Reports by district"
    assert root.find(f"{SVG}desc").text == "Twelve reports in every district."


def test_an_area_without_data_is_hatched_and_never_shown_as_nought(six_districts):
    svg = drawn(six_districts, shades={"d0": "count-0"})
    paths = {link.get("data-area"): link.find(f"{SVG}path") for link in links(svg)}
    assert paths["d0"].get("class") == "outline shade count-0"
    assert paths["d1"].get("fill") == "url(#map-hatch)"


def test_names_from_a_file_cannot_bring_markup_into_the_page():
    areas = AreaSet(
        (Area(area='"><i', name="<b>Quay</b>", geometry=shapely.box(4, 52, 4.1, 52.1)),)
    )
    svg = area_map(
        areas,
        shades={},
        sentences={'"><i': "<script>"},
        title="a & b",
        description="</svg>",
    )
    assert "<b>" not in svg
    assert "<script>" not in svg
    assert ElementTree.fromstring(svg).find(f".//{SVG}a").get("aria-label") == "<script>"


def test_no_style_attribute_stands_in_the_svg_because_the_pages_policy_blocks_it(six_districts):
    assert "style=" not in drawn(six_districts)
    assert "style=" not in drawn(six_districts, palette="print")


def test_the_drawing_keeps_the_shape_of_the_city_at_its_latitude():
    # A square kilometre at 60° north is twice as wide in degrees as it is high.
    areas = AreaSet((Area(area="a", name="A", geometry=shapely.box(10.0, 59.99, 10.04, 60.01)),))
    _, _, width, height = map(
        float,
        re.search(
            r'viewBox="([^"]+)"',
            area_map(areas, shades={}, sentences={}, title="t", description="d"),
        )[1].split(),
    )
    assert width - 8 == pytest.approx(height - 8, rel=0.01)


def test_north_is_up(six_districts):
    tops = {
        link.get("data-area"): float(
            link.find(f"{SVG}path").get("d")[1:].split(" ")[1].split("l")[0]
        )
        for link in links(drawn(six_districts))
    }
    assert tops["d0"] < tops["d3"]


def test_marked_areas_are_drawn_last_so_that_their_outline_is_whole(six_districts):
    assert [link.get("data-area") for link in links(drawn(six_districts, marked={"d0"}))][
        -1
    ] == "d0"


def test_only_the_asked_level_is_drawn(six_districts):
    city = Area(
        area="city", name="City", level="city", geometry=shapely.box(4.0, 51.98, 4.06, 52.0)
    )
    both = AreaSet((city, *six_districts.areas))
    assert len(links(drawn(both))) == 7
    assert [link.get("data-area") for link in links(drawn(both, level="city"))] == ["city"]


def test_the_print_map_needs_no_style_sheet(six_districts):
    root = ElementTree.fromstring(drawn(six_districts, palette="print"))
    fills = {path.get("fill") for path in root.findall(f".//{SVG}g/{SVG}path")}
    assert fills == {SHADE_FILLS["count-2"]}
    assert not links(drawn(six_districts, palette="print"))


def test_typst_sets_the_print_map(six_districts, tmp_path):
    (tmp_path / "map.svg").write_text(drawn(six_districts, palette="print"), encoding="utf-8")
    (tmp_path / "page.typ").write_text('#image("map.svg", alt: "Map")', encoding="utf-8")
    assert typst.compile(str(tmp_path / "page.typ")).startswith(b"%PDF")


@pytest.mark.shared_data
def test_a_map_of_77_detailed_precincts_stays_below_150_kb(shared_data: Path):
    collection = json.loads((shared_data / "incidents/nypd_precincts.geojson").read_text())
    areas = AreaSet(
        tuple(
            Area(
                area=str(one["properties"]["precinct"]),
                name=f"Precinct {one['properties']['precinct']}",
                geometry=shapely.make_valid(shapely.from_geojson(json.dumps(one["geometry"]))),
            )
            for one in collection["features"]
        )
    )
    svg = drawn(areas)
    assert len(links(svg)) == 77
    assert len(svg.encode()) < 150_000
