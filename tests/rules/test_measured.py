"""Measured figures: the records hold, and a record, a goal or a table cannot quietly go stale."""

import json
from dataclasses import replace

import pytest

from benchmarks import measure, record
from benchmarks.bench import Benchmark, Side, benchmarks
from benchmarks.record import Figure, Measurement
from benchmarks.run import Compared, figures, told

HALF = Figure(
    name="weeks inside the range", value=0.9, low=0.85, high=0.94, n=400, method="95 % Wilson"
)


def test_every_record_holds():
    assert measure.all_stale() == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(measure.measurements()))
def test_every_measurement_runs(name):
    measurement = measure.declared(name)
    assert measurement.run(measurement.seed, measurement.short_runs)


def test_every_benchmark_is_declared_whole():
    for name, bench in benchmarks().items():
        assert record.code_hashes(bench.sources), name
        assert list(bench.sizes) == sorted(bench.sizes), name


@pytest.mark.parametrize(
    ("goal", "reached", "words"),
    [
        ({"at_least": 0.9}, True, "at least 0.9"),
        ({"at_least": 0.91}, False, "at least 0.91"),
        ({"at_most": 0.9}, True, "at most 0.9"),
        ({"at_most": 0.89}, False, "at most 0.89"),
        ({}, None, ""),
    ],
)
def test_a_figure_says_whether_it_reached_its_goal(goal, reached, words):
    figure = replace(HALF, **goal)
    assert (figure.reached, figure.goal) == (reached, words)


def test_a_figure_outside_its_own_range_is_refused():
    with pytest.raises(ValueError, match=r"lies outside its own range: 0\.95, 0\.9, 0\.94\."):
        replace(HALF, low=0.95)


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.0371, "0.0371"), (2.999, "3"), (412.4, "412"), (1_234_567.0, "1,234,567"), (-0.5, "-0.5")],
)
def test_numbers_are_told_with_three_figures_that_count(value, words):
    assert record.number(value) == words


@pytest.fixture
def kept(tmp_path, monkeypatch):
    """One measurement on one source file, taken and kept in a folder of its own."""
    monkeypatch.setattr(record, "ROOT", tmp_path)
    monkeypatch.setattr(record, "RECORDS", tmp_path / "docs" / "measured")
    monkeypatch.setenv("COMMONWEAL_SHARED_DATA", str(tmp_path / "shared"))
    for name in ("src/rule.py", "benchmarks/measurements/ranges.py", "shared/rows.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    measurement = Measurement(
        measures="How often a quiet week lies in its range.",
        run=lambda seed, runs: [replace(HALF, n=runs, at_least=0.8)],
        seed=7,
        runs=400,
        short_runs=4,
        sources=("src/*.py",),
        data=("rows.csv",),
    )
    measure.take("ranges", measurement)
    return measurement


def test_a_fresh_record_holds_and_names_no_folder_of_this_machine(kept, tmp_path):
    assert measure.stale("ranges", kept) == []
    assert str(tmp_path) not in (record.RECORDS / "ranges.json").read_text()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("src/rule.py", ["src/rule.py changed"]),
        ("benchmarks/measurements/ranges.py", ["benchmarks/measurements/ranges.py changed"]),
        ("shared/rows.csv", ["data rows.csv changed"]),
    ],
)
def test_a_changed_source_or_data_file_makes_the_record_stale(kept, tmp_path, name, why):
    (tmp_path / name).write_text("2")
    assert measure.stale("ranges", kept) == why


def test_a_further_source_or_another_seed_makes_the_record_stale(kept, tmp_path):
    (tmp_path / "src" / "second.py").write_text("1")
    assert measure.stale("ranges", replace(kept, seed=8)) == [
        "its seed or number of runs changed",
        "it rests on other files now",
    ]


def test_a_missed_goal_needs_a_reason(kept):
    missed = replace(kept, run=lambda seed, runs: [replace(HALF, at_least=0.95)])
    measure.take("ranges", missed)
    assert measure.stale("ranges", missed) == [
        "“weeks inside the range” missed its goal and gives no reason"
    ]


def test_a_measurement_that_was_never_taken_is_said(kept):
    assert measure.stale("other", kept) == ["it was never taken"]


def test_absent_data_stops_the_measurement_before_it_runs(kept, tmp_path):
    (tmp_path / "shared" / "rows.csv").unlink()
    with pytest.raises(SystemExit, match=r"^ranges needs shared data that is not here: \['rows"):
        measure.take("ranges", kept)


def test_a_record_becomes_a_table(kept):
    assert record.as_table(record.read("ranges")).splitlines() == [
        "| what | figure | range | n | goal | reached |",
        "|---|---|---|---|---|---|",
        "| weeks inside the range | 0.9 | 0.85 to 0.94 | 400 | at least 0.8 | yes |",
        "",
        "How often a quiet week lies in its range. (seed 7, runs 400. Range: 95 % Wilson. "
        "`docs/measured/ranges.json`)",
    ]


def test_the_record_is_plain_json(kept):
    loaded = json.loads((record.RECORDS / "ranges.json").read_text())
    assert loaded["schema"] == "commonweal/measured/1"
    assert loaded["code"].keys() == {"src/rule.py", "benchmarks/measurements/ranges.py"}
    assert loaded["figures"][0]["reached"] is True


def bench_of(**changed):
    """A benchmark whose sides are never run."""
    side = Side(name="ours", run=lambda folder, size: None)
    facts = {
        "asks": "How long does it take?",
        "ours": side,
        "peer": replace(side, name="polars"),
        "prepare": lambda folder, size: None,
        "agree": lambda ours, peer: None,
        "sizes": (10, 1000),
        "at_most": 3.0,
        "memory_mb": 600,
        "sources": ("src/*.py",),
        "reason": "the peer reads less",
    }
    return Benchmark(**{**facts, **changed})


def rounds(size, ours, peer, memory):
    return Compared(
        size=size,
        seconds={"ours": ours, "peer": peer},
        memory_mb={"ours": memory, "peer": memory},
    )


def test_ratios_compare_the_runs_that_followed_each_other():
    assert rounds(10, [2.0, 9.0], [1.0, 3.0], [1, 1]).ratios == [2.0, 3.0]


def test_goals_hold_at_the_largest_size_and_a_miss_keeps_its_reason():
    small = rounds(10, [9.0, 9.0], [1.0, 1.0], [700, 700])
    large = rounds(1000, [4.0, 4.0, 2.0], [1.0, 1.0, 1.0], [500, 510, 520])
    found = [(f.value, f.goal, f.reached, f.reason) for f in figures(bench_of(), [small, large])]
    assert found == [
        (9.0, "", None, ""),
        (700, "", None, ""),
        (4.0, "at most 3 ×", False, "the peer reads less"),
        (510, "at most 600 MB", True, ""),
    ]


def test_a_bench_tells_ratio_range_goal_and_verdict():
    one = rounds(1000, [2.0, 4.0, 2.5], [1.0, 1.0, 1.0], [500, 500, 500])
    assert list(told(bench_of(), [one])) == [
        "       1,000 rows: ours 2.500 s, polars 1.000 s",
        "  time, 1,000 rows: ours ÷ polars: 2.5 × (2 to 4)  at most 3 × reached",
        "  peak memory, 1,000 rows: ours: 500 MB (500 to 500)  at most 600 MB reached",
    ]
