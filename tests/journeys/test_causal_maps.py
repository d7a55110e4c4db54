"""A causal map drawn in a browser: by pointer, by keyboard, on a telephone, without a script."""

import pytest
from django.urls import reverse

from tests.factories import weighing_maps as made
from workbench.weighing.models import MapArrow, MapNode

pytestmark = pytest.mark.browser


@pytest.fixture
def drawer(cast, walker):
    """A drawer's window on a map with two things far from each other."""
    causal_map, token = made.a_linked_map()
    made.a_node(causal_map, "housing-cost", x=0.1, y=0.2)
    made.a_node(causal_map, "isolation", x=0.9, y=0.8)
    page = walker.start()
    walker.open(page, reverse("open-map", args=[token]))
    return page


def box(page, name):
    """The box of a thing on the sheet that is shown."""
    return page.locator(f'svg.causal:visible a.thing[aria-label^="{name}"]')


def middle(locator):
    """The middle of what is on the screen."""
    there = locator.bounding_box()
    return there["x"] + there["width"] / 2, there["y"] + there["height"] / 2


def drag(page, start, end):
    """Press, move in steps, let go."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
    page.mouse.move(*end, steps=4)
    page.mouse.up()


def said(page, words):
    """Wait until it is read aloud."""
    page.locator("[data-said]", has_text=words).wait_for(state="attached")


def draw_by_pointer(page):
    """From the handle of the one box to the other, and say how."""
    box(page, "Cost of housing").scroll_into_view_if_needed()
    box(page, "Cost of housing").hover()
    grip = box(page, "Cost of housing").locator(".grip .dot")
    drag(page, middle(grip), middle(box(page, "Isolation").locator("rect")))
    said(page, "Say how")
    page.get_by_role("button", name="Draw it").click()
    said(page, "The arrow is drawn.")


@pytest.mark.parametrize("width", [1280, 390])
def test_by_pointer_a_box_is_moved_and_an_arrow_drawn(drawer, look, width):
    drawer.set_viewport_size({"width": width, "height": 1400})
    before = MapNode.objects.get(factor="isolation").x
    x, y = middle(box(drawer, "Isolation").locator("rect"))
    drag(drawer, (x, y), (x - 90, y - 30))
    said(drawer, "Moved.")
    assert MapNode.objects.get(factor="isolation").x < before
    draw_by_pointer(drawer)
    arrow = MapArrow.objects.get()
    assert (arrow.source.factor, arrow.target.factor) == ("housing-cost", "isolation")
    drawer.get_by_role("button", name="Take back the last step").click()
    said(drawer, "taken back")
    assert not MapArrow.objects.exists()
    look(drawer)


def test_by_keyboard_alone_a_map_is_drawn_changed_and_taken_back(drawer):
    drawer.get_by_label("Or in your own words").focus()
    drawer.keyboard.type("Nobody knows the neighbours")
    drawer.keyboard.press("Enter")
    said(drawer, "Added.")
    box(drawer, "Cost of housing").focus()
    before = MapNode.objects.get(factor="housing-cost").x
    drawer.keyboard.press("ArrowRight")
    said(drawer, "Moved.")
    assert MapNode.objects.get(factor="housing-cost").x > before
    drawer.locator("a.thing:focus").wait_for()
    drawer.keyboard.press("a")
    said(drawer, "Choose the box")
    box(drawer, "Isolation").focus()
    drawer.keyboard.press("Enter")
    said(drawer, "Say how")
    drawer.keyboard.press("End")
    drawer.keyboard.press("Enter")
    drawer.get_by_role("button", name="Draw it").focus()
    drawer.keyboard.press("Enter")
    said(drawer, "The arrow is drawn.")
    assert MapArrow.objects.get().weight == -1
    drawer.locator("svg.causal:visible a.pull").focus()
    drawer.keyboard.press("Enter")
    drawer.get_by_role("button", name="Change the arrow").wait_for()
    drawer.locator("#chosen").get_by_label("After how many quarters").fill("3")
    drawer.get_by_role("button", name="Change the arrow").press("Enter")
    said(drawer, "Changed.")
    assert MapArrow.objects.get().delay_quarters == 3
    drawer.locator("svg.causal:visible a.pull").focus()
    drawer.keyboard.press("Delete")
    said(drawer, "taken away")
    assert not MapArrow.objects.exists()
    box(drawer, "Isolation").focus()
    drawer.keyboard.press("Control+z")
    said(drawer, "taken back")
    assert MapArrow.objects.get().delay_quarters == 3


def test_without_a_script_the_page_has_the_same(drawer, walker):
    context = walker.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(drawer.url)
    page.get_by_label("Or in your own words").fill("Rent")
    page.get_by_role("button", name="Put it on the map").click()
    page.get_by_label("From", exact=True).select_option(label="Rent")
    page.get_by_label("To", exact=True).select_option(label="Isolation")
    page.get_by_role("button", name="Draw it").click()
    page.locator("a[data-choose]", has_text="Rent → Isolation").click()
    page.get_by_role("button", name="Take the arrow away").click()
    assert not MapArrow.objects.exists()
    page.get_by_role("button", name="Take back the last step").click()
    assert MapArrow.objects.get().source.words == "Rent"
