"""Total indices beside SALib's, on the same world followed by code that is not the library's."""

import numpy as np
import pytest
from SALib.analyze import sobol as analysis
from SALib.sample import sobol as sampling

from benchmarks.measurements.decisive_arrow import (
    ASKED,
    GROUP,
    LINKS,
    NAMES,
    answers,
    made,
    scene_from,
)
from commonweal.weighing.ensemble import hinges

SAMPLES, CLOSE = 8192, 0.08


@pytest.mark.parametrize("seed", [0, 5])
def test_total_indices_are_those_of_salib(seed):
    rng = np.random.default_rng([1, seed])
    world = made(rng)
    problem = {
        "num_vars": LINKS + 2,
        "names": [f"input {n}" for n in range(LINKS + 2)],
        "bounds": [[0, 1 - 1e-9]] * (LINKS + 2),
    }
    inputs = sampling.sample(problem, SAMPLES, calc_second_order=False, seed=seed)
    found = analysis.analyze(
        problem, answers(world, inputs), calc_second_order=False, num_resamples=10, seed=seed
    )
    theirs = {
        (NAMES[source], NAMES[target]): found["ST"][n]
        for n, (source, target, _) in enumerate(world.links)
    }
    ours = hinges(
        scene_from(world), rng, group=GROUP, factor=NAMES[ASKED], samples=2 * SAMPLES, most=LINKS
    )
    assert ours
    for one in ours:
        pair = one.link.source, one.link.target
        assert one.total == pytest.approx(theirs[pair], abs=CLOSE)
    assert max(theirs, key=theirs.get) == (ours[0].link.source, ours[0].link.target)
