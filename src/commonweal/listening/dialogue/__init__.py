"""Dialogue: what a room of voters shares, where it divides, and whether it has groups at all.

Start with `analyse`. Votes and statements come as the tables VOTES and STATEMENTS; what comes out
is an answer without a word about any one voter, and beside it, for the caller alone, the groups.
"""

from commonweal.listening.dialogue.analysis import Analysis, analyse, analyse_room
from commonweal.listening.dialogue.findings import Answer, Said, Standing
from commonweal.listening.dialogue.room import InvalidVotes, Room, room_of, room_of_matrix

__all__ = [
    "Analysis",
    "Answer",
    "InvalidVotes",
    "Room",
    "Said",
    "Standing",
    "analyse",
    "analyse_room",
    "room_of",
    "room_of_matrix",
]
