"""What the weighing room keeps. Read `proposals` first."""

from workbench.weighing.models.concerns import (
    Concern,
)
from workbench.weighing.models.decisions import (
    Amendment,
    AssessmentAnswer,
    Assumption,
    Condition,
    Decision,
    Dissent,
    Signature,
)
from workbench.weighing.models.indicators import (
    IndicatorFile,
    IndicatorSeries,
    IndicatorValue,
)
from workbench.weighing.models.looking import (
    LookedAt,
)
from workbench.weighing.models.maps import (
    CausalMap,
    MapArrow,
    MapNode,
    SameThing,
)
from workbench.weighing.models.proposals import (
    Channel,
    Option,
    Proposal,
)
from workbench.weighing.models.rounds import (
    Rater,
    Rating,
    Round,
)
from workbench.weighing.models.runs import (
    Run,
)
from workbench.weighing.models.watches import (
    Watch,
)

__all__ = [
    "Amendment",
    "AssessmentAnswer",
    "Assumption",
    "CausalMap",
    "Channel",
    "Concern",
    "Condition",
    "Decision",
    "Dissent",
    "IndicatorFile",
    "IndicatorSeries",
    "IndicatorValue",
    "LookedAt",
    "MapArrow",
    "MapNode",
    "Option",
    "Proposal",
    "Rater",
    "Rating",
    "Round",
    "Run",
    "SameThing",
    "Signature",
    "Watch",
]
