"""Made-up points of people and places over a city, for comparisons of reach."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

type Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Longitude, latitude and number, a row each: people at points, capacities of places."""

    people: Numbers
    places: Numbers

    def write(self, folder: Path) -> None:
        """Keep both in the folder."""
        np.save(folder / "people.npy", self.people)
        np.save(folder / "places.npy", self.places)

    @classmethod
    def read(cls, folder: Path) -> "Scene":
        """What `write` kept."""
        return cls(people=np.load(folder / "people.npy"), places=np.load(folder / "places.npy"))


def drawn(rng: np.random.Generator, *, people: int, places: int) -> Scene:
    """Points spread evenly over 28 by 33 km: 100 to 3,000 people, and places for 1 to 50."""

    def points(n: int, least: int, most: int) -> Numbers:
        lon, lat = rng.uniform(-0.3, 0.1, n), rng.uniform(51.35, 51.65, n)
        return np.stack([lon, lat, rng.integers(least, most, n).astype(np.float64)], axis=1)

    return Scene(people=points(people, 100, 3001), places=points(places, 1, 51))
