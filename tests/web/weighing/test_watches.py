"""The watch: set before adoption, fixed at adoption, told later in words with a date."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from django.urls import reverse
from django.utils import timezone

from commonweal.core.tables import INDICATORS
from commonweal.weighing.watch import watching
from tests.cast import signed_in
from tests.factories import weighing as made
from tests.factories import weighing_decide as decide
from tests.factories.weighing_watches import ADOPTED, SIXTEEN, a_series, a_watch, add_quarters
from workbench.core import indicator_sources
from workbench.core.indicator_sources import IndicatorSource
from workbench.weighing.access.gates import NotReady
from workbench.weighing.actions import decisions as acts
from workbench.weighing.actions import watches as watch_acts
from workbench.weighing.models import IndicatorValue, Watch
from workbench.weighing.pages.watches import CAVEATS, watch_page
from workbench.weighing.watching import BrokenWatch, expected_then, told

NOW = timezone.now()
MEANT = {"areas": ["B1", "B2"]}
NEAR = [{"name": "next-door", "areas": ["A1", "A2", "C1", "C2"], "groups": []}]


def adopted_with_a_watch(cast, series, **more):
    proposal = decide.a_ready_draft(cast.hanna, why_no_watch="")
    watch = a_watch(proposal, cast.hanna, series, **{**MEANT, "watched": NEAR, **more})
    acts.adopt(proposal, acting_person=cast.hanna, now=NOW)
    watch.refresh_from_db()
    return watch


def test_something_is_watched_or_it_is_said_why_not(cast):
    proposal = decide.a_ready_draft(cast.hanna, why_no_watch="")
    with pytest.raises(NotReady) as refused:
        acts.adopt(proposal, acting_person=cast.hanna, now=NOW)
    assert refused.value.fields["missing"] == [
        "Nothing is watched afterwards, and it is not said why."
    ]


def test_what_is_expected_is_fixed_and_later_files_do_not_change_it(cast, wide_city):
    series = a_series(SIXTEEN)
    watch = adopted_with_a_watch(cast, series)
    before = [one.course for one in expected_then(watch).expected]
    IndicatorValue.objects.filter(area="B1").update(value=900.0)
    add_quarters(series, SIXTEEN, first=ADOPTED, quarters=2)
    assert [one.course for one in expected_then(watch).expected] == before
    page = watch_page(cast.hanna, watch, today=date(2027, 8, 1))
    assert any("were revised since" in note for note in page.notes)


def test_nothing_from_adoption_on_is_looked_at(cast, wide_city):
    series = a_series(SIXTEEN)
    add_quarters(series, SIXTEEN, first=ADOPTED, quarters=3, B1=9.0)
    watch = adopted_with_a_watch(cast, series)
    kept = watch.frozen["panels"][0]
    assert len(kept["values"][0]) == 20


def test_values_that_were_changed_behind_our_back_are_not_told(cast, wide_city):
    watch = adopted_with_a_watch(cast, a_series(SIXTEEN))
    watch.frozen["panels"][0]["values"][5][0] += 1
    Watch.objects.filter(pk=watch.pk).update(frozen=watch.frozen)
    with pytest.raises(BrokenWatch):
        expected_then(Watch.objects.get(pk=watch.pk))


def test_too_early_has_a_date(cast, wide_city):
    watch = adopted_with_a_watch(cast, a_series(SIXTEEN))
    page = watch_page(cast.hanna, watch, today=date(2027, 2, 1))
    assert page.line.verdict == "Too early to say"
    assert page.line.due == "31 December 2028"
    shown = signed_in(cast.hanna).get(reverse("weighing-watch", args=[watch.pk]))
    assert "A last answer is due after 31 December 2028." in shown.content.decode()


@pytest.mark.parametrize(
    ("times", "verdict"),
    [
        ({"B1": 0.5, "B2": 0.5, "A1": 1.4, "A2": 1.4, "C1": 1.4, "C2": 1.4}, "Moved"),
        ({"B1": 2.0, "B2": 2.0}, "Worse"),
    ],
)
def test_the_verdict_is_told_in_words_with_what_it_rests_on(cast, wide_city, times, verdict):
    series = a_series(SIXTEEN)
    watch = adopted_with_a_watch(cast, series)
    add_quarters(series, SIXTEEN, first=ADOPTED, quarters=8, **times)
    page = watch_page(cast.hanna, watch, today=date(2029, 1, 2))
    assert page.line.verdict == verdict
    assert [row.place for row in page.changes] == ["Where it is meant", "In other areas"]
    assert "2 areas beside 10 others, 20 periods before and 8 after" in page.changes[0].rests_on


def test_the_caveats_of_the_library_are_told_in_the_reader_s_language():
    assert watching.CAVEATS == CAVEATS


def test_too_few_areas_cannot_be_told_and_the_page_says_so(cast):
    series = a_series(("NW", "NE", "SW", "SE"))
    more = {"areas": ["NW"], "watched": [{"name": "next-door", "areas": ["NE"], "groups": []}]}
    watch = adopted_with_a_watch(cast, series, **more)
    page = watch_page(cast.hanna, watch, today=date(2027, 2, 1))
    assert page.line.verdict == "Cannot tell"


def test_a_series_that_knows_no_groups_says_which_to_untick(cast, wide_city):
    proposal = decide.a_ready_draft(cast.hanna, why_no_watch="")
    with pytest.raises(watch_acts.UnfitWatch) as refused:
        a_watch(proposal, cast.hanna, a_series(SIXTEEN), groups=["anti-roma"], watched=NEAR)
    assert refused.value.message == "This series holds nothing about: Roma and Sinti."
    assert "Untick these groups" in refused.value.remedy
    assert refused.value.fields["field"] == "groups"


def test_a_watch_looks_where_it_is_not_meant(cast):
    proposal = made.a_proposal()
    everywhere = ["NW", "NE", "SW", "SE"]
    with pytest.raises(watch_acts.UnfitWatch) as refused:
        a_watch(proposal, cast.hanna, a_series(everywhere), watched=[], areas=everywhere)
    assert "names nothing that is not meant" in str(refused.value)


def test_it_is_said_which_way_is_harm_and_the_steps_fit(cast):
    proposal = made.a_proposal()
    areas = ("NW", "NE", "SW", "SE")
    with pytest.raises(watch_acts.UnfitWatch) as refused:
        a_watch(proposal, cast.hanna, a_series(areas, worse=""))
    assert refused.value.fields["field"] == "indicator"
    with pytest.raises(watch_acts.UnfitWatch) as refused:
        a_watch(proposal, cast.hanna, a_series(areas, name="Another"), adopted="2027")
    assert "is told by quarter, and 2027 is none." in str(refused.value)


def test_a_watch_that_begins_in_the_past_is_not_fixed(cast):
    proposal = decide.a_ready_draft(cast.hanna)
    a_watch(proposal, cast.hanna, a_series(("NW", "NE", "SW", "SE")), adopted="2026-Q1")
    with pytest.raises(watch_acts.UnfitWatch):
        acts.adopt(proposal, acting_person=cast.hanna, now=NOW)
    answer = signed_in(cast.hanna).post(reverse("weighing-decision-adopt", args=[proposal.pk]))
    assert answer.status_code == 400
    assert not Watch.objects.exclude(frozen={}).exists()


def test_next_door_is_what_is_looked_at_where_nothing_else_is_chosen(cast):
    series = a_series(("NW", "NE", "SW", "SE"))
    proposal = made.a_proposal()
    sent = {"indicator": f"series:{series.pk}", "areas": ["NW"], "adopted": "2027 Q1"}
    more = {"lag": "0", "follow_up": "8", "material": "0.2"}
    address = reverse("weighing-watch-new", args=[proposal.pk])
    assert signed_in(cast.hanna).post(address, {**sent, **more}).status_code == 302
    watch = Watch.objects.get()
    assert watch.adopted == "2027-Q1"
    assert watch.watched == [{"name": "next-door", "areas": ["NE", "SE", "SW"], "groups": []}]


def counts_of(groups, level=4.0):
    """A source's quarters in sixteen areas; its own room would tell them."""
    rng = np.random.default_rng(3)
    rows = [
        {
            **dict.fromkeys(INDICATORS.columns),
            "indicator": "told",
            "area": area,
            "period": f"{2022 + at // 4}-Q{at % 4 + 1}",
            "value": float(rng.poisson(level)),
            "source": "police",
            "definition": "",
            "break": False,
        }
        for area in SIXTEEN
        for at in range(20)
    ]
    return pl.DataFrame(rows, schema=INDICATORS.schema)


