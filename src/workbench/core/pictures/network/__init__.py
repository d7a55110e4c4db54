"""Networks as SVG: who is tied to whom, who stands alone, and which thread is missing.

Read `network_picture` first. It takes plain facts and words and knows nothing of rows or requests.
"""

from workbench.core.pictures.network.facts import (
    Gathering,
    Mark,
    MissingThread,
    Network,
    NetworkNode,
    NetworkTie,
    PublicNetwork,
    TieFamily,
)
from workbench.core.pictures.network.figure import (
    NetworkPicture,
    NetworkWords,
    neighbourhood_picture,
    network_picture,
)
from workbench.core.pictures.network.placement import Placement, placement_of

__all__ = [
    "Gathering",
    "Mark",
    "MissingThread",
    "Network",
    "NetworkNode",
    "NetworkPicture",
    "NetworkTie",
    "NetworkWords",
    "Placement",
    "PublicNetwork",
    "TieFamily",
    "neighbourhood_picture",
    "network_picture",
    "placement_of",
]
