"""What the public may see of an answer: groups at the city's floor or above, and no small counts.

Read `public_answer` first; the rule itself is `floor.Floor`. Where groups are not shown, the
room is told as one, with everybody in it who voted.
"""

from dataclasses import replace

import numpy as np

from commonweal.core.estimate import Estimate
from commonweal.listening.dialogue.analysis import Analysis
from commonweal.listening.dialogue.findings import (
    Answer,
    Effect,
    Flagged,
    Group,
    GroupShare,
    NotEnough,
    Said,
)
from commonweal.listening.dialogue.floor import Floor, Shows, rough
from commonweal.listening.dialogue.statements import read_statements
from commonweal.listening.dialogue.tallies import tally

DEFAULT_FLOOR = 10
HIDDEN = "The groups are not shown, because one of them is smaller than {floor} people."
SMALL = (
    "Fewer than {floor} people voted, so nothing of it is shown to the public; the room itself "
    "sees what it agreed beforehand to show itself."
)
ROUNDED = (
    "Shares are rounded, so that the few on one side cannot be counted; 1 is nearly everybody."
)
FEW_HIDDEN = "{n} statements that fewer than {floor} people of a group saw are left out."


def public_answer(analysis: Analysis, *, floor: int = DEFAULT_FLOOR) -> Answer:
    """The answer with every count at `floor` or above; the reasons stand among its caveats."""
    answer, told = analysis.answer, Floor(people=floor)
    sizes = [one.size for one in answer.groups]
    shows = told.shows(answer.voters or 0, sizes)
    if shows == Shows.NOTHING:
        return _nothing(answer, SMALL.format(floor=floor))
    if shows == Shows.ONE:
        answer = _as_one(analysis, (HIDDEN.format(floor=floor),) if len(sizes) > 1 else ())
    return _without_small(answer, told)


def _as_one(analysis: Analysis, reason: tuple[str, ...]) -> Answer:
    """The lists of the whole room; the groups are counted, not told apart."""
    answer, room = analysis.answer, analysis.room
    lists = read_statements(tally(room, np.zeros(room.n, np.int64), 1), room.statement_ids)
    return replace(
        answer,
        groups=(Group(group=0, size=room.n),),
        unplaced=0,
        consensus=lists.consensus,
        bridging=lists.bridging,
        dividing=lists.dividing,
        not_enough=lists.not_enough,
        stability=None,
        caveats=(*reason, *answer.caveats),
    )


def _without_small(answer: Answer, floor: Floor) -> Answer:
    """Statements that too few saw are left out, and every count below the floor is taken out."""
    consensus = _shown(answer.consensus, floor)
    kept = {one.statement_id for one in consensus}
    left = len(answer.consensus) - len(kept)
    more = (FEW_HIDDEN.format(n=left, floor=floor.people),) if left else ()
    answer = _without_unplaced(answer, floor)
    return replace(
        answer,
        groups=tuple(_typical_of(one, kept, floor) for one in answer.groups),
        consensus=consensus,
        bridging=_shown(answer.bridging, floor),
        dividing=_shown(answer.dividing, floor),
        not_enough=tuple(_uncounted(one) for one in answer.not_enough),
        flagged=_flagged(answer.flagged, floor),
        notices=(),
        caveats=(*more, *answer.caveats, ROUNDED),
    )


def _without_unplaced(answer: Answer, floor: Floor) -> Answer:
    """Without those who only passed, where they are few: neither told nor to be reckoned."""
    if not answer.unplaced or floor.enough(answer.unplaced):
        return answer
    return replace(answer, unplaced=None, voters=sum(one.size for one in answer.groups), votes=None)


def _shown(said: tuple[Said, ...], floor: Floor) -> tuple[Said, ...]:
    return tuple(
        _rounded(one, floor) for one in said if floor.tells(part.agree.n for part in one.groups)
    )


def _typical_of(group: Group, kept: set[str], floor: Floor) -> Group:
    return replace(
        group,
        typical=tuple(
            replace(
                one,
                share=floor.rounded((one.share,) * 3, one.n)[0],
                elsewhere=floor.rounded((one.elsewhere,) * 3, one.n)[0],
            )
            for one in group.typical
            if one.statement_id in kept
        ),
    )


def _rounded(said: Said, floor: Floor) -> Said:
    """Shares so that nobody counts those who disagreed or passed, which may be few."""
    few = any(floor.is_few(part.agree.value, part.agree.n) for part in said.groups)
    return replace(
        said,
        figure=_told(said.figure, floor, few=few),
        groups=tuple(_part(one, floor) for one in said.groups),
        chance=None,
    )


def _part(part: GroupShare, floor: Floor) -> GroupShare:
    return replace(part, agree=_told(part.agree, floor), disagreed=None, passed=None)


def _told(figure: Estimate, floor: Floor, *, few: bool | None = None) -> Estimate:
    seen = (figure.value, figure.low, figure.high)
    value, low, high = floor.rounded(seen, figure.n, few=few)
    return replace(figure, value=value, low=low, high=high)


def _uncounted(one: NotEnough) -> NotEnough:
    return replace(one, votes=None, fewest=None)


def _flagged(flagged: Flagged, floor: Floor) -> Flagged:
    """Kinds at the floor or above; the whole only where no kind is hidden, so none can be told."""
    kinds = {name: n for name, n in flagged.kinds.items() if floor.enough(n)}
    whole = all(n == 0 or floor.enough(n) for n in flagged.kinds.values())
    return replace(
        flagged,
        voters=flagged.voters if whole else None,
        kinds=kinds,
        effects=tuple(_roughly(one) for one in flagged.effects) if whole else (),
        k_without=flagged.k_without if whole else None,
    )


def _roughly(effect: Effect) -> Effect:
    return replace(effect, value=rough(effect.value), without=rough(effect.without))


def _nothing(answer: Answer, reason: str) -> Answer:
    return replace(
        answer,
        voters=None,
        unplaced=None,
        votes=None,
        groups=(),
        consensus=(),
        bridging=(),
        dividing=(),
        not_enough=(),
        asked=replace(answer.asked, sentence=reason, chance=None),
        stability=None,
        flagged=Flagged(voters=None, kinds={}, k_without=None, effects=()),
        explained=(),
        notices=(),
        caveats=(reason,),
    )
