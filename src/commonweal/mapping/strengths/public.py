"""What of the strengths everybody may see, and how confidential places stay out of it.

Read `public_view` first: it is the one function that makes public tables of strengths. A women's
shelter or an exit project is a strength that partners must know and that nobody else may find
(charter 4; unmet need of the field since 2017, specification issue 166 of Open Referral). So a
confidential entry is in no public row, map or count. The publishing floor is not needed for
places, which are no people; but a count for the public and one for partners must never stand side
by side, since the difference counts the confidential places, area by area.
"""

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from commonweal.core.errors import NotAllowed
from commonweal.core.tables import STRENGTHS


class Audience(StrEnum):
    """Who reads a table or a count."""

    PUBLIC = "public"
    PARTNERS = "partners"


PARTNERS_ONLY = (
    "For partners only: confidential entries are counted. Never publish these figures, and never "
    "beside public ones: the difference would count the confidential places."
)


def public_view(strengths: pl.DataFrame) -> pl.DataFrame:
    """The strengths without confidential entries: the one door to anything public."""
    return STRENGTHS.check(strengths).filter(~pl.col("confidential"))


def seen_by(audience: Audience, strengths: pl.DataFrame) -> pl.DataFrame:
    """The strengths that this audience may see."""
    if audience is Audience.PARTNERS:
        return STRENGTHS.check(strengths)
    return public_view(strengths)


def refused_seen_by(audience: Audience, refused: pl.DataFrame) -> pl.DataFrame:
    """The refused rows that this audience may see: those of confidential entries are partners'."""
    return refused if audience is Audience.PARTNERS else refused.filter(~pl.col("confidential"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many strengths there are by one column, for one audience.

    `table` has the columns of `by` and `n`, in the order of the keys and never by number: no
    league table of areas or communities (charter 2). A null key means “not said”.
    """

    by: str
    audience: Audience
    table: pl.DataFrame
    caveat: str = ""


def counts_by(strengths: pl.DataFrame, by: str, *, audience: Audience = Audience.PUBLIC) -> Counts:
    """How many strengths, by a column of STRENGTHS; of a list column, each key counts."""
    seen = seen_by(audience, strengths)
    keys = seen.select(by)
    if isinstance(keys.schema[by], pl.List):
        keys = keys.explode(by)
    table = keys.group_by(by).len("n").sort(by, nulls_last=True)
    caveat = PARTNERS_ONLY if audience is Audience.PARTNERS else ""
    return Counts(by=by, audience=audience, table=table, caveat=caveat)


def publishable(*counts: Counts) -> tuple[Counts, ...]:
    """The counts, if all may be published together; raises `NotAllowed` otherwise."""
    if any(one.audience is Audience.PARTNERS for one in counts):
        raise NotAllowed(
            "These counts hold confidential places, or stand beside counts that do not.",
            remedy="Publish counts for the public only. Partners see theirs apart.",
            code="partners-only",
        )
    return counts
