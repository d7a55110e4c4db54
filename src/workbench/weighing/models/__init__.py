"""What the weighing room keeps. Read `proposals` first."""

from workbench.weighing.models.proposals import Channel, Option, Proposal
from workbench.weighing.models.rounds import Rater, Rating, Round

__all__ = ["Channel", "Option", "Proposal", "Rater", "Rating", "Round"]
