"""How every page of this room is answered: its own object, and the row of links above it."""

from django.http import HttpResponse
from django.shortcuts import render

from workbench.accounts.doors import SignedInRequest
from workbench.mapping.pages.showing import FormPage
from workbench.mapping.pages.tabs import tabs_for


def show(
    request: SignedInRequest, template: str, page: object, *, here: str, status: int = 200
) -> HttpResponse:
    """The page `mapping/<template>` with its object as `page`."""
    context = {"page": page, "tabs": tabs_for(request.user, here=here)}
    return render(request, f"mapping/{template}", context, status=status)


def show_form(request: SignedInRequest, page: FormPage, *, here: str) -> HttpResponse:
    """A page with one form; 400 where what was sent must be mended."""
    return show(request, "form.html", page, here=here, status=400 if page.form.errors else 200)
