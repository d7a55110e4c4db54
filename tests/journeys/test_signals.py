"""A coordinator's Monday: read the brief with its signals, answer one, reopen the frozen brief."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.cast import signed_in
from tests.factories import signals
from tests.factories.findings import WEEK, doubt, finding, report
from tests.factories.incidents import row, write_file
from workbench.core.city import current_city
from workbench.listening.actions.deliver import bring_in_file
from workbench.listening.signals.actions.weekly import run_week
from workbench.listening.signals.models import Answer, Signal

pytestmark = pytest.mark.browser
ONE_EVENT = finding(group="anti-muslim", areas=("SE",), kind="one-event", days=1, observed=6)


def one_rise(asked):
    """A search that finds one rise, and what may be one event."""
    found = finding(doubts=(doubt(),))
    return report(found, as_of=asked.as_of, one_event=(ONE_EVENT,)), signals.CURVE


@pytest.fixture
def searched(cast, tmp_path):
    """A city whose week was searched: one signal waits."""
    rows = [row(f"i{n}", reported_on=str(WEEK - timedelta(weeks=n))) for n in range(160)]
    bring_in_file(
        write_file(tmp_path / "police.csv", rows),
        profile_name="canonical",
        source_key="police",
        acting_person=None,
        today=date(2026, 3, 31),
    )
    signals.an_event(cast.asha)
    run_week(
        current_city(),
        search=one_rise,
        week=WEEK,
        acting_person=None,
        today=date(2026, 3, 31),
        now=timezone.now(),
    )
    return Signal.objects.get()


def test_monday(searched, cast, walker, look):
    page = walker.start(signed_in(cast.asha))
    assert walker.open(page, f"/?week={WEEK}") == 200
    assert page.locator(".lede").inner_text() == "1 signal is new."
    look(page)
    page.get_by_role("link", name="Open and answer").click()
    look(page)
    page.get_by_label("acted on: something is being done").check()
    page.get_by_label("Note, or the reason").fill("The club was asked")
    page.get_by_role("button", name="Keep the answer").click()
    page.get_by_text("The answer is kept. No figure has changed.").wait_for()
    look(page)
    assert Answer.objects.get().signal == searched
    assert walker.open(page, f"/briefs/{WEEK}/") == 200
    assert "1 signal is new." in page.locator(".frozen").inner_text()
    look(page)
