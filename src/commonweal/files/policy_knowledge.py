"""Reads the ways in which a problem often moves: the shipped list with the city's own rows."""

from collections.abc import Mapping
from pathlib import Path

from commonweal.core.errors import InvalidKnowledge
from commonweal.core.policy_words import UsualChannel, UsualChannelPack
from commonweal.files.knowledge import NEED_FIELDS, rows_of_pack
from commonweal.files.toml import Field

CHANNEL_FIELDS: Mapping[str, Field] = {
    **NEED_FIELDS,
    "to": Field(kind=str, required=True),
    "factors": Field(kind=list, required=True),
    "least": Field(kind=float, required=True),
    "most": Field(kind=float, required=True),
    "delay_quarters": Field(kind=int, required=True),
}


def read_usual_channels(city_folder: Path | None) -> UsualChannelPack:
    """The shipped ways with the city's changes; raises `InvalidKnowledge` naming file and key."""
    rows, path = rows_of_pack("displacement_channel", CHANNEL_FIELDS, city_folder)
    try:
        return UsualChannelPack(
            {
                key: UsualChannel(**{**row, "factors": tuple(row["factors"])})
                for key, row in rows.items()
            }
        )
    except InvalidKnowledge as fault:
        raise InvalidKnowledge(
            f"{path.name}: {fault.message}", remedy=fault.remedy, file=path.name, **fault.fields
        ) from fault
