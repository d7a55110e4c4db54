"""What the weighing room keeps. Read `proposals` first."""

from workbench.weighing.models.maps import CausalMap, MapArrow, MapNode, SameThing
from workbench.weighing.models.proposals import Channel, Option, Proposal

__all__ = [
    "CausalMap",
    "Channel",
    "MapArrow",
    "MapNode",
    "Option",
    "Proposal",
    "SameThing",
]
