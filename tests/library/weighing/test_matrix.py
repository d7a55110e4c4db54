"""The policy matrix: agreement as published, cells by rules that can be said aloud."""

from itertools import permutations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.errors import InvalidTable
from commonweal.core.raw import AT, PROBLEM, ROW
from commonweal.core.tables import RATINGS
from commonweal.weighing.matrix import (
    Odd,
    Standing,
    Thin,
    alpha,
    alpha_estimate,
    as_matrix,
    check_columns,
    consensus,
    judged,
    moved,
    oddities,
    read_rows,
    rows_of,
    thinness,
)

NAN = float("nan")
# Krippendorff, “Computing Krippendorff's Alpha-Reliability”, 2011, part C: four observers, twelve
# units; ordinal 0.815.
PUBLISHED = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
        [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
    ]
)


def ratings_of(*rows: tuple[str, str | None, int | None], number: int = 1) -> pl.DataFrame:
    """One cell (housing, isolation, young people) as (rater, side, effect)."""
    told = [
        {
            **dict.fromkeys(RATINGS.columns),
            "round": number,
            "rater": rater,
            "side": side,
            "policy_area": "housing",
            "factor": "isolation",
            "group": "young people",
            "effect": effect,
        }
        for rater, side, effect in rows
    ]
    return pl.DataFrame(told, schema=RATINGS.schema)


def effects_of(*effects: int | None) -> pl.DataFrame:
    return ratings_of(*((f"r{n}", None, effect) for n, effect in enumerate(effects)))


def test_alpha_is_the_published_one():
    assert alpha(PUBLISHED) == pytest.approx(0.815, abs=5e-4)


def by_definition(ratings: np.ndarray) -> float:
    """Alpha from every pair of ratings, without a table of coincidences."""
    cells = [column[~np.isnan(column)] for column in ratings.T]
    cells = [cell for cell in cells if len(cell) > 1]
    every = np.concatenate(cells)

    def apart(one: float, other: float) -> float:
        low, high = min(one, other), max(one, other)
        between = sum((every == v).sum() for v in np.unique(every) if low <= v <= high)
        return (between - ((every == low).sum() + (every == high).sum()) / 2) ** 2

    seen = sum(
        sum(apart(a, b) for a, b in permutations(cell, 2)) / (len(cell) - 1) for cell in cells
    ) / len(every)
    chance = sum(apart(a, b) for a, b in permutations(every, 2)) / (len(every) * (len(every) - 1))
    return 1 - seen / chance


@given(st.integers(0, 10_000))
def test_alpha_equals_its_definition_over_pairs(seed):
    rng = np.random.default_rng(seed)
    ratings = rng.integers(-3, 4, (4, 6)).astype(float)
    ratings[rng.random(ratings.shape) < 0.2] = NAN
    told = alpha(ratings)
    if told is not None:
        assert told == pytest.approx(by_definition(ratings), abs=1e-12)


def test_alpha_is_not_told_where_nothing_differs_or_nobody_shares_a_cell():
    assert alpha(np.full((3, 4), 2.0)) is None
    assert alpha(np.array([[1.0, NAN], [NAN, 2.0]])) is None
    assert alpha(np.full((2, 3), NAN)) is None


def test_the_range_of_alpha_needs_ten_cells():
    rng = np.random.default_rng(1)
    assert alpha_estimate(PUBLISHED[:, :9], rng) is None
    told = alpha_estimate(PUBLISHED, rng, resamples=200)
    assert told.low < told.value < told.high
    assert told.n == 11


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((0, 0, 0, 9, 0, 0, 0), 1.0),
        ((5, 0, 0, 0, 0, 0, 5), -1.0),
        ((2, 2, 2, 2, 2, 2, 2), 0.0),
        # two neighbouring steps: one-peaked, 1 − 1/6
        ((4, 4, 0, 0, 0, 0, 0), 5 / 6),
        # by hand: a layer of two steps (5/6, weight 4/6), one of a single step (1, weight 2/6)
        ((4, 2, 0, 0, 0, 0, 0), 5 / 6 * 4 / 6 + 2 / 6),
    ],
)
def test_consensus_in_one_cell(counts, told):
    assert consensus(counts) == pytest.approx(told)


