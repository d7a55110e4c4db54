"""The policy matrix: what a policy area does to a factor, for a group, as raters judge it.

Read `judged` first (S003-61). Ratings are never averaged into one figure: a cell shows its middle,
its spread, whether raters agree, whether they fall into two camps, and who could not say.
"""

from commonweal.weighing.matrix.agreement import alpha, alpha_estimate, consensus
from commonweal.weighing.matrix.cells import Cell, Judged, Standing, as_matrix, judged
from commonweal.weighing.matrix.raters import THIN_SENTENCES, Odd, Oddity, Thin, oddities, thinness
from commonweal.weighing.matrix.ratings_read import RatingsRead, check_columns, read_rows, rows_of
from commonweal.weighing.matrix.rounds import Moved, moved

__all__ = [
    "THIN_SENTENCES",
    "Cell",
    "Judged",
    "Moved",
    "Odd",
    "Oddity",
    "RatingsRead",
    "Standing",
    "Thin",
    "alpha",
    "alpha_estimate",
    "as_matrix",
    "check_columns",
    "consensus",
    "judged",
    "moved",
    "oddities",
    "read_rows",
    "rows_of",
    "thinness",
]
