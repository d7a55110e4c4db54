"""The audit log as an operator reads it: filtered, and a page at a time."""

import pytest

from tests.cast import signed_in
from workbench.accounts.actions.people import change_role
from workbench.accounts.pages import audit_line
from workbench.core.audit import record_audit
from workbench.core.models import AuditRow
from workbench.listening.models import HandEntry

AUDIT = "/operator/audit/"


@pytest.fixture
def page_for(cast):
    """The page for a search."""
    change_role(cast.ben, role="coordinator", acting_person=cast.dana)
    record_audit(cast.asha, "try", cast.ben)

    def read(**search):
        return signed_in(cast.dana).get(AUDIT, search).context["page"]

    return read


def verbs(page):
    """What was done, as the page tells it."""
    return [line.verb for line in page.lines]


def test_the_newest_change_comes_first_with_what_changed(page_for):
    page = page_for()
    assert verbs(page) == ["try", "change a role"]
    assert page.lines[1].changes == (("role", "Analyst", "Coordinator"),)


def test_of_an_entry_by_hand_an_operator_learns_that_it_changed_and_not_what(page_for, cast):
    entry = HandEntry(pk=7)
    before = {"state": "draft", "area": "", "groups": ["anti-jewish"], "kinds": ["assault"]}
    record_audit(
        cast.asha,
        "change-entry",
        entry,
        before=before,
        after={**before, "state": "waiting", "area": "NW", "groups": ["anti-muslim"]},
    )
    line = page_for().lines[0]
    assert line.changes == (("state", "draft", "waiting for a second person's check"),)
    assert line.withheld == ("area", "groups")
    record_audit(cast.asha, "enter-incident", entry, after={"state": "draft"})
    assert page_for().lines[0].changes == (("state", None, "draft"),)
    html = signed_in(cast.dana).get(AUDIT).content.decode()
    assert "changed, not shown here" in html
    assert "anti-muslim" not in html


def test_it_can_be_searched_by_person_and_by_act(page_for, cast):
    assert verbs(page_for(person=cast.asha.pk)) == ["try"]
    assert verbs(page_for(verb="change-role")) == ["change a role"]


def test_it_can_be_searched_by_day(page_for):
    assert verbs(page_for(since="2100-01-01")) == []
    assert verbs(page_for(until="2000-01-01")) == []
    assert len(verbs(page_for(since="2000-01-01", until="2100-01-01"))) == 2


def test_a_search_that_cannot_be_read_says_so_and_shows_nothing_else(page_for):
    page = page_for(since="tomorrow")
    assert page.form.errors["since"] == ["Enter a valid date."]


def test_it_is_read_a_page_at_a_time(page_for, cast):
    for _ in range(60):
        record_audit(cast.asha, "try", cast.ben)
    page = page_for(verb="try", page=2)
    assert len(page.lines) == 11
    assert page.query == "verb=try"


def test_steps_days_and_answers_are_read_as_words(page_for, cast):
    record_audit(
        cast.asha, "deactivate-person", cast.ben, {"is_active": True}, {"is_active": False}
    )
    assert page_for().lines[0].changes == (("may sign in", "yes", "no"),)
    row = AuditRow(
        verb="describe-source",
        subject_type="listening.source",
        subject_id="1",
        before={"started_on": None, "state": "waiting"},
        after={"started_on": "2026-09-28", "state": "accepted"},
    )
    line = audit_line(row)
    assert (line.verb, line.subject) == ("describe a source", "source 1")
    assert line.changes == (
        ("started on", None, "28 Sep 2026"),
        ("state", "waiting for a second person's check", "accepted"),
    )
