"""What routing earns: the same people give as many votes each, on statements routed or by chance.

Read `evening` first. Everybody's answer to every statement is made beforehand; the two ways differ
in which of them are asked for. It goes as on the pages: four statements in ten are there at the
beginning and the others come while people vote, a tenth of the room answers before counts are read
anew, and groups are found anew when half as many votes again have come. Both ways are looked at
alike: planted groups for the intervals, groups found from the votes for the placing of voters, the
number of groups told.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

import numpy as np

from benchmarks.made_rooms import UNSEEN, MadeRoom, grouped
from benchmarks.record import Figure, Measurement
from commonweal.listening.dialogue import room_of_matrix
from commonweal.listening.dialogue.analysis import labels_of
from commonweal.listening.dialogue.choosing import start_groups
from commonweal.listening.dialogue.live import Sides
from commonweal.listening.dialogue.models import Groups
from commonweal.listening.dialogue.picture import picture
from commonweal.listening.dialogue.routing import drawn_next, shared_out
from commonweal.listening.dialogue.tallies import Tally, product_bounds, tally

ROOMS = ((30, 40), (200, 100))
AFTER, BATCHES, ANEW, FIRST_LOOK = (5, 10, 20), 10, 1.5, 4
BEGIN, ALL_THERE = 0.4, 15
NEARLY_ALL = 0.9999
FEW_VOTES = "so few votes tell little of what to ask next"
WAYS = ("routed", "by chance")


@dataclass(slots=True, kw_only=True)
class Evening:
    """A room in which some answers were given; `known` is what the pages know of its groups."""

    room: MadeRoom
    rng: np.random.Generator
    cast: np.ndarray = field(init=False)
    known: Groups | None = None
    known_from: int = 0
    there: int = 0

    def __post_init__(self) -> None:
        self.cast = np.full_like(self.room.votes, UNSEEN)

    @property
    def given(self) -> int:
        """How many votes were cast."""
        return int((self.cast != UNSEEN).sum())

    def unseen(self, voter: int) -> np.ndarray:
        """The statements that are there by now and that this voter has not seen."""
        return np.flatnonzero(self.cast[voter, : self.there] == UNSEEN)

    def ask(self, voter: int, column: int) -> None:
        """Let this voter answer."""
        self.cast[voter, column] = self.room.votes[voter, column]

    def find_groups(self) -> Groups:
        """The groups in the votes so far; voters without a vote stand in none."""
        seen = room_of_matrix(self.cast, unseen=UNSEEN)
        return start_groups(seen, picture(seen, 3).places, self.room.k, self.rng)

    def look_anew(self) -> None:
        """Find groups where so many votes have come since."""
        if self.given > max(ANEW * self.known_from, FIRST_LOOK * len(self.cast)):
            self.known, self.known_from = self.find_groups(), self.given


def evening(room: MadeRoom, way: str, rng: np.random.Generator) -> Iterator[Evening]:
    """The room after so many votes of everybody."""
    live, (n, m) = Evening(room=room, rng=rng), room.votes.shape
    for number in range(1, max(AFTER) + 1):
        live.there = round(m * min(BEGIN + (1 - BEGIN) * number / ALL_THERE, 1))
        for batch in np.array_split(rng.permutation(n), BATCHES):
            live.look_anew()
            asked = list(_routed(live, batch) if way == WAYS[0] else _by_chance(live, batch))
            for voter, column in asked:
                live.ask(voter, column)
        if number in AFTER:
            yield live


def _by_chance(live: Evening, batch: np.ndarray) -> Iterator[tuple[int, int]]:
    for voter in batch:
        yield voter, int(live.rng.choice(live.unseen(voter)))


def _routed(live: Evening, batch: np.ndarray) -> Iterator[tuple[int, int]]:
    """As the pages do it: the least voted first until groups were found once."""
    told, known = _whole(live.cast), live.known
    if known is None:
        for voter in batch:
            order = told.seen[0] + live.rng.random(told.seen.shape[1])
            unseen = live.unseen(voter)
            yield voter, int(unseen[order[unseen].argmin()])
        return
    sides, counts = Sides.of(known.agree, known.shares), shared_out(told, known.agree, known.shares)
    for voter in batch:
        own = live.cast[voter]
        said = {int(s): int(own[s]) for s in np.flatnonzero(own != UNSEEN)}
        yield voter, int(drawn_next(counts, sides.chances(said), live.unseen(voter), live.rng)[0])


def _whole(cast: np.ndarray) -> Tally:
    return Tally(
        agree=(cast == 1).sum(axis=0)[None],
        against=(cast == -1).sum(axis=0)[None],
        seen=(cast != UNSEEN).sum(axis=0)[None],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Widths of the intervals, share that hold the truth, share of voters placed rightly."""

    width: float
    widest: float
    held: float
    placed: float


