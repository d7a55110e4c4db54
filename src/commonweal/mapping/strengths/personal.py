"""Strengths are never private persons: how names, addresses and numbers of people are kept out.

Read `reads_like_a_person` and `without_personal_words` first. A role is entered by what it is
(“youth worker at the harbour”), not by who holds it: people change, did not ask to be on a map,
and could be found by it (charter 1). The rules err towards refusing; a word that names a role in
the city's own languages is one line in knowledge/role_words.toml.
"""

import re

from commonweal.core.raw import MASK
from commonweal.core.strength_words import RoleWords

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(r"(?<![\w.])(?:\+|\(|00)?\d[\d\s()/.-]{5,}\d(?![\w])")
ISO_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
FEWEST_DIGITS, MOST_DIGITS = 7, 15  # of a telephone number (ITU-T E.164: at most 15)
WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*")
MOST_NAME_WORDS = 4

MAILBOXES = frozenset(
    (
        *("accueil", "admin", "bookings", "booking", "centre", "center", "contact", "enquiries"),
        *("enquiry", "hello", "hall", "help", "info", "kontakt", "library", "mail", "museum"),
        *("office", "post", "reception", "secretariat", "service", "support", "team", "welcome"),
    )
)
"""Mailboxes of an office, not of a person."""

TITLES = (
    *("Mr", "Mrs", "Ms", "Miss", "Mx", "Dr", "Prof", "Professor", "Sir", "Dame", "Lady"),
    *("Rev", "Reverend", "Father", "Sister", "Brother", "Imam", "Rabbi", "Sheikh", "Shaykh"),
    *("Pastor", "Monsieur", "Madame", "Mme", "Mlle", "Herr", "Frau", "Meneer", "Mevrouw"),
    *("Dhr", "Mevr", "Fru", "Señor", "Señora"),
)
TITLED = re.compile(rf"\b(?:{'|'.join(TITLES)})\b\.?\s+(?=[^\W\d_])(\w)")
PARTICLES = frozenset(
    (
        *("al", "el", "ben", "bin", "ibn", "abu", "da", "de", "del", "den", "der", "di", "du"),
        *("la", "le", "ten", "ter", "van", "von", "y", "zu", "’t"),
    )
)
"""Small words inside personal names; alone they do not make a name a description."""


def reads_like_a_person(name: str, roles: RoleWords) -> bool:
    """Whether the name of a role may be that of a person.

    True where a title stands before a name, where it holds an e-mail address or telephone number,
    or where at most four words, none of them known to name a role, are all written like names.
    Where a script has no small letters, a name cannot be told from a role without a known word.
    """
    if has_title(name) or EMAIL.search(name) or _numbers(name):
        return True
    words = WORD.findall(name)
    if any(word in roles for whole in words for word in (whole, *re.split(r"[-'’.]", whole))):
        return False
    described = [word for word in words if word.islower() and word not in PARTICLES]
    return not described and len(words) <= MOST_NAME_WORDS


def has_title(text: str) -> bool:
    """Whether a title stands before a name, as in “Mrs Smith”."""
    return any(found[1].isupper() for found in TITLED.finditer(text))


def without_personal_words(text: str, *, of_role: bool) -> str:
    """The text with the e-mail addresses of people masked; of a role, every address and number.

    A mailbox of an office, such as info@, stays where the entry is no role.
    """
    if "@" in text:
        text = EMAIL.sub(lambda found: _shown(found[0], of_role=of_role), text)
    if of_role:
        for number in _numbers(text):
            text = text.replace(number, MASK)
    return text


def _shown(address: str, *, of_role: bool) -> str:
    mailbox = address.split("@")[0].casefold()
    return address if mailbox in MAILBOXES and not of_role else MASK


def _numbers(text: str) -> list[str]:
    """What may be a telephone number: seven to fifteen digits that are no date."""
    without_days = ISO_DAY.sub(lambda day: "x" * len(day[0]), text)
    return [
        match[0]
        for match in PHONE.finditer(without_days)
        if FEWEST_DIGITS <= sum(map(str.isdigit, match[0])) <= MOST_DIGITS
    ]
