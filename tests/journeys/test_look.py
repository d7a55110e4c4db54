"""The look itself: a page with faults does not pass it."""

import pytest

from tests.journeys.conftest import faults_of

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p><img src='#'></p>", "image-alt"),
        ("<p style='color:#999;background:#fff'>Hard to read</p>", "color-contrast"),
        ("<div style='width:2000px'>wide</div>", "the page is 2000 pixels wide"),
    ],
)
def test_a_page_with_a_fault_is_told(chromium, body, fault):
    page = chromium.new_page(viewport={"width": 390, "height": 900})
    page.set_content(f"<html lang='en'><title>t</title><main><h1>t</h1>{body}</main></html>")
    found = list(faults_of(page, 390))
    page.close()
    assert any(one.startswith(fault.split(" is ")[0]) for one in found), found
