"""How every page of this room is answered: its own object, and the row of links above it."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from workbench.accounts.doors import SignedInRequest
from workbench.listening.pages.tabs import tabs_for


def sent(request: SignedInRequest) -> QueryDict | None:
    """What a form was sent with, were it empty; None where the form is only looked at."""
    return request.POST if request.method == "POST" else None


def show(
    request: SignedInRequest, template: str, page: object, *, here: str, status: int = 200
) -> HttpResponse:
    """The page `listening/<template>` with its object as `page`."""
    context = {"page": page, "tabs": tabs_for(request.user, here=here)}
    return render(request, f"listening/{template}", context, status=status)
