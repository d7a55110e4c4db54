"""Better here and worse there in the same run, counted for everybody who is not meant."""

from dataclasses import replace

import numpy as np
import pytest

from commonweal.weighing.ensemble import Moved, what_if
from commonweal.weighing.ensemble.run import run
from tests.library.weighing.scenes import (
    CHANNEL,
    DRAWN,
    PLAIN,
    ratings_of,
    scene,
    taken,
)

RESENTED = replace(CHANNEL, least=-0.9, most=-0.6)


def moved(told, draws=200):
    counted = Moved(told)
    what_if(told, np.random.default_rng(1), draws=draws, ended=counted)
    return counted


def test_what_turns_round_on_its_way_is_better_here_and_worse_there():
    counted = moved(scene(replace(PLAIN, channels=(RESENTED,))))
    assert counted.runs == 200
    assert counted.share("young people", "middle", "rent") > 0.95
    assert counted.share("majority", "middle", "rent") == 0.0


def test_a_cell_that_is_meant_never_counts_as_elsewhere():
    counted = moved(scene(replace(PLAIN, channels=(RESENTED,))))
    assert counted.share("young people", "north", "rent") == 0.0


def test_a_loss_in_runs_without_a_gain_has_not_moved():
    worse = ratings_of(("Ana", "rent", "young people", -3), ("Ana", "rent", "majority", 0))
    same_way = replace(CHANNEL, least=0.6, most=0.9)
    told = scene(replace(PLAIN, channels=(same_way,)), rated=worse)
    counted = Moved(told)
    result = what_if(told, np.random.default_rng(1), draws=200, ended=counted)
    assert result.course("young people", "middle", "rent").worse > 0.95
    assert counted.share("young people", "middle", "rent") == 0.0


def test_where_more_is_worse_the_gain_is_less_of_it():
    told = scene(replace(PLAIN, more_is_worse=("rent",), channels=(RESENTED,)))
    assert moved(told).share("young people", "middle", "rent") > 0.95


def test_it_equals_the_runs_counted_one_by_one():
    told = scene(replace(PLAIN, channels=(replace(CHANNEL, least=-0.2, most=0.2),)))
    counted, found = Moved(told), 0
    groups = len(told.groups)
    row, at = told.groups.index("young people"), told.factors.index("rent")
    here, there = (told.areas.index(name) * groups + row for name in ("north", "middle"))
    for strength in np.linspace(-0.2, 0.2, 21):
        drawn = taken(told, 0, strengths=np.array([strength]))
        last = run(told, drawn)[-1]
        counted(last, 2.0)
        differs = [float(last[at, cell] - last[at, -1]) for cell in (here, there)]
        found += differs[0] > 0.025 and differs[1] < -0.025
    assert 0 < found < 21
    assert counted.share("young people", "middle", "rent") == pytest.approx(found / 21)


def test_it_knows_nothing_before_a_run():
    assert Moved(scene(drawn=DRAWN)).share("majority", "north", "rent") == 0.0
