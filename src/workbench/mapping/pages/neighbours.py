"""One party and those around it: a drawing for its own page, with the list beside it."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from workbench.accounts.models import Person
from workbench.core.labels import CityNames
from workbench.core.pictures.network import NetworkPicture, NetworkWords, neighbourhood_picture
from workbench.mapping import access
from workbench.mapping.drawn import network_of
from workbench.mapping.models import Party, Tie


def neighbours_of(person: Person, party: Party, names: CityNames) -> NetworkPicture | None:
    """Those a party is tied to, as far as this person may see; None where there is nobody."""
    fabric = access.fabric_for(person).filter(state=Tie.State.STANDS)
    own = fabric.filter(Q(source=party) | Q(target=party))
    near = {end for tie in own for end in (tie.source_id, tie.target_id)}
    if not near:
        return None
    parties = access.parties_for(person).filter(pk__in=near)
    ties = fabric.filter(source__in=near, target__in=near)
    network = network_of(parties, ties, names, gathered=False)
    return neighbourhood_picture(network, str(party.pk), words=_words(party))


def _words(party: Party) -> NetworkWords:
    said = {"name": party.named.name}
    return NetworkWords(
        title=_("Around %(name)s") % said,
        description=_(
            "Those whom %(name)s is tied to. The list beside the drawing holds all of it."
        )
        % said,
        caption=_("Paler lines: the ties of the others among themselves."),
        method_url=reverse("methods-page", args=["network"]),
        alone=_("No tie is known"),
    )
