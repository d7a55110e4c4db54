"""The words in which a proposal is weighed: policy areas, and the factors that they may change.

Both are data (`knowledge/policy_areas.toml`, `policy_factors.toml`), read by
`commonweal.files.knowledge` and changed by a city in its own folder (S003-61).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

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