def looked_at(live: Evening) -> Seen:
    """The room as it stands."""
    seen = room_of_matrix(live.cast, unseen=UNSEEN)
    there = seen.voter_ids.astype(int)
    _, low, high = product_bounds(tally(seen, live.room.group[there], live.room.k))
    truth, width = live.room.agree.prod(axis=0), np.sort(high - low)
    return Seen(
        width=float(width.mean()),
        widest=float(width[-max(len(width) // 10, 1) :].mean()),
        held=float(((low <= truth) & (truth <= high)).mean()),
        placed=placed(live.room.group[there], labels_of(seen, live.find_groups()), live.room.k),
    )


def placed(true: np.ndarray, label: np.ndarray, k: int) -> float:
    """The share of voters in their planted group, whatever the groups are called."""
    return max(
        float((np.array(names)[label] == true)[label >= 0].sum()) / len(true)
        for names in permutations(range(k))
    )


Pair = tuple[Seen, Seen]


def both_ways(n: int, m: int, k: int, seed: list[int]) -> list[Pair]:
    """The same room routed and by chance, after each number of votes."""
    room = grouped(n, m, k=k, density=NEARLY_ALL, careless=0.0, rng=np.random.default_rng(seed))
    room.votes[room.votes == UNSEEN] = 0
    ways = (map(looked_at, evening(room, way, np.random.default_rng([*seed, 1]))) for way in WAYS)
    return list(zip(*ways, strict=True))


def run(seed: int, runs: int) -> list[Figure]:
    """Both ways in rooms of one to three groups, by size and votes."""
    figures = []
    for n, m in ROOMS:
        rooms = [
            (k, both_ways(n, m, k, [seed, n, k, number]))
            for k in (1, 2, 3)
            for number in range(runs)
        ]
        for place, votes in enumerate(AFTER):
            words = f"{n} voters, {votes} votes each"
            figures += _figures(words, [(k, pairs[place]) for k, pairs in rooms])
    return figures


def _figures(words: str, rooms: list[tuple[int, Pair]]) -> list[Figure]:
    def of(name: str, values: list[float], **more: Any) -> Figure:
        return _mean(f"{words}: {name}", np.array(values), **more)

    pairs = [pair for _k, pair in rooms]
    grouped_ones = [pair for k, pair in rooms if k > 1]
    return [
        of(
            "width of intervals, routed, of that by chance",
            [100 * one.width / other.width for one, other in pairs],
            at_most=100.0,
        ),
        of(
            "the widest tenth of them, routed, of that by chance",
            [100 * one.widest / other.widest for one, other in pairs],
            at_most=100.0,
        ),
        of("voters placed rightly, routed", [100 * one.placed for one, _ in grouped_ones]),
        of("voters placed rightly, by chance", [100 * one.placed for _, one in grouped_ones]),
        of(
            "intervals that hold the planted consensus, routed",
            [100 * one.held for one, _ in pairs],
        ),
        of(
            "intervals that hold the planted consensus, by chance",
            [100 * one.held for _, one in pairs],
        ),
    ]


def _mean(name: str, values: np.ndarray, *, at_most: float | None = None) -> Figure:
    """The mean over rooms in per cent."""
    mean, half = float(values.mean()), 0.0
    if len(values) > 1:
        half = 1.96 * float(values.std(ddof=1)) / len(values) ** 0.5
    missed = at_most is not None and mean > at_most
    return Figure(
        name=name,
        value=mean,
        low=mean - half,
        high=mean + half,
        n=len(values),
        method="95 % interval of the mean over rooms",
        unit=" %",
        at_most=at_most,
        reason=FEW_VOTES if missed else "",
    )


MEASUREMENT = Measurement(
    measures="Statements routed as on the pages, beside statements by chance, in the same rooms.",
    run=run,
    seed=28_105,
    runs=30,
    short_runs=1,
    sources=(
        "benchmarks/made_rooms.py",
        "src/commonweal/listening/dialogue/live.py",
        "src/commonweal/listening/dialogue/routing.py",
        "src/commonweal/listening/dialogue/starts.py",
        "src/commonweal/listening/dialogue/tallies.py",
    ),
)
