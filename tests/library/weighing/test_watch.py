"""The watch after a decision: its verdicts, and what it must never say."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from benchmarks import watched_cities as made_up
from commonweal.weighing.watch import InvalidPlan, Verdict, expect, plan_of, watch
from tests.factories.watched import ADOPTED, moved, quiet, series

PLAN = {
    "name": "By-law",
    "indicator": "calls",
    "kind": "counts",
    "more_is_worse": True,
    "adopted": "2025-Q1",
    "areas": ["a00", "a01"],
    "watch": [{"name": "next door", "areas": ["a02", "a03", "a04"]}],
}


def told(table, *, as_of=None, **changed):
    plan = plan_of({**PLAN, **changed}, file="watch.toml")
    return watch(expect(plan, table, np.random.default_rng(1)), table, as_of=as_of)


def test_what_moved_is_told_with_how_much_came_next_door():
    result = told(series(moved(quiet())))
    assert result.verdict is Verdict.MOVED
    meant, beside = result.changes
    assert meant.told.low < -0.4 < meant.told.high
    assert (meant.areas, meant.compared_with, meant.before, meant.after) == (2, 9, 20, 8)
    assert beside.observed > beside.expected
    back = result.judged.back
    assert back.low < 0.5 < back.high
    assert result.judged.sentence.startswith("Better where it was meant (-")


def test_a_problem_that_is_gone_is_solved_only_once_the_follow_up_is_over():
    counts = quiet()
    counts[:2, 20:] = (0.4 * counts[:2, 20:]).round()
    assert told(series(counts)).verdict is Verdict.SOLVED
    early = told(series(counts), as_of=date(2025, 12, 31))
    assert early.verdict is Verdict.TOO_EARLY
    assert early.judged.tells_on == date(2026, 12, 31)
    assert "An answer is due after 2026-12-31." in early.judged.sentence


def test_harm_is_told_before_the_follow_up_is_over():
    early = told(series(moved(quiet(level=2000.0))), as_of=date(2025, 12, 31))
    assert early.verdict is Verdict.MOVED
    counts = quiet()
    counts[:2, 20:] *= 1.5
    assert told(series(counts), as_of=date(2025, 12, 31)).verdict is Verdict.WORSE


def test_worse_elsewhere_without_a_gain_is_worse():
    counts = quiet()
    counts[2:5, 20:] *= 1.4
    result = told(series(counts))
    assert result.verdict is Verdict.WORSE
    assert result.judged.sentence.startswith("Worse where it was not meant: next door +")


def test_where_more_is_better_a_rise_is_a_gain():
    counts = quiet()
    counts[:2, 20:] *= 1.5
    assert told(series(counts), more_is_worse=False).verdict is Verdict.SOLVED


def test_no_change_is_said_only_where_a_change_that_matters_is_left_out():
    assert told(series(quiet())).verdict is Verdict.NO_CHANGE
    assert told(series(quiet(level=10.0)), material=0.02).verdict is Verdict.CANNOT_TELL


def test_a_quarter_after_adoption_is_too_early():
    result = told(series(quiet()), as_of=date(2025, 3, 31))
    assert result.verdict is Verdict.TOO_EARLY
    assert result.judged.sentence.startswith("Fewer than two periods can be judged yet.")


def test_a_break_where_it_was_meant_is_reporting_and_no_success():
    counts = quiet()
    counts[:2, 20:] *= 0.5
    result = told(series(counts, breaks={(1, 22)}))
    assert result.verdict is Verdict.REPORTING
    assert "break in a01 in 2025-Q3" in result.judged.sentence


def test_a_break_before_adoption_cuts_what_is_compared():
    counts = quiet()
    counts[3, :4] *= 3
    result = told(series(counts, breaks={(3, 4)}))
    assert result.changes[1].before == 16
    assert "A break in 2021-Q1: nothing before it was used." in result.notes


def test_where_all_other_reports_of_the_source_fall_too_reporting_changed():
    counts, others = quiet(), quiet(2, level=400.0)
    for table in (counts, others):
        table[:2, 20:] *= 0.6
    both = pl.concat([series(counts.round()), series(others.round(), name="all-calls")])
    assert told(both, companion="all-calls").verdict is Verdict.REPORTING
    assert told(both).verdict is Verdict.SOLVED


def test_a_change_that_the_other_reports_did_not_make_stays_a_change():
    both = pl.concat([series(moved(quiet())), series(quiet(2), name="all-calls")])
    result = told(both, companion="all-calls")
    assert result.verdict is Verdict.MOVED
    assert [one.name for one in result.companions] == ["where it was meant", "next door"]


def test_a_drift_before_adoption_is_carried_on_and_told():
    counts = quiet(level=2000.0)
    counts[:2] *= 0.97 ** np.arange(28)
    result = told(series(counts.round()))
    assert result.changes[0].drifting
    assert result.verdict not in (Verdict.SOLVED, Verdict.MOVED, Verdict.WORSE)
    assert any("had drifted from the others before adoption" in note for note in result.notes)


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        (quiet()[:, 14:], "6 periods before adoption; 8 are needed"),
        (quiet(areas=7), "2 areas to compare with; 3 are needed, of five in all"),
        (quiet(level=1.0), "cases a period before adoption; 5 are needed"),
    ],
)
def test_without_ground_nothing_is_told_and_it_is_said_why(counts, why):
    result = told(series(counts, first=ADOPTED.later(8 - counts.shape[1])))
    assert result.verdict is Verdict.CANNOT_TELL
    assert why in result.judged.sentence
    assert result.changes == ()


def test_missing_periods_stay_missing_and_are_counted_as_such():
    counts = moved(quiet())
    counts[0, 23] = np.nan
    counts[9, 24] = np.nan
    result = told(series(counts))
    assert result.changes[0].after == 7
    assert result.changes[0].compared_with == 8
    assert next(one.observed for one in result.observed if str(one.period) == "2025-Q4") is None
    assert any("no longer compared with a09" in note for note in result.notes)


def test_the_expected_course_knows_nothing_of_what_follows():
    table, other = series(quiet()), series(moved(quiet()))
    plan = plan_of(PLAN, file="watch.toml")
    first, second = (expect(plan, one, np.random.default_rng(1)) for one in (table, other))
    assert first.expected == second.expected
    assert first.fingerprint == second.fingerprint
    (course,) = (one for one in first.expected if one.place.name == "next door")
    assert [str(one.period) for one in course.course][::7] == ["2025-Q1", "2026-Q4"]
    assert all(one.low < 600 < one.high for one in course.course)


def test_values_revised_since_do_not_move_what_was_expected():
    counts = quiet()
    plan = plan_of(PLAN, file="watch.toml")
    fixed = expect(plan, series(counts), np.random.default_rng(1))
    counts[:2, :20] *= 3
    later = watch(fixed, series(counts))
    assert later.verdict is Verdict.NO_CHANGE
    assert "where it was meant: values before adoption were revised since; kept." in later.notes


def test_the_lag_leaves_periods_out():
    counts = moved(quiet(), since=24)
    result = told(series(counts), lag=4, follow_up=4)
    assert result.verdict is Verdict.MOVED
    assert (result.changes[0].before, result.changes[0].after) == (20, 4)


def test_measured_values_are_compared_in_their_own_unit():
    rng = np.random.default_rng(3)
    shares = 0.3 + 0.02 * rng.normal(size=(14, 28))
    shares[:2, 20:] -= 0.1
    shares[2:5, 20:] += 0.08
    table = series(shares, n=240)
    result = told(table, kind="measured", material=0.05)
    assert result.verdict is Verdict.MOVED
    assert result.changes[0].told.low < -0.1 < result.changes[0].told.high
    assert result.judged.back is None


def test_other_groups_in_the_same_areas_are_watched():
    groups = {"tenants": moved(quiet())[:, :], "owners": quiet(4)}
    groups["owners"][:2, 20:] *= 1.4
    tables = [series(counts).with_columns(group=pl.lit(group)) for group, counts in groups.items()]
    watched = [{"name": "owners there", "groups": ["owners"]}]
    result = told(pl.concat(tables), groups=["tenants"], watch=watched)
    assert result.verdict is Verdict.MOVED
    assert result.changes[1].told.value == pytest.approx(0.4, abs=0.1)


def test_many_small_rises_do_not_add_up_to_solved():
    counts = quiet(level=1000.0)
    gone = 0.4 * counts[:2, 20:]
    counts[:2, 20:] -= gone
    for area in (2, 3, 4):
        counts[area, 20:] += 0.3 * gone.sum(axis=0)
    watched = [{"name": f"a0{n}", "areas": [f"a0{n}"]} for n in (2, 3, 4)]
    result = told(series(counts.round()), watch=watched)
    assert result.verdict is Verdict.MOVED
    assert result.judged.back.low < 0.9 < result.judged.back.high


def test_an_area_without_any_case_is_asked_whether_it_still_reports():
    counts = quiet()
    counts[1, 20:] = 0
    result = told(series(counts))
    assert result.verdict is Verdict.REPORTING
    assert "Not one case in a01 since, where there were" in result.judged.sentence


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"adopted": "2025-01"}, "“calls” is told by quarter, and 2025-01 is none."),
        ({"companion": "nope"}, "There is no series “nope” for everybody (empty group) by area."),
    ],
)
def test_a_plan_that_does_not_fit_the_series_is_refused(changed, message):
    with pytest.raises(InvalidPlan) as refused:
        told(series(quiet()), **changed)
    assert refused.value.message == message


def test_a_count_below_zero_is_refused_with_its_place():
    counts = quiet()
    counts[3, 2] = -1
    with pytest.raises(InvalidPlan, match="“calls” is below 0 in a03 in 2020-Q3"):
        told(series(counts))


def test_a_series_that_begins_after_adoption_cannot_tell():
    result = told(series(quiet()), adopted="2010-Q1")
    assert result.verdict is Verdict.CANNOT_TELL
    assert "0 periods before adoption" in result.judged.sentence


@pytest.mark.slow
@pytest.mark.parametrize("level", [20, 60, 200])
def test_made_up_cities_without_effect_are_seldom_called_worse(level):
    from benchmarks.measurements.watch_worlds import HARM, Asked, asked

    rng = np.random.default_rng([9, level])
    one = Asked(kind=made_up.NO_EFFECT, part=1.0)
    found = asked(one, level, 120, rng, (8,))
    assert sum(verdicts[0] in HARM for verdicts in found) <= 20
