"""The permission table of causal maps: the desk's pages, and a drawer's own behind a link.

Whoever holds a link draws on that map and sees nothing else; a link that is none opens nothing.
"""

from typing import Any

from tests.cast import Cast
from tests.factories import weighing_maps as made
from tests.factories.weighing import a_proposal
from tests.rules.permission_rows import DONE, Row, Status, for_all, for_roles
from workbench.weighing.models import SameThing

WEIGHS = ("coordinator", "analyst", "policy_officer")
OPEN_MAPS = ("open-map",)
NODE = {"do": "add-node", "factor": "contact"}


def a_map_with_link(cast: Cast) -> dict[str, Any]:
    """The link of a drawer."""
    return {"token": made.a_linked_map()[1]}


def no_link(cast: Cast) -> dict[str, Any]:
    """A link that opens nothing."""
    made.a_linked_map()
    return {"token": "x" * 43}


def maps(cast: Cast) -> dict[str, Any]:
    """A proposal on which one map has own words."""
    proposal = a_proposal()
    made.an_arrow(made.a_map(proposal), "Rent", "isolation", 0.6)
    return {"proposal_id": proposal.pk}


def a_map(cast: Cast) -> dict[str, Any]:
    """A map that was drawn."""
    return {"map_id": made.a_drawn_map().pk}


def a_file(cast: Cast) -> dict[str, Any]:
    """A map as a table."""
    return {**a_map(cast), "form": "csv"}


def a_file_of_all(cast: Cast) -> dict[str, Any]:
    """All maps as a table."""
    return {**maps(cast), "form": "json"}


def a_reading(cast: Cast) -> dict[str, Any]:
    """Words that are read as a factor."""
    said = SameThing.objects.create(proposal=a_proposal(), words="rent", factor="housing-cost")
    return {"same_id": said.pk}


def weighed(name: str, method: str, status: Status, **more: Any) -> Row:
    """One answer for those who weigh."""
    return for_roles(name, method, status, *WEIGHS, **more)


MAPS: tuple[Row, ...] = (
    weighed("weighing-maps", "GET", 200, kwargs=maps),
    weighed("weighing-map-invite", "GET", 200, kwargs=maps),
    weighed(
        "weighing-map-invite", "POST", 200, kwargs=maps, data={"drawer": "Table 2", "people": "1"}
    ),
    weighed("weighing-map-bring", "GET", 200, kwargs=maps),
    weighed("weighing-map-bring", "POST", 400, kwargs=maps, data={"drawer": "Table 2"}),
    weighed(
        "weighing-same", "POST", DONE, kwargs=maps, data={"words": "Rent", "factor": "housing-cost"}
    ),
    weighed("weighing-same-drop", "POST", DONE, kwargs=a_reading),
    weighed("weighing-maps-out", "GET", 200, kwargs=a_file_of_all),
    weighed("weighing-map", "GET", 200, kwargs=a_map),
    weighed("weighing-map", "POST", DONE, kwargs=a_map, data=NODE),
    weighed("weighing-map-link", "POST", 200, kwargs=a_map),
    weighed("weighing-map-withdraw", "POST", DONE, kwargs=a_map),
    weighed("weighing-map-settle", "POST", DONE, kwargs=a_map),
    weighed("weighing-map-out", "GET", 200, kwargs=a_file),
    for_all("open-map", "GET", 200, kwargs=a_map_with_link),
    for_all("open-map", "POST", DONE, kwargs=a_map_with_link, data=NODE),
    for_all("open-map", "GET", 404, kwargs=no_link),
    for_all("open-map", "POST", 404, kwargs=no_link, data=NODE),
)
