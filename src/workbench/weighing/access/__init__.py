"""The one door to this room's rows: who may see which, and who may change them."""

from workbench.weighing.access.maps import map_behind, map_for, same_thing_for, standing_maps
from workbench.weighing.access.proposals import (
    WEIGHS,
    channel_for,
    channels_of,
    open_options,
    option_for,
    proposal_for,
    proposals_for,
    refuse_unless_open,
    refuse_unless_weighs,
)

__all__ = [
    "WEIGHS",
    "channel_for",
    "channels_of",
    "map_behind",
    "map_for",
    "open_options",
    "option_for",
    "proposal_for",
    "proposals_for",
    "refuse_unless_open",
    "refuse_unless_weighs",
    "same_thing_for",
    "standing_maps",
]
