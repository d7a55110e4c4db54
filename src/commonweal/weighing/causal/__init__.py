"""Causal maps: what people think drives what, drawn alone and laid on one another.

Read `merged` first (S003-61, S000-37). Who drew which arrow is kept; where two drew opposite signs
it is listed; nothing is averaged.
"""

from commonweal.weighing.causal.arrows_read import ArrowsRead, read_arrows
from commonweal.weighing.causal.loops import Loop, loops
from commonweal.weighing.causal.merged import Drawn, Link, Merged, merged

__all__ = ["ArrowsRead", "Drawn", "Link", "Loop", "Merged", "loops", "merged", "read_arrows"]
