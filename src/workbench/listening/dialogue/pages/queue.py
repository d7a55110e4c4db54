"""What waits to be read: one after the other, and together what says nearly the same.

Read `queue_page` first. What is nearly the same as a statement that is voted on is shown together,
the least alike first, so that whoever reads sees where one word turns it round.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.forms import BaseForm
from django.utils.translation import ngettext

from commonweal.listening.dialogue.likeness import nearest
from workbench.core.numbers import whole
from workbench.listening.dialogue import access, words
from workbench.listening.dialogue.forms.desk import DecideForm
from workbench.listening.dialogue.models import Conversation, Statement
from workbench.listening.dialogue.pages.open import ShownStatement, shown

ALIKE, MOST_ROWS = 0.7, 50


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueRow:
    """One statement that waits, with its form, and how many that wait are nearly the same."""

    statement: ShownStatement
    statement_id: int
    origin: str
    alike: str
    form: BaseForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubles:
    """Statements that wait and are nearly the same as one that is voted on."""

    of: ShownStatement
    of_id: int
    heading: str
    rows: tuple[tuple[int, ShownStatement], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage:
    """What dialogue/moderation.html may use."""

    conversation_id: int
    title: str
    lede: str
    doubles: tuple[Doubles, ...]
    rows: tuple[QueueRow, ...]
    rules: tuple[str, ...]


def queue_page(conversation: Conversation, sent: DecideForm | None = None) -> QueuePage:
    """What waits, the oldest first; `sent` is a decision that could not be taken."""
    rows = conversation.statements.filter(state=Statement.State.WAITING)
    waiting = list(rows.select_related("conversation").order_by("number"))
    doubles = _doubles(conversation, waiting) if words.DOUBLE in conversation.rules else ()
    together = {pk for one in doubles for pk, _text in one.rows}
    alone = [one for one in waiting if one.pk not in together]
    firsts = _firsts(alone)
    return QueuePage(
        conversation_id=conversation.pk,
        title=conversation.title,
        lede=how_many_wait(len(waiting)) + ".",
        doubles=doubles,
        rows=tuple(_queued(one, alike, sent) for one, alike in firsts[:MOST_ROWS]),
        rules=tuple(words.rules(conversation.rules)),
    )


def how_many_wait(count: int) -> str:
    """How many wait."""
    said = ngettext("%(n)s statement waits", "%(n)s statements wait", count)
    return said % {"n": whole(count)}


def _doubles(conversation: Conversation, waiting: Sequence[Statement]) -> tuple[Doubles, ...]:
    """By the statement that is voted on, those that are nearly the same; the least alike first."""
    there = list(access.accepted(conversation).order_by("number"))
    place, alike = nearest([one.text for one in waiting], [one.text for one in there])
    found: dict[int, list[tuple[float, Statement]]] = {}
    for one, at, share in zip(waiting, place.tolist(), alike.tolist(), strict=True):
        if share >= ALIKE and one.lang == there[at].lang:
            found.setdefault(at, []).append((share, one))
    return tuple(_double(there[at], found[at]) for at in sorted(found))


def _double(of: Statement, alike: Sequence[tuple[float, Statement]]) -> Doubles:
    said = ngettext(
        "%(n)s statement is nearly the same as number %(of)s",
        "%(n)s statements are nearly the same as number %(of)s",
        len(alike),
    )
    ordered = sorted(alike, key=lambda pair: (pair[0], pair[1].number))
    return Doubles(
        of=shown(of),
        of_id=of.pk,
        heading=said % {"n": whole(len(alike)), "of": of.number},
        rows=tuple((one.pk, shown(one)) for _share, one in ordered),
    )


def _firsts(waiting: Sequence[Statement]) -> list[tuple[Statement, int]]:
    """Those that no earlier one is nearly the same as, with how many later ones are."""
    firsts: list[tuple[Statement, int]] = []
    rest = list(waiting)
    while rest and len(firsts) < MOST_ROWS:
        one, *rest = rest
        _place, alike = nearest([other.text for other in rest], [one.text])
        later = [bool(a >= ALIKE and b.lang == one.lang) for a, b in zip(alike, rest, strict=True)]
        rest = [other for other, same in zip(rest, later, strict=True) if not same]
        firsts.append((one, sum(later)))
    return firsts


def _queued(one: Statement, alike: int, sent: DecideForm | None) -> QueueRow:
    prefix = f"s{one.pk}"
    form = sent if sent and sent.prefix == prefix else DecideForm(statement=one, prefix=prefix)
    said = ngettext(
        "%(n)s more that waits is nearly the same; decide on this one first.",
        "%(n)s more that wait are nearly the same; decide on this one first.",
        alike,
    )
    return QueueRow(
        statement=shown(one),
        statement_id=one.pk,
        origin=str(one.get_origin_display()),
        alike=said % {"n": whole(alike)} if alike else "",
        form=form,
    )
