"""What if: many runs through people's own maps and judgements, told as bands of belief.

Read `what_if` first. Every run takes one rater's judgements, one drawer's map and one rule of
change; nothing is averaged before it is run. The result says what those who were asked would expect
if their maps were right, never what will happen (charter, rule 9).
"""

from commonweal.weighing.ensemble.elsewhere import (
    Moved,
)
from commonweal.weighing.ensemble.gathered import (
    Gathered,
    gathered,
)
from commonweal.weighing.ensemble.hinges import (
    Hinge,
    hinges,
    hinges_of,
)
from commonweal.weighing.ensemble.one_truth import (
    around_one_truth,
)
from commonweal.weighing.ensemble.options import (
    NOTHING,
    Compared,
    Outcome,
    compared,
)
from commonweal.weighing.ensemble.proposal import (
    Channel,
    InvalidProposal,
    Proposal,
    proposal_of,
)
from commonweal.weighing.ensemble.run import (
    Course,
    WhatIf,
    what_if,
)
from commonweal.weighing.ensemble.scene import (
    Scene,
    scene_of,
)

__all__ = [
    "NOTHING",
    "Channel",
    "Compared",
    "Course",
    "Gathered",
    "Hinge",
    "InvalidProposal",
    "Moved",
    "Outcome",
    "Proposal",
    "Scene",
    "WhatIf",
    "around_one_truth",
    "compared",
    "gathered",
    "hinges",
    "hinges_of",
    "proposal_of",
    "scene_of",
    "what_if",
]
