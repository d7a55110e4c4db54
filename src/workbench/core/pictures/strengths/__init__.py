"""Maps of what a city has, and of where its communities are.

Read `strength_picture` and `community_picture` first. They take plain facts and words.
"""

from workbench.core.pictures.strengths.community import (
    CommunityAreas,
    CommunityPicture,
    CommunityWords,
    community_map,
    community_picture,
)
from workbench.core.pictures.strengths.drawing import StrengthWords, strength_map
from workbench.core.pictures.strengths.facts import PartnerPlaces, PublicPlaces, StrengthPlace
from workbench.core.pictures.strengths.figure import StrengthPicture, strength_picture

__all__ = [
    "CommunityAreas",
    "CommunityPicture",
    "CommunityWords",
    "PartnerPlaces",
    "PublicPlaces",
    "StrengthPicture",
    "StrengthPlace",
    "StrengthWords",
    "community_map",
    "community_picture",
    "strength_map",
    "strength_picture",
]
