"""How often the number of groups is right in rooms of 200 to 5,000 voters: see `dialogue_rooms`."""

from benchmarks.made_rooms import SIZES
from benchmarks.record import Figure, Measurement
from benchmarks.tried_rooms import all_tried, with_groups, without_groups

TAKEN = tuple(size for size in SIZES if size[0] >= 150)
MORE_BELOW = 500  # so many voters, and rooms are quick


def run(seed: int, runs: int) -> list[Figure]:
    """Shares at each size, over `runs` rooms of each (kind, density), three times that at 200.

    The short version tries the smallest alone, and once.
    """
    sizes, more = (TAKEN, 3) if runs > 1 else (TAKEN[:1], 1)
    told = all_tried(seed, sizes, lambda n: more * runs if n < MORE_BELOW else runs, knowing=False)
    return [*with_groups(told), *without_groups(told)]


MEASUREMENT = Measurement(
    measures="The number of groups in made rooms of 200 to 5,000 voters, 5 to 60 % of votes cast.",
    run=run,
    seed=28_106,
    runs=2,
    short_runs=1,
    sources=(
        "benchmarks/made_rooms.py",
        "benchmarks/tried_rooms.py",
        "src/commonweal/listening/dialogue/choosing.py",
        "src/commonweal/listening/dialogue/continua.py",
        "src/commonweal/listening/dialogue/kernels.py",
        "src/commonweal/listening/dialogue/models.py",
        "src/commonweal/listening/dialogue/picture.py",
        "src/commonweal/listening/dialogue/starts.py",
    ),
)
