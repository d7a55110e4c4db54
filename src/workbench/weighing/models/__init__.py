"""What the weighing room keeps. Read `proposals` first."""

from workbench.weighing.models.looking import LookedAt
from workbench.weighing.models.proposals import Channel, Option, Proposal
from workbench.weighing.models.runs import Run

__all__ = ["Channel", "LookedAt", "Option", "Proposal", "Run"]
