"""Networks and strength maps in a browser: read, zoomed, filtered, and without any script.

The pages are files in a temporary folder, drawn from the made-up city and from a network of 300;
`COMMONWEAL_KEEP_DRAWINGS=FOLDER` keeps them and a photograph of each face.
"""

import os
from pathlib import Path

import pytest
from django.template.loader import render_to_string

import workbench.core
from tests.factories.networks import (
    GROUPS,
    aldermere,
    aldermere_areas,
    aldermere_strengths,
    made_up,
)
from tests.journeys.conftest import FACES, HEIGHT, faults_of
from workbench.core.pictures.network import NetworkWords, neighbourhood_picture, network_picture
from workbench.core.pictures.strengths import (
    CommunityAreas,
    CommunityWords,
    PublicPlaces,
    StrengthWords,
    community_picture,
    strength_picture,
)

pytestmark = pytest.mark.browser

STATIC = Path(workbench.core.__file__).parent / "static/core"
SHEETS = ("commonweal.css", "pictures.css")
SCRIPTS = ("drawing.js", "map.js", "network.js")
NETWORK_WORDS = NetworkWords(
    title="Who is tied to whom",
    description="Organisations and their ties",
    caption="Ties that at least one side has named.",
    alone="Without a tie",
    missing="A thread worth making",
)
STRENGTH_WORDS = StrengthWords(
    title="What the city has",
    description="Strengths by district",
    many=lambda count: f"{count} strengths",
    gap="nothing within 1,200 m for advice in Somali",
    caption="Symbols that would cover each other are moved aside a little.",
)
NAMES_THAT_MEET = """() => {
  const boxes = [...document.querySelectorAll('.node-names text')]
    .filter((text) => getComputedStyle(text).display !== 'none')
    .map((text) => [text.textContent, text.getBoundingClientRect()]);
  const meet = [];
  for (let i = 0; i < boxes.length; i++) for (let j = i + 1; j < boxes.length; j++) {
    const [a, b] = [boxes[i][1], boxes[j][1]];
    // A line's box is taller than its letters: two pixels above and below are air.
    const across = a.left < b.right && b.left < a.right;
    if (across && a.top + 2 < b.bottom - 2 && b.top + 2 < a.bottom - 2)
      meet.push(`${boxes[i][0]} × ${boxes[j][0]}`);
  }
  return meet;
}"""
SHOWN = """() => [...document.querySelectorAll('.node-names text')]
  .filter((text) => getComputedStyle(text).display !== 'none').length"""
FOCUSED = "document.activeElement.getAttribute('aria-label')"


def _static(name):
    return (STATIC / name).read_text(encoding="utf-8")


def network_page(picture):
    return (
        render_to_string("core/_network.html", {"picture": picture}),
        render_to_string("core/_network_list.html", {"picture": picture}),
    )


def strength_page():
    places = tuple(place for place in aldermere_strengths() if not place.confidential)
    picture = strength_picture(
        aldermere_areas(),
        PublicPlaces(places=places),
        kinds=GROUPS,
        words=STRENGTH_WORDS,
        sentences={area.area: f"{area.name}." for area in aldermere_areas().areas},
        gaps={"millfield": "Nothing within 1,200 m for advice in Somali."},
    )
    return (
        render_to_string("core/_strength_map.html", {"picture": picture}),
        render_to_string("core/_strength_list.html", {"picture": picture}),
    )


def community_page():
    communities = [
        CommunityAreas(key="a", words="Somali-speaking families", weights={"orchard": 0.6}),
        CommunityAreas(key="b", words="The community house", weights={"orchard": 0.2}),
    ]
    picture = community_picture(
        aldermere_areas(),
        communities,
        words=CommunityWords(
            title="Communities",
            description="Where two communities are",
            densities=("a few", "some", "many", "most"),
            caption="As they describe it themselves.",
        ),
        sentences={},
    )
    return render_to_string("core/_community_map.html", {"picture": picture}), ""