def test_consensus_of_nobody_is_not_told():
    assert consensus((0,) * 7) is None


@given(st.lists(st.integers(0, 6), min_size=7, max_size=7).filter(any))
def test_consensus_lies_between_its_ends_and_reads_both_ways(counts):
    told = consensus(counts)
    assert -1 - 1e-9 <= told <= 1 + 1e-9
    assert told == pytest.approx(consensus(counts[::-1]))


@pytest.mark.parametrize(
    ("effects", "standing"),
    [
        ((None, None, None), Standing.NOBODY),
        ((2, 2), Standing.FEW),
        ((2, 2, 3, 1), Standing.HELPS),
        ((-2, -1, -3, 0), Standing.HARMS),
        ((0, 0, 0, 0, 1), Standing.NONE),
        ((-3, -3, -2, 3, 3, 2), Standing.DIVIDED),
        ((-1, 0, 3, 1, 0), Standing.OPEN),
    ],
)
def test_what_a_cell_says(effects, standing):
    (cell,) = judged(effects_of(*effects)).cells
    assert cell.standing == standing
    assert cell.unknown == sum(one is None for one in effects)


def test_one_voice_apart_is_no_camp():
    (cell,) = judged(effects_of(3, 3, 3, 3, -3)).cells
    assert cell.standing == Standing.HELPS


def test_departments_and_communities_that_differ_are_told_apart():
    sides = [("department", 2), ("department", 2), ("department", 1), ("community", -1)]
    rows = [(f"r{n}", side, effect) for n, (side, effect) in enumerate(sides)]
    (cell,) = judged(ratings_of(*rows)).cells
    assert (cell.departments, cell.communities) == (2.0, -1.0)
    assert cell.standing == Standing.SIDES


def test_the_last_round_is_told_and_nobody_is_carried_on():
    both = pl.concat([effects_of(1, 2, 3), ratings_of(("r0", None, -3), number=2)])
    told = judged(both)
    assert (told.round, told.raters) == (2, ("r0",))
    assert told.cells[0].judged == 1
    assert judged(both, number=1).cells[0].judged == 3


def test_moves_are_counted_on_those_who_judged_twice():
    second = ratings_of(("r0", None, 1), ("r1", None, 3), ("new", None, -3), number=2)
    (told,) = moved(pl.concat([effects_of(-3, 2, 3), second]), first=1, second=2)
    assert told.both == 2
    assert (told.nearer, told.farther) == (1, 1)
    assert (told.median_before, told.median_after) == (-0.5, 2.0)


def test_cells_that_nobody_changed_did_not_move():
    again = effects_of(1, 2, 3).with_columns(pl.lit(2, dtype=pl.Int64).alias("round"))
    assert moved(pl.concat([effects_of(1, 2, 3), again]), first=1, second=2) == ()


def test_a_rater_who_answers_everything_alike_is_told_and_kept():
    many = [
        ratings_of(("alike", None, 3), ("other", None, n % 3)).with_columns(
            pl.lit(f"factor {n}").alias("factor")
        )
        for n in range(8)
    ]
    table = pl.concat(many)
    (odd,) = oddities(table, number=1)
    assert odd.rater == "alike"
    assert odd.sentence.startswith("alike answered +3 in all 8 cells. It is kept")
    assert all(cell.judged == 2 for cell in judged(table).cells)


def test_who_is_certain_of_nothing_or_on_doubtful_evidence_is_named_and_kept():
    sure = pl.lit(4, dtype=pl.Int64).alias("sureness")
    graded = [("E2", 1), ("B5", 1), ("B2", 0), (None, 0)]
    for grade, expected in graded:
        table = effects_of(2).with_columns(sure, pl.lit(grade, dtype=pl.String).alias("grade"))
        told = [one.kind for one in oddities(table, number=1)]
        assert told == [Odd.CERTAIN_DOUBTFUL] * expected
    (odd,) = oddities(effects_of(None).with_columns(sure), number=1)
    assert (odd.kind, odd.cells) == (Odd.CERTAIN_UNKNOWN, 1)


