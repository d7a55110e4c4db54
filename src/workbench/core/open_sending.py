"""A form that somebody sends on the public face without an account: the mark that holds off floods.

The mark says when the form was opened; it is signed, and the same for everybody, so it tells nobody
apart. Programs that send blindly have none. How many may come in a day is for each room to say.
"""

from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

SALT = "workbench.core.open-sending"
OPEN_FOR = 24 * 60 * 60


def opened_now() -> str:
    """A mark that says when the form was opened: signed, and the same for everybody."""
    return signing.TimestampSigner(salt=SALT).sign("open")


def sent_again(sent: QueryDict) -> QueryDict:
    """What was sent, with a new mark, so that the page can be sent once more."""
    again = sent.copy()
    again["opened"] = opened_now()
    return again


class OpenedForm(forms.Form):
    """A form that was opened here, within a day."""

    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse what carries no mark of ours, with words that keep what was typed."""
        cleaned = super().clean() or {}
        try:
            mark = str(cleaned.get("opened", ""))
            signing.TimestampSigner(salt=SALT).unsign(mark, max_age=OPEN_FOR)
        except signing.BadSignature:
            self.add_error(None, _("This page was open for very long. Please send it once more."))
        return cleaned
