"""`commonweal weighing run` from cold at its full size, beside the same courses in plain NumPy.

12 groups, 33 areas, 25 factors, 20 quarters, 12 raters and 12 maps of 60 arrows, two channels. The
peer follows as many matrices over as many cells and quarters, and knows no raters, no doubts, no
channels and no delays. Only the standard library is imported here: see benchmarks/from_cold.py.
"""

import json
import random
from pathlib import Path
from typing import Any

from benchmarks.bench import Benchmark, Side
from benchmarks.from_cold import COMMAND, spent

GROUPS, ROWS, COLUMNS, FACTORS, PEOPLE, ARROWS = 12, 3, 11, 25, 12, 60
THOUGHT_OF = 100
PROPOSAL = """
name = "Larger flats"
policy_area = "housing"
groups = ["group 0", "group 1"]
areas = ["a0", "a1"]
more_is_worse = ["factor 0"]
[[channels]]
name = "households move next door"
to = "areas"
least = -0.6
most = 0.0
[[channels]]
name = "resentment"
to = "groups"
least = -0.3
most = 0.0
"""
PLAIN = """
import sys, json
import numpy as np
rng = np.random.default_rng(1)
draws, cells, factors = int(sys.argv[1]), 12 * 33 + 1, 25
last = 0.0
for draw in range(draws):
    weights = rng.uniform(-0.5, 0.5, (factors, factors)).astype(np.float32)
    push = np.zeros((factors, cells), dtype=np.float32)
    push[:3, :24] = 0.5
    state = np.zeros((factors, cells), dtype=np.float32)
    for quarter in range(20):
        state = np.tanh(weights @ state + push)
    last += float(state[0, 0] - state[0, -1])
print(json.dumps({"draws": draws}))
"""


def prepare(folder: Path, _size: int) -> None:
    """Write the proposal, the areas, the judgements and the maps."""
    chance = random.Random(20_261_128)
    (folder / "proposal.toml").write_text(PROPOSAL)
    features = [_area(row, column) for row in range(ROWS) for column in range(COLUMNS)]
    (folder / "areas.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features})
    )
    lines = ["rater,policy_area,factor,group,effect,sureness"]
    for rater in range(PEOPLE):
        for group in range(GROUPS):
            for factor in range(FACTORS):
                effect = chance.randint(-3, 3)
                lines.append(f"r{rater},housing,factor {factor},group {group},{effect},3")
    (folder / "ratings.csv").write_text("\n".join(lines))
    (folder / "maps").mkdir(exist_ok=True)
    pairs = [(a, b) for a in range(FACTORS) for b in range(FACTORS) if a != b]
    thought_of = chance.sample(pairs, THOUGHT_OF)
    for drawer in range(PEOPLE):
        (folder / "maps" / f"d{drawer}.csv").write_text(_map(chance, thought_of))


def _area(row: int, column: int) -> dict[str, Any]:
    west, south = column * 0.1, row * 0.1
    ring = [[west, south], [west + 0.1, south], [west + 0.1, south + 0.1], [west, south + 0.1]]
    name = f"a{row * COLUMNS + column}"
    return {
        "type": "Feature",
        "properties": {"id": name, "name": name},
        "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
    }


def _map(chance: random.Random, thought_of: list[tuple[int, int]]) -> str:
    """Sixty of the hundred arrows that somebody thinks of."""
    drawn = chance.sample(thought_of, ARROWS)
    lines = ["source,target,weight,delay_quarters,sureness"]
    for source, target in drawn:
        weight = chance.choice([-0.6, -0.3, 0.3, 0.6])
        lines.append(f"factor {source},factor {target},{weight},{chance.randint(0, 4)},3")
    return "\n".join(lines)


def ours(folder: Path, size: int) -> Any:
    """The command, as an analyst types it."""
    files = ("--maps", folder / "maps", "--ratings", folder / "ratings.csv")
    typed = ["-c", COMMAND, "weighing", "run", folder / "proposal.toml", *files]
    more = ["--areas", folder / "areas.geojson", "--draws", size, "--json"]
    return spent([str(one) for one in (*typed, *more)])


def plain(_folder: Path, size: int) -> Any:
    """The same number of courses, in plain NumPy."""
    return spent(["-c", PLAIN, str(size)])


def agree(ours: Any, peer: Any) -> None:
    """Both did as many runs."""
    assert json.loads(ours)["draws"] == json.loads(peer)["draws"]


BENCHMARK = Benchmark(
    asks="What does a whole what-if take from cold, for every group, area and factor?",
    ours=Side(name="commonweal weighing run", run=ours),
    peer=Side(name="plain NumPy, without doubts", run=plain),
    prepare=prepare,
    agree=agree,
    sizes=(500, 2_000, 10_000),
    rounds=2,
    at_most=2.0,
    cpu_seconds={10_000: 30},
    memory_mb=2_000,
    size_of="runs",
    reason="ours counts each cell of each quarter into bins, moves problems between cells, and "
    "asks on which arrow each answer hangs; the peer keeps one number",
    sources=(
        "benchmarks/benches/what_if.py",
        "src/commonweal/cli/run.py",
        "src/commonweal/weighing/causal/*.py",
        "src/commonweal/weighing/ensemble/*.py",
    ),
)
