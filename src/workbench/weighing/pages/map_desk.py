"""A map at the desk, a link that was made, and a file that is brought in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from workbench.weighing.map_forms import BringMapForm
from workbench.weighing.models import CausalMap, Proposal
from workbench.weighing.pages.drawing import DrawingPage

COLUMNS = ("source", "target", "weight", "delay_quarters", "sureness", "drawer")
EXAMPLE = (
    ("housing-cost", "isolation", "0.6", "2", "3", "Table 1"),
    ("contact", "isolation", "-1", "0", "4", "Table 1"),
)
"""What a file of arrows looks like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLine:
    """A row of a file that could not be used, with what to do."""

    row: int
    column: str
    value: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """What map.html may use: the drawing, and what only the desk does."""

    drawing: DrawingPage
    proposal_id: int
    title: str
    note: str
    people: int
    is_open: bool
    has_link: bool
    refused: tuple[RefusedLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPage:
    """What map_link.html may use; the link is never shown again."""

    drawer: str
    address: str
    map_id: int
    proposal_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BringPage:
    """What bring_map.html may use."""

    title: str
    back: str
    form: BringMapForm
    refused: tuple[RefusedLine, ...]
    columns: tuple[str, ...] = COLUMNS
    example: tuple[tuple[str, ...], ...] = EXAMPLE


def desk_page(causal_map: CausalMap, drawing: DrawingPage) -> DeskPage:
    """One map with what the desk may do."""
    return DeskPage(
        drawing=drawing,
        proposal_id=causal_map.proposal_id,
        title=causal_map.proposal.title,
        note=causal_map.note,
        people=causal_map.people,
        is_open=causal_map.proposal.state == Proposal.State.OPEN,
        has_link=bool(causal_map.token_sha256),
        refused=_refused(causal_map.refused),
    )


def link_page(causal_map: CausalMap, address: str) -> LinkPage:
    """The link, once."""
    return LinkPage(
        drawer=causal_map.drawer,
        address=address,
        map_id=causal_map.pk,
        proposal_id=causal_map.proposal_id,
    )


def bring_page(
    proposal: Proposal, form: BringMapForm, *, refused: Iterable[Mapping[str, Any]] = ()
) -> BringPage:
    """The form, and what could not be used of a file."""
    return BringPage(
        title=proposal.title,
        back=reverse("weighing-maps", args=[proposal.pk]),
        form=form,
        refused=_refused(refused),
    )


def _refused(rows: Iterable[Mapping[str, Any]]) -> tuple[RefusedLine, ...]:
    return tuple(
        RefusedLine(
            row=row["row"],
            column=row["column"],
            value=row["value"] or "",
            reason=row["reason"],
            remedy=row["remedy"],
        )
        for row in rows
    )
