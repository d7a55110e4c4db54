"""Where the nodes of the desk's drawing stood last."""

from workbench.core.pictures.network import Placement, placement_of
from workbench.mapping.models import NodePlaces

DESK_DRAWING = "desk"


def places_of(drawing: str) -> Placement | None:
    """The places kept for a drawing; None where it was not drawn yet."""
    found = NodePlaces.objects.filter(drawing=drawing).first()
    return placement_of(found.kept) if found else None
