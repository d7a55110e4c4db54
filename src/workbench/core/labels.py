"""Codes as words that every room reads: groups, areas, dates of reduced precision, yes and no."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from commonweal.core.groups import GroupPack
from commonweal.core.places import AreaSet
from workbench.core.city import current_city
from workbench.core.knowledge import groups_in_words

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CityNames:
    """The city's own names for groups and areas."""

    groups: GroupPack
    areas: AreaSet

    @property
    def group_names(self) -> dict[str, str]:
        """Every group's plain name, in the order of the list."""
        return {key: group.name for key, group in self.groups.groups.items()}

    def group(self, key: str) -> str:
        """The plain name of a group; the key itself where the list has lost it."""
        return self.groups.groups[key].name if key in self.groups.groups else key

    def area(self, key: str | None) -> str:
        """The name of an area."""
        try:
            return self.areas.get(key).name if key else ""
        except CommonwealError:
            return key or ""

    def area_choices(self) -> Pairs:
        """The areas of the finest level, by name."""
        return choices((one.area, one.name) for one in self.areas.at_level(self.areas.finest))


def city_names() -> CityNames:
    """The names of the city that is served."""
    city = current_city()
    return CityNames(groups=groups_in_words(city.groups()), areas=city.areas())


def group_choices(pack: GroupPack) -> list[tuple[str, Pairs]]:
    """The groups in use under their outermost broader group; those that stand alone come first."""
    alone: Pairs = []
    under: dict[str, Pairs] = {}
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


def choices(pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Pairs for a list to choose from, by name."""
    return sorted(pairs, key=lambda pair: pair[1].casefold())


def in_a_row(names: Sequence[str]) -> str:
    """Names one after the other, a dash for none."""
    return ", ".join(names) or "–"
