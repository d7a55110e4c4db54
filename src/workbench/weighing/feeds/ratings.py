"""Judgements as the library reads them: one round as it was said, and the last word of each rater.

Read `ratings_of` first: it is what the other parts of the room weigh with. Who was withdrawn is in
neither; names are those under which raters were invited, everything else is keys.
"""

import polars as pl
from django.db.models import QuerySet

from commonweal.core.tables import RATINGS
from workbench.weighing.models import Proposal, Rating, Round

ORDER = ("policy_area", "factor", "group", "rater__name", "round__number")
CELL = ("rater", "policy_area", "factor", "group")


def ratings_of(proposal: Proposal) -> pl.DataFrame:
    """The last word of every rater on every cell, fitting RATINGS.

    What a rater said in the second round counts; where it left a cell out there, what it said in
    the first does. All rows bear the number of the last round in which anybody said something,
    since readers of RATINGS take one round alone.
    """
    told = _table(Rating.objects.filter(round__proposal=proposal))
    last = told["round"].max()
    return (
        told.sort("round", maintain_order=True)
        .unique(CELL, keep="last", maintain_order=True)
        .with_columns(pl.lit(last, dtype=pl.Int64).alias("round"))
    )


def ratings_as_said(proposal: Proposal) -> pl.DataFrame:
    """Every judgement of both rounds, each under its own, fitting RATINGS."""
    return _table(Rating.objects.filter(round__proposal=proposal))


def ratings_in(found: Round) -> pl.DataFrame:
    """The judgements of one round, fitting RATINGS."""
    return _table(Rating.objects.filter(round=found))


def _table(rows: QuerySet[Rating]) -> pl.DataFrame:
    standing = rows.filter(rater__withdrawn_at=None)
    found = standing.select_related("round", "rater").order_by(*ORDER)
    return RATINGS.check(pl.DataFrame([_row(one) for one in found], schema=RATINGS.schema))


def _row(one: Rating) -> dict[str, object]:
    return {
        "round": one.round.number,
        "rater": one.rater.name,
        "side": one.rater.side,
        "policy_area": one.policy_area,
        "factor": one.factor,
        "group": one.group,
        "effect": one.effect,
        "sureness": one.sureness,
        "evidence": one.evidence or None,
        "grade": one.grade or None,
        "comment": one.comment or None,
    }
