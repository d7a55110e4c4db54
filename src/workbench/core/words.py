"""Personal words at rest: sealed under a key of their own, which lies outside the city folder."""

from cryptography.fernet import Fernet, InvalidToken
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.core.city import current_city
from workbench.core.keys import WORDS_KEY_FILE, MissingKey, read_key


class SealedUnderAnotherKey(CommonwealError):
    """Words were sealed under a key that this city no longer holds."""

    code = "sealed-under-another-key"
    status = 500


def seal(text: str) -> bytes:
    """`text` encrypted under the city's words key; raises `MissingKey`."""
    return _key().encrypt(text.encode())


def open_words(blob: bytes | memoryview) -> str:
    """The words that `seal` sealed; raises `MissingKey` or `SealedUnderAnotherKey`."""
    try:
        return _key().decrypt(bytes(blob)).decode()
    except InvalidToken:
        raise SealedUnderAnotherKey(
            _("These words were sealed under a key that is not the city's key today."),
            remedy=_(
                "Put back the words.key that belongs to this city, from the backup of its keys."
            ),
        ) from None


def _key() -> Fernet:
    key = read_key(current_city().keys, WORDS_KEY_FILE)
    try:
        return Fernet(key)
    except ValueError:
        raise MissingKey(
            f"The file {WORDS_KEY_FILE} in the city's keys directory does not hold a key.",
            remedy="Put it back from the backup of the keys.",
            file=WORDS_KEY_FILE,
        ) from None