BODIES = {
    "aldermere": lambda: network_page(network_picture(aldermere(), words=NETWORK_WORDS)),
    "three-hundred": lambda: network_page(network_picture(made_up(300, 1000), words=NETWORK_WORDS)),
    "three-hundred-by-place": lambda: network_page(
        network_picture(made_up(300, 1000, gathered=True), words=NETWORK_WORDS)
    ),
    "neighbourhood": lambda: network_page(
        neighbourhood_picture(aldermere(), "org-orchard-library", words=NETWORK_WORDS)
    ),
    "two-steps": lambda: network_page(
        neighbourhood_picture(aldermere(), "org-orchard-library", words=NETWORK_WORDS, steps=2)
    ),
    "strengths": strength_page,
    "communities": community_page,
}


MAPS = ("strengths", "communities")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Every drawing on a page of its own, as a file."""
    folder = Path(os.environ.get("COMMONWEAL_KEEP_DRAWINGS") or tmp_path_factory.mktemp("drawn"))
    folder.mkdir(parents=True, exist_ok=True)
    # Inside the file itself, since a checker may not fetch other files from one.
    sheets = "".join(f"<style>{_static(name)}</style>" for name in SHEETS)
    scripts = "".join(f"<script>{_static(name)}</script>" for name in SCRIPTS)
    for name, body in BODIES.items():
        figure, listed = body()
        (folder / f"{name}.html").write_text(
            f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{name}</title>'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">{sheets}'
            f'<main><h1>{name}</h1><div class="cols drawn"><section class="card"><h2>Drawing</h2>'
            f'{figure}</section><section class="card"><h2>List</h2>{listed}</section></div></main>'
            f"{scripts}",
            encoding="utf-8",
        )
    return folder


@pytest.fixture
def opened(chromium, pages):
    """Opens one of the pages; what the console says fails the test."""
    complaints, windows = [], []

    def open_page(name, *, width=1280, scheme="light", script=True):
        window = chromium.new_page(
            viewport={"width": width, "height": HEIGHT},
            color_scheme=scheme,
            java_script_enabled=script,
        )
        windows.append(window)
        window.on("console", lambda message: complaints.append(message.text))
        window.on("pageerror", lambda error: complaints.append(str(error)))
        window.goto((pages / f"{name}.html").as_uri())
        return window

    yield open_page
    for window in windows:
        window.close()
    assert complaints == []


@pytest.mark.parametrize("name", BODIES)
def test_every_drawing_has_no_fault_in_any_of_its_four_faces(opened, pages, name):
    faces = FACES if name in {"neighbourhood", "strengths"} else FACES[::3]  # axe is slow
    for width, scheme in faces:
        page = opened(name, width=width, scheme=scheme)
        page.wait_for_timeout(150)
        if os.environ.get("COMMONWEAL_KEEP_DRAWINGS"):
            page.screenshot(path=pages / f"{name}-{width}-{scheme}.png", full_page=True)
        assert list(faults_of(page, width)) == [], (width, scheme)


@pytest.mark.parametrize("width", [1280, 1024, 390])
@pytest.mark.parametrize("name", [name for name in BODIES if name not in MAPS])
def test_no_two_names_meet_on_a_real_screen_however_close_one_looks(opened, name, width):
    page = opened(name, width=width)
    page.wait_for_timeout(150)
    for _step in range(4):
        assert page.evaluate(NAMES_THAT_MEET) == []
        page.get_by_role("button", name="Closer").click()


def test_more_names_appear_the_closer_one_looks(opened):
    page = opened("three-hundred")
    page.wait_for_timeout(150)
    before = page.evaluate(SHOWN)
    page.get_by_role("button", name="Closer").click()
    assert page.evaluate(SHOWN) > before
    page.get_by_role("button", name="Whole drawing").click()
    assert page.evaluate(SHOWN) == before


@pytest.mark.parametrize("width", [1280, 390])
def test_every_neighbour_is_named_at_both_widths(opened, width):
    page = opened("neighbourhood", width=width)
    page.wait_for_timeout(150)
    assert page.evaluate(SHOWN) == page.locator("a.node").count()


def test_the_tabulator_stops_once_and_arrows_lead_from_node_to_node(opened):
    page = opened("aldermere")
    stops = page.locator("svg.network a[tabindex='0']")
    assert stops.count() == 1
    stops.focus()
    first = page.evaluate(FOCUSED)
    page.keyboard.press("ArrowRight")
    second = page.evaluate(FOCUSED)
    assert second not in (None, first)
    assert page.locator(".said").first.text_content() == second


def test_a_node_brings_out_those_it_is_tied_to_and_nobody_else(opened):
    page = opened("aldermere")
    node = page.locator("a.node[aria-label^='Orchard library']")
    node.hover()
    near = page.locator("a.node.near").evaluate_all("all => all.map((one) => one.dataset.n)")
    number = node.get_attribute("data-n")
    ends = page.locator(f".family [data-a='{number}'], .family [data-b='{number}']").evaluate_all(
        "all => all.flatMap((one) => [one.dataset.a, one.dataset.b])"
    )
    missing = page.locator(
        f".missing[data-a='{number}'], .missing[data-b='{number}']"
    ).evaluate_all("all => all.flatMap((one) => [one.dataset.a, one.dataset.b])")
    assert set(near) == {*ends, *missing, number}


def test_the_key_hides_a_kind_with_its_ties_and_shows_it_again(opened):
    page = opened("aldermere")
    switch = page.get_by_role("button", name="libraries")
    libraries = page.locator("a.node[data-group='3']")
    switch.click()
    assert switch.get_attribute("aria-pressed") == "false"
    assert libraries.evaluate_all("all => all.every((one) => one.classList.contains('off'))")
    assert page.locator(".family path.off").count() > 0
    switch.click()
    assert page.locator("svg.network .off").count() == 0


def test_the_key_hides_a_family_of_ties(opened):
    page = opened("aldermere")
    page.get_by_role("button", name="trust and dialogue").click()
    assert page.locator("[data-family='2'].off").count() == 1


def test_those_without_a_tie_are_told_below_the_drawing_where_it_is_too_small(opened):
    assert opened("aldermere", width=390).locator(".alone-list").is_visible()
    assert not opened("aldermere").locator(".alone-list").is_visible()


def test_keys_zoom_and_the_whole_comes_back(opened):
    page = opened("aldermere")
    whole = page.locator("svg.network").get_attribute("viewBox")
    page.locator("svg.network a[tabindex='0']").focus()
    page.keyboard.press("+")
    assert page.locator("svg.network").get_attribute("viewBox") != whole
    page.keyboard.press("0")
    assert page.locator("svg.network").get_attribute("viewBox") == whole


def test_a_strength_map_has_one_stop_for_areas_and_one_for_places(opened):
    page = opened("strengths")
    assert page.locator("a[data-area][tabindex='0']").count() == 1
    places = page.locator("a.place[tabindex='0']")
    assert places.count() == 1
    places.focus()
    first = page.evaluate(FOCUSED)
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FOCUSED) != first


def test_the_key_of_a_strength_map_hides_a_kind(opened):
    page = opened("strengths")
    page.get_by_role("button", name="schools").click()
    shown = "all => all.filter((one) => getComputedStyle(one).display !== 'none').length"
    assert page.locator("a.place[data-group='2']").evaluate_all(shown) == 0
    assert page.locator("a.place[data-group='1']").evaluate_all(shown) > 0


def test_without_script_every_node_leads_to_its_row_and_names_can_be_read(opened):
    page = opened("aldermere", script=False)
    node = page.locator("a.node").first
    assert page.locator(node.get_attribute("href")).count() == 1
    assert page.get_by_role("button").count() == 0
    assert page.locator(".alone-name").text_content() == "Orchard Mending Circle"
    assert page.locator(".alone-name").is_visible()
