"""Continua that start from the picture: its axes are where voters differ most."""

import numpy as np

from commonweal.listening.dialogue.kernels import Floats
from commonweal.listening.dialogue.models import Continuum, fit_continuum
from commonweal.listening.dialogue.picture import Picture
from commonweal.listening.dialogue.room import Room

DIMENSIONS = (1, 2)


def continua(room: Room, places: Floats, weight: Floats | None = None) -> dict[int, Continuum]:
    """A continuum of one and one of two dimensions; voters of weight 0 do not shape them."""
    scaled = places / np.maximum(places.std(axis=0), 1e-9)
    if weight is not None:
        scaled = scaled * weight[:, None]
    return {
        d: fit_continuum(room, np.ascontiguousarray(scaled[:, :d]), weight=weight)
        for d in DIMENSIONS
        if d <= places.shape[1]
    }


def line_of(room: Room, seen: Picture) -> Continuum:
    """The continuum of two dimensions that a room without groups is told by."""
    return continua(room, seen.places)[min(max(DIMENSIONS), seen.places.shape[1])]
