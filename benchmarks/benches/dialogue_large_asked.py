"""100,000 voters on 2,000 statements, read whole with k asked; see benchmarks/large_rooms.py."""

from benchmarks import large_rooms
from benchmarks.bench import Benchmark, Side

BENCHMARK = Benchmark(
    asks="How much time and memory do 100,000 voters take, their groups asked for?",
    ours=Side(name="analyse_room, k asked", run=large_rooms.ours_asked),
    peer=Side(name="limit: picture, k-means and tallies, k told", run=large_rooms.limit),
    prepare=large_rooms.prepare,
    agree=large_rooms.agree,
    sizes=large_rooms.SIZES,
    rounds=2,
    memory_mb=1_500,
    size_of="voters",
    sources=large_rooms.SOURCES,
)
