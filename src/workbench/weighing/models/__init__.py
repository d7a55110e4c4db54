"""What the weighing room keeps. Read `proposals` first."""

from workbench.weighing.models.proposals import Channel, Option, Proposal

__all__ = ["Channel", "Option", "Proposal"]
