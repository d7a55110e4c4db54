"""What the mapping room keeps. Read `parties` first, then `strengths`, `ties` and `process`."""

from workbench.mapping.models.communities import (
    Bond,
    CommunityArea,
    Priority,
    Spokesperson,
    Subgroup,
)
from workbench.mapping.models.drawings import KeptDrawing
from workbench.mapping.models.parties import Community, Membership, Organisation, Party
from workbench.mapping.models.process import (
    ConditionAnswer,
    Definition,
    HistoricAct,
    NavigationRecord,
    NegotiationRecord,
    Offer,
    Relation,
    Side,
)
from workbench.mapping.models.strengths import (
    BringIn,
    Doubt,
    Edit,
    EntryView,
    Strength,
    StrengthSource,
    Suggestion,
)
from workbench.mapping.models.ties import Request, Tie

__all__ = [
    "Bond",
    "BringIn",
    "Community",
    "CommunityArea",
    "ConditionAnswer",
    "Definition",
    "Doubt",
    "Edit",
    "EntryView",
    "HistoricAct",
    "KeptDrawing",
    "Membership",
    "NavigationRecord",
    "NegotiationRecord",
    "Offer",
    "Organisation",
    "Party",
    "Priority",
    "Relation",
    "Request",
    "Side",
    "Spokesperson",
    "Strength",
    "StrengthSource",
    "Subgroup",
    "Suggestion",
    "Tie",
]
