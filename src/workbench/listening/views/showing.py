"""How every page of this room is answered: its own object, and the row of links above it."""

from django.http import HttpResponse
from django.shortcuts import render

from workbench.accounts.doors import SignedInRequest
from workbench.listening.pages.tabs import tabs_for


def show(
    request: SignedInRequest, template: str, page: object, *, here: str, status: int = 200
) -> HttpResponse:
    """The page `listening/<template>` with its object as `page`."""
    context = {"page": page, "tabs": tabs_for(request.user, here=here)}
    return render(request, f"listening/{template}", context, status=status)
