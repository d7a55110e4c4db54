"""A delivery of a million incidents into the register, beside a bare `executemany` on SQLite."""

from benchmarks.into_register import benchmark

BENCHMARK = benchmark("sqlite", peer="executemany")
