"""The page from which lists and networks are taken out."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from workbench.accounts.models import Person
from workbench.core.labels import Pairs, choices
from workbench.mapping import access


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOutPage:
    """What take_out.html may use: the forms by key and name; which sources there are."""

    strength_forms: Pairs
    network_forms: Pairs
    sources: Pairs
    sees_confidential: bool
    sees_all_ties: bool


def take_out_page(person: Person) -> TakeOutPage:
    """What this person may take out."""
    return TakeOutPage(
        strength_forms=[
            ("csv", _("Table (CSV)")),
            ("hsds", _("HSDS 3.0 (JSON)")),
            ("hsds-tables", _("HSDS 3.0 (tables in a zip archive)")),
        ],
        network_forms=[
            ("csv", _("Ties (CSV)")),
            ("nodes", _("Organisations and communities (CSV)")),
            ("graphml", _("GraphML")),
            ("gexf", _("GEXF")),
            ("kumu", _("Kumu (JSON)")),
        ],
        sources=choices((one.key, one.name) for one in access.sources()),
        sees_confidential=access.sees_confidential(person),
        sees_all_ties=person.role in access.DESK,
    )
