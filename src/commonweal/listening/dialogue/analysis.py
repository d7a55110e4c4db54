"""One conversation, read as a whole. Start with `analyse`.

`Analysis.answer` may be printed, kept and shown; `Analysis.labels` and `Analysis.flags` speak of
single voters and are for the caller of the library alone, to check by. No command, page or export
hands them on (charter 1).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version

import numpy as np
import polars as pl

from commonweal.core.lineage import Lineage
from commonweal.core.notices import Notice
from commonweal.listening.dialogue.choosing import MOST_GROUPS, Choice, choose, start_groups
from commonweal.listening.dialogue.continua import line_of
from commonweal.listening.dialogue.findings import Answer, Asked, Effect, Flagged, Group, Standing
from commonweal.listening.dialogue.flags import Flags, flag
from commonweal.listening.dialogue.kernels import Whole
from commonweal.listening.dialogue.models import Groups
from commonweal.listening.dialogue.picture import Picture, picture
from commonweal.listening.dialogue.room import InvalidVotes, Room, room_of, sides
from commonweal.listening.dialogue.stability import stability
from commonweal.listening.dialogue.statements import read_statements, typical_statements
from commonweal.listening.dialogue.tallies import Tally, shares, tally

METHOD, FEWEST_VOTERS, FEWEST_SIDES, SMALL_ROOM = "commonweal.listening.dialogue", 10, 5, 500
MOVED = 0.02  # a change of consensus that is worth telling
MANY = 0.05  # from this share of flagged voters on, groups are looked for without them as well
CAVEATS = (
    "Who takes part chooses to: the figures speak of these voters, not of the city.",
    "Intervals hold given the groups, with voters as units and votes missing at random.",
    "Group-informed consensus is a product, so it falls as groups are added: compare it within "
    "this conversation, and read each group's own agreement beside it.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """`answer` for everybody; the rest, in the order of `room`, for the caller alone.

    `labels` are the groups of the voters, the largest 0; −1 where a voter took no side.
    """

    answer: Answer
    room: Room = field(repr=False)
    labels: Whole = field(repr=False)
    flags: Flags = field(repr=False)
    picture: Picture = field(repr=False)
    groups: Groups = field(repr=False)


def analyse(
    votes: pl.DataFrame,
    statements: pl.DataFrame,
    *,
    rng: np.random.Generator,
    k: int | None = None,
    most: int = MOST_GROUPS,
    notices: Sequence[Notice] = (),
    inputs: Mapping[str, str] | None = None,
    seed: int | None = None,
) -> Analysis:
    """Read the conversation of VOTES and STATEMENTS; `k` fixes the number of groups.

    Raises `InvalidVotes` where there is no vote on a statement that counts.
    """
    room, left_out = room_of(votes, statements)
    if room.n == 0:
        raise InvalidVotes(
            "There is no vote on any statement that counts.",
            remedy="Look whether all statements are rejected, and whether votes were exported.",
        )
    read = analyse_room(room, rng=rng, k=k, most=most)
    texts = dict(statements.select("statement_id", "text").iter_rows())
    lineage = Lineage(
        method=METHOD, version=version("commonweal"), inputs=dict(inputs or {}), seed=seed
    )
    told = replace(read.answer, texts=texts, notices=(*notices, *left_out), lineage=lineage)
    return replace(read, answer=told)


def analyse_room(
    room: Room, *, rng: np.random.Generator, k: int | None = None, most: int = MOST_GROUPS
) -> Analysis:
    """The same for a room that is at hand; its answer has no texts and no inputs."""
    seen = picture(room, 3)
    choice = choose(room, rng, most=most) if k is None else _told_k(k)
    groups = ordered(start_groups(room, seen.places, choice.k, rng))
    labels = labels_of(room, groups)
    flags = flag(room, groups, line_of(room, seen) if groups.k == 1 else None, rng)
    counts = tally(room, labels, groups.k)
    lists = read_statements(counts, room.statement_ids)
    standing = _standing(room, groups)
    answer = Answer(
        standing=standing,
        voters=room.n,
        unplaced=int((labels < 0).sum()),
        statements=room.m,
        votes=len(room.votes),
        groups=_groups(counts, labels, room),
        consensus=lists.consensus,
        bridging=lists.bridging,
        dividing=lists.dividing,
        not_enough=lists.not_enough,
        asked=Asked(method=choice.method, sentence=choice.sentence, chance=choice.chance),
        stability=stability(room, groups, rng) if groups.k > 1 and room.n <= SMALL_ROOM else None,
        flagged=_flagged(room, labels, flags, counts, rng, asked=k is None),
        explained=tuple(float(share) for share in seen.explained),
        notices=(),
        caveats=_caveats(standing, room),
        lineage=Lineage(method=METHOD, version=version("commonweal")),
        texts={},
    )
    return Analysis(
        answer=answer, room=room, labels=labels, flags=flags, picture=seen, groups=groups
    )


def ordered(groups: Groups) -> Groups:
    """The groups, the largest first."""
    order = np.argsort(-groups.member.sum(axis=0), kind="stable")
    return replace(
        groups,
        agree=groups.agree[:, order],
        shares=groups.shares[order],
        member=groups.member[:, order],
    )


def labels_of(room: Room, groups: Groups) -> Whole:
    """The likeliest group of each voter; −1 for those who only passed."""
    took = sum(sides(room)) > 0
    return np.where(took, groups.member.argmax(axis=1), -1)


def _told_k(k: int) -> Choice:
    return Choice(
        k=k, method="as told", sentence=f"The number of groups, {k}, was told.", chance=None
    )


def _standing(room: Room, groups: Groups) -> Standing:
    if groups.k > 1:
        return Standing.GROUPS
    usual = float(np.median(sum(sides(room))))
    enough = room.n >= FEWEST_VOTERS and usual >= FEWEST_SIDES
    return Standing.ONE if enough else Standing.UNKNOWN


def _groups(counts: Tally, labels: Whole, room: Room) -> tuple[Group, ...]:
    typical = typical_statements(counts, room.statement_ids)
    sizes = np.bincount(labels[labels >= 0], minlength=counts.k)
    return tuple(Group(group=g, size=int(sizes[g]), typical=typical[g]) for g in range(counts.k))


def _flagged(
    room: Room,
    labels: Whole,
    flags: Flags,
    counts: Tally,
    rng: np.random.Generator,
    *,
    asked: bool,
) -> Flagged:
    """How many, of which kind, and what would be otherwise without them."""
    kinds = {
        "nearly the same votes as several others": int(flags.brigade.sum()),
        "one answer to everything": int(flags.same_answer.sum()),
        "answers that fit no group": int(flags.misfit.sum()),
    }
    kept = np.flatnonzero(~flags.any)
    if len(kept) in (0, room.n):
        return Flagged(voters=room.n - len(kept), kinds=kinds, k_without=None, effects=())
    others = room.only(kept)
    return Flagged(
        voters=int(flags.any.sum()),
        kinds=kinds,
        k_without=choose(others, rng).k if asked and flags.any.mean() >= MANY else None,
        effects=_effects(counts, tally(others, labels[kept], counts.k), room.statement_ids),
    )


def _effects(with_all: Tally, without: Tally, ids: tuple[str, ...]) -> tuple[Effect, ...]:
    before, after = shares(with_all).prod(axis=0), shares(without).prod(axis=0)
    order = np.argsort(-np.abs(after - before), kind="stable")
    return tuple(
        Effect(statement_id=ids[s], value=float(before[s]), without=float(after[s]))
        for s in order
        if abs(after[s] - before[s]) >= MOVED
    )


def _caveats(standing: Standing, room: Room) -> tuple[str, ...]:
    more = {
        Standing.GROUPS: "Groups are points of view in these votes, not communities, and nobody is "
        "one: another conversation would make others.",
        Standing.ONE: "One group: voters differ by degrees, or too little to tell groups. That is "
        "not agreement; look at what divides the room.",
        Standing.UNKNOWN: f"Not enough to say whether there are groups: {room.n} voters, who took "
        f"a side {float(np.median(sum(sides(room)))):g} times in the middle.",
    }
    return (more[standing], *CAVEATS)
