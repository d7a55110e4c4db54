"""What a strength map is made of, and who may see it.

Read `PublicPlaces` first: a map for everybody takes nothing else, and it cannot hold a confidential
place. `PartnerPlaces` says that the page is for signed-in partners only.
"""

from dataclasses import dataclass

from workbench.core.pictures.refusals import NotPublic

GROUND = "ground"
"""The one quiet shade that all areas have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthPlace:
    """A strength that stands somewhere: WGS84 degrees, its kind or need, and the area around it.

    `sentence` says it in full for readers of the screen.
    """

    place_id: str
    name: str
    kind: str
    lon: float
    lat: float
    area: str
    href: str = ""
    sentence: str = ""
    confidential: bool = False


@dataclass(frozen=True, kw_only=True)
class PublicPlaces:
    """Places that everybody may see; raises `NotPublic` where one is confidential.

    The caller leaves confidential places out where rows are read (their public view); this is the
    second lock, not the first.
    """

    places: tuple[StrengthPlace, ...]

    def __post_init__(self) -> None:
        if hidden := sum(place.confidential for place in self.places):
            raise NotPublic(
                f"{hidden} of the places handed to a public map are confidential.",
                remedy="Pass the public view of the strengths, which leaves them out.",
                places=hidden,
            )


@dataclass(frozen=True, kw_only=True)
class PartnerPlaces:
    """Places on a page that only signed-in partners open; confidential ones are marked."""

    places: tuple[StrengthPlace, ...]
