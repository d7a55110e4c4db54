"""What every page shows around its own content: the city, the menu, the person, what is raised."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

from workbench.core.city import current_city
from workbench.core.rooms import foot_links, rooms_for


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuLink:
    """One word of the menu."""

    label: str | Promise
    address: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """What base.html may use."""

    city: str
    is_demonstration: bool
    menu: tuple[MenuLink, ...]
    person: Any | None
    elevated_until: datetime | None
    foot: tuple[tuple[str, str | Promise], ...]


def chrome(request: HttpRequest) -> dict[str, Chrome]:
    """The context processor behind base.html."""
    city = current_city()
    user = getattr(request, "user", None)
    person = user if user is not None and user.is_authenticated else None
    elevated = getattr(request, "elevated_session", None)
    return {
        "chrome": Chrome(
            city=city.name,
            is_demonstration=city.demonstration,
            menu=_menu(request.path, person) if is_let_in(request) else (),
            person=person,
            elevated_until=elevated.ends_at if elevated else None,
            foot=foot_links() if is_let_in(request) else (),
        )
    }


def is_let_in(request: HttpRequest) -> bool:
    """Whether the person has passed every door, second factor included."""
    return bool(getattr(request, "is_let_in", False))


def _menu(path: str, person: Any) -> tuple[MenuLink, ...]:
    links = []
    for room in rooms_for(person.role):
        address = reverse(room.url_name)
        here = _is_brief(path) if room.word == "brief" else path.startswith(f"/{room.word}/")
        links.append(MenuLink(label=room.label, address=address, is_here=here))
    return tuple(links)


def _is_brief(path: str) -> bool:
    return path == "/" or path.startswith("/brief")
