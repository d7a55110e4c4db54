"""The benchmarks in short form: what is timed gives the same answer, and a difference is told."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from benchmarks import from_cold, scanned
from benchmarks.bench import Spent, benchmarks
from benchmarks.benches import signals_brief
from benchmarks.one_side import seconds_memory_answer
from benchmarks.run import figures
from tests.factories.tables import coded, shipped
from tests.rules.test_measured import bench_of, rounds

AREAS = 12


@pytest.mark.parametrize("name", ["scan", "scan_limit"])
def test_every_way_to_scan_finds_the_same_highest_ratios(name, tmp_path):
    bench = benchmarks()[name]
    bench.prepare(tmp_path, AREAS)
    told = bench.ours.run(tmp_path, AREAS)
    assert min(told) > 0
    bench.agree(told, bench.peer.run(tmp_path, AREAS))
    with pytest.raises(AssertionError, match=r"^the highest ratio differs by 0\.01"):
        bench.agree([told[0] * 1.01, *told[1:]], told)


def test_the_highest_ratio_by_hand(tmp_path, monkeypatch):
    near = np.array([[0, 1], [1, 0]])
    expected = np.array([[1.0, 2.0], [1.0, 2.0]])
    observed = np.array([[[3, 5], [2, 5]]])
    monkeypatch.setattr(scanned, "read", lambda folder: (near, expected, observed))
    monkeypatch.setattr(scanned, "WINDOWS", 2)
    # both areas over two weeks: 10 where 4 were expected, 10 · ln 2.5 − 10 + 4
    for way in (scanned.ours, scanned.by_numpy, scanned.at_the_limit):
        assert way(tmp_path, 2) == pytest.approx([10 * np.log(2.5) - 6])


def test_a_program_is_charged_with_its_own_seconds_and_memory():
    light = from_cold.spent(["-c", "print('done')"])
    heavy = from_cold.spent(["-c", "x = b'x' * 400_000_000; print(sum(range(10**6)))"])
    assert light.answer == "done\n"
    assert heavy.memory_mb > 380
    assert heavy.cpu_seconds > light.cpu_seconds > 0


def test_a_program_that_gives_up_says_why():
    with pytest.raises(RuntimeError, match=r"gave up: .*no such week"):
        from_cold.spent(["-c", "raise SystemExit('no such week')"])


def test_what_a_program_used_counts_in_place_of_the_clock():
    assert seconds_memory_answer(Spent(cpu_seconds=3.0, memory_mb=50.0, answer=7), 99.0) == (
        3.0,
        50.0,
        7,
    )
    assert seconds_memory_answer(7, 99.0)[::2] == (99.0, 7)


def test_cpu_seconds_are_told_where_a_limit_is_set_for_them():
    bench = bench_of(at_most=None, memory_mb=700, cpu_seconds={1: 20, 52: 240}, size_of="weeks")
    compared = [rounds(1, [21.0], [1.0], [300]), rounds(52, [60.0], [1.0], [300])]
    assert [(f.name, f.value, f.goal, f.reached) for f in figures(bench, compared)] == [
        ("time, 1 weeks: ours ÷ polars", 21.0, "", None),
        ("CPU, 1 weeks: ours", 21.0, "at most 20 s", False),
        ("peak memory, 1 weeks: ours", 300, "", None),
        ("time, 52 weeks: ours ÷ polars", 60.0, "", None),
        ("CPU, 52 weeks: ours", 60.0, "at most 240 s", True),
        ("peak memory, 52 weeks: ours", 300, "at most 700 MB", True),
    ]


FINDING = {
    "group": "anti-asian",
    "areas": [],
    "since": "2022-02-28",
    "until": "2022-03-13",
    "sentence": "Asian people: two weeks.",
}


@pytest.mark.shared_data
def test_findings_are_held_to_the_plain_count(shared_data, monkeypatch, tmp_path):
    monkeypatch.setenv(from_cold.DATA, str(shared_data))
    counted = from_cold.plain_count(tmp_path, 1).answer
    known = coded(shared_data / from_cold.ROWS, shipped("nypd")).incidents
    observed = known.filter(
        pl.col("groups").list.contains("anti-asian"),
        pl.col("reported_on").is_between(pl.lit("2022-02-28"), pl.lit("2022-03-13")),
    )
    finding = {**FINDING, "observed": int(observed["n"].sum())}
    from_cold.agree([finding], counted)
    with pytest.raises(AssertionError, match=r"^Asian people: two weeks\. The plain count has "):
        from_cold.agree([{**finding, "observed": 0}], counted)
    with pytest.raises(AssertionError, match=r"^nothing was found, so nothing can be compared$"):
        from_cold.agree([], counted)


def test_a_brief_is_held_to_the_plain_count():
    counted = [{"week": signals_brief.FIRST_DAY, "len": 4}, {"week": "2022-05-23", "len": 9}]
    page = "1 signal is new.\n4 incidents from NYPD hate crimes.\n9 incidents"
    told = int(signals_brief.TELLS.findall(page)[0])
    signals_brief.agree(told, counted)
    with pytest.raises(AssertionError, match=r"tells of 5 incidents, the plain count has 4"):
        signals_brief.agree(told + 1, counted)


def test_a_look_back_covers_whole_weeks_up_to_the_last_day(monkeypatch, tmp_path):
    asked = []

    def told(*words, cache):
        asked.append(words)
        return replace(NOTHING, answer='{"findings": [1], "alarms": [1, 2]}')

    monkeypatch.setenv(from_cold.DATA, str(tmp_path))
    monkeypatch.setattr(from_cold, "command", told)
    assert from_cold.signals(tmp_path, 1).answer == [1]
    assert from_cold.signals(tmp_path, 52).answer == [1, 2]
    assert [words[-3:-1] for words in asked] == [
        ("--as-of", "2022-06-05"),
        ("--backtest", "2021-06-07:2022-06-05"),
    ]


NOTHING = Spent(cpu_seconds=0.0, memory_mb=0.0, answer="")
