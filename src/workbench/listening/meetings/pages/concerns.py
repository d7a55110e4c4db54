"""One concern: in their words, as what each side sees it, and what it got back."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from workbench.core.labels import city_names
from workbench.core.words import open_words
from workbench.listening.meetings.models import Concern, ConcernSorting
from workbench.listening.meetings.sorting import Sorted, fitting_answers, sorted_as
from workbench.listening.meetings.words import day_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernLine:
    """One concern in a list."""

    address: str
    words: str
    group: str
    state: str
    is_sorted: bool
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernPage:
    """What concern.html may use."""

    concern_id: int
    line: ConcernLine
    session: str
    session_address: str
    sortings: tuple[tuple[str, str, str, str], ...]
    answers: tuple[tuple[str, str, str, str], ...]
    may_answer: bool


def concern_line(one: Concern) -> ConcernLine:
    """One concern in words; it is sorted when the people who raised it have said."""
    found = sorted_as(one.sortings.all())
    return ConcernLine(
        address=reverse("meetings-concern", args=[one.pk]),
        words=open_words(one.sealed_words),
        group=city_names().group(one.group) if one.group else "",
        state=sorting_words(found),
        is_sorted=bool(found.finding),
        answers=len(one.answers.all()),
    )


def sorting_words(found: Sorted) -> str:
    """As what a concern is sorted, and by whom; where the sides differ, both."""
    names = dict(ConcernSorting.Finding.choices)
    if not found.finding:
        if not found.city:
            return _("not yet sorted")
        return _("not yet sorted; the city sees %(finding)s, the people were not asked") % {
            "finding": names[found.city]
        }
    if not found.city:
        return _("%(finding)s, say those who raised it") % {"finding": names[found.people]}
    if found.differs:
        return _("%(people)s, say those who raised it; the city sees %(city)s") % {
            "people": names[found.people],
            "city": names[found.city],
        }
    return _("%(finding)s, say both") % {"finding": names[found.people]}


def concern_page(one: Concern) -> ConcernPage:
    """One concern with everything that was said of it."""
    return ConcernPage(
        concern_id=one.pk,
        line=concern_line(one),
        session=one.session.question,
        session_address=reverse("meetings-session", args=[one.session_id]),
        sortings=tuple(
            (
                day_words(row.said_on),
                str(row.get_whose_display()),
                str(row.get_finding_display()),
                row.words,
            )
            for row in one.sortings.all()
        ),
        answers=tuple(
            (day_words(row.answered_on), str(row.get_kind_display()), row.words, row.by_whom)
            for row in one.answers.all()
        ),
        may_answer=bool(fitting_answers(sorted_as(one.sortings.all()))),
    )
