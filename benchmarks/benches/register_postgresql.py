"""A delivery of a million incidents into the register, beside a bare COPY on PostgreSQL."""

from benchmarks.into_register import benchmark
from benchmarks.tried_city import SERVER

BENCHMARK = benchmark("postgresql", peer="COPY", needs=(SERVER,))
