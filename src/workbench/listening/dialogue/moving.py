"""A picture that moves with each vote: groups stay as they were found, everything else is counted.

Read `moved` first. What is kept of a full analysis is what each group says to each statement, and
how large it is; who stands nearest to which group is reckoned in passing and kept nowhere
(charter 1). A statement that came later tells nothing of groups until they are found anew.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import polars as pl

from commonweal.listening.dialogue import Analysis, InvalidVotes, Room, Standing, room_of
from commonweal.listening.dialogue.analysis import FEWEST_SIDES, FEWEST_VOTERS
from commonweal.listening.dialogue.findings import Group
from commonweal.listening.dialogue.kernels import Floats, Whole, member_scores
from commonweal.listening.dialogue.room import sides
from commonweal.listening.dialogue.statements import read_statements, typical_statements
from commonweal.listening.dialogue.tallies import Tally, tally

Found = dict[str, Any]
UNTOLD = 0.5


def model_of(analysis: Analysis) -> Found:
    """What groups say to statements, and how large they are; of no voter."""
    return {
        "ids": list(analysis.room.statement_ids),
        "agree": np.round(analysis.groups.agree, 5).tolist(),
        "shares": np.round(analysis.groups.shares, 5).tolist(),
        "votes": len(analysis.room.votes),
    }


def moved(before: Found, model: Found, votes: pl.DataFrame, statements: pl.DataFrame) -> Found:
    """The answer with every vote counted in; raises `InvalidVotes` where there is none."""
    room, _left_out = room_of(votes, statements)
    if room.n == 0:
        raise InvalidVotes("There is no vote.", remedy="Wait for one.")
    k = len(model["shares"])
    labels = _nearest(room, model)
    counts = tally(room, labels, k)
    lists = read_statements(counts, room.statement_ids)
    return {
        **before,
        "standing": _standing(room, k),
        "voters": room.n,
        "unplaced": int((labels < 0).sum()),
        "statements": room.m,
        "votes": len(room.votes),
        "groups": _groups(counts, labels, room),
        "consensus": [one.as_dict() for one in lists.consensus],
        "bridging": [one.as_dict() for one in lists.bridging],
        "dividing": [one.as_dict() for one in lists.dividing],
        "not_enough": [{"statement_id": one.statement_id} for one in lists.not_enough],
    }


def _nearest(room: Room, model: Mapping[str, Any]) -> Whole:
    """The likeliest group of each voter; −1 for those who only passed."""
    agree, sizes = what_groups_say(model, room.statement_ids)
    score = member_scores(room.starts, room.statements, room.votes, np.log(agree), np.log1p(-agree))
    score += np.log(sizes)
    took = np.sum(sides(room), axis=0) > 0
    return np.where(took, score.argmax(axis=1), -1)


def what_groups_say(model: Mapping[str, Any], numbers: Iterable[str]) -> tuple[Floats, Floats]:
    """The chance to agree by statement and group, and the shares of the groups; never quite 0."""
    known = dict(zip(model["ids"], model["agree"], strict=True))
    untold = [UNTOLD] * len(model["shares"])
    found = np.array([known.get(one, untold) for one in numbers]).reshape(-1, len(untold))
    agree: Floats = np.clip(found, 1e-4, 1 - 1e-4)
    return agree, np.maximum(np.array(model["shares"]), 1e-9)


def _standing(room: Room, k: int) -> str:
    if k > 1:
        return Standing.GROUPS.value
    usual = float(np.median(np.sum(sides(room), axis=0)))
    enough = room.n >= FEWEST_VOTERS and usual >= FEWEST_SIDES
    return (Standing.ONE if enough else Standing.UNKNOWN).value


def _groups(counts: Tally, labels: Whole, room: Room) -> list[dict[str, Any]]:
    typical = typical_statements(counts, room.statement_ids)
    sizes = np.bincount(labels[labels >= 0], minlength=counts.k)
    return [
        Group(group=g, size=int(sizes[g]), typical=typical[g]).as_dict() for g in range(counts.k)
    ]
