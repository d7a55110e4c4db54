"""The causal maps of a proposal as the library's table."""

import polars as pl

from commonweal.core.tables import ARROWS
from workbench.weighing.models import Proposal


def arrows_of(proposal: Proposal) -> pl.DataFrame:  # noqa: ARG001 - nobody draws here yet
    """Every arrow of every map (ARROWS); empty while nobody has drawn one."""
    return ARROWS.empty()
