"""Two days of the network side by side: which ties came, and which went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from commonweal.mapping.network.days import Pair, between
from workbench.core.labels import date_words
from workbench.core.numbers import whole
from workbench.mapping.fabric import Fabric
from workbench.mapping.pages.showing import and_more

MOST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What _network_changed.html may use."""

    said: str
    came: tuple[str, ...]
    more_came: str
    went: tuple[str, ...]
    more_went: str


def changed_since(fabric: Fabric, day: date) -> Changed:
    """The network on a day beside the network now."""
    change = between(fabric.told, None, day.isoformat())
    said = _("Tied pairs between %(day)s and now: %(came)s came, %(went)s went, %(stayed)s stayed.")
    return Changed(
        said=said
        % {
            "day": date_words(day.isoformat()),
            "came": whole(len(change.gained)),
            "went": whole(len(change.lost)),
            "stayed": whole(change.unchanged),
        },
        came=_pairs(fabric, change.gained),
        more_came=and_more(len(change.gained) - MOST),
        went=_pairs(fabric, change.lost),
        more_went=and_more(len(change.lost) - MOST),
    )


def _pairs(fabric: Fabric, pairs: Sequence[Pair]) -> tuple[str, ...]:
    said = [" – ".join(sorted((fabric.named(one), fabric.named(other)))) for one, other in pairs]
    return tuple(sorted(said, key=str.casefold)[:MOST])
