"""The codes of a record as words: kinds and columns beside the names that every room reads."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from commonweal.core.kinds import KindPack
from workbench.core.city import current_city
from workbench.core.knowledge import groups_in_words, kinds_in_words
from workbench.core.labels import CityNames, date_words, yes_no

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
class Labels(CityNames):
    """The city's own names for the codes of a record."""

    kinds: KindPack

    @property
    def kind_names(self) -> dict[str, str]:
        """Every kind's plain name, in the order of the list."""
        return {key: kind.name for key, kind in self.kinds.kinds.items()}

    def kind(self, key: str) -> str:
        """The plain name of a kind."""
        return self.kinds.kinds[key].name if key in self.kinds.kinds else key

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


def split_keys(stored: str) -> tuple[str, ...]:
    """The keys of a stored list, `|a|b|`."""
    return tuple(key for key in stored.split("|") if key)
