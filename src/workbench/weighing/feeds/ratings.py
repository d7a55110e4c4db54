"""The judgements of a proposal's rounds as the library's table."""

import polars as pl

from commonweal.core.tables import RATINGS
from workbench.weighing.models import Proposal


def ratings_of(proposal: Proposal) -> pl.DataFrame:  # noqa: ARG001 - nobody judges here yet
    """Every judgement (RATINGS); empty while nobody has judged."""
    return RATINGS.empty()
