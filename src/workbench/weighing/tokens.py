"""Links that open one page without an account: a long random word, of which a hash is kept."""

import secrets

from django.db.models import Model, QuerySet

from workbench.accounts.access import token_sha256


def new_token() -> tuple[str, str]:
    """A token for a link, and what is stored of it."""
    token = secrets.token_urlsafe(32)
    return token, token_sha256(token)


def behind[Row: Model](rows: QuerySet[Row], token: str) -> Row | None:
    """The row whose link this is, if there is one among these."""
    return rows.filter(token_sha256=token_sha256(token)).first()
