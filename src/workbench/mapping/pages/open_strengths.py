"""The public face of the map: what everybody may read, and what a resident suggests.

Nothing confidential, nothing that was taken off the map, and nobody's point on it: names, what is
offered, for which need, in which languages and district.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.forms import BaseForm
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.core.labels import city_names
from workbench.core.numbers import whole
from workbench.core.paging import Paging, paging, part
from workbench.mapping import access, words
from workbench.mapping.models import Strength
from workbench.mapping.models.keys import has_key
from workbench.mapping.open_forms import OpenFindForm
from workbench.mapping.placed import StrengthsMap, mapped


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLine:
    """One strength as everybody reads it."""

    name: str
    holder: str
    description: str
    area: str
    needs: str
    languages: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStrengthsPage:
    """What open/strengths.html may use."""

    lede: str
    form: OpenFindForm
    lines: tuple[OpenLine, ...]
    shown: Paging
    is_filtered: bool
    map: StrengthsMap


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestPage:
    """What open/suggest.html may use."""

    form: BaseForm
    too_many: str


def open_strengths_page(asked: Mapping[str, str]) -> OpenStrengthsPage:
    """The strengths that everybody may read and that fit, by name."""
    names = city_names()
    form = OpenFindForm(asked, names=names)
    everything = access.public_strengths()
    fitting = _found(everything, form.cleaned_data) if form.is_valid() else everything.none()
    shown = paging(fitting.count(), asked=asked.get("page"), query=asked)
    return OpenStrengthsPage(
        lede=ngettext("%(count)s entry.", "%(count)s entries.", shown.total)
        % {"count": whole(shown.total)},
        form=form,
        lines=tuple(
            OpenLine(
                name=one.name,
                holder=one.organisation.name if one.organisation else "",
                description=one.description,
                area=names.area(one.area) or _("the whole city"),
                needs=words.row_of("needs", one.needs),
                languages=words.row_of("languages", one.languages),
                url=one.url,
            )
            for one in part(fitting, shown)
        ),
        shown=shown,
        is_filtered=any(asked.get(name) for name in form.fields),
        map=mapped(
            fitting,
            names,
            for_everybody=True,
            tells_gaps=any(asked.get(name) for name in ("need", "language")),
        ),
    )


def _found(strengths: QuerySet[Strength], asked: Mapping[str, str]) -> QuerySet[Strength]:
    if asked.get("area"):
        strengths = strengths.filter(area=asked["area"])
    for name, field in (("need", "needs"), ("language", "languages")):
        if asked.get(name):
            strengths = strengths.filter(**{f"{field}__contains": has_key(asked[name])})
    return strengths
