"""What the reader of an old export found, in the reader's own language.

`commonweal.files.polis` says it in English with row and file; here each code has a plain sentence.
A test holds both together. What was brought in before codes were kept is shown as it was said.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

NOTICES: Mapping[str, str | Promise] = {
    "moderation-not-told": gettext_lazy(
        "It is not told whether statements were accepted; they are read as waiting, and count: "
        "%(n)s."
    ),
    "statement-torn": gettext_lazy(
        "Statements whose text could not be read, and whose votes are kept: %(n)s."
    ),
    "summary-differs": gettext_lazy(
        "The summary counts otherwise than the files; the files count."
    ),
    "tallies-differ": gettext_lazy(
        "Statements whose tallies do not add up to their votes, where the votes count: %(n)s."
    ),
    "voter-counts-differ": gettext_lazy(
        "Voters whose counts do not fit their votes, where the votes count: %(n)s."
    ),
    "votes-differ": gettext_lazy(
        "Votes that stand otherwise in both tables, where the last one in votes.csv counts: %(n)s."
    ),
    "votes-missing": gettext_lazy(
        "Votes that stand in the table of voters alone, kept without a time: %(n)s."
    ),
}


def sign_words(told: Mapping[str, Any]) -> str:
    """Which sign means agree, and how it is known."""
    values = {"file": told["file"], "sign": f"{told['agree']:+d}"}
    if told["known"]:
        return _("%(file)s: %(sign)s means agree; this fits the tallies.") % values
    return (
        _(
            "%(file)s: %(sign)s was read as agree, which could not be checked. Look at a statement "
            "that everybody knows."
        )
        % values
    )


def notice_words(told: Mapping[str, Any]) -> str:
    """One notice."""
    said = NOTICES.get(told["code"])
    return str(said) % {"n": told["count"]} if said else str(told["sentence"])
