"""`commonweal weighing watch` on files, as an analyst types it."""

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.core.spans import Span
from commonweal.weighing.watch import InvalidPlan

PLAN = """
name = "By-law"
indicator = "calls"
kind = "counts"
more_is_worse = true
adopted = "2025-Q1"
areas = ["a0", "a1"]
[[watch]]
name = "next door"
areas = ["a2", "a3"]
"""


def city(folder, *, bad=""):
    """Ten areas and twenty-eight quarters, in which two fifths leave and half comes next door."""
    counts = np.random.default_rng(1).poisson(400, (10, 28)).astype(float)
    gone = 0.4 * counts[:2, 20:]
    counts[:2, 20:] -= gone
    counts[2:4, 20:] += gone / 2
    first = Span("quarter", 4 * 2020)
    rows = [
        f"calls,a{area},{first.later(at)},{round(value)},police,calls at night"
        for area, row in enumerate(counts)
        for at, value in enumerate(row)
    ]
    head = "indicator,area,period,value,source,definition\n"
    (folder / "indicators.csv").write_text(head + "\n".join(rows) + "\n" + bad)
    (folder / "watch.toml").write_text(PLAN)
    return folder


def asked(folder, *words):
    files = [str(folder / "indicators.csv"), "--plan", str(folder / "watch.toml")]
    return CliRunner().invoke(app, ["weighing", "watch", *files, *words])


def test_a_problem_that_moved_is_told_in_words(tmp_path):
    done = asked(city(tmp_path))
    assert done.exit_code == 0
    assert "By-law: moved" in done.output
    assert "worse elsewhere: next door +" in done.output
    assert "For each 100 that left," in done.output
    assert "2 areas beside 6 others, 20 periods before and 8 after" in done.output
    assert "a problem may move where nobody looks" in done.output


def test_the_answer_as_json_holds_every_change_and_course(tmp_path):
    told = json.loads(asked(city(tmp_path), "--json").output)
    assert told["schema"] == "commonweal/watch/1"
    assert told["verdict"] == "moved"
    assert set(told["lineage"]["inputs"]) == {"indicators.csv", "watch.toml"}
    meant, beside = told["changes"]
    assert meant["told"]["low"] < -0.4 < meant["told"]["high"]
    assert (beside["areas"], beside["compared_with"], beside["after"]) == (2, 6, 8)
    assert len(told["course"]) == 16
    assert told["came_back"]["low"] < 0.5 < told["came_back"]["high"]


def test_too_early_has_a_date(tmp_path):
    told = json.loads(asked(city(tmp_path), "--as-of", "2025-05-01", "--json").output)
    assert told["verdict"] == "too early to say"
    assert told["told_after"] == "2026-12-31"


def test_refused_rows_are_counted_and_kept(tmp_path):
    folder = city(tmp_path, bad="calls,a0,spring,3,police,calls at night\n")
    rejects = tmp_path / "refused.csv"
    done = asked(folder, "--rejects", str(rejects))
    assert "1 rows were refused" in done.output
    assert "“spring” is no year, quarter or month." in rejects.read_text(encoding="utf-8")


def test_outlines_name_what_lies_next_door(tmp_path):
    folder = city(tmp_path)
    (folder / "watch.toml").write_text(PLAN[: PLAN.index("[[watch]]")])
    squares = [
        {
            "type": "Feature",
            "properties": {"id": f"a{n}", "name": f"Area {n}"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[n, 0], [n + 1, 0], [n + 1, 1], [n, 1], [n, 0]]],
            },
        }
        for n in range(10)
    ]
    path = folder / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": squares}))
    told = json.loads(asked(folder, "--areas", str(path), "--json").output)
    assert told["changes"][1]["name"] == "next door"
    assert told["changes"][1]["areas"] == 1
    with pytest.raises(InvalidPlan, match="names nothing that is not meant"):
        raise asked(folder).exception
