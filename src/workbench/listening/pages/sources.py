"""Sources: whether each still speaks, in what rhythm, and what it has delivered."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.listening.health import SourceHealth, source_health
from workbench.accounts.models import Person
from workbench.core.city import current_city
from workbench.core.labels import date_words
from workbench.core.paging import Paging, paging, part
from workbench.listening import access, feeds
from workbench.listening.brief import words
from workbench.listening.forms import SourceForm
from workbench.listening.models import Delivery, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard:
    """One source in the list."""

    source: Source
    address: str
    health: SourceHealth
    state: str
    incidents: int
    sentence: str
    rhythm: str
    delivered: str
    records: str
    unfinished: Delivery | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage:
    """What sources.html may use."""

    lede: str
    cards: tuple[SourceCard, ...]
    may_bring_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePage:
    """What source.html may use."""

    card: SourceCard
    deliveries: tuple[Delivery, ...]
    shown: Paging
    sees_records: bool
    may_edit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEditPage:
    """What source_edit.html may use."""

    source: Source
    form: SourceForm


def sources_page(person: Person, *, today: date) -> SourcesPage:
    """Every source this person may see, those that need a look first."""
    sources = list(access.sources_for(person))
    healths = healths_of(sources, today=today)
    cards = [_card(person, source, healths[source.pk]) for source in sources]
    order = {"silent": 0, "new": 1, "usual": 2, "seldom": 2, "nothing": 3, "ended": 4}
    return SourcesPage(
        lede=_lede(cards),
        cards=tuple(sorted(cards, key=lambda card: order[card.state])),
        may_bring_in=access.may_bring_in(person),
    )


def source_page(person: Person, key: str, *, today: date, asked: str | None) -> SourcePage:
    """One source with its deliveries, newest first."""
    source = access.source_for(person, key)
    health = healths_of(list(access.sources_for(person)), today=today)[source.pk]
    deliveries = access.deliveries_for(person, source)
    shown = paging(deliveries.count(), asked=asked, query={})
    return SourcePage(
        card=_card(person, source, health),
        deliveries=tuple(part(deliveries, shown)),
        shown=shown,
        sees_records=person.role in access.SEES_RECORDS,
        may_edit=access.may_bring_in(person),
    )


def healths_of(sources: list[Source], *, today: date) -> dict[int, SourceHealth]:
    """The health of each source by its id.

    On a made-up city the clock stands at the day after its last record, so that its sources do
    not seem silent for ever.
    """
    found = {source.pk: _health(source, today) for source in sources}
    until = [health.until for health in found.values() if health.until]
    if not current_city().demonstration or not until:
        return found
    standing = min(today, max(until) + timedelta(days=1))
    return {source.pk: _health(source, standing) for source in sources}


def _health(source: Source, today: date) -> SourceHealth:
    days = access.days_of_deliveries(source)
    return _health_once(
        source,
        source.shown_delivery.content_hash if source.shown_delivery else "",
        source.name,
        tuple(days),
        source.started_on,
        source.ended_on,
        today,
    )


@lru_cache(maxsize=256)
def _health_once(
    source: Source,
    _content_hash: str,
    name: str,
    days: tuple[date, ...],
    started_on: date | None,
    ended_on: date | None,
    today: date,
) -> SourceHealth:
    """Worked out once for each content of a source and each day, since both decide it."""
    return source_health(
        days,
        feeds.incidents_of(source),
        source=name,
        today=today,
        started_on=started_on,
        ended_on=ended_on,
    )


def _card(person: Person, source: Source, health: SourceHealth) -> SourceCard:
    shown = source.shown_delivery
    return SourceCard(
        source=source,
        address=reverse("listening-source", args=[source.key]),
        health=health,
        state=state_of(health),
        incidents=access.incidents_shown(source),
        sentence=words.health_sentence(health),
        rhythm=words.rhythm(health),
        delivered=_span(health.first, health.last) if shown else "",
        records=_span(health.since, health.until),
        unfinished=access.unfinished_for(person).filter(source=source).first(),
    )


def state_of(health: SourceHealth) -> str:
    """One word for the state of a source, also the name of its mark on the page."""
    if health.ended:
        return "ended"
    if health.first is None and health.since is None:
        return "nothing"
    if health.silent:
        return "silent"
    if health.new:
        return "new"
    return "usual" if health.expected_by else "seldom"


def _lede(cards: list[SourceCard]) -> str:
    if not cards:
        return _("No source has delivered anything yet.")
    silent = [card.source.name for card in cards if card.state == "silent"]
    if not silent:
        return _("Every source that is still expected has spoken as it usually does.")
    if len(silent) == 1:
        return _(
            "%(source)s has fallen silent. A silent source looks like a quiet city; it is not one."
        ) % {"source": silent[0]}
    return _("These have fallen silent: %(sources)s. Silence is not the same as quiet.") % {
        "sources": ", ".join(silent)
    }


def _span(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    if first == last:
        return date_words(first.isoformat())
    return _("%(first)s to %(last)s") % {
        "first": date_words(first.isoformat()),
        "last": date_words(last.isoformat()),
    }


def today_here() -> date:
    """Today, in the city's time zone."""
    return timezone.localdate()