def test_who_turns_round_between_rounds_is_named():
    second = pl.lit(2, dtype=pl.Int64).alias("round")
    for before, after, kinds in [(2, -2, [Odd.TURNED]), (2, -1, []), (2, 3, []), (2, None, [])]:
        table = pl.concat([effects_of(before), effects_of(after).with_columns(second)])
        assert [one.kind for one in oddities(table, number=2)] == kinds


def test_a_round_of_one_rater_one_side_or_one_answer_is_told():
    assert set(thinness(effects_of(2), number=1)) == {Thin.ONE_RATER}
    assert Thin.NO_SPREAD in thinness(effects_of(2, 2), number=1)
    departments = effects_of(2, 1).with_columns(side=pl.lit("department"))
    assert thinness(departments, number=1) == (Thin.ONE_SIDE,)
    assert thinness(effects_of(None), number=1) == ()


def test_the_matrix_has_a_row_a_rater_and_a_gap_where_nobody_judged():
    table = pl.concat([effects_of(1, None), effects_of(2).with_columns(factor=pl.lit("trust"))])
    told = as_matrix(table, number=1)
    assert told.shape == (2, 2)
    assert np.isnan(told).sum() == 2


GOOD = {
    "rater": "a",
    "policy_area": "housing",
    "factor": "isolation",
    "group": "young people",
    "effect": "-2",
}


@pytest.mark.parametrize(
    ("cells", "code", "said"),
    [
        ({"effect": "4"}, "bad-effect", "“4” is no whole number from -3 to 3."),
        ({"effect": "1.5"}, "bad-effect", "“1.5” is no whole number from -3 to 3."),
        ({"effect": "²"}, "bad-effect", "“²” is no whole number from -3 to 3."),
        ({"sureness": "9"}, "bad-sureness", "“9” is no whole number from 1 to 4."),
        ({"side": "council"}, "bad-side", "“council” is no side."),
        ({"grade": "G7"}, "bad-grade", "“G7” is no grade of evidence."),
        ({"group": " "}, "empty", "The row says no group."),
        ({"round": "0"}, "bad-round", "“0” is no whole number from 1 to 9."),
        ({PROBLEM: "too-few-cells", AT: "rater"}, "too-few-cells", "fewer cells than the header"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_reason(cells, code, said):
    read = read_rows([(2, GOOD), (3, {**GOOD, "rater": "b", **cells})])
    assert read.ratings.height == 1
    (refused,) = read.refused.to_dicts()
    assert (refused["row"], refused["code"]) == (3, code)
    assert said in refused["reason"]
    assert refused["remedy"]


@pytest.mark.parametrize("told", ["", "?", "don't know", "DON’T KNOW"])
def test_not_knowing_is_an_answer(told):
    read = read_rows([(2, {**GOOD, "effect": told})])
    assert read.ratings["effect"].to_list() == [None]


def test_nobody_counts_twice_in_a_cell():
    read = read_rows([(2, GOOD), (3, {**GOOD, "effect": "3"}), (4, {**GOOD, "round": "2"})])
    assert read.ratings["effect"].to_list() == [-2, -2]
    assert read.refused["code"].to_list() == ["judged-twice"]
    assert "in row 2 already" in read.refused["reason"][0]


def test_what_a_spreadsheet_makes_of_numbers_is_read():
    read = read_rows([(2, {**GOOD, "effect": "−2", "sureness": "3.0", "grade": "b2"})])
    assert read.ratings.select("effect", "sureness", "grade").row(0) == (-2, 3, "B2")


def test_rows_come_with_their_number():
    frame = pl.DataFrame({ROW: [2], PROBLEM: [None], AT: [None], "rater": ["a"]})
    assert rows_of([frame])[0][0] == 2


def test_a_file_without_what_a_judgement_needs_is_refused_whole():
    with pytest.raises(InvalidTable, match=r"^f\.csv has no column “effect”"):
        check_columns(["rater", "policy_area", "factor", "group", "impact"], file="f.csv")
