"""Which strengths stand on neutral ground: what this room tells those who look for a place."""

from collections.abc import Iterator

from django.urls import reverse

from workbench.core.labels import city_names
from workbench.core.neutral_places import NeutralPlace
from workbench.mapping import access


def neutral_strengths() -> Iterator[NeutralPlace]:
    """The public strengths of which somebody said that they are neutral ground."""
    names = city_names()
    for one in access.public_strengths().filter(neutral_place=True).order_by("name"):
        yield NeutralPlace(
            name=one.name,
            holder=one.organisation.name if one.organisation else "",
            area=one.area or "",
            area_name=names.area(one.area),
            address=reverse("mapping-strength", args=[one.pk]),
        )
