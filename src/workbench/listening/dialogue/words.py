"""Rules, languages and numbers of a conversation as people read them."""

from collections.abc import Iterable, Mapping

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from workbench.core.labels import Pairs
from workbench.core.numbers import whole

DOUBLE, BROUGHT_IN = "double", "brought-in"

RULES: Mapping[str, str | Promise] = {
    "no-statement": gettext_lazy("It is nothing that one can agree or disagree with."),
    "names-a-person": gettext_lazy("It names or points at a private person."),
    "contempt": gettext_lazy("It calls for violence, or denies people their dignity."),
    "other-question": gettext_lazy("It is about another question."),
    DOUBLE: gettext_lazy("It says the same as another statement."),
    "several-in-one": gettext_lazy("It says several things at once; please send them one by one."),
    "advertising": gettext_lazy("It advertises something."),
}
"""What a statement can be turned down for. That somebody dislikes it is no rule (S003-73)."""

TO_OFFER = (
    *("en", "de", "ar", "bg", "cs", "el", "es", "fa", "fr", "hi", "hu", "it", "ja", "nl", "pl"),
    *("pt", "ro", "ru", "sq", "sr", "ta", "tr", "uk", "ur", "vi", "zh-hans"),
)


def rule(key: str) -> str:
    """A rule in words."""
    if key == BROUGHT_IN:
        return _("It was turned down where the conversation was held before.")
    return str(RULES.get(key, key))


def rules(keys: Iterable[str]) -> list[str]:
    """Rules in words, in the order of the house."""
    chosen = set(keys)
    return [rule(key) for key in RULES if key in chosen]


def language(code: str) -> str:
    """The name of a language in itself; its code where the house does not know it."""
    try:
        return str(translation.get_language_info(code)["name_local"])
    except KeyError:
        return code


def languages(codes: Iterable[str]) -> Pairs:
    """Languages to choose from, each under its own name."""
    return [(code, language(code)) for code in codes]


def voters(count: int) -> str:
    """So many people."""
    return ngettext("%(n)s person", "%(n)s people", count) % {"n": whole(count)}


def votes(count: int) -> str:
    """So many votes."""
    return ngettext("%(n)s vote", "%(n)s votes", count) % {"n": whole(count)}


def statements(count: int) -> str:
    """So many statements."""
    return ngettext("%(n)s statement", "%(n)s statements", count) % {"n": whole(count)}


def in_fours(code: str) -> str:
    """A code as it is read aloud: four letters at a time."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4)).upper()
