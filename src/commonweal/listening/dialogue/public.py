"""What the public may see of an answer: groups at the city's floor or above, and no small counts.

Read `public_answer` first. One group below the floor hides all groups, because the whole room less
the others would give it away (charter 4). Then the room is told as one.
"""

from dataclasses import replace

from commonweal.listening.dialogue.analysis import Analysis
from commonweal.listening.dialogue.findings import Answer, Flagged, Group, NotEnough, Said
from commonweal.listening.dialogue.kernels import Whole
from commonweal.listening.dialogue.statements import Statements, read_statements
from commonweal.listening.dialogue.tallies import tally

DEFAULT_FLOOR = 10
HIDDEN = "The groups are not shown, because one of them is smaller than {floor} people."
SMALL = (
    "Fewer than {floor} people voted, so nothing of it is shown to the public; the room itself "
    "sees what it agreed beforehand to show itself."
)
FEW_HIDDEN = "{n} statements that fewer than {floor} people of a group saw are left out."


def public_answer(analysis: Analysis, *, floor: int = DEFAULT_FLOOR) -> Answer:
    """The answer with every count at `floor` or above; the reasons stand among its caveats."""
    answer = analysis.answer
    if (answer.voters or 0) < floor:
        return _nothing(answer, SMALL.format(floor=floor))
    if answer.k > 1 and min(one.size for one in answer.groups) < floor:
        answer = _as_one(analysis, HIDDEN.format(floor=floor))
    elif answer.k == 1 and answer.groups[0].size < floor:
        return _nothing(answer, SMALL.format(floor=floor))
    return _without_small(answer, floor)


def _as_one(analysis: Analysis, reason: str) -> Answer:
    """The lists of the whole room; the groups are counted, not told apart."""
    answer = analysis.answer
    label = (analysis.labels >= 0).astype("int64") - 1
    lists = _lists(analysis, label)
    size = sum(one.size for one in answer.groups)
    return replace(
        answer,
        groups=(Group(group=0, size=size),),
        consensus=lists.consensus,
        bridging=lists.bridging,
        dividing=lists.dividing,
        not_enough=lists.not_enough,
        stability=None,
        caveats=(reason, *answer.caveats),
    )


def _lists(analysis: Analysis, label: Whole) -> Statements:
    return read_statements(tally(analysis.room, label, 1), analysis.room.statement_ids)


def _without_small(answer: Answer, floor: int) -> Answer:
    """Statements that too few saw are left out, and every count below the floor is taken out."""
    consensus = _shown(answer.consensus, floor)
    kept = {one.statement_id for one in consensus}
    left = len(answer.consensus) - len(kept)
    more = (FEW_HIDDEN.format(n=left, floor=floor),) if left else ()
    return replace(
        answer,
        unplaced=answer.unplaced if (answer.unplaced or 0) >= floor else None,
        groups=tuple(_typical_of(one, kept) for one in answer.groups),
        consensus=consensus,
        bridging=_shown(answer.bridging, floor),
        dividing=_shown(answer.dividing, floor),
        not_enough=tuple(_uncounted(one) for one in answer.not_enough),
        flagged=_flagged(answer.flagged, floor),
        notices=(),
        caveats=(*more, *answer.caveats),
    )


def _shown(said: tuple[Said, ...], floor: int) -> tuple[Said, ...]:
    return tuple(_rounded(one) for one in said if min(part.agree.n for part in one.groups) >= floor)


def _typical_of(group: Group, kept: set[str]) -> Group:
    return replace(group, typical=tuple(t for t in group.typical if t.statement_id in kept))


def _rounded(said: Said) -> Said:
    """Without the counts of those who disagreed or passed, which may be few."""
    return replace(
        said, groups=tuple(replace(part, disagreed=None, passed=None) for part in said.groups)
    )


def _uncounted(one: NotEnough) -> NotEnough:
    return replace(one, votes=None, fewest=None)


def _flagged(flagged: Flagged, floor: int) -> Flagged:
    """Kinds at the floor or above; the whole only where no kind is hidden, so none can be told."""
    kinds = {name: n for name, n in flagged.kinds.items() if n >= floor}
    whole = all(n == 0 or n >= floor for n in flagged.kinds.values())
    return replace(
        flagged,
        voters=flagged.voters if whole else None,
        kinds=kinds,
        effects=flagged.effects if whole else (),
        k_without=flagged.k_without if whole else None,
    )


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
