"""The lists that talks are prepared with, as the reader reads them."""

from dataclasses import replace
from datetime import date

from django.utils.translation import ngettext

from commonweal.core.dialogue_words import ActivationStepPack, PreconditionPack
from commonweal.files.dialogue_knowledge import read_activation_steps, read_preconditions
from workbench.core.city import current_city
from workbench.core.knowledge import said
from workbench.core.labels import date_words
from workbench.core.numbers import short, whole


def preconditions() -> PreconditionPack:
    """What must hold before a session here, and what should."""
    pack = read_preconditions(current_city().folder)
    return PreconditionPack(
        {
            key: replace(row, name=said(row.name), what=said(row.what))
            for key, row in pack.rows.items()
        }
    )


def activation_steps() -> ActivationStepPack:
    """The steps of this city's checklist."""
    pack = read_activation_steps(current_city().folder)
    return ActivationStepPack(
        {
            key: replace(row, name=said(row.name), what=said(row.what))
            for key, row in pack.rows.items()
        }
    )


def day_words(day: date | None) -> str:
    """A day as it is read; a dash for none."""
    return date_words(day.isoformat()) if day else "–"


def days_words(count: int) -> str:
    """So many days."""
    return ngettext("%(n)s day", "%(n)s days", count) % {"n": whole(count)}


def median_words(middle: float | None, count: int) -> str:
    """The middle of so many waits; empty of none."""
    if middle is None:
        return ""
    said = ngettext("median %(days)s days, of %(n)s", "median %(days)s days, of %(n)s", count)
    return said % {"days": short(middle), "n": whole(count)}
