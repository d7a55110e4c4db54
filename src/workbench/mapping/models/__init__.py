"""What the mapping room keeps. Read `parties` first, then `strengths`, `ties` and `process`."""

from workbench.mapping.models.communities import (
    Bond,
    CommunityArea,
    Priority,
    Spokesperson,
    Subgroup,
)
from workbench.mapping.models.parties import Community, Membership, Organisation, Party
from workbench.mapping.models.process import (
    ConditionAnswer,
    HistoricAct,
    NavigationRecord,
    NegotiationRecord,
    Relation,
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
from workbench.mapping.models.ties import NodePlaces, Request, Tie

__all__ = [
    "Bond",
    "BringIn",
    "Community",
    "CommunityArea",
    "ConditionAnswer",
    "Doubt",
    "Edit",
    "EntryView",
    "HistoricAct",
    "Membership",
    "NavigationRecord",
    "NegotiationRecord",
    "NodePlaces",
    "Organisation",
    "Party",
    "Priority",
    "Relation",
    "Request",
    "Spokesperson",
    "Strength",
    "StrengthSource",
    "Subgroup",
    "Suggestion",
    "Tie",
]
