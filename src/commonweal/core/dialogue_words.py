"""What must hold before a talk, and the steps towards one: data that a city may change.

Both lists (`knowledge/dialogue_preconditions.toml`, `activation_steps.toml`) are read by
`commonweal.files.dialogue_knowledge`.
"""

from dataclasses import dataclass
from typing import ClassVar

from commonweal.core.key_pack import KeyPack


@dataclass(frozen=True, slots=True, kw_only=True)
class Precondition:
    """One thing asked before a session; without a yes to every `must` it is not ready."""

    key: str
    name: str
    what: str
    must: bool
    source: str
    retired: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationStepRow:
    """One step of the checklist that is started when something happened."""

    key: str
    name: str
    what: str
    source: str
    retired: bool = False
    note: str = ""


class PreconditionPack(KeyPack[Precondition]):
    """The preconditions of a city."""

    word: ClassVar[str] = "precondition"
    file: ClassVar[str] = "dialogue_preconditions.toml"


class ActivationStepPack(KeyPack[ActivationStepRow]):
    """The steps of a city's checklist."""

    word: ClassVar[str] = "activation step"
    file: ClassVar[str] = "activation_steps.toml"
