"""The lists on disk that talks are prepared with: what must hold before, and the steps to one."""

from collections.abc import Mapping
from pathlib import Path

from commonweal.core.dialogue_words import (
    ActivationStepPack,
    ActivationStepRow,
    Precondition,
    PreconditionPack,
)
from commonweal.core.errors import InvalidKnowledge
from commonweal.files.knowledge import NEED_FIELDS, in_file, rows_of_pack
from commonweal.files.toml import Field

PRECONDITION_FIELDS: Mapping[str, Field] = {
    **NEED_FIELDS,
    "must": Field(kind=bool, required=True),
}


def read_preconditions(city_folder: Path | None) -> PreconditionPack:
    """The shipped preconditions with the city's changes; raises `InvalidKnowledge`.

    A shipped `must` stays one, and stays in use (S002-27): a city adds to the gate.
    """
    shipped = rows_of_pack("dialogue_precondition", PRECONDITION_FIELDS, None)[0]
    rows, path = rows_of_pack("dialogue_precondition", PRECONDITION_FIELDS, city_folder)
    for key, row in shipped.items():
        if row["must"] and (not rows[key]["must"] or rows[key].get("retired", False)):
            _refuse_weaker(key)
    try:
        return PreconditionPack({key: Precondition(**row) for key, row in rows.items()})
    except InvalidKnowledge as fault:
        raise in_file(fault, path) from fault


def read_activation_steps(city_folder: Path | None) -> ActivationStepPack:
    """The shipped steps with the city's changes; raises `InvalidKnowledge`.

    A city may retire steps, and not all of them: an empty checklist readies nobody (S002-25).
    """
    rows, path = rows_of_pack("activation_step", NEED_FIELDS, city_folder)
    try:
        pack = ActivationStepPack({key: ActivationStepRow(**row) for key, row in rows.items()})
    except InvalidKnowledge as fault:
        raise in_file(fault, path) from fault
    if not pack.keys:
        raise InvalidKnowledge(
            f"{path.name}: every step is retired, and the checklist is empty.",
            remedy="Keep a step of the shipped ones, or add one of your own.",
            file=path.name,
        )
    return pack


def check_lists_of_talks(city_folder: Path) -> None:
    """Read both lists of a city; raises the error of the first that breaks its rules."""
    read_preconditions(city_folder)
    read_activation_steps(city_folder)


def _refuse_weaker(key: str) -> None:
    file = PreconditionPack.file
    raise InvalidKnowledge(
        f"{file}: “{key}” must hold before a talk, and cannot be made weaker or retired.",
        remedy="Leave `must` and `retired` out of the row. A talk that is held all the same is "
        "kept, and says that it was not ready.",
        file=file,
        key=key,
    )
