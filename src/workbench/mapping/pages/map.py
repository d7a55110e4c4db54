"""The map of strengths, for those who sign in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from workbench.accounts.models import Person
from workbench.core.labels import city_names
from workbench.core.numbers import whole
from workbench.mapping import access
from workbench.mapping.network_forms import MapForm
from workbench.mapping.pages.strengths import found
from workbench.mapping.placed import StrengthsMap, mapped

ASKS_FOR = ("need", "group", "language")
"""What is asked for in every district; where nothing of it is told of, the map says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """What map.html may use."""

    lede: str
    form: MapForm
    map: StrengthsMap
    is_filtered: bool


def map_page(person: Person, asked: Mapping[str, str], *, today: date) -> MapPage:
    """The strengths that this person may see, that may be drawn, and that fit."""
    names = city_names()
    form = MapForm(asked, names=names)
    seen = access.countable(access.strengths_for(person)).filter(gone_on=None)
    fitting = found(seen, form.cleaned_data, today=today) if form.is_valid() else seen.none()
    tells_gaps = form.is_valid() and any(form.cleaned_data[name] for name in ASKS_FOR)
    count = fitting.count()
    return MapPage(
        lede=ngettext("%(count)s strength.", "%(count)s strengths.", count)
        % {"count": whole(count)},
        form=form,
        map=mapped(fitting, names, tells_gaps=tells_gaps),
        is_filtered=any(asked.get(name) for name in form.fields),
    )
