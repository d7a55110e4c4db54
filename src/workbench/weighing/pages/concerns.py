"""Concerns: the public page that raises one, the receipt, the answer, and the desk's list."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.forms import BaseForm
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person
from workbench.core.labels import Pairs, date_words
from workbench.core.numbers import short, whole
from workbench.core.paging import Paging, paging, part
from workbench.weighing.access import concerns as ac
from workbench.weighing.access import decisions as ad
from workbench.weighing.models import Concern


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisePage:
    """What open/concern.html may use."""

    form: BaseForm
    receipt_form: BaseForm
    counts: str
    too_many: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPage:
    """What open/concern_kept.html may use: the receipt, shown once."""

    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnConcernPage:
    """What open/concern_answer.html may use."""

    is_known: bool
    received: str
    answered: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernLine:
    """One concern in the desk's list, without its words."""

    concern_id: int
    received: str
    about: str
    state: str
    answered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernsPage:
    """What concerns.html may use."""

    lede: str
    waiting: tuple[ConcernLine, ...]
    answered: tuple[ConcernLine, ...]
    shown: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernPage:
    """What concern.html may use; `words` only where they were just opened."""

    line: ConcernLine
    is_waiting: bool
    words: str | None
    name: str
    form: BaseForm | None


def about_choices(asked: str) -> Pairs:
    """What a concern can be about: public decisions, and the page that somebody came from."""
    found = [
        (str(one.proposal_id), str(one.frozen["proposal"]["title"]))
        for one in ad.public_decisions()
    ]
    if asked.isascii() and asked.isdigit() and asked not in dict(found):
        found.append((asked, _("the proposal that you came from")))
    return found


def counts_told(*, today: date) -> str:
    """How many were raised and how fast they were answered; never who, nor about whom."""
    raised, answered, days = ac.how_many(today=today)
    if raised is None:
        return _("How many were raised is not shown yet: they are too few.")
    told = ngettext(
        "%(n)s concern was raised before this month.",
        "%(n)s concerns were raised before this month.",
        raised,
    ) % {"n": whole(raised)}
    if answered is None or days is None:
        return told
    how_fast = ngettext(
        "%(n)s was answered; half of them within %(days)s days.",
        "%(n)s were answered; half of them within %(days)s days.",
        answered,
    ) % {"n": whole(answered), "days": short(days)}
    return f"{told} {how_fast}"


def own_concern_page(concern: Concern | None, *, answer: str) -> OwnConcernPage:
    """How far a concern is, for whoever holds its receipt."""
    if concern is None:
        return OwnConcernPage(is_known=False, received="", answered="", answer="")
    return OwnConcernPage(
        is_known=True,
        received=date_words(concern.received_on.isoformat()),
        answered=date_words(concern.answered_on.isoformat()) if concern.answered_on else "",
        answer=answer,
    )


def concerns_page(person: Person, *, asked: str | None) -> ConcernsPage:
    """What waits at the desk, the oldest first, and what was answered."""
    rows = ac.concerns_for(person)
    waiting = rows.filter(state=Concern.State.WAITING)
    answered = rows.filter(state=Concern.State.ANSWERED).order_by("-answered_on", "-pk")
    shown = paging(answered.count(), asked=asked, query={})
    count = waiting.count()
    lede = ngettext(
        "%(n)s concern waits for an answer.", "%(n)s concerns wait for an answer.", count
    )
    return ConcernsPage(
        lede=lede % {"n": whole(count)},
        waiting=tuple(concern_line(one) for one in waiting),
        answered=tuple(concern_line(one) for one in part(answered, shown)),
        shown=shown,
    )


def concern_line(one: Concern) -> ConcernLine:
    """A concern without its words."""
    return ConcernLine(
        concern_id=one.pk,
        received=date_words(one.received_on.isoformat()),
        about=one.proposal.title if one.proposal else _("something else"),
        state=str(one.get_state_display()),
        answered=date_words(one.answered_on.isoformat()) if one.answered_on else "",
    )


def concern_page(
    one: Concern, *, opened: Mapping[str, str] | None = None, form: BaseForm | None = None
) -> ConcernPage:
    """One concern; with `opened` its words and the form that answers it."""
    return ConcernPage(
        line=concern_line(one),
        is_waiting=one.state == Concern.State.WAITING,
        words=opened["words"] if opened else None,
        name=opened["name"] if opened else "",
        form=form,
    )
