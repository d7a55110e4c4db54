"""Moments in an export: seconds in one dialect, milliseconds in the other."""

import polars as pl

FIRST_MILLISECOND = 100_000_000_000
"""As milliseconds March 1973, as seconds the year 5138: no conversation is as old or as late."""


def milliseconds(moment: pl.Expr) -> pl.Expr:
    """Seconds or milliseconds since 1970 as milliseconds."""
    return pl.when(moment.abs() < FIRST_MILLISECOND).then(moment * 1000).otherwise(moment)
