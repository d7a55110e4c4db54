"""The demonstration sign-in as `commonweal serve` really serves it, with and without a proxy."""

import os
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.factories.city import small_city

pytestmark = pytest.mark.slow
PATIENCE_S = 60
MARK = "Or look around as one of these"
ADD_FAY = """
import sys
from pathlib import Path
from workbench.commands import bring_database_up_to_date, setup_workbench
setup_workbench(Path(sys.argv[1]))
bring_database_up_to_date()
from workbench.accounts.actions.people import add_demonstration_person
add_demonstration_person(email="fay@aldermere.example", name="Fay Okafor", role="analyst")
"""


def free_port():
    """A port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The port of a made-up city that is served by the command."""
    folder = small_city(tmp_path_factory.mktemp("served") / "city", demonstration=True).folder
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COMMONWEAL_")}
    subprocess.run([sys.executable, "-c", ADD_FAY, str(folder)], env=environment, check=True)
    port = free_port()
    command = [str(Path(sys.executable).parent / "commonweal"), "serve", str(folder)]
    with subprocess.Popen(
        [*command, "--port", str(port)], env=environment, stdout=subprocess.DEVNULL
    ) as server:
        wait_for(port)
        yield port
        server.terminate()


def ask(port, path, headers=None):
    """Status, headers and text of an answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers=headers or {})
        response = connection.getresponse()
        return response.status, response.headers, response.read().decode()
    finally:
        connection.close()


def wait_for(port):
    """Until the workbench answers."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            ask(port, "/health")
        except ConnectionError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("The workbench did not answer.")


def sign_in_page(port, **headers):
    """The sign-in page for a request with these headers."""
    return ask(port, "/accounts/sign-in/", headers)[2]


def test_on_this_machine_it_is_offered(served):
    assert MARK in sign_in_page(served)


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Forwarded-Proto", "Via"])
def test_a_request_that_a_proxy_forwarded_does_not_see_it(served, header):
    assert MARK not in sign_in_page(served, **{header: "for=127.0.0.1"})


def test_style_sheets_come_under_names_that_change_with_their_content(served):
    page = sign_in_page(served)
    start = page.index("/static/core/commonweal.")
    address = page[start : page.index('"', start)]
    status, headers, _ = ask(served, address)
    assert status == 200
    assert address != "/static/core/commonweal.css"
    assert "immutable" in headers["Cache-Control"]