@pytest.fixture
def counted(monkeypatch):
    """Counts that another room tells, of which fewer than ten are not shown."""
    one = IndicatorSource(
        key="incidents:police",
        name="Incidents told by police",
        source="police",
        definition="",
        of_groups=counts_of,
        others=lambda groups: counts_of(groups, level=50.0),
        smallest=10,
    )
    monkeypatch.setattr(indicator_sources, "_tellers", [lambda: [one]])


def test_counts_of_another_room_below_the_floor_are_not_shown(cast, wide_city, counted):
    series = a_series(SIXTEEN)
    more = {"indicator": "incidents:police", "groups": ["anti-roma"]}
    near = [{"name": "next-door", "areas": ["A1", "C1"], "groups": ["anti-roma"]}]
    watch = adopted_with_a_watch(cast, series, **{**more, "watched": near})
    assert watch.frozen["plan"]["companion"] == "others"
    page = watch_page(cast.hanna, watch, today=date(2027, 2, 1))
    assert {row.expected for part in page.places for row in part.rows} == {"fewer than 10"}
    assert [part.picture for part in page.places] == [None, None]


def test_strengths_stand_beside_what_is_watched(cast):
    series = a_series(("NW", "NE", "SW", "SE"))
    watch = a_watch(made.a_proposal(), cast.hanna, series)
    for person, told_there in ((cast.asha, "near-all-NW"), (cast.hanna, reverse("open-strengths"))):
        page = signed_in(person).get(reverse("weighing-watch", args=[watch.pk])).content.decode()
        assert told_there in page


def test_what_is_due_stands_in_the_review_list(cast):
    proposal = decide.a_ready_draft(cast.hanna, review_on=date(2026, 1, 5))
    a_watch(proposal, cast.hanna, a_series(("NW", "NE", "SW", "SE")))
    acts.adopt(proposal, acting_person=cast.hanna, now=NOW)
    page = signed_in(cast.hanna).get(reverse("weighing-reviews")).content.decode()
    assert "1 thing is due." in page
    assert page.index("to be looked at again") < page.index("a watch can be answered after")
    assert told(Watch.objects.get(), today=date(2027, 1, 1)).verdict == "cannot tell"
