"""Maps of what a city has, and of where its communities are.

Read `strength_picture` and `community_map` first. They take plain facts and words.
"""

from workbench.core.pictures.strengths.community import (
    CommunityAreas,
    CommunityPicture,
    community_key,
    community_map,
    density_key,
)
from workbench.core.pictures.strengths.drawing import StrengthWords, strength_map
from workbench.core.pictures.strengths.facts import PartnerPlaces, PublicPlaces, StrengthPlace
from workbench.core.pictures.strengths.figure import StrengthPicture, strength_picture

__all__ = [
    "CommunityAreas",
    "CommunityPicture",
    "PartnerPlaces",
    "PublicPlaces",
    "StrengthPicture",
    "StrengthPlace",
    "StrengthWords",
    "community_key",
    "community_map",
    "density_key",
    "strength_map",
    "strength_picture",
]
