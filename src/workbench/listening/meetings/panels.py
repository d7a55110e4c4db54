"""What the brief says of talks: what stands ready, and what of the city's answers is waited for.

The desk alone reads the brief; counts here are of places and recommendations, never of people.
"""

from collections.abc import Iterator
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.core.labels import city_names
from workbench.core.numbers import whole
from workbench.core.rooms import PrintedPart
from workbench.listening.meetings import access
from workbench.listening.meetings.following import Stage, stage_of
from workbench.listening.meetings.models import Standing
from workbench.listening.meetings.pages.recommendations import waiting_words
from workbench.listening.meetings.readiness import Readiness, readiness_of
from workbench.listening.meetings.words import days_words, median_words

MOST_NAMED = 4
Kind = Standing.Kind


def brief_panel(**_facts: Any) -> SafeString | None:
    """Readiness in two or three sentences; nothing while the city keeps no talks."""
    lines = tuple(_lines())
    if not lines:
        return None
    return SafeString(render_to_string("meetings/_brief_panel.html", {"lines": lines}))


def brief_part(**_facts: Any) -> PrintedPart | None:
    """The same on paper."""
    lines = tuple(_lines())
    if not lines:
        return None
    return PrintedPart(heading=_("Ready to talk"), lists=tuple((line, ()) for line in lines))


def readiness_now() -> Readiness:
    """What stands ready in this city today."""
    return readiness_of(
        access.everything_standing(),
        access.every_activation(),
        areas=[key for key, _name in city_names().area_choices()],
        today=timezone.localdate(),
    )


def confirmed_words(ready: Readiness) -> str:
    """How much is confirmed, and how much asks to be."""
    places, leads, rules = (
        ready.confirmed[kind] for kind in (Kind.PLACE, Kind.FACILITATOR, "rules")
    )
    said = (
        ngettext("%(n)s place confirmed", "%(n)s places confirmed", places) % {"n": whole(places)},
        ngettext("%(n)s facilitator", "%(n)s facilitators", leads) % {"n": whole(leads)},
        ngettext("%(n)s set of rules", "%(n)s sets of rules", rules) % {"n": whole(rules)},
        ngettext("%(n)s asks to be confirmed", "%(n)s ask to be confirmed", ready.asking)
        % {"n": whole(ready.asking)},
    )
    return _("Readiness: %(what)s.") % {"what": ", ".join(said)}


def lacking_words(ready: Readiness) -> str:
    """Which areas have no confirmed place; empty where all have one."""
    if not ready.without_place:
        return ""
    names = [city_names().area(key) for key in ready.without_place]
    if len(names) <= MOST_NAMED:
        return _("No confirmed place in %(areas)s.") % {"areas": ", ".join(names)}
    more = len(names) - MOST_NAMED
    return ngettext(
        "No confirmed place in %(areas)s and %(n)s more area.",
        "No confirmed place in %(areas)s and %(n)s more areas.",
        more,
    ) % {"areas": ", ".join(names[:MOST_NAMED]), "n": whole(more)}


def speed_words(ready: Readiness) -> str:
    """How long the last one took, and the median with its count."""
    if not ready.waits:
        return _("No incident has led to an open talk yet.")
    said = _("From the last incident to the first open talk: %(days)s (%(median)s).") % {
        "days": days_words(ready.waits[0]),
        "median": median_words(ready.middle, len(ready.waits)),
    }
    if not ready.without_talk:
        return said
    still = ngettext(
        "%(n)s incident has led to none so far.",
        "%(n)s incidents have led to none so far.",
        ready.without_talk,
    )
    return f"{said} {still % {'n': whole(ready.without_talk)}}"


def _lines() -> Iterator[str]:
    if access.everything_standing().exists() or access.every_activation().exists():
        ready = readiness_now()
        yield from filter(None, (confirmed_words(ready), lacking_words(ready), speed_words(ready)))
    yield from _waiting_lines()


def _waiting_lines() -> Iterator[str]:
    today = timezone.localdate()
    found = [stage_of(one, today=today) for one in access.public_recommendations()]
    late = sum(one.late for one in found)
    if any(one.stage is Stage.WORDS for one in found):
        yield waiting_words(found)
    if late:
        yield ngettext(
            "%(n)s was promised by a day that has passed.",
            "%(n)s were promised by a day that has passed.",
            late,
        ) % {"n": whole(late)}
