"""What journeys share: Chromium, a served workbench, and a look at each page in its four faces.

Read `walker` first: it opens pages as one of the cast. `look` then checks a page at 1280 and 390
pixels, light and dark: no fault that axe finds, nothing wider than the screen, nothing on the
console, no request to anywhere else.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from tests.cast import Cast, make_cast
from tests.conftest import absent
from tests.factories.city import small_city
from workbench.core.city import current_city

FACES = tuple((width, scheme) for width in (1280, 390) for scheme in ("light", "dark"))
HEIGHT = 900


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One headless Chromium for all journeys."""
    path = os.environ.get("COMMONWEAL_CHROMIUM") or shutil.which("chromium")
    if path is None:
        absent("No Chromium was found. Install it (Debian: apt install chromium).")
    # Playwright's loop runs in this thread, and Django would refuse the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()
    os.environ.pop("DJANGO_ALLOW_ASYNC_UNSAFE")


@dataclass
class Walker:
    """Opens pages of the served workbench, and remembers what went wrong meanwhile."""

    browser: Browser
    address: str
    complaints: list[str] = field(default_factory=list)

    def start(self, client: Client | None = None) -> Page:
        """A browser window; with `client`, in the session of that test browser."""
        context = self.browser.new_context(viewport={"width": FACES[0][0], "height": HEIGHT})
        if client is not None and "sessionid" in client.cookies:
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": self.address}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", self._hear)
        page.on("request", self._watch)
        return page

    def open(self, page: Page, path: str) -> int:
        """Open an address; the status of its answer."""
        response = page.goto(self.address + path)
        assert response is not None
        return response.status

    def _hear(self, message: Any) -> None:
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _watch(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.netloc != urlsplit(self.address).netloc:
            self.complaints.append(f"request to {parts.netloc}")


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """Everyone of the cast, where the served workbench sees them."""
    return make_cast()


@pytest.fixture
def made_up_city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The served city is a made-up one, with the demonstration sign-in."""
    city = small_city(tmp_path / "made-up", demonstration=True)
    monkeypatch.setenv("COMMONWEAL_CITY", str(city.folder))
    current_city.cache_clear()
    yield
    current_city.cache_clear()


@pytest.fixture
def walker(chromium: Browser, live_server: Any) -> Iterator[Walker]:
    """A walker through the served workbench; complaints at the end fail the test."""
    walker = Walker(chromium, live_server.url)
    yield walker
    for context in chromium.contexts:
        context.close()
    assert walker.complaints == []


@pytest.fixture
def look() -> Callable[[Page], None]:
    """Look at the page that is open, in its four faces."""

    def look_at(page: Page) -> None:
        faults = []
        for width, scheme in FACES:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.emulate_media(color_scheme=scheme)
            faults += [f"{width} {scheme}: {fault}" for fault in faults_of(page, width)]
        assert faults == [], f"{urlsplit(page.url).path}: {'; '.join(faults)}"

    return look_at


def faults_of(page: Page, width: int) -> Iterator[str]:
    """What axe finds on a page, and whether it is wider than the screen."""
    for violation in Axe().run(page).response["violations"]:
        places = [node["html"][:120] for node in violation["nodes"][:3]]
        yield f"{violation['id']} at {places}"
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > width:
        yield f"the page is {wide} pixels wide"
