"""Which statement comes before a voice next: the one whose answer says most.

Read `outlook_of` and `Outlook.draw` first. What is kept of a picture (what groups say, no voter)
and the totals of the votes are enough for the library to say what an answer would earn. Without a
picture, what nobody has judged comes before what many have. Each voice has a luck of its own: not
everybody gets the same statement, and whoever looks again sees the same one.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from django.core.cache import cache
from django.utils import timezone

from commonweal.listening.dialogue.kernels import Whole
from commonweal.listening.dialogue.live import Sides
from commonweal.listening.dialogue.routing import drawn_next, shared_out
from commonweal.listening.dialogue.tallies import Tally
from workbench.listening.dialogue import access
from workbench.listening.dialogue.actions import picture
from workbench.listening.dialogue.models import Conversation, Participant, Statement, Topic
from workbench.listening.dialogue.moving import Found, what_groups_say

KEPT_SECONDS = 5
FIRST_LOOK, ANEW = 200, 1.5
"""Groups are looked for after so many votes, and again after so many times those they rest on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is known of the statements at this moment, by primary key; `sides` only with a picture.

    `counts` are those of the groups where there is a picture, else of everybody.
    """

    pks: tuple[int, ...]
    counts: Tally
    sides: Sides | None

    def unseen(self, said: Mapping[int, int]) -> Whole:
        """The columns of what was not voted on."""
        return np.array([s for s, pk in enumerate(self.pks) if pk not in said], dtype=np.int64)

    def draw(self, said: Mapping[int, int], rng: np.random.Generator) -> int | None:
        """The statement to show to whoever said this; None where all were seen."""
        unseen = self.unseen(said)
        if not len(unseen):
            return None
        if self.sides is None:
            luck = rng.random(len(self.pks))
            return self.pks[int(min(unseen, key=lambda s: (self.counts.seen[0, s], luck[s])))]
        chance = self.sides.chances({s: said[pk] for s, pk in enumerate(self.pks) if pk in said})
        return self.pks[int(drawn_next(self.counts, chance, unseen, rng)[0])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """The statement to show; None when this voice has seen all `total`."""

    statement: Statement | None
    total: int
    left: int


def next_for(
    conversation: Conversation,
    topic: Topic | None,
    said: Mapping[int, int],
    rng: np.random.Generator,
) -> Next:
    """What comes before whoever said this, and how much is left."""
    known = outlook_of(conversation, topic)
    drawn = known.draw(said, rng)
    one = access.accepted_statement(drawn) if drawn else None
    if drawn and one is None:  # turned down a moment ago
        known = _kept_anew(conversation, topic)
        drawn = known.draw(said, rng)
        one = access.accepted_statement(drawn) if drawn else None
    return Next(statement=one, total=len(known.pks), left=len(known.unseen(said)))


def own_luck(participant: Participant) -> np.random.Generator:
    """The same draw each time this voice looks."""
    return np.random.default_rng(participant.pk)


def outlook_of(conversation: Conversation, topic: Topic | None) -> Outlook:
    """What is known now, counted every few seconds."""
    found: Outlook | None = cache.get(_key(conversation, topic))
    return found or _kept_anew(conversation, topic)


def _kept_anew(conversation: Conversation, topic: Topic | None) -> Outlook:
    found = _counted(conversation, topic)
    cache.set(_key(conversation, topic), found, KEPT_SECONDS)
    return found


def _counted(conversation: Conversation, topic: Topic | None) -> Outlook:
    rows = access.accepted_with_votes(conversation, topic)
    told = _tally(rows)
    model = picture.model_for(conversation, topic)
    _look_anew(conversation, topic, model, int(told.seen.sum()))
    if model is None:
        return Outlook(pks=tuple(row[0] for row in rows), counts=told, sides=None)
    agree, sizes = what_groups_say(model, [str(row[1]) for row in rows])
    return Outlook(
        pks=tuple(row[0] for row in rows),
        counts=shared_out(told, agree, sizes),
        sides=Sides.of(agree, sizes),
    )


def _tally(rows: list[access.VotedRow]) -> Tally:
    found = np.array([row[2:] for row in rows], dtype=np.int64).reshape(len(rows), 3).T
    return Tally(agree=found[:1], against=found[1:2], seen=found[2:])


def _look_anew(
    conversation: Conversation, topic: Topic | None, model: Found | None, votes: int
) -> None:
    """Let groups be found beside the web server where much was said since."""
    known = ANEW * float(model.get("rows") or model["votes"]) if model else FIRST_LOOK
    if votes > known:
        picture.ask_for_groups(conversation, topic, now=timezone.now())


def _key(conversation: Conversation, topic: Topic | None) -> str:
    return f"dialogue-outlook-{conversation.pk}-{topic.number if topic else 0}"
