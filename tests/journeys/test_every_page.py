"""Every page of the permission table, opened by someone who may, in its four faces."""

import pytest
from django.urls import reverse

from tests.cast import raise_powers, signed_in
from tests.rules.page_permissions import PAGES, ROLES, Row

pytestmark = pytest.mark.browser
NOT_PAGES = {
    *("health", "listening-brief-pdf", "listening-frozen-pdf"),
    *("dialogue-log", "dialogue-take-out", "dialogue-paper", "dialogue-report-pdf"),
    *("open-csv", "open-json", "open-ledger", "open-strengths-csv", "open-strengths-hsds"),
    *("mapping-strengths-file", "mapping-ties-file", "weighing-decision-pdf"),
    *("weighing-round-said", "weighing-round-template", "weighing-round-file-refused"),
    *("weighing-map-out", "weighing-maps-out"),
}


def who_sees(row: Row) -> tuple[str, bool] | None:
    """A role that gets the page, and whether its powers must be raised for it."""
    for role in reversed(ROLES):
        if row.expected(role) == 200:
            return role, False
    return next(((role, True) for role, status in row.raised.items() if status == 200), None)


SEEN = [row for row in PAGES if row.method == "GET" and who_sees(row) and row.name not in NOT_PAGES]


@pytest.mark.parametrize("row", SEEN, ids=lambda row: row.name)
def test_the_page_reads_well_on_every_screen(row, cast, walker, look):
    role, raised = who_sees(row)
    person = None if role == "anonymous" else cast.playing(role)
    client = signed_in(person)
    if raised:
        raise_powers(client, person)
    page = walker.start(client if person else None)
    assert walker.open(page, reverse(row.name, kwargs=row.kwargs(cast))) == 200
    look(page)


@pytest.mark.parametrize("path", ["/nowhere/", "/operator/people/", "/accounts/invitation/old/"])
def test_a_refusal_reads_well_on_every_screen(path, cast, walker, look):
    page = walker.start(signed_in(cast.chidi))
    assert walker.open(page, path) in {403, 404}
    look(page)
