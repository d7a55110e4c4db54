"""Through the listening room in a browser: a map by keyboard, a file, an entry by two people."""

import pytest
from django.urls import reverse

from tests.cast import signed_in
from tests.factories.incidents import row, write_file
from workbench.listening import tasks
from workbench.listening.actions.uploads import bring_in_upload

pytestmark = pytest.mark.browser


@pytest.fixture
def asha(cast, walker):
    """A window in which Asha has signed in."""
    return walker.start(signed_in(cast.asha))


def test_the_map_is_read_by_arrow_keys_and_says_where_it_is(asha, walker):
    walker.open(asha, reverse("listening-areas"))
    stops = asha.locator("svg.area-map a[tabindex='0']")
    assert stops.count() == 1
    stops.first.focus()
    asha.keyboard.press("ArrowRight")
    said = asha.locator(".map-frame .said")
    assert said.text_content() == "Northeast: 8,000 residents."
    asha.keyboard.press("ArrowDown")
    assert said.text_content() == "Southeast: 10,000 residents."
    asha.keyboard.press("ArrowDown")
    assert said.text_content() == "Southeast: 10,000 residents."


def test_the_map_comes_closer_by_button_and_key_and_goes_back(asha, walker):
    walker.open(asha, reverse("listening-areas"))
    svg = asha.locator("svg.area-map")
    whole = svg.get_attribute("viewBox")
    asha.get_by_role("button", name="Closer").click()
    closer = svg.get_attribute("viewBox")
    assert float(closer.split()[2]) < float(whole.split()[2])
    asha.locator("svg.area-map a[tabindex='0']").focus()
    asha.keyboard.press("+")
    assert float(svg.get_attribute("viewBox").split()[2]) < float(closer.split()[2])
    asha.get_by_role("button", name="Whole city").click()
    assert [float(n) for n in svg.get_attribute("viewBox").split()] == [
        float(n) for n in whole.split()
    ]


def test_an_area_leads_to_its_row_in_the_table(asha, walker):
    walker.open(asha, reverse("listening-areas"))
    asha.locator("svg.area-map a[data-area='SW']").focus()
    asha.keyboard.press("Enter")
    assert asha.url.endswith("#areas-SW")
    assert "20,000" in asha.locator("#areas-SW").text_content()


def test_a_tip_shows_what_the_pointer_is_over(asha, walker):
    walker.open(asha, reverse("listening-areas"))
    asha.locator("svg.area-map a[data-area='NW']").hover()
    assert asha.locator(".picture-tip").first.text_content() == "Northwest: 12,000 residents."


def test_a_file_is_looked_at_brought_in_and_its_refused_rows_offered(
    asha, walker, cast, look, tmp_path, monkeypatch
):
    def at_once(token, person_id):
        bring_in_upload(token, acting_person=cast.asha, today=tasks.timezone.localdate())

    monkeypatch.setattr(tasks.bring_in.__class__, "enqueue", lambda _task, *given: at_once(*given))
    path = write_file(tmp_path / "town.csv", [row("a"), row("b"), row("c", area="Atlantis")])
    walker.open(asha, reverse("listening-bring-in"))
    asha.get_by_label("Source profile").select_option("canonical")
    asha.get_by_label("File", exact=True).set_input_files(path)
    asha.get_by_role("button", name="Look at the file").click()
    assert "Nothing is stored yet." in asha.locator(".lede").text_content()
    look(asha)
    asha.get_by_role("button", name="Bring it in").click()
    asha.wait_for_url("**/deliveries/**")
    assert asha.get_by_role("link", name="Download all, each with its reason").count() == 1
    look(asha)


def test_an_entry_is_counted_after_a_second_person_has_read_and_accepted_it(
    asha, walker, cast, look
):
    walker.open(asha, reverse("listening-entry-new"))
    happened = asha.get_by_role("group", name="When it happened")
    happened.get_by_label("Month").fill("03")
    happened.get_by_label("Year").fill("2026")
    asha.get_by_label("Where").select_option("NW")
    asha.get_by_label("Jewish people").check()
    asha.get_by_label("Assault").check()
    asha.get_by_label("The report in words").fill("A man shouted at me at the tram stop.")
    asha.get_by_role("button", name="Save and send for the check").click()
    assert "Somebody must have seen bias in it" in asha.locator("main").text_content()
    look(asha)
    seen = asha.get_by_role("group", name="Did the person targeted, or a witness, see bias in it?")
    seen.get_by_label("yes").check()
    asha.get_by_role("button", name="Save and send for the check").click()
    assert "a second person has to check it" in asha.locator("main").text_content()
    assert asha.get_by_role("button", name="Accept: count it").count() == 0

    ben = walker.start(signed_in(cast.ben))
    walker.open(ben, reverse("listening-entries"))
    ben.locator("section[aria-labelledby=waiting] tbody a").click()
    assert "tram stop" not in ben.locator("main").text_content()
    ben.get_by_role("button", name="Open the words").click()
    assert "tram stop" in ben.locator("blockquote").text_content()
    look(ben)
    ben.get_by_role("button", name="Accept: count it").click()
    walker.open(ben, reverse("listening-register") + "?source=city-desk")
    assert "One incident." in ben.locator("main").text_content()


def test_the_desk_works_without_script(cast, walker, chromium):
    context = chromium.new_context(java_script_enabled=False)
    session = signed_in(cast.asha).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": walker.address}])
    page = context.new_page()
    walker.open(page, reverse("listening-areas"))
    assert page.locator("svg.area-map a").count() == 4
    page.locator("svg.area-map a[data-area='NE']").focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("#areas-NE")
