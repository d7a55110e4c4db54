"""Keeping where the nodes of a drawing stand, so that they stand there next time.

What is kept follows from the ties and may be made anew at any time, so it has no audit row.
"""

from workbench.core.pictures.network import Placement
from workbench.mapping.models import NodePlaces


def keep_places(drawing: str, placement: Placement) -> None:
    """Keep the places of this drawing."""
    NodePlaces.objects.update_or_create(drawing=drawing, defaults={"kept": placement.kept()})
