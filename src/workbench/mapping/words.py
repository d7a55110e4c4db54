"""Keys of this room as words: needs, kinds, what protects, languages, fields and their values.

A key that is not listed here is shown as it was written: a city's own words are data.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workbench.core.labels import CityNames, Pairs, choices, date_words, in_a_row, yes_no
from workbench.core.numbers import short
from workbench.mapping import access
from workbench.mapping.models import Organisation, Strength

Words = Mapping[str, str | Promise]

NEEDS: Words = {
    "advice": gettext_lazy("advice"),
    "company": gettext_lazy("company"),
    "faith": gettext_lazy("faith"),
    "food": gettext_lazy("food"),
    "housing": gettext_lazy("housing"),
    "learning": gettext_lazy("learning"),
    "meeting-place": gettext_lazy("a place to meet"),
    "outdoors": gettext_lazy("being outdoors"),
    "sport": gettext_lazy("sport"),
    "women": gettext_lazy("something for women"),
    "young-people": gettext_lazy("something for young people"),
}
KINDS: Words = {
    "advice": gettext_lazy("advice"),
    "arts-centre": gettext_lazy("arts centre"),
    "authority": gettext_lazy("authority"),
    "community-centre": gettext_lazy("community centre"),
    "elders": gettext_lazy("for the elderly"),
    "faith": gettext_lazy("faith"),
    "identity": gettext_lazy("identity"),
    "learning": gettext_lazy("learning"),
    "leisure": gettext_lazy("leisure"),
    "library": gettext_lazy("library"),
    "museum": gettext_lazy("museum or gallery"),
    "school": gettext_lazy("school"),
    "sport": gettext_lazy("sport"),
    "tenants": gettext_lazy("tenants"),
    "women": gettext_lazy("women"),
    "youth": gettext_lazy("youth"),
}
PROTECTIVE: Words = {
    "agency": gettext_lazy("being able to act"),
    "citizen-participation": gettext_lazy("taking part as citizens"),
    "collective-identity": gettext_lazy("being something together"),
    "hope": gettext_lazy("hope"),
    "place-attachment": gettext_lazy("feeling at home in a place"),
    "sense-of-community": gettext_lazy("sense of community"),
    "social-support": gettext_lazy("support by others"),
    "trust": gettext_lazy("trust"),
}
LANGUAGES: Words = {
    "ar": gettext_lazy("Arabic"),
    "bn": gettext_lazy("Bengali"),
    "de": gettext_lazy("German"),
    "en": gettext_lazy("English"),
    "es": gettext_lazy("Spanish"),
    "fa": gettext_lazy("Persian"),
    "fr": gettext_lazy("French"),
    "it": gettext_lazy("Italian"),
    "ku": gettext_lazy("Kurdish"),
    "pa": gettext_lazy("Punjabi"),
    "pl": gettext_lazy("Polish"),
    "pt": gettext_lazy("Portuguese"),
    "rom": gettext_lazy("Romani"),
    "ru": gettext_lazy("Russian"),
    "so": gettext_lazy("Somali"),
    "ti": gettext_lazy("Tigrinya"),
    "tr": gettext_lazy("Turkish"),
    "uk": gettext_lazy("Ukrainian"),
    "ur": gettext_lazy("Urdu"),
    "yi": gettext_lazy("Yiddish"),
}
WORDS_OF: Mapping[str, Words] = {
    "needs": NEEDS,
    "kind": KINDS,
    "protective": PROTECTIVE,
    "languages": LANGUAGES,
    "what": dict(Strength.What.choices),
    "level": dict(Organisation.Level.choices),
}
YES_NO = frozenset({"neutral_place", "credible_people", "rules_agreed", "confidential"})


def word(field: str, key: str) -> str:
    """One key of a field in words."""
    return str(WORDS_OF[field].get(key, key))


def row_of(field: str, keys: list[str]) -> str:
    """Several keys of a field in words, one after the other."""
    return in_a_row([word(field, key) for key in keys])


def offered(field: str, *more: str) -> Pairs:
    """What a form offers for a field: the words of the house, and keys that are in use besides."""
    known = {key: str(said) for key, said in WORDS_OF[field].items()}
    return choices({**{key: key for key in more}, **known}.items())


def field_label(field: str) -> str:
    """What a field of an entry is called."""
    if field == "point":
        return _("Point on the map")
    model = Strength if field in {one.name for one in Strength._meta.fields} else Organisation
    return str(capfirst(model._meta.get_field(field).verbose_name))  # type: ignore[union-attr]  # a plain field


def value_words(field: str, value: Any, names: CityNames) -> str:
    """The value of a field as it is read, whether it comes from a row or from an edit."""
    if value is None or value in ("", []):
        return yes_no(None) if field in YES_NO else "–"
    if field == "serves":
        return in_a_row([names.group(key) for key in value])
    if field == "area":
        return names.area(value)
    if field == "point":
        return ", ".join("–" if one is None else short(one) for one in value)
    if field == "organisation":
        return _holder_name(value)
    if field in YES_NO:
        return yes_no(value)
    if field in WORDS_OF:
        return row_of(field, value) if isinstance(value, list) else word(field, value)
    if isinstance(value, date) or field in {"funded_until", "confirmed_on"}:
        return date_words(str(value))
    return short(value) if isinstance(value, float) else str(value)


def _holder_name(key: str) -> str:
    holder = access.party_with_key(key)
    return holder.named.name if holder else key


def side_words(confirmed: str | None) -> str:
    """Which sides of a tie have confirmed it."""
    said = {
        "both": _("confirmed by both sides"),
        "source": _("confirmed by one side"),
        "target": _("confirmed by one side"),
    }
    return said.get(confirmed or "", _("told of, confirmed by nobody yet"))
