"""What a figure rests on: the inputs by content, the method and its version (charter 11)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """The inputs (name → SHA-256), the method with its version, and the seed where one was used."""

    method: str
    version: str
    inputs: Mapping[str, str] = field(default_factory=dict)
    seed: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """The lineage as it stands in every `--json` answer."""
        return {
            "inputs": dict(self.inputs),
            "method": self.method,
            "version": self.version,
            "seed": self.seed,
        }
