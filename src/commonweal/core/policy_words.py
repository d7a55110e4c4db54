"""The words in which a proposal is weighed: policy areas, what they may change, how it may move.

All are data (`knowledge/policy_areas.toml`, `policy_factors.toml`, `displacement_channels.toml`),
read by `commonweal.files.knowledge` and `files.policy_knowledge`, and changed by a city in its own
folder (S003-61).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from commonweal.core.errors import InvalidKnowledge
from commonweal.core.key_pack import KeyPack


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyArea:
    """One field in which a city decides, such as housing."""

    key: str
    name: str
    what: str
    source: str
    retired: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFactor:
    """One thing that a policy may change; `more_is_worse` says which way is harm."""

    key: str
    name: str
    what: str
    more_is_worse: bool
    family: str
    source: str
    retired: bool = False
    note: str = ""


class PolicyAreaPack(KeyPack[PolicyArea]):
    """The policy areas of a city."""

    word: ClassVar[str] = "policy area"
    file: ClassVar[str] = "policy_areas.toml"


class PolicyFactorPack(KeyPack[PolicyFactor]):
    """The factors of a city."""

    word: ClassVar[str] = "policy factor"
    file: ClassVar[str] = "policy_factors.toml"

    def worse(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Those of these keys of which more is worse; an unknown key is not among them."""
        return tuple(key for key in keys if key in self.rows and self.rows[key].more_is_worse)


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualChannel:
    """A way in which a problem often moves (S003-54), offered and never taken for granted."""

    key: str
    name: str
    what: str
    to: str
    factors: tuple[str, ...]
    least: float
    most: float
    delay_quarters: int
    source: str
    retired: bool = False
    note: str = ""


class UsualChannelPack(KeyPack[UsualChannel]):
    """The ways in which problems often move, as a city tells them."""

    word: ClassVar[str] = "displacement channel"
    file: ClassVar[str] = "displacement_channels.toml"

    def __post_init__(self) -> None:
        KeyPack.__post_init__(self)
        for row in self.rows.values():
            if row.to not in ("areas", "groups") or not -1 <= row.least <= row.most <= 1:
                raise InvalidKnowledge(
                    f"The displacement channel “{row.key}” leads nowhere, or its strength is off.",
                    remedy='Write to = "areas" or "groups", and least and most from -1 to 1, the '
                    "least first.",
                    key=row.key,
                )
