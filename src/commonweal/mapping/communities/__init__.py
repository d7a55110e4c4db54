"""Communities and groups: what holds them together, who speaks for them, who takes part.

Read `Community`, `representation` and `side_by_side`. Method: docs/methods/communities.md.
"""

from commonweal.mapping.communities.community import (
    Bond,
    Community,
    Grounds,
    InvalidCommunity,
    Voice,
    communities_in,
    voices_told,
    where_told,
)
from commonweal.mapping.communities.everyone import Listed, everyone
from commonweal.mapping.communities.priorities import (
    Framing,
    Priority,
    PriorityList,
    TwoLists,
    may_frame,
    side_by_side,
)
from commonweal.mapping.communities.representation import (
    Cell,
    Dimension,
    Representation,
    representation,
)

__all__ = [
    "Bond",
    "Cell",
    "Community",
    "Dimension",
    "Framing",
    "Grounds",
    "InvalidCommunity",
    "Listed",
    "Priority",
    "PriorityList",
    "Representation",
    "TwoLists",
    "Voice",
    "communities_in",
    "everyone",
    "may_frame",
    "representation",
    "side_by_side",
    "voices_told",
    "where_told",
]
