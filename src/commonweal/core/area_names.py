"""Which area a file means by a name: ids, names, and the aliases of its profile."""

from collections.abc import Mapping

from commonweal.core.nearest import listed, nearest_first
from commonweal.core.places import AreaSet
from commonweal.core.words import plain

MOST_SUGGESTIONS = 200
UNKNOWN_AREA = "This is none of the city's areas."
KEPT_OUT = "Nothing to mend: the profile keeps these rows out under [areas.refuse]."


class AreaNames:
    """The names of areas in one file. Without `areas`, names are taken as they stand."""

    def __init__(
        self, areas: AreaSet | None, *, aliases: Mapping[str, str], refused: Mapping[str, str]
    ) -> None:
        self._aliases = {plain(name): area for name, area in aliases.items()}
        self._refused = {plain(name): why for name, why in refused.items()}
        self._ids = None if areas is None else frozenset(areas.ids)
        self._plain = {} if areas is None else _plain_names(areas)
        self._names = () if areas is None else tuple(areas.ids)
        self._suggested = 0

    def why_refused(self, cell: str) -> str | None:
        """The profile's reason for keeping this name out; None where it does not."""
        return self._refused.get(plain(cell))

    def area(self, cell: str) -> str | None:
        """The id behind a name as the file spells it; None where there is no such area."""
        text = " ".join(cell.split())
        if not text or plain(text) in self._refused:
            return None
        text = self._aliases.get(plain(text), text)
        number = text.removesuffix(".0") if text.removesuffix(".0").isdigit() else text
        if self._ids is None:
            return number
        for spelling in (text, number, number.lstrip("0")):
            if spelling in self._ids:
                return spelling
        return self._plain.get(plain(text))

    def explain_unknown(self, cell: str) -> tuple[str, str]:
        """Reason and remedy for a name that is no area, with the nearest ids."""
        self._suggested += 1
        remedy = "Correct the name, or give it an alias under [areas.aliases] of the profile."
        if self._suggested <= MOST_SUGGESTIONS:
            near = listed(nearest_first(cell, self._names)[:3])
            remedy = f"The nearest areas are {near}. {remedy}"
        return UNKNOWN_AREA, remedy


def _plain_names(areas: AreaSet) -> Mapping[str, str]:
    """Names and ids without case and punctuation → id; a name of two areas stands for neither."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for area in areas.areas:
        name = plain(area.name)
        if found.get(name, area.area) != area.area:
            twice.add(name)
        found[name] = area.area
    found = {name: area for name, area in found.items() if name not in twice}
    return found | {plain(area.area): area.area for area in areas.areas}
