"""The one door to this room's rows: who may see which, and who may change them."""

from workbench.weighing.access.maps import (
    map_behind,
    map_for,
    same_thing_for,
    standing_maps,
)
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
from workbench.weighing.access.rounds import (
    answers_to,
    counted_in,
    last_round,
    rater_for,
    rater_with_link,
    raters_of,
    round_for,
    rounds_of,
    said_by,
    standing_raters,
    token_sha256,
)

__all__ = [
    "WEIGHS",
    "answers_to",
    "channel_for",
    "channels_of",
    "counted_in",
    "last_round",
    "map_behind",
    "map_for",
    "open_options",
    "option_for",
    "proposal_for",
    "proposals_for",
    "rater_for",
    "rater_with_link",
    "raters_of",
    "refuse_unless_open",
    "refuse_unless_weighs",
    "round_for",
    "rounds_of",
    "said_by",
    "same_thing_for",
    "standing_maps",
    "standing_raters",
    "token_sha256",
]
