"""Where allauth asks us: no public sign-up, no post, and second factors sealed at rest."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from workbench.core.words import open_words, seal


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """People come by invitation; nothing is sent by e-mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Nobody signs up by themselves."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing is sent: there is no post here, and nothing calls out."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Seals the secrets of authenticator apps and recovery codes under the city's words key."""

    def encrypt(self, text: str) -> str:
        """The secret as it is stored."""
        return seal(text).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret as it is used."""
        return open_words(encrypted_text.encode())
