"""Dated events as small marks below a series, with their words."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from workbench.listening.signals.models import CalendarEvent
from workbench.listening.signals.words import event_words


def marks_of(
    events: Sequence[CalendarEvent], firsts: Sequence[date], *, by_month: bool
) -> list[tuple[int, str]]:
    """The place and the words of each event among weeks (or months) that begin on `firsts`."""
    if not firsts:
        return []
    end = firsts[-1] + timedelta(days=31 if by_month else 7)
    return [
        (max(n for n, first in enumerate(firsts) if first <= event.on), event_words(event))
        for event in events
        if firsts[0] <= event.on < end
    ]


def marked_sentences(marks: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """What the marks below a series stand for."""
    if not marks:
        return ()
    return (_("Marked: %(events)s.") % {"events": "; ".join(said for _place, said in marks)},)
