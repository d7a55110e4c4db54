"""Each truth about incidents is in the data where `truths.toml` says, and nowhere else."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from commonweal.demo import Aldermere, make_aldermere
from commonweal.demo.incidents import happen
from commonweal.demo.sights import expected_reports, spread_of
from commonweal.demo.truths import SPREADS_TO_BE_SEEN, Truth, planted_truths
from tests.library.demo.conftest import UNTIL, counted

Counts = npt.NDArray[np.int64]
CountsOf = Callable[[str], Counts]

ON_INCIDENTS = [truth for truth in planted_truths() if truth.sources]
SEEN = [truth for truth in ON_INCIDENTS if truth.visible]
UNSEEN = [truth for truth in ON_INCIDENTS if not truth.visible]


def by_id(truth: Truth) -> str:
    return truth.id


def spreads_away(counts: Counts, expected: npt.NDArray[np.float64], cells: Counts) -> float:
    """How many ordinary spreads the counts in these cells lie above what was expected."""
    ordinary = np.where(cells, expected, 0)
    return float((np.where(cells, counts, 0).sum() - ordinary.sum()) / spread_of(ordinary))


def without(city: Aldermere, truth: Truth) -> npt.NDArray[np.float64]:
    return expected_reports(
        city.course,
        truth.seen_in,
        without=truth.part_of or truth.id,
        campaign=truth.kind != "campaign",
    )


@pytest.mark.parametrize("truth", ON_INCIDENTS, ids=by_id)
def test_whether_a_truth_can_be_seen_is_what_its_figures_say(city: Aldermere, truth: Truth) -> None:
    assert city.sights[truth.id].visible is truth.visible, city.sights[truth.id].reason


@pytest.mark.parametrize("seed", [1, 20, 300])
def test_the_same_truths_can_be_seen_under_any_seed(seed: int) -> None:
    other = make_aldermere(seed, until=UNTIL)
    assert {truth.id for truth in SEEN} == {
        name for name, sight in other.sights.items() if sight.visible
    }


@pytest.mark.parametrize("truth", SEEN, ids=by_id)
def test_a_visible_truth_stands_out_of_the_counts(
    city: Aldermere, counts_of: CountsOf, truth: Truth
) -> None:
    away = spreads_away(counts_of(truth.seen_in), without(city, truth), city.course.where(truth))
    assert np.sign(truth.size - 1) * away >= SPREADS_TO_BE_SEEN


@pytest.mark.parametrize("truth", UNSEEN, ids=by_id)
def test_a_truth_too_small_to_be_seen_does_not_stand_out(
    city: Aldermere, counts_of: CountsOf, truth: Truth
) -> None:
    cells = city.course.where(truth)
    assert abs(spreads_away(counts_of(truth.seen_in), without(city, truth), cells)) < 4


@pytest.mark.parametrize("truth", ON_INCIDENTS, ids=by_id)
def test_everything_else_in_those_weeks_goes_its_expected_course(
    city: Aldermere, counts_of: CountsOf, truth: Truth
) -> None:
    counts, expected = counts_of(truth.seen_in), expected_reports(city.course, truth.seen_in)
    inside = city.course.where(truth)
    weeks = inside.any(axis=(0, 1))
    for row in range(len(city.course.groups)):
        others = np.zeros_like(inside)
        others[row] = weeks
        others &= ~inside
        if others.any():
            assert abs(spreads_away(counts, expected, others)) < 4, city.course.groups[row]


def test_nothing_stands_out_in_the_weeks_without_a_truth(
    city: Aldermere, counts_of: CountsOf
) -> None:
    counts, expected = counts_of("police"), expected_reports(city.course, "police")
    quiet = np.zeros(counts.shape, dtype=bool)
    quiet[:, :, :60] = True
    assert abs(spreads_away(counts, expected, quiet)) < 4


def test_the_campaign_raises_what_the_centre_is_told_and_not_what_the_police_record(
    city: Aldermere, counts_of: CountsOf
) -> None:
    campaign = next(truth for truth in SEEN if truth.kind == "campaign")
    cells = city.course.where(campaign)
    police = expected_reports(city.course, "police", without=campaign.id)
    assert np.where(cells, counts_of("centre"), 0).sum() > 2 * cells_sum(
        without(city, campaign), cells
    )
    assert abs(spreads_away(counts_of("police"), police, cells)) < 2


def cells_sum(expected: npt.NDArray[np.float64], cells: Counts) -> float:
    return float(np.where(cells, expected, 0).sum())


def test_half_of_what_the_by_law_removes_is_expected_next_door(city: Aldermere) -> None:
    by_law = next(truth for truth in SEEN if truth.kind == "displacement")
    change = city.course.told() - city.course.told(without=by_law.id)
    left = change[:, [city.course.districts.index(area) for area in by_law.areas]].sum()
    came = change[:, [city.course.districts.index(area) for area in by_law.to_areas]].sum()
    assert left < 0
    assert came == pytest.approx(-by_law.reappearing * left)
    assert change.sum() == pytest.approx(left + came)


def test_the_districts_next_door_share_a_border_with_those_of_the_by_law(city: Aldermere) -> None:
    by_law = next(truth for truth in SEEN if truth.kind == "displacement")
    neighbours = city.areas.neighbours()
    for area in by_law.to_areas:
        assert set(neighbours[area]) & set(by_law.areas), area


def test_over_many_cities_the_extra_reports_are_those_that_were_planted(city: Aldermere) -> None:
    runs = 24
    found: dict[str, list[int]] = {truth.id: [] for truth in ON_INCIDENTS}
    for seed in range(runs):
        told = happen(city.course, np.random.default_rng(seed))
        counts = {source: counted(city, told, source) for source in ("police", "centre")}
        for truth in ON_INCIDENTS:
            cells = city.course.where(truth)
            found[truth.id].append(int(np.where(cells, counts[truth.seen_in], 0).sum()))
    for truth in ON_INCIDENTS:
        sight, with_it = (
            city.sights[truth.id],
            np.where(city.course.where(truth), expected_reports(city.course, truth.seen_in), 0),
        )
        error = spread_of(with_it) / np.sqrt(runs)
        assert abs(np.mean(found[truth.id]) - sight.expected - sight.extra) < 4 * error, truth.id


def test_there_are_two_shocks_a_drift_a_campaign_a_displacement_and_a_truth_too_small() -> None:
    kinds = [truth.kind for truth in SEEN]
    assert sorted(kinds) == ["campaign", "displacement", "drift", "rise", "rise"]
    assert len(UNSEEN) >= 1


def test_the_method_page_names_every_truth() -> None:
    page = (Path(__file__).parents[3] / "docs/methods/aldermere.md").read_text(encoding="utf-8")
    assert [truth.id for truth in planted_truths() if f"| `{truth.id}` |" not in page] == []
