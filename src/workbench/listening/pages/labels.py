"""Codes as words: groups, kinds, areas, dates of reduced precision, yes and no."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.core.errors import CommonwealError
from commonweal.core.groups import GroupPack
from commonweal.core.kinds import KindPack
from commonweal.core.places import AreaSet
from workbench.core.city import current_city
from workbench.listening.knowledge import groups_in_words, kinds_in_words

COLUMNS: dict[str, str | Promise] = {
    "occurred_on": gettext_lazy("Happened"),
    "reported_on": gettext_lazy("Reported"),
    "publisher_year": gettext_lazy("Year of the publisher"),
    "area": gettext_lazy("Area"),
    "place": gettext_lazy("Place"),
    "lat": gettext_lazy("Latitude"),
    "lon": gettext_lazy("Longitude"),
    "groups": gettext_lazy("Aimed at"),
    "kinds": gettext_lazy("Kind"),
    "setting": gettext_lazy("Setting"),
    "perceived": gettext_lazy("Perceived"),
    "perceived_on": gettext_lazy("Perceived on"),
    "recorded": gettext_lazy("Recorded"),
    "recorded_on": gettext_lazy("Recorded on"),
    "verified": gettext_lazy("Verified"),
    "verified_on": gettext_lazy("Verified on"),
    "definition": gettext_lazy("Definition"),
    "status": gettext_lazy("Status"),
    "n": gettext_lazy("Count"),
}
PLACES: dict[str, str | Promise] = {
    "area": gettext_lazy("area known"),
    "city": gettext_lazy("in the city, area not known"),
    "unknown": gettext_lazy("place not known"),
}
SETTINGS: dict[str, str | Promise] = {
    "offline": gettext_lazy("offline"),
    "online": gettext_lazy("online"),
}
DATES = frozenset({"occurred_on", "reported_on", "perceived_on", "recorded_on", "verified_on"})


@dataclass(frozen=True, slots=True)
class Labels:
    """The city's own names for the codes of a record."""

    groups: GroupPack
    kinds: KindPack
    areas: AreaSet

    @property
    def group_names(self) -> dict[str, str]:
        """Every group's plain name, in the order of the list."""
        return {key: group.name for key, group in self.groups.groups.items()}

    @property
    def kind_names(self) -> dict[str, str]:
        """Every kind's plain name, in the order of the list."""
        return {key: kind.name for key, kind in self.kinds.kinds.items()}

    def group(self, key: str) -> str:
        """The plain name of a group; the key itself where the list has lost it."""
        return self.groups.groups[key].name if key in self.groups.groups else key

    def kind(self, key: str) -> str:
        """The plain name of a kind."""
        return self.kinds.kinds[key].name if key in self.kinds.kinds else key

    def area(self, key: str | None) -> str:
        """The name of an area."""
        try:
            return self.areas.get(key).name if key else ""
        except CommonwealError:
            return key or ""

    def where(self, area: str | None, place: str) -> str:
        """The place of a record in words."""
        return self.area(area) if area else str(PLACES.get(place, place))

    def value(self, column: str, value: Any) -> str:
        """One stored value of a record in words; a dash where nothing is said."""
        if value is None or value == "":
            return "–"
        if column in DATES:
            return date_words(str(value))
        if column in {"groups", "kinds"}:
            name = self.group if column == "groups" else self.kind
            return ", ".join(name(key) for key in split_keys(str(value)))
        if column == "area":
            return self.area(str(value))
        if column == "place":
            return str(PLACES.get(value, value))
        if column == "setting":
            return str(SETTINGS.get(value, value))
        return yes_no(value) if isinstance(value, bool) else str(value)


def city_labels() -> Labels:
    """The labels of the city that is served."""
    city = current_city()
    return Labels(
        groups=groups_in_words(city.groups()),
        kinds=kinds_in_words(city.kinds()),
        areas=city.areas(),
    )


def group_choices(pack: GroupPack) -> list[tuple[str, list[tuple[str, str]]]]:
    """The groups in use under their outermost broader group; those that stand alone come first."""
    alone: list[tuple[str, str]] = []
    under: dict[str, list[tuple[str, str]]] = {}
    for group in pack:
        above = pack.broader(group.key)
        has_parts = any(group.key in other.broader for other in pack)
        if not above and not has_parts:
            alone.append((group.key, group.name))
            continue
        outermost = _outermost(pack, group.key)
        name = group.name if above else _("%(group)s, not said which") % {"group": group.name}
        under.setdefault(pack.name(outermost), []).append((group.key, name))
    return [(_("By themselves"), alone), *under.items()]


def _outermost(pack: GroupPack, key: str) -> str:
    """The group reached by always following the first broader one."""
    while pack.groups[key].broader:
        key = pack.groups[key].broader[0]
    return key


def split_keys(stored: str) -> tuple[str, ...]:
    """The keys of a stored list, `|a|b|`."""
    return tuple(key for key in stored.split("|") if key)


def date_words(text: str) -> str:
    """A date as it is read, no more precise than it was given."""
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 1:
        return text
    if len(parts) == 2:
        return date_format(date(parts[0], parts[1], 1), "YEAR_MONTH_FORMAT")
    return date_format(date(parts[0], parts[1], parts[2]), "DATE_FORMAT")


def yes_no(answer: bool | None) -> str:
    """Yes, no, or that nobody said."""
    if answer is None:
        return _("not stated")
    return _("yes") if answer else _("no")


def choices(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs for a list to choose from, by name."""
    return sorted(pairs, key=lambda pair: pair[1].casefold())
