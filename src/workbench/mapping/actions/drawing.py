"""Keeping where everything of a drawing stands until the next visit."""

from workbench.accounts.models import Person
from workbench.core.pictures.network import Placement
from workbench.mapping.access import audience_of
from workbench.mapping.models import KeptDrawing


def keep_placement(placement: Placement, *, viewer: Person, before: Placement | None) -> None:
    """Keep the placement for everybody who sees the same network, where it has changed."""
    if before is None or before.shaped_by != placement.shaped_by:
        KeptDrawing.objects.update_or_create(
            audience=audience_of(viewer), defaults={"placement": placement.kept()}
        )
