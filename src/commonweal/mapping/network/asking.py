"""Which questions a tie may answer: what was built for trust is never used for intelligence.

Read `check_purpose` first (charter 8; S004-7, S002-28).
"""

from collections.abc import Iterable

from commonweal.core.errors import NotAllowed

BUILT_ON_TRUST = frozenset({"trust", "dialogue"})
ABOUT_PERSONS, THE_FABRIC = "persons", "fabric"
PURPOSES = (THE_FABRIC, ABOUT_PERSONS)


class TrustIsNotHarvested(NotAllowed):
    """A tie made for trust or dialogue was asked for information about persons."""

    code = "trust-is-not-harvested"


def check_purpose(kinds: Iterable[str], purpose: str) -> None:
    """Raises `TrustIsNotHarvested` where ties of trust or dialogue are asked about persons."""
    asked = BUILT_ON_TRUST & set(kinds)
    if purpose == ABOUT_PERSONS and asked:
        raise TrustIsNotHarvested(
            f"A tie of {' and '.join(sorted(asked))} cannot be asked about persons: what people "
            "tell in trust is not collected (charter, rule 8).",
            remedy="Ask ties of the kind “personal information”, which say only that an agreement "
            "exists, or talk with the organisation itself.",
            kinds=sorted(asked),
        )
